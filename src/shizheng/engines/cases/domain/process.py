"""A process as one declared value: stages, moves, clocks, requests. Systems contribute them; nothing here runs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from shizheng.engines.cases.domain.conditions import Condition
from shizheng.engines.cases.domain.effects import Effect
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.words import Apart, AskKind, By, Field, Per

BACK = "@back"
"""As a move's target: the stage that the case was held from."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The document that a move, a clock or a request rests on, and the place in it."""

    document: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.document}{self.place}"


@dataclass(frozen=True, slots=True)
class Stage:
    """`final` is where a case rests for good; it may still be reopened by a move that starts there."""

    id: str
    label: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a move asks its maker for.

    `only_if` is (another ask, its answers): asked, and `required`, only then. `field` is what the answer becomes of the
    case. `is_public` answers may be published; the rest stays inside. `marked` answers are kept as rows for figures.
    """

    id: str
    label: str
    kind: AskKind = AskKind.TEXT
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    only_if: tuple[str, tuple[str | bool, ...]] | None = None
    field: Field | None = None
    is_public: bool = False
    marked: bool = False
    longest: int = 0
    hint: str = ""

    @property
    def limit(self) -> int:
        """Most characters of a text, most items of a list, most of a number."""
        return self.longest or {AskKind.TEXT: 200, AskKind.LONG_TEXT: 5000, AskKind.NUMBER: 10_000}.get(self.kind, 50)


@dataclass(frozen=True, slots=True)
class ClockRule:
    """`usual` holds where the table of limits says nothing; `warn_at` is the percentage of the time allowed after which
    the warning comes, 0 for none."""

    id: str
    label: str
    clause: Clause
    usual: Limit | None = None
    per: Per = Per.CASE
    warn_at: int = 80


@dataclass(frozen=True, slots=True)
class RequestRule:
    """What one asks for and another decides: an extension, a return, a pause. The effects follow the decision."""

    id: str
    label: str
    clause: Clause
    granted: tuple[Effect, ...] = ()
    refused: tuple[Effect, ...] = ()


P = TypeVar("P", Stage, Ask, ClockRule, "Move")


def _named(parts: Iterable[P]) -> Mapping[str, P]:
    """By their ids; of two of one name, which the check of the process refuses, the first."""
    found: dict[str, P] = {}
    for part in parts:
        found.setdefault(part.id, part)
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """One step that somebody may take.

    `origins` are the stages it starts from, none for a move that opens a case. `target` is a stage, BACK, or empty
    where the stage stays; `holds` remembers the present stage for BACK. Nobody who made one of `apart_from` may make
    it, `apart` saying whether the person or the whole organisation. A `quiet` move (an urging, a note) does not make
    the form outdated that somebody else is filling in. That a `marked` move was made is kept as a row for figures.
    """

    id: str
    label: str
    permission: str
    clause: Clause
    origins: tuple[str, ...] = ()
    target: str = ""
    by: By = By.OFFICE
    asks: tuple[Ask, ...] = ()
    conditions: tuple[Condition, ...] = ()
    effects: tuple[Effect, ...] = ()
    apart_from: tuple[str, ...] = ()
    apart: Apart = Apart.PERSON
    holds: bool = False
    quiet: bool = False
    marked: bool = False
    _asks: Mapping[str, Ask] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_asks", _named(self.asks))

    @property
    def opens(self) -> bool:
        return not self.origins

    def ask(self, ident: str) -> Ask | None:
        return self._asks.get(ident)


@dataclass(frozen=True, slots=True)
class Process:
    """`view` is the permission that reading its cases needs; `noun` is what officials call one case. `contacts` is the
    permission to write down who raised a case and to see those who asked for confidence; empty where nobody may."""

    id: str
    name: str
    noun: str
    view: str
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    clocks: tuple[ClockRule, ...] = ()
    requests: tuple[RequestRule, ...] = ()
    contacts: str = ""
    _stages: Mapping[str, Stage] = field(init=False, repr=False, compare=False)
    _moves: Mapping[str, Move] = field(init=False, repr=False, compare=False)
    _clocks: Mapping[str, ClockRule] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, parts in (("_stages", self.stages), ("_moves", self.moves), ("_clocks", self.clocks)):
            object.__setattr__(self, name, _named(parts))

    def stage(self, ident: str) -> Stage | None:
        return self._stages.get(ident)

    def move(self, ident: str) -> Move | None:
        return self._moves.get(ident)

    def clock(self, ident: str) -> ClockRule | None:
        return self._clocks.get(ident)

    def request(self, ident: str) -> RequestRule | None:
        return next((request for request in self.requests if request.id == ident), None)

    def moves_from(self, stage: str) -> Iterator[Move]:
        return (move for move in self.moves if stage in move.origins)

    def openings(self) -> Iterator[Move]:
        return (move for move in self.moves if move.opens)

    def is_final(self, stage: str) -> bool:
        found = self.stage(stage)
        return found is not None and found.final
