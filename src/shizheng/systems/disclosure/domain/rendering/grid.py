"""Where the cells of a table stand: spans resolved, every row as long as the table is wide."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import Cell, Row, SheetBlock, TableBlock
from shizheng.systems.disclosure.domain.rendering.wording import printable

EMPTY = Cell()


class Slot(NamedTuple):
    """A cell in its column; ``is_start`` is false, and the text empty, in the rows that it covers below its first."""

    column: int
    cell: Cell
    is_start: bool
    text: str


class Line(NamedTuple):
    """One row of the table."""

    slots: tuple[Slot, ...]
    is_head: bool
    is_total: bool


class Grid(NamedTuple):
    """The head's rows, then the body's; a table without a body has one empty row."""

    columns: int
    lines: tuple[Line, ...]

    def starts(self) -> Iterator[tuple[Line, Slot]]:
        """Each cell once, in reading order."""
        for line in self.lines:
            for slot in line.slots:
                if slot.is_start:
                    yield line, slot


def grid_of(block: TableBlock | SheetBlock) -> Grid:
    """Spans that overrun the table or run into another cell are cut, short rows filled."""
    head, body = (block.head, block.body) if isinstance(block, TableBlock) else ((), block.rows)
    body = body or (Row(()),)
    columns = max(_columns(head), _columns(body), 1)
    return Grid(columns, (*_lines(head, columns, True), *_lines(body, columns, False)))


def _lines(rows: Sequence[Row], columns: int, is_head: bool) -> Iterator[Line]:
    for row, slots in zip(rows, place(rows, columns), strict=True):
        yield Line(tuple(slots), is_head, row.is_total)


def _columns(rows: Sequence[Row]) -> int:
    held: list[int] = []
    for row in rows:
        column = 0
        for cell in row.cells:
            while column < len(held) and held[column] > 0:
                column += 1
            end = column + max(cell.columns, 1)
            held += [0] * (end - len(held))
            held[column:end] = [max(cell.rows, 1)] * (end - column)
            column = end
        held = [rows_left - 1 if rows_left else 0 for rows_left in held]
    return len(held)


def place(rows: Sequence[Row], columns: int) -> Iterator[list[Slot]]:
    """Every row's cells from left to right without a gap."""
    held: dict[int, tuple[int, Cell]] = {}  # first column → rows still covered, the covering cell
    for number, row in enumerate(rows):
        slots: list[Slot] = []
        column, waiting = 0, iter(row.cells)
        covered, held = held, {}
        while column < columns:
            if column in covered:
                left, cell = covered[column]
                slots.append(Slot(column, cell, False, ""))
            else:
                cell = _cut(next(waiting, EMPTY), column, columns, covered, len(rows) - number)
                left = cell.rows
                slots.append(Slot(column, cell, True, printable(cell.text)))
            if left > 1:
                held[column] = (left - 1, cell)
            column += cell.columns
        yield slots


def _cut(cell: Cell, column: int, columns: int, covered: dict[int, tuple[int, Cell]], rows: int) -> Cell:
    if cell.columns == 1 and 0 < cell.rows <= rows:
        return cell
    end = min([columns, *(start for start in covered if start > column)])
    return cell._replace(columns=max(1, min(cell.columns, end - column)), rows=max(1, min(cell.rows, rows)))


def side_of(cell: Cell, is_head: bool) -> str:
    """The side of its cell that a text stands on: left, center or right."""
    if cell.align:
        return cell.align
    if is_head or cell.is_label:
        return "center"
    return "right" if isinstance(cell.value, Printed) else "left"
