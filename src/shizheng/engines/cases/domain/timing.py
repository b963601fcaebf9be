"""Clocks while a move is made, and what time alone does to them."""

from collections.abc import Iterator
from datetime import datetime

from shizheng.engines.cases.domain.changes import Began, Breached, Change, Moved, Paused, Stopped, Warned
from shizheng.engines.cases.domain.clocks import Due, Term, edition, left, reckon, whole
from shizheng.engines.cases.domain.effects import Extend, Pause, Resume, Start, Stop
from shizheng.engines.cases.domain.events import Body, Event, Maker
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.making import Making, RefusedError
from shizheng.engines.cases.domain.process import ClockRule
from shizheng.engines.cases.domain.state import Clock, Request, State
from shizheng.engines.cases.domain.words import ClockState, Of, Per, Unit
from shizheng.kit.calendar import WorkingCalendar


def start(making: Making, effect: Start, request: Request | None) -> None:
    rule = _rule(making, effect.clock)
    for organisation in concerned(making, rule, effect.of, request):
        clock = making.state.clock(rule.id, organisation)
        if clock is None or clock.state is ClockState.STOPPED or effect.anew:
            limit = _limit(making, rule)
            due = _due(making, making.facts.at, (Term(limit.amount, limit.unit),), rule.warn_at)
            making.add(Began(rule.id, due, limit, rule.warn_at, organisation))


def stop(making: Making, effect: Stop, request: Request | None) -> None:
    rule = _rule(making, effect.clock)
    for organisation in concerned(making, rule, effect.of, request):
        stop_clock(making, making.state.clock(rule.id, organisation))


def stop_clock(making: Making, clock: Clock | None) -> None:
    """Stop it unless it has stopped; a deadline that passed unnoticed is noted first."""
    if clock is None or clock.state is ClockState.STOPPED:
        return
    _note_breach(making, clock)
    making.add(Stopped(clock.rule, clock.organisation))


def pause(making: Making, effect: Pause, request: Request | None) -> None:
    for clock in _clocks(making, effect.clock, effect.of, request):
        if clock.is_running:
            _note_breach(making, clock)
            rest = left(making.facts.calendar, clock.due, making.facts.at)
            making.add(Paused(clock.rule, rest.amount, clock.organisation))


def resume(making: Making, effect: Resume, request: Request | None) -> None:
    for clock in _clocks(making, effect.clock, effect.of, request):
        if clock.state is ClockState.PAUSED:
            due = _due(making, making.facts.at, (_rest(clock, clock.left or 0),), 0)
            making.add(Moved(clock.rule, _warned_as(making, clock, due), clock.organisation, resumed=True))


def extend(making: Making, effect: Extend, request: Request | None) -> None:
    """A clock that is paused gets the time added to what is left of it."""
    amount = making.answers.get(effect.ask) or (request.answers.get(effect.ask) if request else None)
    if not isinstance(amount, int) or amount < 1:
        raise RefusedError("没有写明延长多少")
    term = Term(amount, effect.unit)
    for clock in _clocks(making, effect.clock, effect.of, request):
        if clock.state is ClockState.PAUSED:
            due = reckon(making.facts.calendar, making.facts.at, (_rest(clock, clock.left or 0), term))
            rest = left(making.facts.calendar, due, making.facts.at)
            making.add(Paused(clock.rule, rest.amount, clock.organisation))
        elif clock.is_running:
            making.add(_extended(making, clock, term, request))


def _extended(making: Making, clock: Clock, term: Term, request: Request | None) -> Moved:
    """What was asked for before the deadline counts from then, even if it was granted later."""
    due = _due(making, clock.due.anchor, (*clock.due.terms, term), clock.warn_at)
    in_time = request is not None and request.at <= clock.due.at
    forgiven = clock.breached_at is not None and in_time and due.at >= making.facts.at
    return Moved(clock.rule, due, clock.organisation, forgiven=forgiven)


