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
    """``head`` is the path of head cells from the outermost to the column's own.

    ``zeros`` says what no money is in this column, where it is not as in the rest of the table.
    """

    head: tuple[str, ...]
    role: Role = "amount"
    at: dict[str, str] = {}
    total: bool = False
    zeros: bool | None = None


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fixed row of an overview; ``total`` closes what stands above it, ``depth`` indents it.

    A ``silent`` row has no money but perhaps ``text`` in its place; ``code`` stands in a column for codes, ``serial``
    in place of the number of the line.
    """

    label: str
    at: dict[str, str] = {}
    total: bool = False
    depth: int = 0
    silent: bool = False
    code: str = ""
    text: str = ""
    serial: str | None = None


class Panel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns side by side with the rows they share: a tree of codes, a free list, or the named row set of the form.

    A tree lists the codes that its own money has, or those ``of_all`` the spending from its fund. ``total`` says where
    the sum of a tree or list stands, ``total_label`` how it is called.
    """

    columns: tuple[Column, ...]
    rows: str = "none"
    at: dict[str, str] = {}
    total: Literal["first", "last", "none"] = "none"
    total_label: str = "合计"
    of_all: bool = False


class TableForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``match`` is a regular expression over the squeezed title; ``head_rows`` is the height of the printed head.

    ``numbered`` prints the numbers of the columns below the head, after ``number_label`` where it stands (or that
    alone, if it is ``**``). No money is a blank or, where ``zeros`` is set, a nought. ``total_in`` is the column that
    says 合计: the first one or that of names; ``empty`` whether a table without money keeps its total row.
    """

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
    number_label: str = ""
    zeros: bool = False
    decimals: int = 2
    total_in: Literal["code", "name"] = "code"
    empty: Literal["total", "nothing"] = "total"
    required: bool = True
    empty_note: str = "注：本表无数据"

    @property
    def width(self) -> int:
        """Columns of the printed table, all panels together."""
        return sum(len(panel.columns) for panel in self.panels)


class SheetForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a region prints performance sheets of one kind: ``whole`` speaks of a unit's expenditure as a whole.

    ``stages`` head the columns of money and ``levels`` its rows, ``heads`` the columns of indicators, each in printed
    order; ``fields`` and ``results`` label texts above and below the indicators. ``shows`` prints how points are found.
    """

    kind: Literal["targets", "evaluation"]
    title: str
    whole: bool = False
    caption: str = "（{year}年度）"
    unit: Literal["元", "万元"] = "万元"
    name: str = "项目名称"
    fields: dict[str, str] = {}
    stages: dict[str, str] = {}
    levels: dict[str, str] = {}
    goals: tuple[str, str] = ("预期目标", "实际完成情况")
    heads: dict[str, str] = {}
    results: dict[str, str] = {}
    shows: bool = True


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One region's edition; ``row_sets`` are the fixed lists of rows that its panels name, ``sheets`` its performance
    sheets, ``narrative`` the declaration of what it says in words (that of its stage, if empty)."""

    id: str
    name: str
    region: str
    stage: Literal["budget", "final"]
    tables: tuple[TableForm, ...]
    years: tuple[int, int] = (0, 9999)
    row_sets: dict[str, tuple[Row, ...]] = {}
    sheets: tuple[SheetForm, ...] = ()
    narrative: str = ""

    def sheet(self, kind: str, *, is_whole: bool = False) -> SheetForm | None:
        """The declared sheet of a kind; None where the form leaves it to the national layout."""
        return next((each for each in self.sheets if (each.kind, each.whole) == (kind, is_whole)), None)

    def table(self, identifier: str) -> TableForm:
        """KeyError where the form has no such table."""
        for table in self.tables:
            if table.id == identifier:
                return table
        raise KeyError(identifier)

    def rows_of(self, panel: Panel) -> tuple[Row, ...]:
        """The fixed rows a panel names; none where its rows come from codes or lists."""
        return self.row_sets.get(panel.rows, ())
