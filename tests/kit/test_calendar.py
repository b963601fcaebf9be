import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.calendar import OfficeHours, Reckoned, WorkingCalendar, load_calendar
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import InvalidInputError
from shizheng.kit.holidays import AnnouncedYear, Holiday, parse_year, read_years
from tests.shared import SHARED, needs_data

PACK = Path(__file__).resolve().parents[2] / "packs" / "calendar"
CALENDAR = load_calendar(PACK)
DAY = timedelta(days=1)
DAYS = st.dates(date(2017, 6, 1), date(2028, 6, 30))
INSTANTS = st.datetimes(datetime(2019, 1, 1), datetime(2021, 12, 31)).map(lambda at: at.replace(tzinfo=ZONE))  # noqa: DTZ001
PERIODS = [(time(9), time(12)), (time(13, 30), time(17, 30))]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def walk(day: date, count: int) -> date:
    """Brute force: one calendar day at a time."""
    step = DAY if count >= 0 else -DAY
    if count == 0:
        while not CALENDAR.is_working_day(day):
            day += DAY
    while count:
        day += step
        count -= CALENDAR.is_working_day(day) * (1 if step == DAY else -1)
    return day


def worked(start: datetime, end: datetime) -> timedelta:
    """Brute force: the overlap of every period of every day."""
    total, day = timedelta(), start.date()
    while day <= end.date():
        if CALENDAR.is_working_day(day):
            for opens, closes in PERIODS:
                low = max(start, datetime.combine(day, opens, ZONE))
                high = min(end, datetime.combine(day, closes, ZONE))
                total += max(timedelta(), high - low)
        day += DAY
    return total


def announced(one: date, other: date) -> bool:
    return all(2018 <= year <= 2026 for year in range(min(one, other).year, max(one, other).year + 1))


@given(DAYS, st.integers(-400, 400))
def test_adding_days_is_walking_them(day, count):
    result = CALENDAR.add_days(day, count)
    assert result.value == walk(day, count)
    assert result.provisional is not announced(day, result.value)


@given(DAYS, DAYS)
def test_counting_days_is_walking_them(start, end):
    low, high = sorted((start, end))
    steps = sum(CALENDAR.is_working_day(low + DAY * step) for step in range(1, (high - low).days + 1))
    expected = steps if start <= end else -steps
    assert CALENDAR.days_between(start, end) == Reckoned(expected, not announced(start, end))


@given(INSTANTS, st.timedeltas(timedelta(hours=-500), timedelta(hours=500)))
def test_adding_hours_is_the_inverse_of_counting_them(instant, work):
    result = CALENDAR.add_hours(instant, work).value
    low, high = sorted((instant, result))
    assert worked(low, high) == abs(work)
    assert CALENDAR.hours_between(instant, result).value == work
    assert CALENDAR.is_working_time(result)


@given(INSTANTS, INSTANTS)
def test_counting_hours_is_adding_up_the_periods(one, other):
    low, high = sorted((one, other))
    assert CALENDAR.hours_between(low, high).value == worked(low, high)
    assert CALENDAR.hours_between(high, low).value == -worked(low, high)


@given(INSTANTS, st.timedeltas(timedelta(microseconds=1), timedelta(hours=100)))
def test_a_limit_ends_at_the_first_instant_that_fills_it(instant, work):
    result = CALENDAR.add_hours(instant, work).value
    assert worked(instant, result - timedelta(microseconds=1)) < work
    back = CALENDAR.add_hours(instant, -work).value
    assert worked(back + timedelta(microseconds=1), instant) < work


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-20T16:30", 2, "2026-11-23T10:00"),  # Friday over the weekend to Monday
        ("2026-11-20T11:00", 1, "2026-11-20T12:00"),  # fills the morning, ends with it
        ("2026-11-20T11:00", 1.5, "2026-11-20T14:00"),
        ("2026-11-20T12:30", 0, "2026-11-20T13:30"),  # the office is closed: the next opening
        ("2026-11-21T10:00", 7, "2026-11-23T17:30"),
        ("2026-11-23T10:00", -2, "2026-11-20T16:30"),
        ("2026-11-20T14:30", -1, "2026-11-20T13:30"),
        ("2026-02-14T17:00", 1, "2026-02-24T09:30"),  # a worked Saturday, then nine days of Spring Festival
        ("2026-09-19T10:00", 1, "2026-09-20T10:00"),  # Saturday, then a worked Sunday
    ],
)
def test_hours_by_hand(start, hours, end):
    assert CALENDAR.add_hours(at(start), timedelta(hours=hours)) == Reckoned(at(end))


def test_an_instant_from_elsewhere_is_taken_to_beijing():
    result = CALENDAR.add_hours(datetime(2026, 11, 20, 1, 0, tzinfo=UTC), timedelta(hours=1))
    assert result.value == at("2026-11-20T10:00")
    assert result.value.tzinfo is ZONE


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 2, 24), -1, date(2026, 2, 14)),
        (date(2026, 2, 20), 0, date(2026, 2, 24)),
        (date(2026, 9, 20), 0, date(2026, 9, 20)),
        (date(2018, 12, 28), 1, date(2018, 12, 29)),  # announced by the notice of the year after
        (date(2018, 12, 29), 1, date(2019, 1, 2)),
    ],
)
def test_days_by_hand(day, count, found):
    assert CALENDAR.add_days(day, count) == Reckoned(found)


