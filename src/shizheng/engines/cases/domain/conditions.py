"""What must hold before a move, declared. What each means and says is in `judging`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AllReplied:
    """Every handling party has replied, and there is one."""


@dataclass(frozen=True, slots=True)
class MainReplied:
    """The main handling unit has replied; co-handlers may still be at it."""


@dataclass(frozen=True, slots=True)
class HasMain:
    """There is a main handling unit, or with ``present=False`` there is none."""

    present: bool = True


@dataclass(frozen=True, slots=True)
class RequesterIs:
    """The open request of this kind comes from the main unit, or with ``main=False`` from a co-handler."""

    request: str
    main: bool = True


@dataclass(frozen=True, slots=True)
class NoOpenRequest:
    """Nothing asked for is undecided; with an id, nothing of that kind by the same party."""

    request: str = ""


@dataclass(frozen=True, slots=True)
class InTime:
    """The clock runs or is paused and its deadline has not passed; for a party's clock that of the acting party."""

    clock: str


@dataclass(frozen=True, slots=True)
class Running:
    """The clock of the whole case runs."""

    clock: str


@dataclass(frozen=True, slots=True)
class AtMost:
    """The move was made fewer times than this on the case, or with ``granted`` the acting party's requests of that kind
    were granted fewer times."""

    times: int
    granted: str = ""


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """The maker's own answer is one of these; `otherwise` says what to do instead."""

    ask: str
    answers: tuple[str | bool, ...]
    otherwise: str


@dataclass(frozen=True, slots=True)
class StandsAlone:
    """The case follows no other, or with ``alone=False`` it does."""

    alone: bool = True


Condition = (
    AllReplied
    | MainReplied
    | HasMain
    | RequesterIs
    | NoOpenRequest
    | InTime
    | Running
    | AtMost
    | AnswerIs
    | StandsAlone
)
