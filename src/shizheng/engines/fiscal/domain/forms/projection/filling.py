"""Fill a table form: every cell of the printed table, from the facts and the form alone."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.form import Column, Form, TableForm
from shizheng.engines.fiscal.domain.forms.projection.facts import Facts
from shizheng.engines.fiscal.domain.forms.projection.register import Register
from shizheng.engines.fiscal.domain.forms.projection.rows import Asked, Line, lines_of
from shizheng.kit.money import Unit, from_fen
from shizheng.kit.printed import Printed

UNITS = {"元": Unit.YUAN, "千元": Unit.QIAN, "万元": Unit.WAN, "亿元": Unit.YI}
_LABELS = ("label", "name", "unit_name", "project_name", "dept_name")


class FilledCell(NamedTuple):
    """What is printed; an amount also tells its coordinate and its exact value."""

    value: str | Printed = ""
    coord: Coord | None = None
    fen: int | None = None


class FilledRow(NamedTuple):
    """One printed row, all panels side by side; ``depths`` are the indents of the panels' labels."""

    cells: tuple[FilledCell, ...]
    depths: tuple[int, ...] = ()
    serial: str | None = None
    is_total: bool = False


class FilledTable(NamedTuple):
    """``unknown`` are coordinates for which the facts have no answer: they stay blank and are named."""

    table: TableForm
    rows: tuple[FilledRow, ...]
    unknown: tuple[Coord, ...] = ()
    numbers: tuple[str, ...] = ()  # of the columns, where the form prints them below the head

    @property
    def is_empty(self) -> bool:
        """No cell of it is money other than nought."""
        return not any(cell.fen for row in self.rows for cell in row.cells)


def fill(form: Form, table: TableForm, facts: Facts, register: Register, year: int) -> FilledTable:
    """One table of a form."""
    unknown: list[Coord] = []
    blocks = []
    for panel in table.panels:
        asked = Asked(form, table, panel, facts, register, year)
        lines = lines_of(asked)
        blocks.append([_Block(line, _cells(asked, line, unknown)) for line in lines])
    rows = list(_side_by_side(table, blocks))
    if table.empty == "nothing" and not any(cell.fen for row in rows for cell in row.cells):
        rows = []
    if all(panel.rows == "none" for panel in table.panels):
        rows = [row for row in rows if any(cell.value for cell in row.cells)]
    return FilledTable(table, tuple(_numbered(table, rows)), tuple(dict.fromkeys(unknown)), _numbers(table))


def _numbers(table: TableForm) -> tuple[str, ...]:
    """Every column counts, or, where a label says what the numbers are, only those of money."""
    if not table.numbered:
        return ()
    columns = [column for panel in table.panels for column in panel.columns]
    if table.number_label == "**":
        return ("**",) * len(columns)
    if not table.number_label:
        return tuple(str(number) for number in range(1, len(columns) + 1))
    labels = {id(panel.columns[0]) for panel in table.panels}
    numbers, count = [], 0
    for column in columns:
        count += column.role == "amount"
        numbers.append(str(count) if column.role == "amount" else table.number_label if id(column) in labels else "")
    return tuple(numbers)


class _Block(NamedTuple):
    line: Line
    cells: tuple[FilledCell, ...]


def _cells(asked: Asked, line: Line, unknown: list[Coord]) -> tuple[FilledCell, ...]:
    first = next((i for i, c in enumerate(asked.panel.columns) if c.role in _LABELS), 0)
    codes = next((i for i, c in enumerate(asked.panel.columns) if c.role not in ("serial", "amount")), first)
    place = first if asked.table.total_in == "name" else codes
    made = []
    for index, column in enumerate(asked.panel.columns):
        if line.listed is not None:
            made.append(_listed(asked.table, column, line.listed.get(index, "")))
        elif column.role == "amount":
            made.append(_amount(asked, column, line, unknown))
        elif "total" in line.texts:
            made.append(FilledCell(line.texts["total"] if index == place else ""))
        else:
            made.append(FilledCell(line.texts.get(column.role) or line.texts.get(column.head[-1], "")))
    return tuple(made)


def _listed(table: TableForm, column: Column, value: str | int) -> FilledCell:
    if isinstance(value, str):
        return FilledCell(value)
    return FilledCell(printed(table, column, value) if column.role == "amount" else str(value), None, value)


