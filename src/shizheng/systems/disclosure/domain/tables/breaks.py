"""Which articulations (勾稽关系) a document's tables break, and which single number would mend several at once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.tables.bound import BoundColumn, BoundRow, BoundTable, Cell
from shizheng.systems.disclosure.domain.tables.statements import Meeting, Statement
from shizheng.systems.disclosure.domain.tables.sums import Sum, sums_of

Spot = tuple[int, int]  # line, cell


class Break(NamedTuple):
    """``cell`` gets the mark; ``expected`` (fen) should stand there, as ``against`` says.

    ``kind``: rows, columns, flow, classes (sums), agreement, balance, culprit. ``also`` holds the other breaks that the
    same correction mends.
    """

    kind: str
    cell: Cell
    expected: int
    against: tuple[Statement | Cell, ...]
    table: BoundTable
    row: BoundRow
    column: BoundColumn
    rounding: bool
    coord: Coord | None = None
    also: tuple["Break", ...] = ()

    @property
    def spot(self) -> Spot:
        return self.cell.line, self.cell.column

    @property
    def difference(self) -> int:
        """Printed less expected."""
        return self.cell.value - self.expected


def key_of(broken: Break) -> str:
    """What a break is called where one finding explains another."""
    return f"break:{broken.cell.line}:{broken.column.index}:{broken.kind}"


def find_breaks(meeting: Meeting) -> list[Break]:
    """All broken articulations, those of one wrong number gathered under it."""
    tables = list(dict.fromkeys(id(statement.table) for statement in meeting.statements))
    by_id = {id(statement.table): statement.table for statement in meeting.statements}
    kept: dict[Spot, int] = {}
    found: list[Break] = []
    sums = [line for key in tables for line in sums_of(by_id[key])]
    for line in [*sums, *_class_sums(meeting)]:
        if line.holds:
            for cell in (line.total, *line.parts):
                spot = cell.line, cell.column
                kept[spot] = kept.get(spot, 0) + 1
        else:
            found.append(_of_sum(line))
    found.extend(_disagreements(meeting, kept))
    found.extend(_imbalances(meeting))
    return _gathered(found, kept)


def _of_sum(line: Sum) -> Break:
    return Break(line.kind, line.total, line.expected, line.parts, line.table, line.row, line.column, line.rounds)


def _of(kind: str, statement: Statement, expected: int, against: Sequence[Statement], rounding: bool) -> Break:
    place = statement.table, statement.row, statement.column
    return Break(kind, statement.cell, expected, tuple(against), *place, rounding, statement.coord)


def _class_sums(meeting: Meeting) -> Iterator[Sum]:
    """Government classes stated in one table, the sums of their items in a table that pairs both classifications."""
    items: dict[Coord, list[Cell]] = {}
    for statement in meeting.statements:
        coord = statement.coord
        if coord.dept and len(coord.gov) == 5:
            whole = meeting.key(coord._replace(dept="", gov=coord.gov[:3]))
            items.setdefault(whole, []).append(statement.cell)
    for whole, cells in items.items():
        for statement in meeting.at(whole):
            if statement.cell.line not in {cell.line for cell in cells}:
                yield Sum("classes", statement.cell, tuple(cells), statement.table, statement.row, statement.column)


def _disagreements(meeting: Meeting, kept: dict[Spot, int]) -> Iterator[Break]:
    """One coordinate stated with several values: the value said most often, else said first, is the reference."""
    for statements in meeting.by_coord.values():
        if len({s.cell.value for s in statements}) < 2:
            if len(statements) > 1:
                for statement in statements:
                    spot = statement.cell.line, statement.cell.column
                    kept[spot] = kept.get(spot, 0) + 1
            continue
        yield from _against_reference(statements, kept)


def _against_reference(statements: Sequence[Statement], kept: dict[Spot, int]) -> Iterator[Break]:
    reference = _reference(statements, kept)
    sources = [statement for statement in statements if statement.cell.value == reference]
    for statement in statements:
        if statement.cell.value == reference or statement.table is sources[0].table is sources[-1].table:
            continue
        apart = 2 * abs(statement.cell.value - reference)
        yield _of("agreement", statement, reference, sources, apart <= statement.cell.ulp + sources[0].cell.ulp)


def _reference(statements: Sequence[Statement], kept: dict[Spot, int]) -> int:
    """What most lines say; in a tie of real contradictions the table devoted to that fund, then what more sums confirm;
    else what is said first."""
    lines: dict[int, dict[int, int]] = {}
    devoted: set[int] = set()
    for statement in statements:
        cell = statement.cell
        lines.setdefault(cell.value, {})[cell.line] = kept.get((cell.line, cell.column), 0)
        if statement.coord.fund and statement.table.at.get("fund") == statement.coord.fund:
            devoted.add(cell.value)
    values = list(lines)
    if max(values) - min(values) <= max(statement.cell.ulp for statement in statements):
        return max(values, key=lambda v: (len(lines[v]), -values.index(v)))
    return max(values, key=lambda v: (len(lines[v]), v in devoted, sum(lines[v].values()), -values.index(v)))


def _imbalances(meeting: Meeting) -> Iterator[Break]:
    """收入总计 against 支出总计 of one table and fund."""
    for coord, statements in meeting.by_coord.items():
        if coord.side != "outflow" or coord.func or coord.dept or coord.gov:
            continue
        incoming = meeting.at(coord._replace(side="inflow"))
        for statement in statements:
            inflow = next((other for other in incoming if other.table is statement.table), None)
            if inflow is not None and inflow.cell.value != statement.cell.value:
                apart = 2 * abs(inflow.cell.value - statement.cell.value)
                rounding = apart <= inflow.cell.ulp + statement.cell.ulp
                yield _of("balance", statement, inflow.cell.value, [inflow], rounding)


# ---- one wrong number breaks several


def _gathered(found: Sequence[Break], kept: dict[Spot, int]) -> list[Break]:
    wrong = _merged([broken for broken in found if not broken.rounding])
    result = [broken for broken in found if broken.rounding]
    while wrong:
        best = _best_mend(wrong, kept)
        if best is None:
            return result + _inherited(wrong)
        (cell, value), mended = best
        result.append(_culprit(cell, value, mended))
        wrong = [broken for broken in wrong if broken not in mended]
    return result


def _inherited(wrong: Sequence[Break]) -> list[Break]:
    """A sum that fails by just what one of its own parts fails by is that part's fault, told there."""
    return [broken for broken in wrong if not any(_explains(part, broken) for part in wrong)]


