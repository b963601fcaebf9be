"""A unit's page says what it still has in hand."""

from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.scope import Scope
from tests.cases.city import City, dispatched
from tests.console.suite import whole
from tests.platform.people import actor


def seen(client, city: City, name: str, **grants: Scope) -> str:
    actor(name, city.centre, orgs__view=Scope.ALL, **grants)
    client.force_login(Account.objects.get(username=name))
    return whole(client.get(city.units[0].get_absolute_url()))


def test_open_cases_stand_on_the_page_of_their_unit(client, city: City):
    for _ in range(2):
        dispatched(city)
    text = seen(client, city, "looker", cases__view=Scope.ALL)
    assert "主办 2 件" in text
    assert "协办 0 件" in text
    assert "?unit=U0" in text
    assert "请先把在办工单改派" in text


def test_who_sees_no_cases_hears_nothing_of_them(client, city: City):
    dispatched(city)
    assert "在办工单" not in seen(client, city, "stranger2")


def test_a_dissolved_unit_with_open_cases_is_told_of(client, city: City):
    dispatched(city)
    city.units[0].valid_to = city.units[0].valid_from or "2026-09-01"
    city.units[0].save()
    assert "这些工单没有人办理，请改派" in seen(client, city, "looker", cases__view=Scope.ALL)
