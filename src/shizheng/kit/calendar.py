"""Working-day and working-hour arithmetic over the announced calendar.

Days are counted by a closed form over weekdays corrected by the announced exceptions, so that a span of years costs
what a span of days does. A year not announced is reckoned by weekdays alone and its result marked provisional.

Assumptions: the first day is not counted (《民法典》第二百零一条); every working day has the same hours; an instant
without a zone is Beijing's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import yaml

from shizheng.kit.clock import ZONE, aware
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.holidays import AnnouncedYear, read_years

T = TypeVar("T")

_MICROSECOND = timedelta(microseconds=1)
_WEEK = 7
_WEEKDAYS = 5


class Reckoned(NamedTuple, Generic[T]):
    """A result, and whether it rests on a year whose days off are not yet announced."""

    value: T
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The periods of every working day, in order and apart, within one calendar day."""

    periods: tuple[tuple[time, time], ...]
    _spans: tuple[tuple[int, int], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ends = [moment for period in self.periods for moment in period]
        if not ends or any(later <= earlier for earlier, later in pairwise(ends)):
            raise ValueError("办公时段应从早到晚排列、互不重叠")
        spans = tuple((_microseconds(start), _microseconds(end)) for start, end in self.periods)
        object.__setattr__(self, "_spans", spans)

    @classmethod
    def of(cls, *periods: str) -> OfficeHours:
        """From texts such as `09:00-12:00`; ValueError where one is not."""
        pairs = [text.split("-") for text in periods]
        if any(len(pair) != 2 for pair in pairs):
            raise ValueError("办公时段应写成“09:00-12:00”")
        return cls(tuple((time.fromisoformat(start.strip()), time.fromisoformat(end.strip())) for start, end in pairs))

    @property
    def length(self) -> timedelta:
        """Working time of one day."""
        return timedelta(microseconds=sum(end - start for start, end in self._spans))

    def worked_by(self, moment: time) -> timedelta:
        """Working time of the day that has passed at `moment`."""
        return timedelta(microseconds=self.passed(_microseconds(moment)))

    def passed(self, now: int) -> int:
        """The same in microseconds, of which `now` have passed since midnight."""
        passed = 0
        for start, end in self._spans:
            if now <= start:
                break
            passed += (now if now < end else end) - start
        return passed

    def moment(self, worked: int, *, late: bool) -> timedelta:
        """Time since midnight when so many microseconds have been worked; where work pauses there, `late` takes the end
        of the pause."""
        for index, (start, end) in enumerate(self._spans):
            length, is_last = end - start, index == len(self._spans) - 1
            if worked < length or (worked == length and (is_last or not late)):
                return timedelta(microseconds=start + worked)
            worked -= length
        raise ValueError("more than a day's work")

    def is_open(self, moment: time) -> bool:
        return any(start <= moment <= end for start, end in self.periods)


def _microseconds(moment: time | datetime) -> int:
    """Since midnight."""
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


def _is_weekday(day: date) -> bool:
    return day.weekday() < _WEEKDAYS


OFFICE_HOURS = OfficeHours.of("09:00-12:00", "13:30-17:30")


class WorkingCalendar:
    """Answers about working days and hours. Days are `date`s, instants aware `datetime`s in Beijing's zone."""

    def __init__(self, years: Iterable[AnnouncedYear], hours: OfficeHours = OFFICE_HOURS) -> None:
        self.hours = hours
        self.years = tuple(sorted(years, key=lambda year: year.year))
        self._announced = frozenset(year.year for year in self.years)
        self._names = {day: item.name for year in self.years for item in year.holidays for day in item.days()}
        self._makeup = frozenset(day for year in self.years for item in year.holidays for day in item.makeup)
        moved = sorted(day for day in self._names.keys() | self._makeup if self.is_working_day(day) != _is_weekday(day))
        self._moved = [day.toordinal() for day in moved]
        self._shifts = [0, *accumulate(1 if self.is_working_day(day) else -1 for day in moved)]
        self._length = hours.length // _MICROSECOND
        self._found: dict[int, date] = {}
        self._days: dict[int, tuple[int, bool]] = {}

    def is_working_day(self, day: date) -> bool:
        return day in self._makeup or (_is_weekday(day) and day not in self._names)

    def holiday(self, day: date) -> str:
        """Name of the holiday that the day belongs to, weekends within it included; empty on any other day."""
        return self._names.get(day, "")

    def is_announced(self, year: int) -> bool:
        return year in self._announced

    def add_days(self, day: date, count: int) -> Reckoned[date]:
        """The `count`-th working day after `day` (before it, when negative); for 0 the day itself, or the next working
        day where it is none."""
        before = self._count(day.toordinal() - 1)
        here = int(self.is_working_day(day))
        if count > 0:
            found = self._day_of(before + here + count)
        elif count < 0:
            found = self._day_of(before + 1 + count)
        else:
            found = day if here else self._day_of(before + 1)
        return Reckoned(found, self._provisional(day, found))

    def days_between(self, start: date, end: date) -> Reckoned[int]:
        """Working days after `start` up to and including `end`; negative where `end` comes first."""
        count = self._count(end.toordinal()) - self._count(start.toordinal())
        return Reckoned(count, self._provisional(start, end))

    def add_hours(self, instant: datetime, work: timedelta) -> Reckoned[datetime]:
        """When so much working time has passed since `instant` (or was still to pass, when negative).

        A limit that fills a period ends with it, at 12:00 and not at 13:30; counted back it starts at 13:30. Zero gives
        the instant itself, or the next opening where the office is closed.
        """
        instant = aware(instant)
        target = self._worked(instant) + work // _MICROSECOND
        if not work and self.is_working_time(instant):
            return Reckoned(instant, self._provisional(instant.date(), instant.date()))
        forward = work > timedelta()
        days, rest = divmod(target, self._length)
        if forward and not rest:
            days, rest = days - 1, self._length
        found = self._day_of(days + 1)
        result = datetime.combine(found, time(), ZONE) + self.hours.moment(rest, late=not forward)
        return Reckoned(result, self._provisional(instant.date(), found))

    def hours_between(self, start: datetime, end: datetime) -> Reckoned[timedelta]:
        """Working time from `start` to `end`; negative where `end` comes first."""
        start, end = aware(start), aware(end)
        worked = timedelta(microseconds=self._worked(end) - self._worked(start))
        return Reckoned(worked, self._provisional(start.date(), end.date()))

    def is_working_time(self, instant: datetime) -> bool:
        """Within office hours of a working day, both ends of a period included."""
        local = aware(instant)
        return self.is_working_day(local.date()) and self.hours.is_open(local.time())

    def _worked(self, instant: datetime) -> int:
        """Microseconds of working time from the beginning of the calendar to an instant in Beijing's zone."""
        ordinal = instant.toordinal()
        day = self._days.get(ordinal)
        if day is None:
            before = self._count(ordinal - 1) * self._length
            day = self._days[ordinal] = before, self.is_working_day(instant.date())
        before, is_working = day
        return before + self.hours.passed(_microseconds(instant)) if is_working else before

    def _count(self, ordinal: int) -> int:
        """Working days from 1 January of year 1, a Monday, up to and including the day."""
        weeks, days = divmod(ordinal, _WEEK)
        return weeks * _WEEKDAYS + min(days, _WEEKDAYS) + self._shifts[bisect_right(self._moved, ordinal)]

    def _day_of(self, number: int) -> date:
        """The day on which the count first reaches `number`; kept, since deadlines crowd on the same days."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = self._searched(number)
        return found

    def _searched(self, number: int) -> date:
        middle, slack = number * _WEEK // _WEEKDAYS, 2 * len(self._moved) + 2 * _WEEK
        low, high = max(1, middle - slack), min(date.max.toordinal(), middle + slack)
        if number < 1 or low > high or self._count(high) < number:
            raise ValueError("日期超出了可推算的范围")
        return date.fromordinal(bisect_left(range(low, high + 1), number, key=self._count) + low)

    def _provisional(self, one: date, other: date) -> bool:
        if one.year == other.year:
            return one.year not in self._announced
        first, last = sorted((one.year, other.year))
        return any(year not in self._announced for year in range(first, last + 1))


def load_calendar(folder: Path, hours: OfficeHours | None = None) -> WorkingCalendar:
    """The calendar of a pack's folder: `<year>.yaml` files, and `hours.yaml` with `periods` unless hours are given."""
    return WorkingCalendar(read_years(folder), hours or _read_hours(folder / "hours.yaml"))


def _read_hours(path: Path) -> OfficeHours:
    if not path.exists():
        return OFFICE_HOURS
    try:
        periods: Sequence[str] = yaml.safe_load(path.read_text(encoding="utf-8"))["periods"]
        return OfficeHours.of(*periods)
    except (yaml.YAMLError, ValueError, TypeError, KeyError, AttributeError) as error:
        remedy = '请写成 periods: ["09:00-12:00", "13:30-17:30"]'
        raise InvalidInputError([Fault("办公时段有误", f"{path.name} periods", remedy)]) from error
