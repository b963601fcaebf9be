"""Ruled tables of a PDF page: their cells, and how a table goes on from the page before."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pdfplumber.page import Page
from pdfplumber.table import Table

Box = tuple[float, float, float, float]  # left, top, right, bottom
MOST_TOUCHING = 6  # tables in one frame; more changes of width are a drawing
MOST_HEADS = 4  # rows of a table's head
SAME_EDGE = 3.0  # points that one ruled line may be off on another page
OTHER_WIDTH = 8.0  # points from which two outer edges are those of two tables
_TORN = re.compile(r"\d[,，.]$")
WRAPPED_WORDS = re.compile("(?<=[A-Za-z])\n(?=[A-Za-z])")


class Ruled(NamedTuple):
    """``edges`` are the left edges of the columns and, last, the right edge of the table; ``top`` its place."""

    top: float
    edges: tuple[float, ...]
    rows: list[list[str]]


def ruled(page: Page) -> list[tuple[Table, Ruled]]:
    """The tables of a page with their cells in one line each."""
    tables = [part for table in page.find_tables() for part in apart(table)]
    return [(table, Ruled(float(table.bbox[1]), _edges(table), _cells(table))) for table in tables]


def apart(table: Table) -> list[Table]:
    """Tables of different widths that touch were found as one, in the columns of both: each is given back its own.

    One table has the same outer edges all the way down; a lone row that sticks out is a slip of the ruler.
    """
    groups: list[tuple[tuple[float, float], list[Box]]] = []
    for top, bottom in _bands(table.cells):
        outer = _outer(table.cells, (top + bottom) / 2)
        cells = [cell for cell in table.cells if cell[1] == top]
        if groups and all(abs(one - other) < OTHER_WIDTH for one, other in zip(groups[-1][0], outer, strict=True)):
            groups[-1][1].extend(cells)
        else:
            groups.append((outer, cells))
    several = 1 < len(groups) <= MOST_TOUCHING and all(len({cell[1] for cell in cells}) > 1 for _, cells in groups)
    return [Table(table.page, cells) for _, cells in groups] if several else [table]


def _bands(cells: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Upper and lower edge of each row."""
    tops = sorted({cell[1] for cell in cells})
    yield from pairwise((*tops, max(cell[3] for cell in cells)))


def _outer(cells: Sequence[Box], middle: float) -> tuple[float, float]:
    """Left and right edge of a row, with the cells that reach down into it from above."""
    held = [cell for cell in cells if cell[1] < middle < cell[3]]
    return min(cell[0] for cell in held), max(cell[2] for cell in held)


def _cells(table: Table) -> list[list[str]]:
    return [[unwrapped(cell or "") for cell in row] for row in table.extract()]


def unwrapped(text: str) -> str:
    """A cell's text in one line: Chinese joins as it is, words of letters with the blank that the wrap swallowed."""
    return WRAPPED_WORDS.sub(" ", text).replace("\n", "")


def _edges(table: Table) -> tuple[float, ...]:
    return (*sorted({float(cell[0]) for cell in table.cells}), float(table.bbox[2]))


def continued(table: Ruled, open_table: Ruled) -> Ruled:
    """A table that goes on from the page before: without the head printed again, in the columns of that table.

    Cells merged on every row of the later page hide edges; where the outer edges and all others agree with the open
    table, its columns are the later page's too.
    """
    rows = table.rows
    places = _places(table.edges, open_table.edges)
    if places:
        rows = [_spread(row, places, len(open_table.edges) - 1) for row in rows]
    repeated = 0
    for row, head in zip(rows, open_table.rows[:MOST_HEADS], strict=False):
        if row != head:
            break
        repeated += 1
    return Ruled(table.top, open_table.edges if places else table.edges, rows[repeated:])


def mend_torn_row(before: Ruled, table: Ruled | None) -> None:
    """A row that the page break has cut through, seen by an amount that ends in its comma, is made whole in place."""
    if table is None or table.edges != before.edges or not (before.rows and table.rows):
        return
    if any(
        _TORN.search(upper) and lower[:1].isdigit()
        for upper, lower in zip(before.rows[-1], table.rows[0], strict=False)
    ):
        rest = table.rows.pop(0)
        before.rows[-1] = [upper + lower for upper, lower in zip(before.rows[-1], rest, strict=False)]


def _places(edges: Sequence[float], wider: Sequence[float]) -> list[int]:
    """For each column the column of the wider table in which it begins; none where the tables are ruled otherwise."""
    if len(edges) > len(wider) or abs(edges[-1] - wider[-1]) > SAME_EDGE:
        return []
    places = [next((at for at, other in enumerate(wider) if abs(edge - other) <= SAME_EDGE), -1) for edge in edges]
    return places[:-1] if places[0] == 0 and -1 not in places else []


def _spread(row: Sequence[str], places: Sequence[int], width: int) -> list[str]:
    cells = [""] * width
    for place, cell in zip(places, row, strict=True):
        cells[place] = cell
    return cells


def framed_text(table: Ruled) -> Iterator[str]:
    """The lines of running text that only stands in a frame: nothing but in its first column. None for a table."""
    texts = [row[0] for row in table.rows if row and row[0]]
    alone = not any(cell for row in table.rows for cell in row[1:])
    if texts and alone and len(table.edges) <= 3:
        yield from texts
