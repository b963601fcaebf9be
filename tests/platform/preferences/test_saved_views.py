"""Saved filters and columns: a person's own, the same at every machine."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.preferences.models import LIMIT, ChosenColumns, SavedView
from tests.platform.people import actor, organisation

pytestmark = pytest.mark.django_db
LIST = "/system/accounts/"


@pytest.fixture
def people() -> tuple[Account, Account]:
    unit = organisation("V")
    made = [actor(name, unit, accounts__view=Scope.ALL) for name in ("chen", "liu")]
    return tuple(Account.objects.get(pk=each.account_id) for each in made)  # type: ignore[return-value]


def machine(account: Account) -> Client:
    """Another browser of the same person."""
    client = Client()
    client.force_login(account)
    return client


def test_a_filter_saved_at_one_machine_is_there_at_another(people: tuple[Account, Account]) -> None:
    chen, liu = people
    office, home = machine(chen), machine(chen)
    entries = Entry.objects.count()
    office.post(LIST, {"intent": "save-view", "name": "停用的", "query": "is_active=false"})
    Session.objects.all().delete()
    assert 'href="?is_active=false"' in machine(chen).get(LIST).content.decode()
    home = machine(chen)
    assert "停用的" in home.get(LIST).content.decode()
    assert "停用的" not in machine(liu).get(LIST).content.decode()
    assert Entry.objects.count() == entries
    machine(liu).post(LIST, {"intent": "remove-view", "name": "停用的"})
    assert SavedView.objects.get().account == chen
    home.post(LIST, {"intent": "remove-view", "name": "停用的"})
    assert not SavedView.objects.exists()


def test_a_name_used_again_replaces_and_the_oldest_give_way(people: tuple[Account, Account]) -> None:
    chen = people[0]
    for number in range(LIMIT + 2):
        SavedView.objects.keep(chen.pk, "p", f"第{number}个", f"n={number}")
    SavedView.objects.keep(chen.pk, "p", "第5个", "n=new")
    kept = dict(SavedView.objects.values_list("name", "query"))
    assert len(kept) == LIMIT
    assert kept["第5个"] == "n=new"
    assert {"第0个", "第1个"}.isdisjoint(kept)


def test_chosen_columns_follow_the_person(people: tuple[Account, Account]) -> None:
    chen, liu = people
    machine(chen).post(LIST, {"intent": "columns", "columns": ["username"]})
    assert ChosenColumns.objects.get().names == ["username"]
    shown = machine(chen).get(LIST).context["table"]
    assert [column.name for column in shown.columns if column.visible] == ["username"]
    assert len(machine(liu).get(LIST).context["table"].columns) > 1


def test_rows_are_seen_by_their_owner_alone(people: tuple[Account, Account]) -> None:
    chen, liu = people
    SavedView.objects.keep(chen.pk, "p", "甲", "")
    ChosenColumns.objects.choose(chen.pk, "p", ["a"])
    for model in (SavedView, ChosenColumns):
        assert model.objects.visible_to(actor_for(chen)).count() == 1
        assert model.objects.visible_to(actor_for(liu)).count() == 0
