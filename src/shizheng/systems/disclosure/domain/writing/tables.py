"""A filled table as a block of the manuscript: title, merged heads, typed rows, and the notes that it needs."""

from collections.abc import Iterator, Sequence

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import Column, TableForm
from shizheng.engines.fiscal.domain.forms.projection import FilledRow, FilledTable, fill
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import Cell, Row, TableBlock
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question, unanswered

ROUNDING = "注：表中数据按四舍五入列示，部分分项之和与合计在末位上略有差异。"
_LISTS = frozenset({"procurement", "services", "assets"})
_LABELS = frozenset({"label", "name", "dept_name", "gov_name", "unit_name", "project_name", "text"})
_CENTRED = frozenset({"code", "dept_code", "gov_code", "unit_code", "income_code", "project_code", "serial", "count"})


def tables_of(draft: Draft, questions: list[Question]) -> Iterator[TableBlock]:
    """Every table that the form prescribes but performance sheets, in order."""
    for table in draft.form.tables:
        if table.kind == "sheet":
            continue
        filled = fill(draft.form, table, draft.facts, draft.register, draft.year)
        block = block_of(draft, filled)
        if filled.unknown:
            questions.append(unanswered(filled.unknown, block.title))
        if filled.is_empty and table.kind in _LISTS and draft.facts.total(Coord(side="expense", item=table.kind)):
            questions.append(Question(f"facts.{table.id}", "facts", f"“{block.title}”需要逐项的清单，数据中只有合计"))
        yield block


def block_of(draft: Draft, filled: FilledTable) -> TableBlock:
    """One table with its title for this unit and year."""
    table = filled.table
    words = {"year": draft.year, "unit": draft.unit}
    columns = [column for panel in table.panels for column in panel.columns]
    return TableBlock(
        table.title.format(**words),
        (*_head(table, words), *_numbers(filled)),
        tuple(_row(table, columns, row) for row in filled.rows),
        number=table.mark,
        unit=f"单位：{table.unit}",
        organisation=f"部门名称：{draft.unit}",
        notes=tuple(_notes(filled, words)),
    )


def _head(table: TableForm, words: dict[str, object]) -> Iterator[Row]:
    """Head cells that columns share are one; a column's own head reaches down to the body."""
    paths = [tuple(part.format(**words) for part in column.head) for panel in table.panels for column in panel.columns]
    for level in range(table.head_rows):
        cells = []
        index = 0
        while index < len(paths):
            path = paths[index]
            if level >= len(path):
                index += 1
                continue
            if level == len(path) - 1:
                cells.append(Cell(path[level], rows=table.head_rows - level, is_label=True))
                index += 1
                continue
            width = 1
            while index + width < len(paths) and _shares(paths[index + width], path, level):
                width += 1
            cells.append(Cell(path[level], columns=width, is_label=True))
            index += width
        yield Row(tuple(cells))


def _shares(other: Sequence[str], path: Sequence[str], level: int) -> bool:
    return len(other) - 1 > level and other[: level + 1] == path[: level + 1]


def _numbers(filled: FilledTable) -> Iterator[Row]:
    if filled.numbers:
        yield Row(tuple(Cell(text, is_label=True) for text in filled.numbers))


def _row(table: TableForm, columns: Sequence[Column], row: FilledRow) -> Row:
    panels = [number for number, panel in enumerate(table.panels) for _ in panel.columns]
    cells = []
    for column, panel, cell in zip(columns, panels, row.cells, strict=True):
        if column.role in _LABELS:
            depth = row.depths[panel] if panel < len(row.depths) else 0
            cells.append(Cell(cell.value, indent=depth if cell.value else 0, align="left"))
        elif column.role in _CENTRED:
            cells.append(Cell(cell.value, align="center"))
        else:
            cells.append(Cell(cell.value, align="right"))
    return Row(tuple(cells), row.is_total)


def _notes(filled: FilledTable, words: dict[str, object]) -> Iterator[str]:
    if filled.is_empty:
        yield filled.table.empty_note.format(**words)
    elif _is_rounded(filled):
        yield ROUNDING


def _is_rounded(filled: FilledTable) -> bool:
    """Whether some printed total is not the sum of its printed parts: tops of trees down, parts of a row across."""
    columns = [(number, column) for number, panel in enumerate(filled.table.panels) for column in panel.columns]
    amounts = [index for index, (_, column) in enumerate(columns) if column.role == "amount"]
    if any(not _column_adds_up(filled.rows, index, columns[index][0]) for index in amounts):
        return True
    if len(filled.table.panels) > 1 or len(amounts) < 3 or not columns[amounts[0]][1].total:
        return False
    return any(not _row_adds_up(row, amounts) for row in filled.rows)


def _column_adds_up(rows: Sequence[FilledRow], index: int, panel: int) -> bool:
    """The first total against the top rows below it, or above it where it does not stand first."""
    place = next((number for number, row in enumerate(rows) if row.is_total), None)
    if place is None:
        return True
    parts = rows[:place] or [row for row in rows if not row.is_total]
    tops = [row.cells[index] for row in parts if panel < len(row.depths) and row.depths[panel] == 0]
    exact = rows[place].cells[index].fen == sum(cell.fen or 0 for cell in tops)
    return not exact or _adds_up(rows[place].cells[index].value, [cell.value for cell in tops])


def _adds_up(total: str | Printed, parts: Sequence[str | Printed]) -> bool:
    numbers = [part for part in parts if isinstance(part, Printed)]
    return not isinstance(total, Printed) or not numbers or sum(part.value for part in numbers) == total.value


def _row_adds_up(row: FilledRow, amounts: Sequence[int]) -> bool:
    """Exact parts that make the exact total must make the printed one."""
    total, *parts = (row.cells[index] for index in amounts)
    if total.fen is None or sum(part.fen or 0 for part in parts) != total.fen:
        return True
    return _adds_up(total.value, [part.value for part in parts])
