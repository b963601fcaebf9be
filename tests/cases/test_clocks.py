"""Deadlines against a calendar walked minute by minute."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shizheng.engines.cases.domain.clocks import Term, edition, left, reckon, spent
from shizheng.engines.cases.domain.words import Unit
from shizheng.kit.calendar import OfficeHours, WorkingCalendar
from shizheng.kit.clock import ZONE
from tests.cases.walking import CALENDAR

# Around the National Day holiday of 2026 and a make-up Sunday, so that every kind of day is met.
instants = st.integers(0, 45 * 24 * 60).map(
    lambda minute: datetime(2026, 9, 1, tzinfo=ZONE) + timedelta(minutes=minute)
)
MINUTE = timedelta(minutes=1)


def works(minute: datetime) -> bool:
    """Whether the minute that starts here is working time, by looking at the calendar alone."""
    hours = ((540, 720), (810, 1050))
    of_day = minute.hour * 60 + minute.minute
    return CALENDAR.is_working_day(minute.date()) and any(start <= of_day < end for start, end in hours)


def walked(start: datetime, minutes: int) -> datetime:
    """The instant at which so many working minutes have passed."""
    while minutes:
        minutes -= works(start)
        start += MINUTE
    return start


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@given(start=instants, hours=st.integers(1, 30))
@settings(max_examples=60, deadline=None)
def test_working_hours_are_counted_minute_by_minute(start, hours):
    assert reckon(CALENDAR, start, [Term(hours, Unit.WORKING_HOURS)]).at == walked(start, hours * 60)


@given(start=instants, days=st.integers(1, 12))
@settings(max_examples=60, deadline=None)
def test_working_days_leave_the_first_day_out_and_end_with_the_office(start, days):
    day, found = start.date(), 0
    while found < days:
        day += timedelta(days=1)
        found += CALENDAR.is_working_day(day)
    due = reckon(CALENDAR, start, [Term(days, Unit.WORKING_DAYS)])
    assert due.at == datetime(day.year, day.month, day.day, 17, 30, tzinfo=ZONE)
    assert due.allowed == sum(works(start + step * MINUTE) for step in range(int((due.at - start) / MINUTE))) * 60


@given(start=instants, hours=st.integers(1, 400))
@settings(max_examples=40, deadline=None)
def test_hours_run_on(start, hours):
    due = reckon(CALENDAR, start, [Term(hours, Unit.HOURS)])
    assert due.at == start + timedelta(hours=hours)
    assert due.allowed == hours * 3600


@given(start=instants, days=st.integers(1, 20))
@settings(max_examples=40, deadline=None)
def test_calendar_days_move_off_days_off(start, days):
    day = start.date() + timedelta(days=days)
    while not CALENDAR.is_working_day(day):
        day += timedelta(days=1)
    assert reckon(CALENDAR, start, [Term(days, Unit.DAYS)]).at == datetime(
        day.year, day.month, day.day, 17, 30, tzinfo=ZONE
    )


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (at(1, 30, 10), 1, at(2, 28, 17, 30)),
        (at(3, 31, 10), 1, at(4, 30, 17, 30)),
        (at(9, 3, 10), 1, at(10, 8, 17, 30)),
        (at(10, 20, 10), 2, at(12, 21, 17, 30)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start, months, due):
    assert reckon(CALENDAR, start, [Term(months, Unit.MONTHS)]).at == due


working = st.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS])
anything = st.sampled_from([Unit.WORKING_DAYS, Unit.WORKING_HOURS, Unit.HOURS, Unit.DAYS])


@given(start=instants, amount=st.integers(1, 9), unit=working, data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_pause_keeps_the_working_time_left(start, amount, unit, data):
    due = reckon(CALENDAR, start, [Term(amount, unit)])
    paused = start + timedelta(minutes=data.draw(st.integers(0, int((due.at - start) / MINUTE))))
    rest = left(CALENDAR, due, paused)
    minutes = sum(works(paused + step * MINUTE) for step in range(int((due.at - paused) / MINUTE)))
    assert rest == Term(minutes * 60, Unit.WORKING_SECONDS)
    resumed = paused + timedelta(minutes=data.draw(st.integers(0, 20_000)))
    if minutes:
        assert reckon(CALENDAR, resumed, [rest]).at == walked(resumed, minutes)


@given(start=instants, amount=st.integers(1, 9), unit=anything, minutes=st.integers(0, 3000))
@settings(max_examples=60, deadline=None)
def test_a_pause_of_no_length_changes_nothing(start, amount, unit, minutes):
    due = reckon(CALENDAR, start, [Term(amount, unit)])
    at_pause = min(start + timedelta(minutes=minutes), due.at)
    rest = left(CALENDAR, due, at_pause)
    again = reckon(CALENDAR, at_pause, [rest])
    if rest.amount:
        assert again.at == due.at


@given(start=instants, first=st.integers(1, 9), more=st.integers(1, 9), unit=working)
@settings(max_examples=60, deadline=None)
def test_an_extension_gives_what_a_longer_limit_would_have_given(start, first, more, unit):
    extended = reckon(CALENDAR, start, [Term(first, unit), Term(more, unit)])
    assert extended.at == reckon(CALENDAR, start, [Term(first + more, unit)]).at


@given(start=instants, amount=st.integers(1, 9), unit=anything, percent=st.integers(1, 99))
@settings(max_examples=60, deadline=None)
def test_the_warning_leaves_its_share_of_the_time(start, amount, unit, percent):
    due = reckon(CALENDAR, start, [Term(amount, unit)], warn_at=percent)
    rest = spent(CALENDAR, due.warn, due.at, working=due.is_working)
    assert rest == due.allowed * (100 - percent) // 100
    assert start <= due.warn <= due.at or not CALENDAR.is_working_time(start)


def test_a_deadline_in_an_unannounced_year_is_provisional_and_moves_when_it_is_announced():
    short = WorkingCalendar([year for year in CALENDAR.years if year.year < 2026])
    start = datetime(2025, 12, 31, 10, tzinfo=ZONE)
    guessed = reckon(short, start, [Term(1, Unit.WORKING_DAYS)])
    known = reckon(CALENDAR, start, guessed.terms)
    assert (guessed.provisional, guessed.at.date()) == (True, date(2026, 1, 1))
    # 1 to 3 January 2026 are off, Sunday the 4th is worked for it.
    assert (known.provisional, known.at.date()) == (False, date(2026, 1, 4))


def test_hours_are_never_provisional():
    assert reckon(CALENDAR, datetime(2030, 1, 1, 10, tzinfo=ZONE), [Term(2, Unit.HOURS)]).provisional is False


def test_the_edition_changes_with_years_and_hours():
    other = WorkingCalendar(CALENDAR.years, OfficeHours.of("08:00-12:00"))
    fewer = WorkingCalendar(CALENDAR.years[:-1])
    assert len({edition(CALENDAR), edition(other), edition(fewer)}) == 3
    assert edition(WorkingCalendar(CALENDAR.years)) == edition(CALENDAR)