def test_a_year_not_announced_makes_the_result_provisional():
    assert CALENDAR.add_days(date(2026, 12, 31), 1) == Reckoned(date(2027, 1, 1), provisional=True)
    assert not CALENDAR.is_announced(2027)
    gap = WorkingCalendar([AnnouncedYear(2024, (), ()), AnnouncedYear(2026, (), ())])
    assert gap.days_between(date(2024, 12, 1), date(2026, 1, 31)).provisional
    assert not gap.days_between(date(2026, 1, 1), date(2026, 1, 31)).provisional


def test_days_off_have_names():
    assert CALENDAR.holiday(date(2026, 2, 21)) == "春节"
    assert CALENDAR.holiday(date(2026, 3, 7)) == ""


@pytest.mark.parametrize("count", [-800_000, 3_000_000])
def test_the_end_of_time_is_said_plainly(count):
    with pytest.raises(ValueError, match="超出了可推算的范围"):
        CALENDAR.add_days(date(2026, 1, 1), count)


@needs_data
@pytest.mark.parametrize("year", range(2018, 2027))
def test_the_pack_says_what_the_notices_say(year):
    days = json.loads((SHARED / "data" / "calendar" / f"{year}.json").read_text(encoding="utf-8"))["days"]
    assert days
    for day in days:
        assert CALENDAR.is_working_day(date.fromisoformat(day["date"])) is not day["isOffDay"], day
    named = {date.fromisoformat(day["date"]): day["name"] for day in days if day["isOffDay"]}
    ours = next(item for item in CALENDAR.years if item.year == year)
    assert {day: item.name for item in ours.holidays for day in item.days()} == named


def test_every_year_names_its_notices():
    years = read_years(PACK)
    assert [year.year for year in years] == list(range(2018, 2027))
    assert all(notice.number.startswith("国办发明电〔") for year in years for notice in year.notices)
    assert all(year.notices for year in years)


def test_other_office_hours():
    hours = OfficeHours.of("08:30-12:00", "14:30-18:00")
    assert hours.length == timedelta(hours=7)
    summer = load_calendar(PACK, hours)
    assert summer.add_hours(at("2026-07-01T11:30"), timedelta(hours=1)).value == at("2026-07-01T15:00")


@pytest.mark.parametrize(
    "periods", [(), ("12:00-09:00",), ("09:00-12:00", "11:00-13:00"), ("9点",), ("09:00-12:00-13:00",)]
)
def test_office_hours_that_cannot_be(periods):
    with pytest.raises(ValueError):
        OfficeHours.of(*periods)


NEW_YEAR = {"name": "元旦", "from": date(2026, 1, 1), "to": date(2026, 1, 3)}
NOTICE = {"number": "国办发明电〔2025〕7号", "title": "通知"}


def pack(**changed):
    return {"year": 2026, "notices": [NOTICE], "holidays": [NEW_YEAR], **changed}


def test_a_sound_pack():
    assert parse_year(pack(), "2026.yaml").holidays == (Holiday("元旦", date(2026, 1, 1), date(2026, 1, 3)),)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "2026.yaml year：缺少年份"),
        (pack(year="今年"), "缺少年份"),
        (pack(notices=[]), "2026.yaml notices：应为至少有一项的列表"),
        (pack(notices=[{"number": "1"}]), "缺少文号或标题"),
        (pack(holidays=["元旦"]), r"holidays\[0\]：应为“名称: 值”的形式"),
        (pack(holidays=[NEW_YEAR | {"to": "1月3日"}]), "日期不是"),
        (pack(holidays=[NEW_YEAR | {"to": date(2025, 12, 31)}]), "颠倒"),
        (pack(holidays=[NEW_YEAR | {"to": date(9999, 12, 31)}]), "过长"),
        (pack(holidays=[NEW_YEAR | {"makeup": [date(2027, 1, 3)]}]), "不在2026年内"),
        (pack(holidays=[NEW_YEAR | {"makeup": [date(2026, 1, 5)]}]), "应为周六或周日"),
        (pack(holidays=[NEW_YEAR | {"makeup": [date(2026, 1, 3)]}]), "2026-01-03既是元旦放假又是元旦调休上班"),
    ],
)
def test_an_unsound_pack_says_where_and_why(data, message):
    with pytest.raises(InvalidInputError, match=message):
        parse_year(data, "2026.yaml")


def test_faults_of_all_files_come_together(tmp_path):
    (tmp_path / "2025.yaml").write_text("year: 2025\nnotices: [\n", encoding="utf-8")
    (tmp_path / "2026.yaml").write_text("year: 2026\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"2025.yaml 第\d行：不是有效的 YAML 文件") as caught:
        load_calendar(tmp_path)
    assert len(caught.value.faults) == 3


def test_bad_office_hours_in_a_pack(tmp_path):
    (tmp_path / "hours.yaml").write_text("periods: 9", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="办公时段有误"):
        load_calendar(tmp_path)
