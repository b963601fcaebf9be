"""Performance target sheets and self-evaluation sheets as they were printed, every value with its line."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from shizheng.engines.fiscal.domain.targets import Target

Column = Literal["period", "annual"]
SheetKind = Literal["project", "whole", "evaluation"]


class Piece(NamedTuple):
    """A stretch of text that stands literally in one line."""

    line: int
    text: str


class Field(NamedTuple):
    """The value of one labelled cell; it may run over several lines."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return self.pieces[0].text if len(self.pieces) == 1 else "".join(piece.text for piece in self.pieces)

    @property
    def line(self) -> int:
        return self.pieces[0].line

    def piece_at(self, offset: int) -> Piece:
        """The piece that holds the character at ``offset`` of the whole text."""
        for piece in self.pieces:
            if offset < len(piece.text):
                return piece
            offset -= len(piece.text)
        return self.pieces[-1]


class Funding(NamedTuple):
    """One printed amount: ``level`` total, central, province, city, county, treasury, own or other.

    ``stage`` is target for target sheets; budget, adjusted, arrived or executed for self-evaluation sheets.
    """

    column: Column
    level: str
    stage: str
    fen: int
    ulp: int
    line: int
    quote: str


class Indicator(NamedTuple):
    """One target of one column. ``level1`` and ``level2`` are kinds (output, quality …), empty where not printed."""

    column: Column
    level1: str
    level2: str
    label: str  # level 2 as printed
    name: str  # as printed, may be cut short
    full_name: str  # repaired from the other column
    target: Target
    line: int
    order: int
    past: tuple[str, ...] = ()
    standard: str = ""
    actual: str = ""
    reason: str = ""
    weight: int | None = None  # 1/10 000 of a point
    score: int | None = None
    labelled: bool = True  # the level 2 label stands in this very row
    quote: str = ""  # a stretch of the line that shows the target, literally


class LevelLabel(NamedTuple):
    """A level that the form offers, with the number of its indicators; ``weight`` as in 产出指标（50分）."""

    column: Column
    level1: str
    level2: str
    label: str
    line: int


class Score(NamedTuple):
    """Points for a whole level, the execution rate or the total: 1/10 000 of a point."""

    part: str
    weight: int | None
    points: int
    line: int
    quote: str


class Irregularity(NamedTuple):
    """Something the text export did to the sheet."""

    kind: str  # displaced | lost_value | orphan | joined | cut | split_label
    line: int
    quote: str
    what: str


@dataclass(slots=True)
class TargetSheet:
    """A sheet with what was read of it; lists keep the printed order."""

    kind: SheetKind
    title: str
    line: int
    last: int
    year: int = 0
    is_dual: bool = False  # has both a period and an annual column
    fields: dict[str, Field] = field(default_factory=dict)
    funding: list[Funding] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    labels: list[LevelLabel] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    irregular: list[Irregularity] = field(default_factory=list)
    head: Piece | None = None  # the head row of the indicators
    printed: set[str] = field(default_factory=set)  # labels of fields that stand on the form, filled or not

    def text(self, name: str) -> str:
        """The value of a field, empty where it is not filled."""
        found = self.fields.get(name)
        return found.text if found else ""

    @property
    def name(self) -> str:
        """The project's name (the unit's for a whole-unit sheet)."""
        return self.text("name") or self.text("department")

    @property
    def is_cut(self) -> bool:
        """Whether the export broke off before the indicators."""
        return not self.indicators

    def money(self, column: Column, level: str = "total", stage: str = "target") -> Funding | None:
        """The printed amount, None where there is none."""
        for item in self.funding:
            if item.level == level and item.column == column and item.stage == stage:
                return item
        return None

    def total(self, column: Column) -> Funding | None:
        """The total of a column; where its own cell was lost, the only level that holds money."""
        found = self.money(column)
        if found is None:
            parts = [item for item in self.funding if item.column == column and item.stage == "target" and item.fen]
            found = parts[0] if len(parts) == 1 else None
        return found

    def of(self, column: Column) -> list[Indicator]:
        """The indicators of one column."""
        return [item for item in self.indicators if item.column == column]