def _explains(part: Break, whole: Break) -> bool:
    sums = {"rows", "columns"}
    if part.kind not in sums or whole.kind not in sums or part.difference != -whole.difference:
        return False
    return part is not whole and part.cell in whole.against


def _merged(wrong: Sequence[Break]) -> list[Break]:
    """Breaks that ask the same number for the same cell are one."""
    merged: dict[tuple[Spot, int], Break] = {}
    for broken in wrong:
        key = broken.spot, broken.expected
        first = merged.get(key)
        merged[key] = broken if first is None else first._replace(also=(*first.also, broken))
    return list(merged.values())


def _best_mend(wrong: Sequence[Break], kept: dict[Spot, int]) -> tuple[tuple[Cell, int], list[Break]] | None:
    """The correction of one cell that mends most breaks, at least two, and spoils nothing that holds."""
    mends: dict[tuple[Cell, int], list[Break]] = {}
    for broken in wrong:
        for cell, value in _corrections(broken):
            mends.setdefault((cell, value), []).append(broken)
    best = max(mends.items(), key=lambda item: len(item[1]) - kept.get((item[0][0].line, item[0][0].column), 0))
    (cell, _), mended = best
    return best if len(mended) > 1 and not kept.get((cell.line, cell.column)) else None


def _corrections(broken: Break) -> Iterable[tuple[Cell, int]]:
    yield broken.cell, broken.expected
    for other in broken.against:
        cell = other.cell if isinstance(other, Statement) else other
        if broken.kind in {"agreement", "balance"}:
            if len(broken.against) == 1:
                yield cell, broken.cell.value
        else:
            yield cell, cell.value + broken.difference


def _culprit(cell: Cell, value: int, mended: Sequence[Break]) -> Break:
    """The break in which the wrong cell is itself the marked one, else the first, moved onto the cell."""
    own = next((broken for broken in mended if broken.cell == cell), None)
    first = own or mended[0]
    others = tuple(broken for broken in mended if broken is not first)
    if own is not None:
        return own._replace(expected=value, also=(*own.also, *others))
    return first._replace(kind="culprit", cell=cell, expected=value, also=tuple(mended))
