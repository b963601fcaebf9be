"""Learning from the database's own closed cases, serving what was learned, and noting what a person chose."""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from shizheng.engines.cases.actions.training import keep_model
from shizheng.engines.cases.domain.dispatch_rules import Intake
from shizheng.engines.cases.models import AdviceRow, Case, Category, LearnedModel
from shizheng.engines.cases.models.following import KIND, Follower
from shizheng.engines.cases.queries.advice import advice
from shizheng.engines.cases.queries.learned import classifier_shelf, dispatch_shelf, model_path
from shizheng.engines.cases.queries.noting import note_choices
from shizheng.engines.cases.queries.training import trained
from shizheng.kit import clock
from shizheng.platform.modules.module import MODULES, Module, register
from shizheng.platform.orgs.models import FormerName
from shizheng.platform.policy.domain.actor import Actor, system
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, dispatched, moved, raised

PROCESS = "trial_hotline"
KEEPER = system("测试")


@pytest.fixture(autouse=True)
def _var(settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path


@pytest.fixture
def _noting() -> Iterator[None]:
    with MODULES.isolated():
        follower = Follower("noting.advice", PROCESS, note_choices)
        register(Module(id="noting", name="测试", contributions={KIND: (follower,)}))
        yield


def past(city: City, count: int = 300) -> None:
    """Leaks go to the first unit, dark lamps to the second; both in one street, each in its own words."""
    lamp = Category.objects.create(code="lamp", name="路灯")
    lamp.grow(None)
    lamp.save()
    now = clock.now()
    Case.objects.bulk_create(
        Case(
            process=PROCESS,
            version=1,
            stage="closed",
            since=now,
            opened_at=now - timedelta(hours=count - at),
            ended_at=now,
            keeper=city.centre,
            main=city.units[at % 2],
            title=("水管爆裂，路面积水", "路灯不亮，夜间漆黑")[at % 2] + str(at),
            category_id=("leak", "lamp")[at % 2],
            area_id="n1",
        )
        for at in range(count)
    )


def train(actor: Actor = KEEPER) -> list[LearnedModel]:
    return [keep_model(actor, learned=each) for each in trained(PROCESS)]


def settled() -> None:
    dispatch_shelf(PROCESS).settle()
    classifier_shelf(PROCESS).settle()


def test_training_keeps_both_models_and_says_how_good_they_are(city: City) -> None:
    past(city)
    rows = train()
    assert [(row.kind, row.cases, row.tried, row.top1, row.top3) for row in rows] == [
        ("dispatch", 300, 30, 1.0, 1.0),
        ("categories", 300, 30, 1.0, 1.0),
    ]
    assert sorted(file.name for file in model_path(PROCESS, "dispatch").parent.iterdir()) == [
        "all-rarity.model",
        f"{PROCESS}-categories.model",
        f"{PROCESS}-dispatch.model",
    ]


def test_advice_follows_what_was_learned(city: City) -> None:
    past(city)
    train()
    settled()
    found = advice(city.agent, PROCESS, Intake(title="水管爆裂", category="leak", area="n1"))
    assert found.units[0].organisation == city.ids[0]
    assert found.units[0].confidence > 0.8
    assert found.units[0].reason == "该街道同类事项近90天100%由其办理（150件中150件）"
    assert found.model == LearnedModel.objects.get(kind="dispatch").digest
    guessed = advice(city.agent, PROCESS, Intake(title="路灯不亮，漆黑一片", area="n1"))
    assert guessed.categories[0].code == "lamp"
    assert guessed.units[0].organisation == city.ids[1]
    assert guessed.units[0].reason.startswith("按内容推断为“路灯”；")


def test_rules_come_before_what_was_learned(city: City) -> None:
    from tests.cases.test_advice import live

    past(city)
    train()
    settled()
    live({"title": "漏水", "category_id": "water", "main_id": city.ids[2]})
    found = advice(city.agent, PROCESS, Intake(title="水管爆裂", category="leak", area="n1"))
    assert [each.organisation for each in found.units[:2]] == [city.ids[2], city.ids[0]]


def test_a_unit_that_is_gone_teaches_for_the_one_that_took_its_name(city: City) -> None:
    past(city)
    old, new = city.units[0], city.units[2]
    old.valid_to = clock.today() - timedelta(days=1)
    old.save()
    FormerName.objects.create(organisation=new, name=old.name, valid_to=old.valid_to)
    train()
    settled()
    found = advice(city.agent, PROCESS, Intake(category="leak", area="n1"))
    assert found.units[0].organisation == new.pk


def test_too_few_cases_teach_nothing(city: City) -> None:
    past(city, 60)
    assert train() == []
    assert not model_path(PROCESS, "dispatch").exists()


def test_who_may_not_train_changes_nothing(city: City) -> None:
    past(city)
    with pytest.raises(DeniedError):
        train(city.agent)
    assert not LearnedModel.objects.exists()
    assert not model_path(PROCESS, "dispatch").exists()


def test_the_old_model_serves_until_the_new_one_is_read(city: City) -> None:
    past(city)
    train()
    shelf = dispatch_shelf(PROCESS)
    first = shelf.settle()
    assert first is not None
    again = model_path(PROCESS, "dispatch")
    os.utime(again, ns=(1, 1))
    assert shelf.settle() is first  # the same content under another time is not read again
    again.write_bytes(b"damaged")
    assert shelf.settle() is None
    assert advice(city.agent, PROCESS, Intake(category="leak", area="n1")).units == ()


@pytest.mark.usefixtures("_noting")
def test_what_was_advised_and_chosen_is_noted(city: City) -> None:
    past(city)
    train()
    settled()
    case = dispatched(city, co=False, category="leak", area="n1")
    row = AdviceRow.objects.get()
    assert (row.case_id, row.position, row.chosen_id, row.rank) == (case.pk, 2, city.ids[0], 1)
    assert row.units[0][0] == city.ids[0]
    assert row.model == LearnedModel.objects.get(kind="dispatch").digest
    other = raised(city, category="leak", area="n1")
    moved(city.agent, other, "dispatch", main=city.ids[2])
    assert AdviceRow.objects.get(case=other).rank == 0


@pytest.mark.usefixtures("_noting")
def test_what_nobody_chose_is_not_noted(city: City) -> None:
    case = raised(city)
    moved(city.agent, case, "urge", reason="尽快")
    assert not AdviceRow.objects.exists()


@pytest.mark.usefixtures("_noting")
def test_a_model_that_is_still_read_is_told_and_nothing_is_noted(city: City, monkeypatch) -> None:
    past(city)
    train()
    opened, read = threading.Event(), dispatch_shelf(PROCESS).read
    monkeypatch.setattr(dispatch_shelf(PROCESS), "read", lambda path: opened.wait(5) and read(path))
    assert advice(city.agent, PROCESS, Intake(category="leak", area="n1")).pending
    dispatched(city, co=False, category="leak", area="n1")
    assert not AdviceRow.objects.exists()
    opened.set()
    settled()
    found = advice(city.agent, PROCESS, Intake(category="leak", area="n1"))
    assert (found.pending, found.units[0].organisation) == (False, city.ids[0])
