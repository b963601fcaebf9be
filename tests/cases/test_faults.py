"""What goes wrong around a case: clocks put back, units and categories that are gone, the same sent again."""

from datetime import date, timedelta

import pytest

from shizheng.engines.cases.actions.moves import open_case
from shizheng.engines.cases.actions.refusals import KeyReusedError, MoveRefusedError
from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.models import Case, Category, EventRow
from shizheng.engines.cases.queries.verification import verify
from shizheng.kit import clock
from shizheng.platform.orgs.actions import close_organisation
from tests.cases.city import MATTER, REPLY, City, dispatched, moved, raised
from tests.cases.test_moves import nothing_changed, stands
from tests.platform.people import ROBOT


def flaws() -> list[str]:
    return [str(flaw) for _, found in verify() for flaw in found]


def in_order(case: Case) -> bool:
    instants = list(EventRow.objects.filter(case=case).order_by("position").values_list("at", flat=True))
    return instants == sorted(instants)


def test_a_clock_put_back_moves_no_event_before_the_one_it_follows(city: City, now):
    case = raised(city)
    now.advance(-timedelta(hours=2))
    moved(city.agent, case, "dispatch", main=city.ids[0])
    assert in_order(case)
    row = case.clocks.get(rule="sign")
    assert row.started_at == EventRow.objects.get(case=case, position=1).at
    stands(case)
    assert flaws() == []


def test_a_sweep_under_a_clock_put_back_keeps_the_order(city: City, now):
    case = raised(city)
    now.advance(timedelta(hours=8))
    moved(city.agent, case, "urge", reason="快办")
    now.advance(-timedelta(hours=1))
    assert sweep_clocks(ROBOT).cases == 1
    assert in_order(case)
    stands(case)
    assert flaws() == []


def test_a_unit_dissolved_with_open_cases_finishes_them_and_gets_no_new_ones(city: City, now):
    open_one, waiting = dispatched(city, co=False), raised(city)
    close_organisation(ROBOT, organisation=city.units[0], last_day=clock.today() - timedelta(days=1), reason="机构改革")
    before = nothing_changed(waiting)
    with pytest.raises(MoveRefusedError, match="已撤销，请另选单位"):
        moved(city.agent, waiting, "dispatch", main=city.ids[0])
    assert nothing_changed(waiting) == before
    moved(city.agent, open_one, "urge", reason="移交前办结")
    moved(city.water, open_one, "sign")
    moved(city.water, open_one, "reply", **REPLY)
    assert Case.objects.get(pk=open_one.pk).main_id == city.ids[0]
    assert flaws() == []


def test_a_category_removed_is_refused_for_new_cases_and_kept_for_those_that_have_it(city: City, now):
    case = raised(city, category="leak")
    Category.objects.filter(code="leak").update(valid_to=date(2026, 9, 20))
    before = Case.objects.count()
    with pytest.raises(MoveRefusedError, match="该类别已停用，请另选"):
        raised(city, category="leak")
    with pytest.raises(MoveRefusedError, match="没有这个类别"):
        raised(city, category="never")
    assert Case.objects.count() == before
    moved(city.agent, case, "dispatch", main=city.ids[0])
    assert Case.objects.get(pk=case.pk).category_id == "leak"
    assert flaws() == []


def test_a_key_sent_again_answers_with_the_first_and_refuses_other_content(city: City, now):
    first = raised(city, key="k")
    now.advance(timedelta(days=2))
    again = open_case(city.agent, process="trial_hotline", move="register", answers=MATTER, key="k")
    assert (again.case.pk, again.position, again.repeated) == (first.pk, 1, True)
    with pytest.raises(KeyReusedError):
        raised(city, key="k", title="另一件")
    with pytest.raises(KeyReusedError):
        open_case(city.second, process="trial_hotline", move="register", answers=MATTER, key="k")
    assert (Case.objects.count(), EventRow.objects.count()) == (1, 1)
