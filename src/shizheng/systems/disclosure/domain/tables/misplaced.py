"""Money that a neighbouring column holds by mistake."""

from shizheng.systems.disclosure.domain.tables.bound import BoundPanel
from shizheng.systems.disclosure.domain.tables.breaks import Break


def misplaced(broken: Break) -> tuple[int, BoundPanel] | None:
    """The column of a sibling fund that holds just what a contradicted cell lacks, and their panel."""
    if broken.kind != "agreement" or broken.rounding or broken.difference >= 0:
        return None
    for panel in broken.table.panels:
        if not any(row is broken.row for row in panel.rows):
            continue
        for column in panel.columns:
            cell = broken.row.cells.get(column.index)
            funds = column.at.get("fund", ""), broken.column.at.get("fund", "")
            other_fund = column.known and all(funds) and funds[0] != funds[1]
            if cell is not None and cell.value == -broken.difference and other_fund and column is not broken.column:
                return column.index, panel
    return None