def concerned(making: Making, rule: ClockRule, of: Of, request: Request | None) -> list[int]:
    """The organisations whose clock it is; 0 stands for the case itself."""
    if rule.per is Per.CASE:
        return [0]
    if of is Of.NEW:
        return list(making.joined)
    if of is Of.ALL:
        return [party.organisation for party in making.state.active()]
    organisation = making.acting if of is Of.ACTING else request.organisation if request else 0
    return [organisation] if organisation else []


def _clocks(making: Making, clock: str, of: Of, request: Request | None) -> list[Clock]:
    rule = _rule(making, clock)
    found = (making.state.clock(rule.id, each) for each in concerned(making, rule, of, request))
    return [each for each in found if each is not None]


def _rule(making: Making, clock: str) -> ClockRule:
    rule = making.process.clock(clock)
    if rule is None:
        raise RefusedError(f"流程没有时限“{clock}”")
    return rule


def _limit(making: Making, rule: ClockRule) -> Limit:
    day = whole(making.facts.at).date()
    own = making.wish.limits.get(rule.id)
    found = own or making.facts.limits.choose(making.process.id, rule.id, making.matter(), day) or rule.usual
    if found is None:
        raise RefusedError(f"时限表没有规定“{rule.label}”的时限，请联系系统管理员补充")
    return found


def _due(making: Making, anchor: datetime, terms: tuple[Term, ...], warn_at: int) -> Due:
    return _stamped(making.facts.calendar, anchor, terms, warn_at)


def _stamped(calendar: WorkingCalendar, anchor: datetime, terms: tuple[Term, ...], warn_at: int) -> Due:
    due = reckon(calendar, anchor, terms, warn_at=warn_at)
    return Due(due.anchor, due.terms, due.at, due.allowed, due.warn, due.provisional, edition(calendar))


def _rest(clock: Clock, seconds: int) -> Term:
    return Term(seconds, Unit.WORKING_SECONDS if clock.due.is_working else Unit.SECONDS)


def _warned_as(making: Making, clock: Clock, due: Due) -> Due:
    """After a pause the warning comes the same working time before the deadline as it would have come without."""
    if clock.due.warn is None:
        return due
    ahead = left(making.facts.calendar, clock.due, clock.due.warn)
    warn = reckon(making.facts.calendar, due.at, (Term(-ahead.amount, ahead.unit),)).at if ahead.amount else due.at
    return Due(due.anchor, due.terms, due.at, due.allowed, warn, due.provisional, due.calendar)


def _note_breach(making: Making, clock: Clock) -> None:
    if clock.breached_at is None and clock.is_over(whole(making.facts.at)):
        making.add(Breached(clock.rule, clock.due.at, clock.organisation))


def passed(state: State, at: datetime) -> Event | None:
    """What time has done to the case by `at`: one event of all its warnings and breaches, None where there are none."""
    changes = [change for clock in state.clocks for change in _passed(clock, at)]
    if not changes:
        return None
    move = "@breached" if any(isinstance(change, Breached) for change in changes) else "@warned"
    return Event(state.version + 1, move, at, Maker(), Body(changes=tuple(changes)))


def _passed(clock: Clock, at: datetime) -> Iterator[Change]:
    if not clock.is_running or clock.breached_at is not None:
        return
    if clock.due.warn is not None and clock.warned_at is None and clock.due.warn <= at:
        yield Warned(clock.rule, clock.organisation)
    if clock.is_over(at):
        yield Breached(clock.rule, clock.due.at, clock.organisation)


def reckoned_again(state: State, calendar: WorkingCalendar, at: datetime) -> Event | None:
    """Deadlines that rested on a year not yet announced, by a calendar that may know it; None where none moves."""
    changes = []
    for clock in state.clocks:
        if clock.state is ClockState.RUNNING and clock.due.provisional:
            due = _stamped(calendar, clock.due.anchor, clock.due.terms, clock.warn_at)
            if (due.at, due.provisional) != (clock.due.at, clock.due.provisional):
                forgiven = clock.breached_at is not None and due.at >= at
                changes.append(Moved(clock.rule, due, clock.organisation, forgiven=forgiven))
    return Event(state.version + 1, "@reckoned", at, Maker(), Body(changes=tuple(changes))) if changes else None
