"""A table that has been understood: panels of amount columns and rows, every cell with its value and place."""

from dataclasses import dataclass, field
from typing import NamedTuple

from shizheng.engines.fiscal.domain.forms import TableForm
from shizheng.engines.fiscal.domain.lexicon import Fragment
from shizheng.systems.disclosure.domain.source import Line


class Cell(NamedTuple):
    """``value`` and ``ulp`` in fen (in units of the measure for counts); ``column`` counts cells of the line from 0."""

    value: int
    ulp: int
    line: int
    column: int
    text: str


@dataclass(slots=True)
class BoundColumn:
    """An amount column; ``known`` is false where neither head nor form says what its numbers are."""

    index: int
    head: str
    role: str
    at: Fragment
    total: bool = False
    known: bool = True


@dataclass(slots=True)
class BoundRow:
    """A row of one panel; ``parent`` is its index among the panel's rows, -1 at the top.

    ``role`` is total, part (其中, not added up) or row; ``codes`` are the codes printed in it by role of the column.
    """

    line: Line
    text: str
    name: str
    code: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    number: int = 0
    style: str = ""
    role: str = "row"
    total: str = ""
    parent: int = -1
    depth: int = 0
    at: Fragment = field(default_factory=dict)
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        return self.role == "total"

    @property
    def filled(self) -> bool:
        """Whether any amount of the row is not zero."""
        return any(cell.value for cell in self.cells.values())


@dataclass(slots=True)
class BoundPanel:
    """Rows that share columns; ``space`` is what its rows list: income, func, dept, gov, projects, units …"""

    columns: list[BoundColumn]
    rows: list[BoundRow]
    space: str = ""
    at: Fragment = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)  # role → cell index of code and name columns
    head: str = ""
    code_parts: tuple[int, ...] = ()  # cells over which a code is spread (类, 款, 项)

    def column(self, **at: str) -> BoundColumn | None:
        """The known column whose fragment holds just these dimensions."""
        return next((column for column in self.columns if column.known and column.at == at), None)


@dataclass(slots=True)
class BoundTable:
    """``subject`` says which table it is; ``unit`` is the power of ten of its money in 元 (4 for 万元)."""

    title: str
    title_line: Line
    kind: str
    at: Fragment
    unit: int
    panels: list[BoundPanel]
    first: int
    last: int
    notes: tuple[Line, ...] = ()
    form: TableForm | None = None
    heads: tuple[tuple[str, ...], ...] = ()
    printed_unit: int | None = None  # the unit the table claims, where its numbers prove it wrong

    @property
    def empty(self) -> bool:
        """No amount but zeros is printed."""
        return not any(row.filled for panel in self.panels for row in panel.rows)
