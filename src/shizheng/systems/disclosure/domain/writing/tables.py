"""A filled table as a block of the manuscript: title, merged heads, typed rows, and the notes that it needs."""

from collections.abc import Iterator, Sequence

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import Column, TableForm
from shizheng.engines.fiscal.domain.forms.projection import FilledRow, FilledTable, fill
from shizheng.systems.disclosure.domain.manuscript import Cell, Row, TableBlock
from shizheng.systems.disclosure.domain.writing.adding import is_rounded
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question, unanswered

ROUNDING = "注：表中数据按四舍五入列示，部分分项之和与合计在末位上略有差异。"
_LISTS = frozenset({"procurement", "services", "assets"})
_LABELS = frozenset({"label", "name", "dept_name", "gov_name", "unit_name", "project_name", "text"})
_CENTRED = frozenset({"code", "dept_code", "gov_code", "unit_code", "income_code", "project_code", "serial", "count"})


def tables_of(draft: Draft, questions: list[Question]) -> Iterator[TableBlock]:
    """Every table that the form prescribes but performance sheets, in order."""
    printed = [table for table in draft.form.tables if table.kind != "sheet"]
    every = [fill(draft.form, table, draft.facts, draft.register, draft.year) for table in printed]
    any_rounded = any(map(is_rounded, every))
    for table, filled in zip(printed, every, strict=True):
        block = block_of(draft, filled, has_finer=any_rounded and table.kind == "overview")
        if filled.unknown:
            questions.append(unanswered(filled.unknown, block.title))
        if _lacks_list(draft, filled):
            questions.append(Question(f"facts.{table.id}", "facts", f"“{block.title}”需要逐项的清单，数据中只有合计"))
        yield block


def _lacks_list(draft: Draft, filled: FilledTable) -> bool:
    """Whether there is money of a list, but not one of its items."""
    kind = filled.table.kind
    if kind == "projects":
        return not filled.is_empty and all(row.is_total for row in filled.rows)
    return filled.is_empty and kind in _LISTS and bool(draft.facts.total(Coord(side="expense", item=kind)))


def block_of(draft: Draft, filled: FilledTable, *, has_finer: bool = False) -> TableBlock:
    """One table with its title for this unit and year; ``has_finer`` where another table rounds its parts."""
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
        notes=tuple(_notes(filled, words, has_finer, draft.empties.get(table.kind, ""))),
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


def _notes(filled: FilledTable, words: dict[str, object], has_finer: bool, why: str) -> Iterator[str]:
    if filled.is_empty:
        yield filled.table.empty_note.format(**words) + (f"。{why}" if why else "")
    elif has_finer or is_rounded(filled):
        yield ROUNDING
