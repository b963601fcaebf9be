"""What a case is after some of its events. Plain frozen values; `folding` makes them, nothing else does."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from shizheng.engines.cases.domain.clocks import Due
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.words import LEFT, By, ClockState, PartyState, Role

Value = str | bool | int | list[int] | None


class Party(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """An organisation's standing in the case; one row an organisation, however often it came and went."""

    organisation: int
    role: Role
    state: PartyState
    since: datetime
    signed_at: datetime | None = None
    replied_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def is_active(self) -> bool:
        """Whether it handles the case now."""
        return self.state not in LEFT

    def acts_as(self, by: By) -> bool:
        wanted = {By.MAIN: {Role.MAIN}, By.CO: {Role.CO}}.get(by, {Role.MAIN, Role.CO})
        return self.is_active and self.role in wanted


class Clock(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`organisation` is 0 for a clock of the whole case. `breached_at` is the deadline that passed, not the instant at
    which somebody noticed. `left` is only set while it is paused."""

    rule: str
    state: ClockState
    started_at: datetime
    due: Due
    limit: Limit
    warn_at: int = 0
    organisation: int = 0
    left: int | None = None
    paused_at: datetime | None = None
    stopped_at: datetime | None = None
    warned_at: datetime | None = None
    breached_at: datetime | None = None

    @property
    def key(self) -> tuple[str, int]:
        return self.rule, self.organisation

    @property
    def is_running(self) -> bool:
        return self.state is ClockState.RUNNING

    def is_over(self, at: datetime) -> bool:
        """Whether it runs and its deadline has passed."""
        return self.is_running and self.due.at < at

    @property
    def wakes_at(self) -> datetime | None:
        """The next instant at which time alone changes it."""
        if not self.is_running or self.breached_at is not None:
            return None
        return self.due.at if self.warned_at is not None or self.due.warn is None else self.due.warn


class Request(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`number` is the position of the event that asked; `granted` is None while it is open."""

    number: int
    kind: str
    organisation: int
    account: int | None
    at: datetime
    answers: dict[str, Value]
    granted: bool | None = None
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.granted is None


class Mark(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One answer of a move, or without `ask` the bare fact that it was made, kept for figures. `organisation` is the
    party it was made for, else the maker's; `value` writes a truth value as ``true`` or ``false``."""

    position: int
    move: str
    ask: str
    value: str
    at: datetime
    organisation: int = 0
    account: int | None = None


class Hand(msgspec.Struct, frozen=True, gc=False):
    """Who made a move, for the separation of duties."""

    move: str
    account: int | None
    organisation: int | None


class State(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`version` is the position of the last event. `held` is the stage that BACK leads to, `keeper` the organisation
    that took the case in and answers for it."""

    version: int = 0
    stage: str = ""
    held: str = ""
    since: datetime | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    fields: dict[str, Value] = {}
    parties: tuple[Party, ...] = ()
    clocks: tuple[Clock, ...] = ()
    requests: tuple[Request, ...] = ()
    hands: tuple[Hand, ...] = ()
    marks: tuple[Mark, ...] = ()
    times: dict[str, int] = {}
    keeper: int = 0
    parent: int = 0
    origin: int = 0

    def party(self, organisation: int) -> Party | None:
        for party in self.parties:
            if party.organisation == organisation:
                return party
        return None

    def active(self) -> Iterator[Party]:
        return (party for party in self.parties if party.is_active)

    @property
    def main(self) -> Party | None:
        return next((party for party in self.active() if party.role is Role.MAIN), None)

    def clock(self, rule: str, organisation: int = 0) -> Clock | None:
        for clock in self.clocks:
            if clock.rule == rule and clock.organisation == organisation:
                return clock
        return None

    def open_requests(self, kind: str = "") -> list[Request]:
        return [request for request in self.requests if request.is_open and kind in {"", request.kind}]

    def text(self, field: str) -> str:
        found = self.fields.get(field)
        return found if isinstance(found, str) else ""


NOTHING = State()

Fields = Mapping[str, Value]
