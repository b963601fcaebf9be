"""Statements a write or a read may take, whatever the number of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shizheng.engines.cases.actions.moves import open_case
from shizheng.engines.cases.models import Case
from tests.cases.city import MATTER, REPLY, City, dispatched, moved


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


def test_what_an_actor_sees_is_one_statement(city: City):
    for _ in range(3):
        dispatched(city)
    with CaptureQueriesContext(connection) as captured:
        assert len(Case.objects.visible_to(city.water, "trial.view")) == 3
    assert len(captured) == 1
