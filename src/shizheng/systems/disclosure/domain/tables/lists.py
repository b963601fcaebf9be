"""Lists of projects and units: which rows are items, and which only sum up the items below them."""

import re
from collections.abc import Sequence

from shizheng.systems.disclosure.domain.tables.bound import BoundRow

_ORGANISATION = re.compile(r"(?:局|委|办|中心|院|校|厅|部|会|站|所|馆|队|处|政府|本级|机关)$")
NEARLY = 4  # a unit's row that misses the sum of the rows below by less than a quarter was meant to be it


def group(rows: Sequence[BoundRow], columns: Sequence[int]) -> None:
    """Mark subtotals and set parents, told by arithmetic: units and project kinds repeat or sum what follows them."""
    while rows and rows[-1].is_total and not rows[0].is_total:
        rows = rows[:-1]  # closed by its total: the only item of a list is none because the total repeats it
    if len(rows) < 2 or not columns:
        return
    lead = _lead(rows, columns)
    rest = range(1, len(rows))
    total, first = sum(_value(rows[i], lead) for i in rest), _value(rows[0], lead)
    sums = total == first or (_ORGANISATION.search(rows[0].name) and abs(total - first) * NEARLY <= first)
    if not (rows[0].is_total or sums or _repeats(rows[0], rows[1], columns)):
        return
    _nest(rows, 0, list(rest), columns, lead)


def _lead(rows: Sequence[BoundRow], columns: Sequence[int]) -> int:
    """The first column that most rows fill."""
    return max(columns, key=lambda index: (sum(index in row.cells for row in rows), -index))


def _value(row: BoundRow, column: int) -> int:
    cell = row.cells.get(column)
    return cell.value if cell else 0


def _nest(rows: Sequence[BoundRow], top: int, rest: list[int], columns: Sequence[int], lead: int) -> None:
    """Rows of one total: a first row that repeats it is the next level; runs that a row sums up hang below that row."""
    _mark(rows[top])
    while len(rest) > 1 and _repeats(rows[top], rows[rest[0]], columns):
        rows[rest[0]].parent = top
        top, rest = rest[0], rest[1:]
        _mark(rows[top])
    if sum(_value(rows[i], lead) for i in rest) == _value(rows[top], lead):
        for index in rest:
            rows[index].parent = top
        return
    _runs(rows, top, rest, lead)


def _runs(rows: Sequence[BoundRow], top: int, rest: list[int], lead: int) -> None:
    position = 0
    while position < len(rest):
        index = rest[position]
        rows[index].parent = top
        length = _run(rows, rest[position:], lead)
        if length:
            _mark(rows[index])
            for below in rest[position + 1 : position + 1 + length]:
                rows[below].parent = index
        position += 1 + length


def _run(rows: Sequence[BoundRow], following: Sequence[int], lead: int) -> int:
    """How many rows right below the first one sum to it; 0 where none do."""
    target, total = _value(rows[following[0]], lead), 0
    for length, index in enumerate(following[1:], 1):
        total += _value(rows[index], lead)
        if total == target and total:
            return length if length > 1 else 0
        if total > target:
            return 0
    return 0


def _repeats(row: BoundRow, other: BoundRow, columns: Sequence[int]) -> bool:
    values = [(_value(row, index), _value(other, index)) for index in columns]
    return any(a for a, _ in values) and all(a == b for a, b in values)


def _mark(row: BoundRow) -> None:
    if not row.is_total:
        row.role, row.total = "total", "小计"
        row.at = {"org": row.name}
