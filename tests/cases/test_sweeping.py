"""What time alone does, once and with its instant."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from shizheng.engines.cases.actions.sweeping import announce_year, sweep_clocks
from shizheng.engines.cases.models import Case, ClockRow, EventRow
from shizheng.kit import clock
from shizheng.kit.calendar import WorkingCalendar, load_calendar
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, dispatched, moved, raised
from tests.cases.test_moves import stands
from tests.platform.people import ROBOT

PACK = Path(__file__).resolve().parents[2] / "packs" / "calendar"


def marks(case: Case) -> dict[str, tuple[str, str]]:
    def said(instant: datetime | None) -> str:
        return f"{clock.aware(instant):%m-%d %H:%M}" if instant else ""

    return {row.rule: (said(row.warned_at), said(row.breached_at)) for row in case.clocks.all()}


def test_a_warning_and_a_breach_are_noted_once(city: City, now):
    case = raised(city)
    assert sweep_clocks(ROBOT).cases == 0
    now.advance(timedelta(hours=2, minutes=30))  # 12:00: more than half of four working hours
    assert sweep_clocks(ROBOT).cases == 1
    assert marks(case) == {"dispatch": ("09-21 12:00", ""), "whole": ("", "")}
    now.advance(timedelta(hours=3))  # exactly 15:00: the deadline itself is in time
    assert sweep_clocks(ROBOT).cases == 0
    now.advance(timedelta(seconds=1))
    assert sweep_clocks(ROBOT).cases == 1
    now.advance(timedelta(hours=1))
    assert sweep_clocks(ROBOT).cases == 0
    assert marks(case) == {"dispatch": ("09-21 12:00", "09-21 15:00"), "whole": ("", "")}
    case.refresh_from_db()
    assert case.breached is True
    assert [row.move for row in EventRow.objects.filter(case=case)] == ["register", "@warned", "@breached"]
    stands(case)


def test_a_breach_that_nobody_swept_is_noted_by_the_move_that_stops_the_clock(city: City, now):
    case = raised(city)
    now.advance(timedelta(days=1))
    moved(city.agent, case, "dispatch", main=city.ids[0])
    assert marks(case)["dispatch"] == ("", "09-21 15:00")
    stands(case)


def test_time_does_not_outdate_what_somebody_is_filling_in(city: City, now):
    case = raised(city)
    now.advance(timedelta(days=1))
    sweep_clocks(ROBOT)
    moved(city.agent, case, "dispatch", main=city.ids[0], version_=1)
    assert Case.objects.get(pk=case.pk).version == 3


def test_many_cases_are_swept_in_batches_of_few_statements(city: City, now, django_assert_max_num_queries):
    for _ in range(25):
        dispatched(city)
    now.advance(timedelta(days=30))
    with django_assert_max_num_queries(16):
        swept = sweep_clocks(ROBOT, batch=60)
    assert swept.more is True
    total = swept.cases
    while swept.more:
        swept = sweep_clocks(ROBOT, batch=60)
        total += swept.cases
    assert total == 25
    assert ClockRow.objects.filter(wake_at__lte=clock.now()).count() == 0
    for case in Case.objects.all()[:3]:
        stands(case)


def test_a_shelved_case_does_not_breach(city: City, now):
    case = dispatched(city, co=False)
    moved(city.water, case, "sign")
    moved(city.agent, case, "shelve", reason="待批复")
    now.advance(timedelta(days=60))
    assert sweep_clocks(ROBOT).cases == 0


def test_who_may_not_sweep_is_denied(city: City):
    with pytest.raises(DeniedError):
        sweep_clocks(city.agent)


def test_provisional_deadlines_move_when_the_year_is_announced(city: City, now, monkeypatch):
    known = load_calendar(PACK)
    short = WorkingCalendar([year for year in known.years if year.year < 2026])
    for module in ("queries.knowledge", "actions.sweeping"):
        monkeypatch.setattr(f"shizheng.engines.cases.{module}.working_calendar", lambda: short)
    now.advance(datetime(2025, 12, 30, 10, tzinfo=clock.ZONE) - now())
    case = dispatched(city, co=False)
    row = ClockRow.objects.get(case=case, rule="handle")
    assert (row.provisional, f"{row.due_at:%m-%d %H:%M}") == (True, "01-06 09:30")
    assert announce_year(ROBOT).cases == 0
    monkeypatch.setattr("shizheng.engines.cases.actions.sweeping.working_calendar", lambda: known)
    swept = announce_year(ROBOT)
    assert (swept.cases, swept.last) == (1, case.pk)
    assert announce_year(ROBOT, after=swept.last).more is False
    edition = row.calendar
    row.refresh_from_db()
    assert (row.provisional, f"{row.due_at:%m-%d %H:%M}") == (False, "01-07 09:30")
    assert row.calendar != edition
    assert EventRow.objects.filter(case=case).latest("position").move == "@reckoned"
    stands(case)
