"""Tables whose unit line is wrong: every number ten thousand times what the other tables say."""

from collections.abc import Sequence

from shizheng.systems.disclosure.domain.tables.bound import BoundTable
from shizheng.systems.disclosure.domain.tables.statements import Meeting, Statement

FACTOR = 10_000
ENOUGH = 3  # coordinates shared with other tables that must all say so


def settle_units(tables: Sequence[BoundTable], meeting: Meeting) -> bool:
    """Rescale each such table to the unit its numbers are in; True where any was.

    The unit most tables claim is believed, so that of two tables that differ only one is put right.
    """
    units = [table.unit for table in tables]
    usual = max(units, key=units.count, default=0)
    changed = False
    for table in tables:
        shift = _shift(table, meeting) if table.unit != usual else 0
        if shift:
            _rescale(table, shift)
            changed = True
    return changed


def _shift(table: BoundTable, meeting: Meeting) -> int:
    """Powers of ten to add to the table's unit: 4, -4 or 0."""
    up = down = other = 0
    for statement in meeting.statements:
        if statement.table is table and statement.cell.value:
            reference = _elsewhere(statement, meeting)
            if not reference:
                continue
            up += _same(statement.cell.value * FACTOR, reference, statement.cell.ulp * FACTOR)
            down += _same(statement.cell.value, reference * FACTOR, FACTOR * FACTOR)
            other += 1
    if other < ENOUGH:
        return 0
    return 4 if up == other else -4 if down == other else 0


def _same(value: int, reference: int, slack: int) -> bool:
    return abs(value - reference) <= slack


def _elsewhere(statement: Statement, meeting: Meeting) -> int:
    """What the first other table says at the same coordinate."""
    others = meeting.at(statement.coord)
    return next((other.cell.value for other in others if other.table is not statement.table), 0)


def _rescale(table: BoundTable, shift: int) -> None:
    table.printed_unit, table.unit = table.unit, table.unit + shift
    for panel in table.panels:
        for row in panel.rows:
            for index, cell in row.cells.items():
                value, ulp = (cell.value * FACTOR, cell.ulp * FACTOR) if shift > 0 else _down(cell.value, cell.ulp)
                row.cells[index] = cell._replace(value=value, ulp=ulp)


def _down(value: int, ulp: int) -> tuple[int, int]:
    return value // FACTOR, max(1, ulp // FACTOR)
