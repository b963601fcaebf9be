"""Categories, areas and limits in a city's pack: applied once, all or none."""

import shutil
from pathlib import Path

import pytest

from shizheng.engines.cases.models import Area, Category, LimitRowModel
from shizheng.kit.errors import InvalidInputError
from shizheng.kit.packfiles import SHIPPED
from shizheng.platform.journal.models import Entry
from shizheng.platform.packs.actions import apply_pack
from tests.platform.people import ROBOT

pytestmark = pytest.mark.django_db
TREE = """
case_categories:
  - code: "1"
    name: 供水
    process: trial_hotline
    children:
      - {code: "11", name: 漏水, children: [{code: "111", name: 爆管}]}
case_areas:
  - {code: D, name: 东区, children: [{code: D1, name: 一街, children: [{code: D11, name: 甲社区}]}]}
"""
LIMITS = """
case_limits:
  - process: trial_hotline
    valid_from: 2026-01-01
    rows:
      - {clock: handle, amount: 5, unit: working_days, source: 规程}
      - {clock: handle, category: "11", amount: %s, unit: hours, source: 规程}
"""


def pack(folder: Path, text: str) -> Path:
    (folder / "cases.yaml").write_text(text, encoding="utf-8")
    return folder


def test_trees_and_limits_are_applied_once(tmp_path):
    first = apply_pack(ROBOT, folder=pack(tmp_path, TREE + LIMITS % 2)).total
    assert (first.created, first.updated, first.unchanged) == (3, 0, 0)
    assert Category.objects.get(code="111").codes == ("1", "11", "111")
    assert list(Area.objects.order_by("path").values_list("code", "level")) == [
        ("D", "district"),
        ("D1", "street"),
        ("D11", "community"),
    ]
    entries = Entry.objects.count()
    assert apply_pack(ROBOT, folder=tmp_path).total.unchanged == 3
    assert Entry.objects.count() == entries + 1
    assert set(LimitRowModel.objects.values_list("edition", flat=True)) == {1}


def test_what_changed_is_changed(tmp_path):
    apply_pack(ROBOT, folder=pack(tmp_path, TREE + LIMITS % 2))
    done = apply_pack(ROBOT, folder=pack(tmp_path, TREE.replace("爆管", "管道爆裂") + LIMITS % 3)).total
    assert (done.updated, done.unchanged) == (2, 1)
    assert Category.objects.get(code="111").name == "管道爆裂"
    assert list(LimitRowModel.objects.order_by("amount").values_list("amount", "edition")) == [(3, 2), (5, 2)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TREE.replace("trial_hotline", "nothing"), "没有流程“nothing”"),
        (TREE.replace('code: "11"', 'code: "1"'), "编码“1”重复"),
        (TREE.replace("code: D,", "level: planet, code: D,"), "没有层级“planet”"),
        (LIMITS % 2, "没有类别“11”"),
        (TREE + LIMITS % 0, "时限应为1至10000的整数"),
        (TREE + (LIMITS % 2).replace("clock: handle, amount", "clock: fly, amount"), "时限“fly”"),
    ],
)
def test_a_wrong_pack_is_refused_whole(tmp_path, text, words):
    with pytest.raises(InvalidInputError, match=words):
        apply_pack(ROBOT, folder=pack(tmp_path, text))
    assert (Category.objects.count(), Area.objects.count(), LimitRowModel.objects.count()) == (0, 0, 0)


def test_the_shipped_city_has_trees_of_three_levels_and_limits(tmp_path):
    for name in ("areas", "categories", "limits"):
        shutil.copy(SHIPPED / "demo" / f"{name}.yaml", tmp_path)
    apply_pack(ROBOT, folder=tmp_path)
    depths = [len(each.codes) for each in Category.objects.all()]
    assert (depths.count(1), depths.count(2) > 40, depths.count(3) > 60) == (13, True, True)
    assert set(Area.objects.values_list("level", flat=True)) == {"district", "street", "community"}
    assert LimitRowModel.objects.filter(process="hotline").count() > 20
