"""What deciding a move needs to know of the world besides the case: handed in, so that deciding stays pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shizheng.engines.cases.domain.events import Cause, Maker
from shizheng.engines.cases.domain.limits import Limit, LimitTable
from shizheng.engines.cases.domain.state import Fields, State
from shizheng.kit.calendar import WorkingCalendar

_NONE: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class OrganisationFact:
    """`exists` is whether it may be given work on the day."""

    id: int
    name: str
    exists: bool = True


@dataclass(frozen=True, slots=True)
class CaseFact:
    """Another case that an answer names. `may_lead` is whether the maker may see it and it follows none itself."""

    id: int
    process: str
    number: str
    may_lead: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """`acts_for` are the case's organisations on whose behalf the maker may act. `categories` and `areas` lead from a
    code in use to the codes from the top of its tree down to it; `retired` codes may not be chosen any more."""

    at: datetime
    maker: Maker
    calendar: WorkingCalendar
    limits: LimitTable = field(default_factory=lambda: LimitTable(()))
    acts_for: frozenset[int] = frozenset()
    organisations: Mapping[int, OrganisationFact] = field(default_factory=dict)
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: _NONE)
    retired: frozenset[str] = frozenset()
    cases: Mapping[int, CaseFact] = field(default_factory=dict)
    files: frozenset[int] = frozenset()

    def by(self, maker: Maker, at: datetime, acts_for: frozenset[int]) -> "Facts":
        """The same knowledge for another maker and instant; a load asks for it once a move."""
        return Facts(
            at,
            maker,
            self.calendar,
            self.limits,
            acts_for,
            self.organisations,
            self.categories,
            self.areas,
            self.retired,
            self.cases,
            self.files,
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """What the maker wants: a move, the answers, and where it is not evident on whose behalf and about which request.

    `organisation` is the party to act for, or for an opening move the keeper. `limits` are those that another platform
    has already set, by clock. `contact` is the key of whoever raised the case, on an opening move.
    """

    move: str
    answers: Fields = field(default_factory=dict)
    organisation: int = 0
    request: int = 0
    cause: Cause | None = None
    origin: int = 0
    limits: Mapping[str, Limit] = field(default_factory=dict)
    contact: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a wish is judged: the state it meets, what is known, and the party it is made for (0 for none)."""

    state: State
    wish: Wish
    facts: Facts
    organisation: int = 0
