"""Advice on a matter being typed: rules first, what was learned after them, limits, likes."""

from datetime import datetime, time

import pytest

from shizheng.engines.cases.domain.dispatch_rules import Intake
from shizheng.engines.cases.models import DispatchRule, RuleSet
from shizheng.engines.cases.models.rules import SetState
from shizheng.engines.cases.queries.advice import advice
from shizheng.engines.cases.queries.likes import like_cases
from shizheng.kit import clock
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, dispatched, raised

PROCESS = "trial_hotline"
MATTER = Intake(title="水管爆裂", text="路面积水", category="leak", area="n1", channel="", nature="complaint")


def live(*rules: dict) -> RuleSet:
    found = RuleSet.objects.create(process=PROCESS, edition=7, state=SetState.LIVE)
    for number, rule in enumerate(rules, 1):
        DispatchRule.objects.create(ruleset=found, number=number, **rule)
    return found


def test_the_first_rule_that_catches_comes_first(city: City) -> None:
    live(
        {"title": "燃气", "any_words": "燃气、煤气", "main_id": city.ids[2]},
        {
            "title": "漏水",
            "category_id": "water",
            "any_words": "爆裂 漏水",
            "main_id": city.ids[0],
            "co": [city.ids[1]],
        },
        {"title": "北片", "area_id": "north", "main_id": city.ids[1]},
    )
    found = advice(city.agent, PROCESS, MATTER)
    assert [(each.organisation, each.rule, each.co) for each in found.units] == [
        (city.ids[0], 2, (city.ids[1],)),
        (city.ids[1], 3, ()),
    ]
    assert found.units[0].reason == "规则2：漏水（爆裂）"
    assert found.edition == 7


def test_rules_off_past_or_for_other_hours_say_nothing(city: City) -> None:
    yesterday = clock.today().replace(day=20)
    live(
        {"title": "停用", "is_on": False, "category_id": "water", "main_id": city.ids[0]},
        {"title": "过期", "category_id": "water", "main_id": city.ids[0], "valid_to": yesterday},
        {"title": "夜间", "category_id": "water", "main_id": city.ids[0], "starts": time(18), "ends": time(8)},
        {"title": "周末", "category_id": "water", "main_id": city.ids[0], "weekdays": "67"},
    )
    assert advice(city.agent, PROCESS, MATTER).units == ()
    night = datetime(2026, 9, 21, 23, 0, tzinfo=clock.ZONE)
    assert [each.rule for each in advice(city.agent, PROCESS, MATTER, night).units] == [3]
    sunday = datetime(2026, 9, 20, 12, 0, tzinfo=clock.ZONE)
    assert [each.rule for each in advice(city.agent, PROCESS, MATTER, sunday).units] == [2]


def test_a_unit_that_no_longer_exists_is_not_advised(city: City) -> None:
    live({"title": "漏水", "category_id": "water", "main_id": city.ids[0]})
    city.units[0].valid_to = clock.today().replace(day=1)
    city.units[0].save()
    assert advice(city.agent, PROCESS, MATTER).units == ()


def test_the_limits_that_a_dispatch_would_start_are_told(city: City) -> None:
    found = {each.clock: each for each in advice(city.agent, PROCESS, MATTER).limits}
    assert (found["handle"].limit, found["handle"].source) == ("1个工作日", "办法")
    assert found["handle"].due_at == datetime(2026, 9, 22, 17, 30, tzinfo=clock.ZONE)


def test_unknown_codes_and_nothing_typed_are_no_error(city: City) -> None:
    live({"title": "漏水", "category_id": "water", "main_id": city.ids[0]})
    assert advice(city.agent, PROCESS, Intake()).units == ()
    assert advice(city.agent, PROCESS, Intake(category="no\0ne", area="x" * 99)).units == ()


def test_who_may_not_see_the_process_is_not_advised(city: City) -> None:
    from tests.platform.people import actor, organisation

    with pytest.raises(DeniedError):
        advice(actor("nobody", organisation("N")), PROCESS, MATTER)


def test_likes_are_found_among_what_one_may_see(city: City) -> None:
    first = dispatched(city, title="东湖路88号前路灯不亮", place="东湖路88号")
    raised(city, title="南街积水没过脚踝", place="南街")
    hidden = raised(city, title="东湖路88号门前路灯坏了不亮", place="东湖路88号")
    asked = Intake(title="东湖路88号路灯不亮了", place="东湖路88号")
    assert {each.case for each in like_cases(city.agent, asked)} == {first.pk, hidden.pk}
    assert [each.case for each in like_cases(city.water, asked)] == [first.pk]
    assert like_cases(city.agent, Intake()) == []
