"""Tables of a disclosure, understood: their cells become claims about coordinates (see `binding.bind_tables`)."""

from shizheng.systems.disclosure.domain.tables.bound import BoundColumn, BoundPanel, BoundRow, BoundTable, Cell

__all__ = ["BoundColumn", "BoundPanel", "BoundRow", "BoundTable", "Cell"]
