"""Spans of whole days that figures are asked for: day, week, month, quarter, year, or any two days."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shizheng.kit.errors import Fault, InvalidInputError

_DAY = timedelta(days=1)
_WEEK = 7
_FORMS = "请写成 2026、2026Q3、2026-09、2026-W38、2026-09-21 或 2026-09-01~2026-09-15"
_MONTHS_FROM = 100
"""Longer periods are drawn by months, shorter ones by weeks down to five weeks, below that by days."""
_WEEKS_FROM = 36


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Both days belong to it."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise InvalidInputError([Fault("开始日期晚于结束日期", "统计期间", "请调换两个日期")])

    @property
    def months(self) -> int:
        """How many whole calendar months it is; 0 where it is something else."""
        whole = self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]
        return _month(self.last) - _month(self.first) + 1 if whole else 0

    @property
    def is_year(self) -> bool:
        return self.months == 12 and self.first.month == 1

    @property
    def is_quarter(self) -> bool:
        return self.months == 3 and self.first.month % 3 == 1

    @property
    def is_week(self) -> bool:
        return (self.last - self.first).days == _WEEK - 1 and self.first.weekday() == 0

    @property
    def code(self) -> str:
        """What `parse` reads back."""
        if self.is_year:
            return f"{self.first.year}"
        if self.is_quarter:
            return f"{self.first.year}Q{self.first.month // 3 + 1}"
        if self.months == 1:
            return f"{self.first:%Y-%m}"
        if self.is_week:
            year, week, _ = self.first.isocalendar()
            return f"{year}-W{week:02d}"
        return f"{self.first}" if self.first == self.last else f"{self.first}~{self.last}"

    @property
    def label(self) -> str:
        """In words: 2026年9月, 2026年第3季度, 2026年9月1日至9月15日."""
        if self.is_year:
            return f"{self.first.year}年"
        if self.is_quarter:
            return f"{self.first.year}年第{self.first.month // 3 + 1}季度"
        if self.months == 1:
            return f"{self.first.year}年{self.first.month}月"
        if self.first == self.last:
            return _long(self.first)
        end = f"{self.last.month}月{self.last.day}日" if self.first.year == self.last.year else _long(self.last)
        return f"{_long(self.first)}至{end}"

    def previous(self) -> "Period":
        """The span of the same kind just before."""
        if self.months:
            return Period(add_months(self.first, -self.months), self.first - _DAY)
        length = self.last - self.first + _DAY
        return Period(self.first - length, self.first - _DAY)

    def following(self) -> "Period":
        if self.months:
            return Period(self.last + _DAY, add_months(self.first, 2 * self.months) - _DAY)
        return Period(self.last + _DAY, self.last + (self.last - self.first) + _DAY)

    def year_before(self) -> "Period":
        """The same span a year earlier; a week is compared with the same days, the 29th of February with the 28th."""
        last = _year_before(self.last)
        if self.months:
            last = date(last.year, last.month, monthrange(last.year, last.month)[1])
        return Period(_year_before(self.first), last)

    def compared_with(self, today: date) -> "tuple[Period, Period]":
        """The span before and the one a year earlier; of one that is not over, only as many days of each as have
        passed, so that a part is not set against a whole."""
        before, year = self.previous(), self.year_before()
        if not self.first <= today < self.last:
            return before, year
        passed = today - self.first
        return (
            Period(before.first, min(before.last, before.first + passed)),
            Period(year.first, min(year.last, year.first + passed)),
        )

    def steps(self) -> "list[Period]":
        """The parts that a chart over it shows."""
        length = (self.last - self.first).days + 1
        if length > _MONTHS_FROM:
            return list(self._split(lambda day: add_months(day.replace(day=1), 1) - _DAY))
        if length > _WEEKS_FROM:
            return list(self._split(lambda day: day + timedelta(days=_WEEK - 1 - day.weekday())))
        return [Period(self.first + n * _DAY, self.first + n * _DAY) for n in range(length)]

    def _split(self, end_of: Callable[[date], date]) -> "Iterator[Period]":
        first = self.first
        while first <= self.last:
            last = min(end_of(first), self.last)
            yield Period(first, last)
            first = last + _DAY

    def parts(self) -> "tuple[tuple[date, date] | None, list[Period]]":
        """The first days of its first and last whole month (None where it holds none), and the spans of days beside."""
        start = self.first if self.first.day == 1 else add_months(self.first.replace(day=1), 1)
        after = self.last + _DAY
        end = after.replace(day=1)
        if start >= end:
            return None, [self]
        edges = []
        if self.first < start:
            edges.append(Period(self.first, start - _DAY))
        if end < after:
            edges.append(Period(end, self.last))
        return (start, add_months(end, -1)), edges


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, monthrange(day.year - 1, day.month)[1]))


def add_months(day: date, count: int) -> date:
    """The same day of the month so many months later; `day` is the first of a month."""
    year, month = divmod(_month(day) + count, 12)
    return date(year, month + 1, day.day)


def month_of(day: date) -> Period:
    first = day.replace(day=1)
    return Period(first, add_months(first, 1) - _DAY)


def year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def days(spans: Iterable[Period]) -> Iterator[date]:
    for span in spans:
        yield from (span.first + n * _DAY for n in range((span.last - span.first).days + 1))


def runs(found: Iterable[date], apart: int = 1) -> list[Period]:
    """Days put together to spans; days at most `apart` from each other stand in one."""
    spans: list[Period] = []
    for day in sorted(set(found)):
        if spans and (day - spans[-1].last).days <= apart:
            spans[-1] = Period(spans[-1].first, day)
        else:
            spans.append(Period(day, day))
    return spans


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = (
    (re.compile(_YEAR), lambda m: year_of(date(int(m["year"]), 1, 1))),
    (re.compile(_YEAR + r"Q(?P<quarter>[1-4])"), lambda m: _quarter(int(m["year"]), int(m["quarter"]))),
    (re.compile(_YEAR + r"-(?P<month>\d\d)"), lambda m: month_of(date(int(m["year"]), int(m["month"]), 1))),
    (re.compile(_YEAR + r"-W(?P<week>\d\d)"), lambda m: _week(int(m["year"]), int(m["week"]))),
    (re.compile(r"(?P<day>[\d-]{10})"), lambda m: Period(*[date.fromisoformat(m["day"])] * 2)),
    (
        re.compile(r"(?P<first>[\d-]{10})~(?P<last>[\d-]{10})"),
        lambda m: Period(date.fromisoformat(m["first"]), date.fromisoformat(m["last"])),
    ),
)


def parse(text: str) -> Period:
    """The period a code stands for; InvalidInputError where it is none."""
    for form, read in _READERS:
        if match := form.fullmatch(text.strip()):
            try:
                return read(match)
            except ValueError:
                break
    raise InvalidInputError([Fault(f"“{text[:40]}”不是统计期间", "统计期间", _FORMS)])


def _quarter(year: int, quarter: int) -> Period:
    first = date(year, 3 * quarter - 2, 1)
    return Period(first, add_months(first, 3) - _DAY)


def _week(year: int, week: int) -> Period:
    first = date.fromisocalendar(year, week, 1)
    return Period(first, first + (_WEEK - 1) * _DAY)
