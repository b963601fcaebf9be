"""What a form is: tables with titles, panels side by side, columns and rows bound to fragments of a coordinate.

``{year}`` and ``{unit}`` in printed words stand for the document's own. A fragment maps dimensions of
`engines.fiscal.domain.coord.Coord` to values; the coordinate of a cell is table ⊕ panel ⊕ column ⊕ row.
"""

from typing import Literal

import msgspec

Role = Literal[
    "amount",
    "label",
    "code",
    "name",
    "dept_code",
    "dept_name",
    "gov_code",
    "gov_name",
    "income_code",
    "unit_code",
    "unit_name",
    "project_code",
    "project_name",
    "serial",
    "count",
    "text",
]
Kind = Literal[
    "overview",
    "income",
    "expense",
    "projects",
    "three_public",
    "operating",
    "procurement",
    "services",
    "assets",
    "statistics",
    "sheet",
    "",
]
Tree = Literal["functional", "revenue", "economic", "departmental", "units", "projects", "procurement", "free", "none"]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``head`` is the path of head cells from the outermost to the column's own."""

    head: tuple[str, ...]
    role: Role = "amount"
    at: dict[str, str] = {}
    total: bool = False


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed row of an overview; ``total`` is computed from what stands above it, ``depth`` indents it."""

    label: str
    at: dict[str, str] = {}
    total: bool = False
    depth: int = 0


class Panel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns side by side with the rows they share: a tree of codes, a free list, or the named row set of the form."""

    columns: tuple[Column, ...]
    rows: str = "none"
    at: dict[str, str] = {}
    total: Literal["first", "last", "none"] = "none"


class TableForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``match`` is a regular expression over the squeezed title; ``head_rows`` is the height of the printed head."""

    id: str
    title: str
    match: str
    panels: tuple[Panel, ...]
    kind: Kind = ""
    mark: str = ""
    unit: str = "万元"
    at: dict[str, str] = {}
    head_rows: int = 1
    numbered: bool = False
    required: bool = True
    empty_note: str = "注：本表无数据"

    @property
    def width(self) -> int:
        """Columns of the printed table, all panels together."""
        return sum(len(panel.columns) for panel in self.panels)


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One region's edition; ``row_sets`` are the fixed lists of rows that its panels name."""

    id: str
    name: str
    region: str
    stage: Literal["budget", "final"]
    tables: tuple[TableForm, ...]
    years: tuple[int, int] = (0, 9999)
    row_sets: dict[str, tuple[Row, ...]] = {}

    def table(self, identifier: str) -> TableForm:
        """KeyError where the form has no such table."""
        for table in self.tables:
            if table.id == identifier:
                return table
        raise KeyError(identifier)

    def rows_of(self, panel: Panel) -> tuple[Row, ...]:
        """The fixed rows a panel names; none where its rows come from codes or lists."""
        return self.row_sets.get(panel.rows, ())