def _amount(asked: Asked, column: Column, line: Line, unknown: list[Coord]) -> FilledCell:
    if line.at is None:
        return FilledCell(line.instead)
    at = dict(line.at)
    names = at.pop("projects", "").split("\n")
    coord = coordinate(asked, column, at)
    if names != [""]:
        fen: int | None = sum(asked.facts.value(coord._replace(project=name)) or 0 for name in names)
    elif not line.is_leaf or not line.is_total:
        fen = _total_of_list(asked, column, line) if line.is_total and asked.panel.rows == "free" else None
        fen = asked.facts.value(coord) if fen is None else fen
    else:
        fen = asked.facts.value(coord)
    if fen is None:
        unknown.append(coord)
    if fen and coord.measure == "count":
        return FilledCell(counted(fen), coord, fen)
    return FilledCell(printed(asked.table, column, fen), coord, fen)


def _total_of_list(asked: Asked, column: Column, line: Line) -> int:
    index = asked.panel.columns.index(column)
    values = (row.get(index, 0) for row in asked.register.lists.get(asked.table.id, ()))
    return sum(value for value in values if isinstance(value, int))


def coordinate(asked: Asked, column: Column, row: dict[str, str]) -> Coord:
    """Table ⊕ panel ⊕ column ⊕ row; a staff or public group of classes keeps within the column's nature."""
    at = {**asked.table.at, **asked.panel.at, **column.at, **row}
    if row.get("nature") in ("staff", "public") and column.at.get("nature") == "basic":
        at["nature"] = f"basic.{row['nature']}"
    if at.get("side") in ("opening", "inflow", "closing", "used", "distribution"):
        at = {key: value for key, value in at.items() if key != "item"}
    return Coord().over(**at)


def printed(table: TableForm, column: Column, fen: int | None) -> str | Printed:
    """An amount in the unit and decimals of the table, rounded once; no money as the form has it."""
    if not fen:
        zeros = table.zeros if column.zeros is None else column.zeros
        return Printed(0, table.decimals) if zeros and fen == 0 else ""
    return from_fen(fen, UNITS[table.unit], table.decimals).printed


def counted(value: int) -> Printed:
    """A count or an area, held in 1/10 000, with no more decimals than it has."""
    decimals = next(places for places in range(5) if not value % 10 ** (4 - places))
    return Printed(value // 10 ** (4 - decimals), decimals)


def _side_by_side(table: TableForm, blocks: Sequence[Sequence[_Block]]) -> Iterator[FilledRow]:
    """Panels beside each other, their totals on one line."""
    if len(blocks) == 1:
        for block in blocks[0]:
            yield FilledRow(block.cells, (block.line.depth,), block.line.serial, block.line.is_total)
        return
    cut = [_cut_at_totals(rows) for rows in blocks]
    count = max(map(len, cut))
    for parts in cut:
        while len(parts) < count:
            parts.insert(-1 if parts and parts[-1] and parts[-1][-1].line.is_total else len(parts), [])
    for number in range(count):
        yield from _aligned(table, [parts[number] for parts in cut])


def _cut_at_totals(rows: Sequence[_Block]) -> list[list[_Block]]:
    """Runs of rows, each closed by a total."""
    parts: list[list[_Block]] = [[]]
    for block in rows:
        parts[-1].append(block)
        if block.line.is_total:
            parts.append([])
    return parts if parts[-1] else parts[:-1] or [[]]


def _aligned(table: TableForm, parts: Sequence[list[_Block]]) -> Iterator[FilledRow]:
    """One run: blanks above the totals where a panel has fewer rows."""
    depth = max(map(len, parts))
    columns: list[list[_Block]] = []
    for panel, part in zip(table.panels, parts, strict=True):
        blank = _Block(Line({}, None), tuple(FilledCell() for _ in panel.columns))
        closed = bool(part) and part[-1].line.is_total
        body, end = (part[:-1], part[-1:]) if closed else (part, [])
        columns.append([*body, *[blank] * (depth - len(part)), *end])
    for blocks in zip(*columns, strict=True):
        cells = tuple(cell for block in blocks for cell in block.cells)
        yield FilledRow(cells, tuple(b.line.depth for b in blocks), None, any(b.line.is_total for b in blocks))


def _numbered(table: TableForm, rows: Sequence[FilledRow]) -> Iterator[FilledRow]:
    """Line numbers in the columns for them, running on from panel to panel."""
    serials = [i for i, c in enumerate(c for p in table.panels for c in p.columns) if c.role == "serial"]
    number = 0
    for row in rows:
        cells = list(row.cells)
        number += row.serial is None
        for order, index in enumerate(serials):
            cells[index] = FilledCell(str(number + order * len(rows)) if row.serial is None else row.serial)
        yield row._replace(cells=tuple(cells)) if serials else row
