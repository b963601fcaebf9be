"""Two officers on one form, each in a browser of their own."""

from typing import Any

import pytest

from shizheng.console import assets
from shizheng.engines.fiscal.domain.promises import Level1, Level2, Promise
from shizheng.engines.fiscal.models import Fact, Indicator, TargetSheet
from shizheng.systems.disclosure.actions.preparing import enter_sheet
from tests.browser.office import look, signed_in
from tests.disclosure.budgets import Bureau, filled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("disclosure.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]


def test_on_a_target_sheet_the_second_sees_the_first_and_saves_on_top(
    chromium: Any, address: str, team: Bureau
) -> None:
    preparation = filled(team)
    rows = [
        Promise(Level1.OUTPUT, Level2.QUALITY, "接通率", "≥98%"),
        Promise(Level1.OUTPUT, Level2.TIMING, "响应时间", "≤30分钟"),
    ]
    goals = {"period_goal": "", "annual_goal": "热线畅通。"}
    enter_sheet(team.officer, preparation=preparation, project=None, promises=rows, expected_version=0, **goals)
    form = f"/disclosure/budgets/{preparation.pk}/sheets/0/"
    one, other = (signed_in(chromium, address, who) for who in (team.officer, team.colleague))
    one.goto(form)
    other.goto(form)
    other.fill("[name=g0-text]", "≥97%")
    other.fill("[name=g1-text]", "≤20分钟")
    other.click("button >> text=保存")
    other.wait_for_selector("text=已保存绩效目标表")

    one.fill("[name=g0-text]", "≥99%")
    one.click("button >> text=保存")
    one.wait_for_selector("text=您填写期间别人保存过这张表")
    assert one.input_value("[name=g0-text]") == "≥99%"
    assert one.input_value("[name=g1-text]") == "≤20分钟"
    assert "用户d2-colleague" in one.inner_text(".errors")
    assert "≥97%" in one.inner_text(".errors")
    look(one, "sheet-conflict")
    assert [each.text for each in Indicator.objects.order_by("order")] == ["≥97%", "≤20分钟"]
    one.click("button >> text=保存")
    one.wait_for_selector("text=已保存绩效目标表")
    assert [each.text for each in Indicator.objects.order_by("order")] == ["≥99%", "≤20分钟"]
    assert TargetSheet.objects.get().version == 3
    assert [fault for page in (one, other) for fault in page.faults if "409" not in fault] == []


def test_on_a_grid_the_second_sees_the_first_even_after_a_reload(chromium: Any, address: str, team: Bureau) -> None:
    preparation = filled(team)
    form = f"/disclosure/budgets/{preparation.pk}/basic/"
    one, other = (signed_in(chromium, address, who) for who in (team.officer, team.colleague))
    one.goto(form)
    other.goto(form)
    one.fill("[name=r1-a0]", "210000")
    one.wait_for_selector("#kept >> text=草稿已于")
    other.fill("[name=r0-a0]", "790000")
    other.click("button >> text=保存 >> nth=0")
    other.wait_for_selector("text=已保存基本支出")

    one.reload()
    one.wait_for_selector("text=尚未保存的内容")
    one.click("button >> text=保存 >> nth=0")
    one.wait_for_selector("text=您填写期间别人保存过这张表")
    assert [one.input_value(f"[name=r{row}-a0]") for row in (0, 1)] == ["790,000.00", "210,000.00"]
    look(one, "grid-conflict")
    one.click("button >> text=保存 >> nth=0")
    one.wait_for_selector("text=已保存基本支出")
    amounts = Fact.objects.filter(nature__startswith="basic").order_by("dept").values_list("amount", flat=True)
    assert list(amounts) == [790_000, 210_000]
    assert [fault for page in (one, other) for fault in page.faults if "409" not in fault] == []
