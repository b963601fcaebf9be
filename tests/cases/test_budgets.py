"""Statements a write or a read may take, whatever the number of rows."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shizheng.engines.cases.actions.moves import open_case
from shizheng.engines.cases.models import Case
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.scope import Scope
from tests.cases.city import MATTER, REPLY, City, dispatched, moved
from tests.platform.people import actor


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Without savepoints: in service the outer transaction has none."""
    return [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]


def test_an_intake_takes_at_most_fifteen(city: City):
    answers = {**MATTER, "category": "leak", "area": "n1", "channel": "phone"}
    with CaptureQueriesContext(
        connection,
    ) as captured:
        open_case(city.agent, process="trial_hotline", move="register", answers=answers, key="k")
    assert len(statements(captured)) <= 15, statements(captured)


@pytest.mark.parametrize("rounds", [0, 6])
def test_a_move_takes_as_many_however_long_the_history(city: City, rounds: int):
    case = dispatched(city)
    for _ in range(rounds):
        moved(city.agent, case, "urge", reason="快办")
    moved(city.water, case, "sign")
    version = Case.objects.get(pk=case.pk).version
    with CaptureQueriesContext(connection) as captured:
        moved(city.water, case, "reply", version_=version, key_="r", **REPLY)
    assert len(statements(captured)) <= 15, statements(captured)


def test_what_an_actor_sees_is_one_statement_and_one_more_for_a_subtree(city: City):
    own = actor("own", city.units[0], trial__view=Scope.ORGANISATION)
    for _ in range(3):
        dispatched(city)
    for who, statements_taken, seen in ((city.agent, 1, 3), (own, 1, 3), (city.water, 2, 3), (city.stranger, 2, 0)):
        with CaptureQueriesContext(connection) as captured:
            assert len(Case.objects.visible_to(who, "trial.view")) == seen
        assert len(captured) == statements_taken


@pytest.mark.parametrize("count", [2, 12])
def test_a_page_of_cases_takes_as_many_however_many_there_are(city: City, client: Client, count: int):
    """Nine for a unit's user: the organisations of a subtree are asked for apart (see `PartyScope`)."""
    for _ in range(count):
        case = dispatched(city, category="leak", area="n1")
    for who, address, most in (
        (city.agent, "/cases/", 8),
        (city.agent, "/cases/?due=over", 8),
        (city.water, "/cases/", 9),
        (city.agent, f"/cases/{case.pk}/", 12),
        (city.water, f"/cases/{case.pk}/", 12),
    ):
        client.force_login(Account.objects.get(pk=who.account_id))
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        assert len(statements(captured)) <= most, [each["sql"][:90] for each in captured]
