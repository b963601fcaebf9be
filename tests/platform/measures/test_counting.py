"""Cells are what a recount finds: after late changes, a new definition, a cut, and twice over."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.jobs.models import JobRun, State
from shizheng.platform.measures.actions import refreshing
from shizheng.platform.measures.actions.refreshing import mark_for_rebuild, read_changes, recount_days
from shizheng.platform.measures.domain.periods import Period, parse
from shizheng.platform.measures.models import Cell, Edition, Standing, Touched
from shizheng.platform.measures.queries.reading import by_organisation, by_value, totals
from shizheng.platform.measures.queries.registry import UnfitMeasureError, measure, measures
from shizheng.platform.measures.tasks import refresh, verify
from shizheng.platform.modules.module import Module
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import DeniedError
from tests.platform.measures.counted import refreshed, wrong
from tests.platform.measures.system import (
    ALL,
    ASKED,
    DONE_SHARE,
    JOBS,
    MADE,
    MADE_ONES,
    MEAN,
    MEDIAN,
    TRIAL,
    job,
    switched_on,
    touch,
)
from tests.platform.people import ROBOT, actor

pytestmark = pytest.mark.django_db
SEPTEMBER = parse("2026-09")
DAY = ASKED.date()


def words(period: Period = SEPTEMBER) -> dict[str, str]:
    return {code: read.words for code, read in totals(ALL, period).items()}


def test_figures_are_counted_averaged_and_shared(units):
    first, below, other = units
    job(first, hours=2)
    job(first, day=1, hours=4)
    job(other, day=40, hours=9)
    job(below, percent=30)
    job(None)
    refreshed()
    assert words() == {
        "trial.made": "4",
        "trial.done": "50.00%",
        "trial.mean": "3.0",
        "trial.median": "2.0",
        "trial.percent": "30",
    }
    found = by_organisation([DONE_SHARE], SEPTEMBER)
    assert {key: read["trial.done"].words for key, read in found.items()} == {
        first.pk: "100.00%",
        below.pk: "0.00%",
        0: "0.00%",
    }
    assert wrong() == []


def test_a_period_without_rows_has_no_share(units):
    refreshed()
    assert words()["trial.done"] == "无数据"
    assert words()["trial.made"] == "0"


def test_only_touched_days_are_counted_again(units):
    kept = job(units[0])
    job(units[0], day=1)
    refreshed()
    JobRun.objects.filter(pk=kept.pk).update(state=State.DONE)
    assert refreshed() == 0, "nobody said that the day was touched"
    assert wrong() != []
    touch(kept)
    assert refreshed() > 0
    assert wrong() == []


def test_a_row_that_moves_to_another_day_leaves_the_old_one(units):
    row = job(units[0], hours=3)
    refreshed()
    touch(row)
    row.created_at += timedelta(days=10)
    row.save()
    touch(row)
    refreshed()
    assert words(Period(DAY, DAY))["trial.made"] == "0"
    assert words(Period(DAY + timedelta(days=10), DAY + timedelta(days=10)))["trial.made"] == "1"
    assert wrong() == []


def test_a_row_that_goes_takes_its_cells_along(units):
    row = job(units[0])
    refreshed()
    touch(row)
    row.delete()
    refreshed()
    assert not Cell.objects.exclude(numerator=0).exists()
    assert wrong() == []


def test_a_new_definition_is_a_new_edition_counted_from_the_beginning(units):
    job(units[0], hours=1)
    job(units[0], day=400)
    refreshed()
    stricter = replace(DONE_SHARE, definition="提交的任务中已完成且有进度的占比。")
    stricter = replace(stricter, numerator=replace(stricter.numerator, where=Q(state=State.DONE, percent__gt=0)))
    changed = replace(TRIAL, contributions={"measures": (stricter, MADE_ONES), "measure_sources": (JOBS,)})
    with switched_on(changed):
        refreshed()
        assert totals([stricter], SEPTEMBER)["trial.done"].words == "0.00%"
        assert wrong() == []
    editions = Edition.objects.filter(standing__code="trial.done").order_by("number")
    assert [each.definition for each in editions] == [DONE_SHARE.definition, stricter.definition]
    assert Standing.objects.get(code="trial.made").edition == 1


def test_what_was_tampered_with_is_found_and_rebuilt(units):
    job(units[0], hours=1)
    refreshed()
    Cell.objects.filter(grain="m").update(numerator=7)
    assert wrong() != []
    mark_for_rebuild(ROBOT)
    assert refreshed() > 0
    assert wrong() == []


def test_a_cell_of_a_day_without_rows_is_found_and_goes(units):
    job(units[0])
    refreshed()
    of_made = Standing.objects.get(code="trial.made")
    Cell.objects.create(standing=of_made, grain="d", day=date(2020, 1, 5), organisation_id=1, numerator=3)
    assert any("2020-01-05" in line for line in wrong())
    mark_for_rebuild(ROBOT, codes=("trial.made",))
    refreshed()
    assert wrong() == []


def test_a_count_that_is_cut_leaves_the_days_waiting_and_no_half_cells(units, monkeypatch):
    for day in range(70):
        job(units[0], day=day)
    read_changes(ROBOT)
    assert recount_days(ROBOT).more
    before = set(Cell.objects.values_list("pk", flat=True))

    def cut(*_args: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(refreshing, "_roll_up", cut)
    with pytest.raises(KeyboardInterrupt):
        recount_days(ROBOT)
    monkeypatch.undo()
    assert set(Cell.objects.values_list("pk", flat=True)) == before
    assert Touched.objects.exists()
    refreshed()
    assert wrong() == []
    assert totals([MADE_ONES], parse("2026Q4"))["trial.made"].figure.numerator == 60


def test_the_timer_counts_what_waits_and_is_silent_otherwise(units):
    job(units[0])
    assert "统计" in refresh(ROBOT)
    assert refresh(ROBOT) == ""
    job(units[0], day=1)
    assert refresh(ROBOT).startswith("统计1日")


def test_every_night_the_cells_are_held_against_a_recount(units):
    with clock.frozen(ASKED + timedelta(days=5)):
        job(units[0])
        assert verify(ROBOT) == "全部一致"
        Cell.objects.filter(grain="d", standing__code="trial.made").update(numerator=7)
        with pytest.raises(ShizhengError, match="不一致"):
            verify(ROBOT)
    assert Cell.objects.filter(numerator=7).exists()


def test_counting_needs_its_permission(units):
    clerk = actor("clerk", units[0])
    for act in (read_changes, recount_days, mark_for_rebuild):
        with pytest.raises(DeniedError):
            act(clerk)
    assert not Standing.objects.exists()


def test_values_of_a_dimension_are_counted_for_all_and_for_some(units):
    first, _, other = units
    job(first, kind="sum", hours=1)
    job(first, kind="print")
    job(other, kind="sum")
    refreshed()

    def told(only) -> dict[str, tuple[str, str]]:
        found = by_value([MADE_ONES, MEAN], SEPTEMBER, "kind", only)
        return {value: tuple(read[code].words for code in sorted(read)) for value, read in found.items()}

    assert told(None) == {"sum": ("2", "1.0"), "print": ("1",)}
    assert told(frozenset({other.pk})) == {"sum": ("1",)}


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"owner": "nobody"}, "没有模块"),
        ({"definition": "没有句号"}, "句号"),
        ({"permission": "trial.nothing"}, "没有权限"),
        ({"id": "other.made"}, "模块开头"),
        ({"numerator": replace(MADE_ONES.numerator, population=replace(MADE, source="gone"))}, "没有数据来源"),
        ({"quantile": 0.5}, "分位数"),
    ],
)
def test_a_declaration_that_cannot_be_counted_is_refused(values, complaint):
    unfit = replace(TRIAL, contributions={"measures": (replace(MADE_ONES, **values),), "measure_sources": (JOBS,)})
    with switched_on(unfit), pytest.raises(UnfitMeasureError, match=complaint):
        measures()


def test_a_code_is_taken_once():
    twice: Module = replace(TRIAL, contributions={"measures": (MADE_ONES, MADE_ONES), "measure_sources": (JOBS,)})
    with switched_on(twice), pytest.raises(UnfitMeasureError, match="重复"):
        measure("trial.made")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(-500, 500),
            st.sampled_from(["sum", "print", "secret"]),
            st.sampled_from([None, 0, 5, 400]),
            st.integers(0, 2),
        ),
        max_size=12,
    ),
    st.integers(-520, 480),
    st.integers(0, 700),
)
def test_any_period_is_what_its_rows_say(units, made, start, length):
    JobRun.objects.all().delete()
    mark_for_rebuild(ROBOT)
    for day, kind, hours, unit in made:
        job(units[unit], day=day, kind=kind, hours=hours)
    refreshed()
    first = DAY + timedelta(days=start)
    period = Period(first, first + timedelta(days=length))
    rows = [row for row in JobRun.objects.exclude(job="secret") if first <= row.created_at.date() <= period.last]
    assert totals([MADE_ONES], period)["trial.made"].figure.numerator == len(rows)
    ended = [row for row in JobRun.objects.exclude(job="secret") if row.finished_at]
    ended = [row for row in ended if first <= row.finished_at.date() <= period.last]
    assert totals([MEDIAN, MEAN], period)["trial.mean"].figure.denominator == len(ended)
    assert totals([MEDIAN], period)["trial.median"].figure.numerator == (len(ended) if ended else 0)
    for unit in Organisation.objects.all():
        mine = [row for row in rows if row.organisation_id == unit.pk]
        assert totals([MADE_ONES], period, frozenset({unit.pk}))["trial.made"].figure.numerator == len(mine)
    assert wrong() == []
