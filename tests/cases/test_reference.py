"""Categories, areas and limits are brought in whole or not at all."""

import csv
from datetime import date

import pytest

from shizheng.engines.cases.actions.reference import plant_areas, plant_categories, set_limits
from shizheng.engines.cases.domain.limits import Limit, LimitRow
from shizheng.engines.cases.domain.sprouts import Sprout, divisions
from shizheng.engines.cases.domain.words import Unit
from shizheng.engines.cases.models import Area, Case, Category, ClockRow, LimitRowModel
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, dispatched, moved, raised
from tests.platform.people import ROBOT
from tests.shared import SHARED, needs_data

DAY = date(2026, 1, 1)


def row(amount: int, **values) -> LimitRow:
    return LimitRow("trial_hotline", "handle", Limit(amount, Unit.WORKING_DAYS, "新办法"), DAY, **values)


def test_a_new_table_serves_new_cases_and_leaves_running_clocks(city: City):
    old = dispatched(city, category="leak")
    assert set_limits(ROBOT, process="trial_hotline", rows=[row(7), row(9, category="leak")]) == 4
    new = dispatched(city, category="leak")
    amounts = {case.pk: case.clocks.filter(rule="handle").first() for case in (old, new)}
    assert (amounts[old.pk].amount, amounts[old.pk].edition) == (1, 3)
    assert (amounts[new.pk].amount, amounts[new.pk].edition) == (9, 4)


def test_a_tied_table_is_refused_whole(city: City):
    with pytest.raises(InvalidInputError, match="适用条件与生效日期完全相同"):
        set_limits(ROBOT, process="trial_hotline", rows=[row(7), row(8)])
    assert sorted(LimitRowModel.objects.values_list("edition", flat=True)) == [3, 3, 3]


def test_branches_are_added_and_changed_by_code(city: City):
    sprouts = [Sprout("road", "道路"), Sprout("lamp", "路灯", "road"), Sprout("water", "供水", kind="trial_grid")]
    assert plant_categories(ROBOT, sprouts=sprouts) == 3
    assert plant_categories(ROBOT, sprouts=sprouts) == 0
    lamp = Category.objects.get(code="lamp")
    assert (lamp.codes, lamp.path[:6], lamp.parent.code) == (("road", "lamp"), lamp.parent.path, "road")
    assert Category.objects.get(code="water").name == "供水"


def test_wrong_branches_are_refused_whole(city: City):
    before = Category.objects.count()
    with pytest.raises(InvalidInputError) as refused:
        plant_categories(ROBOT, sprouts=[Sprout("a/b", "甲"), Sprout("c", " ", "zzz"), Sprout("c", "丙")])
    assert [str(fault) for fault in refused.value.faults] == [
        "第1行 编码：编码应为1至40个字，不含“/”",
        "第2行 名称：名称应为1至100个字",
        "第2行 上级：上级“zzz”不存在（上级应写在下级之前）",
        "第3行 编码：编码“c”重复（每个编码只写一次）",
    ]
    assert Category.objects.count() == before


def test_a_retired_category_is_kept_by_its_cases_and_refused_to_new_ones(city: City):
    from shizheng.engines.cases.actions.refusals import MoveRefusedError

    case = raised(city, category="leak")
    plant_categories(ROBOT, sprouts=[Sprout("leak", "漏水", "water", valid_to=date(2026, 9, 20))])
    with pytest.raises(MoveRefusedError, match="该类别已停用"):
        raised(city, category="leak")
    moved(city.agent, case, "dispatch", main=city.ids[0])
    assert ClockRow.objects.filter(case=case, rule="handle").get().amount == 1
    assert Case.objects.get(pk=case.pk).category_id == "leak"


def test_who_may_not_is_denied(city: City):
    for write in (
        lambda: set_limits(city.agent, process="trial_hotline", rows=[row(7)]),
        lambda: plant_categories(city.agent, sprouts=[Sprout("x", "x")]),
        lambda: plant_areas(city.agent, sprouts=[Sprout("x", "x", kind="street")]),
    ):
        with pytest.raises(DeniedError):
            write()
    assert not Category.objects.filter(code="x").exists()
    assert not Area.objects.filter(code="x").exists()


@needs_data
def test_the_streets_of_a_real_district_are_planted(city: City):
    with (SHARED / "data" / "divisions" / "streets.csv").open(encoding="utf-8") as file:
        streets = list(divisions(csv.DictReader(file), "140302"))
    assert plant_areas(ROBOT, sprouts=[Sprout("140302", "城区", kind="district"), *streets]) == len(streets) + 1
    district = Area.objects.get(code="140302")
    assert len(streets) > 3
    assert Area.objects.below(district.path).count() == len(streets) + 1
