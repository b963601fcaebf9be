"""Panels printed side by side only to save paper are one list of rows."""

from collections.abc import Sequence

from shizheng.systems.disclosure.domain.tables.bound import BoundPanel, BoundRow
from shizheng.systems.disclosure.domain.tables.rows import arrange


def joined(panels: Sequence[BoundPanel]) -> list[BoundPanel]:
    """Neighbours with the same columns and code trees become one panel, its rows from top to bottom, panel by panel."""
    result: list[BoundPanel] = []
    for panel in panels:
        if result and _alike(result[-1], panel):
            _append(result[-1], panel)
        else:
            result.append(panel)
    return result


def _alike(left: BoundPanel, right: BoundPanel) -> bool:
    same = [column.at for column in left.columns] == [column.at for column in right.columns]
    return (
        same and left.space == right.space and left.keys.keys() == right.keys.keys() and _coded(left) and _coded(right)
    )


def _coded(panel: BoundPanel) -> bool:
    return any(row.code for row in panel.rows)


def _append(left: BoundPanel, right: BoundPanel) -> None:
    places = {old.index: new.index for old, new in zip(right.columns, left.columns, strict=True)}
    for row in right.rows:
        row.cells = {places[index]: cell for index, cell in row.cells.items()}
    unlabelled = [row for row in right.rows if row.is_total and not row.text]
    for row in unlabelled:
        if _lend(left.rows, row):
            right.rows.remove(row)
    left.rows.extend(right.rows)
    for row in left.rows:
        row.parent = -1
    arrange(left.rows, left)


def _lend(rows: Sequence[BoundRow], amounts: BoundRow) -> bool:
    """Give the numbers of a total to its label, which merged cells keep far to the left on the same line."""
    for row in reversed(rows):
        if row.line.number == amounts.line.number and row.is_total and row.text and not row.cells:
            row.cells = amounts.cells
            return True
    return False
