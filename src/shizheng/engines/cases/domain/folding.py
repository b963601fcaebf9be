"""From events to the state of a case. Depends on nothing but the events: a replay years later gives the same case."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from msgspec.structs import replace

from shizheng.engines.cases.domain.changes import (
    Began,
    Breached,
    Change,
    Decided,
    Joined,
    Kept,
    Marked,
    Merged,
    Moved,
    Paused,
    Placed,
    Requested,
    SplitFrom,
    Stated,
    Stood,
    Stopped,
    Warned,
)
from shizheng.engines.cases.domain.events import Event
from shizheng.engines.cases.domain.state import NOTHING, Clock, Hand, Mark, Party, Request, State
from shizheng.engines.cases.domain.words import LEFT, ClockState, PartyState


class BrokenHistoryError(ValueError):
    """Events that cannot be of one case: a position missing, a change to something that is not there."""


def fold(events: Iterable[Event], state: State = NOTHING) -> State:
    """The state after all events, in the order of their positions."""
    for event in events:
        state = apply(state, event)
    return state


def apply(state: State, event: Event) -> State:
    """The state after one more event; BrokenHistoryError unless it is the next one."""
    if event.position != state.version + 1:
        raise BrokenHistoryError(f"event {event.position} does not follow {state.version}")
    for change in event.body.changes:
        state = changed(state, change, event)
    return closed(state, event)


def closed(state: State, event: Event) -> State:
    """The state after the last change of an event: what is so of every event, whatever it changed."""
    hand = Hand(event.move, event.maker.account, event.maker.organisation)
    hands = state.hands if hand in state.hands else (*state.hands, hand)
    times = {**state.times, event.move: state.times.get(event.move, 0) + 1}
    return replace(state, version=event.position, hands=hands, times=times, opened_at=state.opened_at or event.at)


def changed(state: State, change: Change, event: Event) -> State:
    """The state after one change of an event."""
    return _APPLY[type(change)](state, change, event)


def _placed(state: State, change: Placed, event: Event) -> State:
    ended = event.at if change.final else None
    return replace(state, stage=change.stage, held=change.held, since=event.at, ended_at=ended)


def _stated(state: State, change: Stated, event: Event) -> State:
    return replace(state, fields={**state.fields, change.field: change.value})


def _joined(state: State, change: Joined, event: Event) -> State:
    party = Party(change.organisation, change.role, change.state, event.at)
    others = tuple(other for other in state.parties if other.organisation != change.organisation)
    return replace(state, parties=(*others, party))


def _kept(state: State, change: Kept, event: Event) -> State:
    return replace(state, keeper=change.organisation)


def _stood(state: State, change: Stood, event: Event) -> State:
    found = state.party(change.organisation)
    if found is None:
        raise BrokenHistoryError(f"organisation {change.organisation} is no party")
    party = replace(found, state=change.state, **_stamped(found, change.state, event.at))
    return replace(state, parties=tuple(party if other is found else other for other in state.parties))


def _stamped(party: Party, standing: PartyState, at: datetime) -> dict[str, datetime | None]:
    """The instants that go with a standing: signed once, replied until handled again."""
    if standing in LEFT:
        return {"left_at": at}
    if standing is PartyState.SIGNED:
        return {"signed_at": party.signed_at or at, "replied_at": None}
    return {"replied_at": at if standing is PartyState.REPLIED else None}


def _began(state: State, change: Began, event: Event) -> State:
    clock = Clock(
        change.rule,
        ClockState.RUNNING,
        event.at,
        change.due,
        change.limit,
        change.warn_at,
        change.organisation,
    )
    others = tuple(other for other in state.clocks if other.key != clock.key)
    return replace(state, clocks=(*others, clock))


ClockChange = TypeVar("ClockChange", Moved, Paused, Stopped, Warned, Breached)


def _on_clock(
    turn: Callable[[Clock, ClockChange, Event], Clock],
) -> Callable[[State, ClockChange, Event], State]:
    def run(state: State, change: ClockChange, event: Event) -> State:
        found = state.clock(change.rule, change.organisation)
        if found is None:
            raise BrokenHistoryError(f"no clock for {change}")
        clock = turn(found, change, event)
        return replace(state, clocks=tuple(clock if other is found else other for other in state.clocks))

    return run


def _moved(clock: Clock, change: Moved, event: Event) -> Clock:
    """A warning is due anew; a breach stays unless it is forgiven."""
    running = change.resumed or clock.is_running
    return replace(
        clock,
        due=change.due,
        state=ClockState.RUNNING if running else ClockState.PAUSED,
        left=None if change.resumed else clock.left,
        paused_at=None if change.resumed else clock.paused_at,
        warned_at=clock.warned_at if change.due.warn and change.due.warn <= event.at else None,
        breached_at=None if change.forgiven else clock.breached_at,
    )


def _paused(clock: Clock, change: Paused, event: Event) -> Clock:
    return replace(clock, state=ClockState.PAUSED, left=change.left, paused_at=clock.paused_at or event.at)


def _stopped(clock: Clock, change: Stopped, event: Event) -> Clock:
    return replace(clock, state=ClockState.STOPPED, left=None, stopped_at=event.at)


def _warned(clock: Clock, change: Warned, event: Event) -> Clock:
    return replace(clock, warned_at=event.at)


def _breached(clock: Clock, change: Breached, event: Event) -> Clock:
    return replace(clock, breached_at=change.at)


def _requested(state: State, change: Requested, event: Event) -> State:
    request = Request(
        event.position, change.request, change.organisation, event.maker.account, event.at, event.body.answers
    )
    return replace(state, requests=(*state.requests, request))


def _decided(state: State, change: Decided, event: Event) -> State:
    requests = tuple(
        replace(request, granted=change.granted, decided_at=event.at) if request.number == change.number else request
        for request in state.requests
    )
    return replace(state, requests=requests)


def _merged(state: State, change: Merged, event: Event) -> State:
    return replace(state, parent=change.parent)


def _split_from(state: State, change: SplitFrom, event: Event) -> State:
    return replace(state, origin=change.case)


def _marked(state: State, change: Marked, event: Event) -> State:
    organisation = change.organisation or event.maker.organisation or 0
    mark = Mark(event.position, event.move, change.ask, change.value, event.at, organisation, event.maker.account)
    return replace(state, marks=(*state.marks, mark))


_APPLY: dict[type, Callable[..., State]] = {
    Placed: _placed,
    Stated: _stated,
    Joined: _joined,
    Kept: _kept,
    Stood: _stood,
    Began: _began,
    Moved: _on_clock(_moved),
    Paused: _on_clock(_paused),
    Stopped: _on_clock(_stopped),
    Warned: _on_clock(_warned),
    Breached: _on_clock(_breached),
    Requested: _requested,
    Decided: _decided,
    Merged: _merged,
    SplitFrom: _split_from,
    Marked: _marked,
}
