"""When something is due: limits reckoned over the working calendar, paused, resumed and extended.

A deadline is always the same function of an anchor instant and the terms that follow each other from it, so that it
can be reckoned again when a year's days off are announced. Assumptions: a term in days, of whichever kind, leaves the
first day out and ends when the office closes (《民法典》第二百零一条至第二百零三条); a deadline in calendar days or
months that falls on a day off moves to the next working day; hours run on the minute. Instants are whole seconds.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec

from shizheng.engines.cases.domain.words import Unit
from shizheng.kit.calendar import Reckoned, WorkingCalendar
from shizheng.kit.clock import ZONE, aware
from shizheng.kit.digest import sm3

_SECOND = timedelta(seconds=1)


class Term(msgspec.Struct, frozen=True, gc=False):
    amount: int
    unit: Unit


class Due(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A reckoned deadline. `allowed` is the time from the anchor to it in seconds, working ones where the terms are;
    `calendar` is the edition of the calendar that it was reckoned by."""

    anchor: datetime
    terms: tuple[Term, ...]
    at: datetime
    allowed: int
    warn: datetime | None = None
    provisional: bool = False
    calendar: str = ""

    @property
    def is_working(self) -> bool:
        return self.terms[0].unit.is_working


@lru_cache(maxsize=16)
def edition(calendar: WorkingCalendar) -> str:
    """Eight digits that change whenever the calendar's days or hours do."""
    return sm3(repr((calendar.years, calendar.hours)).encode())[:8]


def whole(instant: datetime) -> datetime:
    """The instant in Beijing's zone, without fractions of a second."""
    found = aware(instant)
    return found.replace(microsecond=0) if found.microsecond else found


def reckon(calendar: WorkingCalendar, anchor: datetime, terms: Sequence[Term], *, warn_at: int = 0) -> Due:
    """The deadline after all terms; `warn_at` is the percentage of the time allowed that passes before the warning."""
    anchor = whole(anchor)
    instant, provisional = anchor, False
    for index, term in enumerate(terms):
        found = _after(calendar, instant, term, first=index == 0)
        instant, provisional = found.value, provisional or found.provisional
    working = terms[0].unit.is_working
    allowed = spent(calendar, anchor, instant, working=working)
    due = Due(anchor, tuple(terms), instant, allowed, provisional=provisional)
    return msgspec.structs.replace(due, warn=_warning(calendar, due, warn_at))


def spent(calendar: WorkingCalendar, start: datetime, end: datetime, *, working: bool) -> int:
    """Seconds from `start` to `end`, of working time only where asked; negative where `end` comes first."""
    between = calendar.hours_between(start, end).value if working else end - start
    return between // _SECOND


def left(calendar: WorkingCalendar, due: Due, now: datetime) -> Term:
    """What remains at a pause; negative where the deadline has passed."""
    unit = Unit.WORKING_SECONDS if due.is_working else Unit.SECONDS
    return Term(spent(calendar, whole(now), due.at, working=due.is_working), unit)


def _warning(calendar: WorkingCalendar, due: Due, warn_at: int) -> datetime | None:
    if not warn_at or due.allowed <= 0:
        return None
    rest = timedelta(seconds=due.allowed * (100 - warn_at) // 100)
    return calendar.add_hours(due.at, -rest).value if due.is_working and rest else due.at - rest


def _after(calendar: WorkingCalendar, instant: datetime, term: Term, *, first: bool) -> Reckoned[datetime]:
    if term.unit in {Unit.WORKING_SECONDS, Unit.WORKING_HOURS}:
        return calendar.add_hours(instant, _span(term))
    if term.unit is Unit.WORKING_DAYS:
        if not first:
            return calendar.add_hours(instant, term.amount * calendar.hours.length)
        found = calendar.add_days(instant.date(), term.amount)
        return Reckoned(_closing(calendar, found.value), found.provisional)
    if term.unit in {Unit.SECONDS, Unit.HOURS}:
        return Reckoned(instant + _span(term))
    return _rolled(calendar, instant, _later(instant.date(), term), first=first)


def _span(term: Term) -> timedelta:
    return timedelta(hours=term.amount) if term.unit.value.endswith("hours") else timedelta(seconds=term.amount)


def _later(day: date, term: Term) -> date:
    """The same day of a later month, or its last where it is shorter (《民法典》第二百零二条)."""
    if term.unit is Unit.DAYS:
        return day + timedelta(days=term.amount)
    months = day.month - 1 + term.amount
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _rolled(calendar: WorkingCalendar, instant: datetime, day: date, *, first: bool) -> Reckoned[datetime]:
    found = calendar.add_days(day, 0)
    if not first and found.value == day:
        return Reckoned(datetime.combine(day, instant.time(), ZONE), found.provisional)
    return Reckoned(_closing(calendar, found.value), found.provisional)


def _closing(calendar: WorkingCalendar, day: date) -> datetime:
    return datetime.combine(day, calendar.hours.periods[-1][1], ZONE)
