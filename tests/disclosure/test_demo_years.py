"""The demonstration's budgets and accounts: every desk has something on it, and what is published is sound."""

from pathlib import Path

import pytest
from django.conf import settings

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.accounts.queries import actor_for, named
from shizheng.platform.packs.actions import apply_pack
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.models import CheckFinding, Preparation, Publication, Severity
from tests.platform.people import ROBOT

pytestmark = pytest.mark.django_db
DEMO = Path(settings.PACKS) / "demo"


def person(username: str) -> Actor:
    account = named(username)
    assert account is not None
    return actor_for(account)


def waiting(username: str) -> list[str]:
    return sorted(map(str, Preparation.objects.waiting_for(person(username))))


def test_every_desk_has_something_on_it() -> None:
    apply_pack(ROBOT, folder=DEMO)
    states = {str(each): each.state for each in Preparation.objects.all()}
    assert states == {
        "明州市数据局2025年决算": "published",
        "明州市数据局2026年年初预算": "published",
        "明州市数据局2027年年初预算": "returned",
        "明州市大数据中心2027年年初预算": "submitted",
        "明州市12345政务服务便民热线中心2027年年初预算": "drafting",
        "明州市电子政务外网管理中心2027年年初预算": "approved",
    }
    assert waiting("caiwu") == ["明州市数据局2027年年初预算"]
    assert waiting("shenhe") == ["明州市大数据中心2027年年初预算"]
    assert waiting("fuzeren") == ["明州市电子政务外网管理中心2027年年初预算"]
    versions = {(each.year, each.stage, each.number): each for each in Publication.objects.all()}
    assert sorted(versions) == [(2025, "final", 1), (2026, "budget", 1), (2026, "budget", 2)]
    second = versions[2026, "budget", 2]
    assert second.previous == versions[2026, "budget", 1].digest
    assert "压减" in second.reason
    assert {tuple(change[2:]) for change in second.changes} == {
        ("18,000.00元", "12,000.00元"),
        ("180,000.00元", "186,000.00元"),
    }
    assert sorted(second.files.values_list("kind", flat=True)) == ["docx", "html", "pdf", "xlsx"]
    told = versions[2025, "final", 1].told
    assert [(sheet.executed, sum(bool(goal.actual) for goal in sheet.goals)) for sheet in told.sheets] == [
        ("3876000.00", 6), ("3050000.00", 7), ("815000.00", 6),
    ]  # fmt: skip
    wrong = CheckFinding.objects.filter(severity=Severity.ERROR)
    assert {each.preparation.state for each in wrong.select_related("preparation")} == {"drafting"}
    assert "cost.ceiling" in {each.rule for each in wrong}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit: 没有这个单位", "没有单位“没有这个单位”"),
        ("prepared_by: nobody", "没有用户“nobody”"),
        ("form: 没有这种", "没有公开格式“没有这种”"),
        ("stage: 没有", "没有阶段“没有”"),
        ("grids: {没有: []}", "没有表“没有”"),
        ("grids: {收入: [{没有: 1}]}", "没有“没有”列"),
        ("sheets: [{targets: [{二级指标: 没有}]}]", "“没有”不是二级指标"),
        ("sheets: [{targets: [], money: {没有: 1}}]", "没有“没有”这项资金"),
    ],
)
def test_a_wrong_item_is_named_and_nothing_is_done(tmp_path: Path, text: str, words: str) -> None:
    sound = {"unit": "A", "year": "2027", "stage": "budget", "prepared_by": "zhang"}
    name, _, value = text.partition(": ")
    item = "\n".join(f"    {key}: {said}" for key, said in {**sound, name: value}.items())
    (tmp_path / "a.yaml").write_text(
        "organisations:\n  - {code: A, name: 甲市, kind: government}\n"
        "accounts:\n  - {username: zhang, name: 张, password: Mingzhou@2026, posts: []}\n"
        f"disclosure_years:\n  -{item[3:]}\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidInputError) as refused:
        apply_pack(ROBOT, folder=tmp_path)
    assert words in str(refused.value.faults[0])
    assert not Preparation.objects.exists()
