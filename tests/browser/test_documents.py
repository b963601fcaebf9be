"""An officer's way through the disclosure system in a real Chromium: hand in, read, walk, dismiss, export, compare."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from shizheng.console import assets
from shizheng.systems.disclosure.models import Document
from tests.browser.office import signed_in
from tests.chromium import SIZES, english, fits, shoot
from tests.disclosure.documents import officer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("disclosure.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]

PLANTED = """明州市数据局
2026年部门预算公开

第一部分 概况

一、主要职责

负责全市数据资源管理。

第二部分 2026年部门预算报表

2026年预算收支总表
部门名称：明州市数据局\t\t\t单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算\t1,000.00\t一、一般公共服务支出\t760.00
二、政府性基金预算\t200.00\t二、城乡社区支出\t440.00
本年收入合计\t1,200.00\t本年支出合计\t1,210.00

第三部分 2026年度部门预算情况说明

一、收入预算情况说明

2026年度收入预算1,200.00万元，其中：一般公共预算拨款收入1,000.00万元，占83.33%；政府性基金预算拨款收入200.00万元，占26.67%。
"""
WRONG_SUM, WRONG_SHARE = "1,210.00", "26.67%"


@pytest.fixture(params=SIZES)
def tab(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Any]:
    """A page of an officer who has just logged in; `faults` collects what the browser complains of."""
    page = signed_in(chromium, address, officer("u1"), "/disclosure/", request.param)
    yield page
    assert [fault for fault in page.faults if "422" not in fault] == []
    page.context.close()


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    file = tmp_path / "明州市数据局2026年预算.txt"
    file.write_text(PLANTED, encoding="utf-8")
    return file


def hand_in(tab: Any, *files: Path) -> None:
    tab.goto("/disclosure/upload/")
    tab.set_input_files("input[name=files]", [str(file) for file in files])
    assert tab.inner_text("[data-chosen]").count("MB") == len(files)
    tab.click("text=上传并检查")


def in_view(tab: Any, selector: str) -> bool:
    box = tab.locator(selector).first.bounding_box()
    return bool(box) and 0 <= box["y"] <= tab.viewport_size["height"]


def fits_and_is_chinese(tab: Any) -> None:
    assert fits(tab)
    assert english(tab) == set()


def test_hand_in_walk_dismiss_and_export(tab: Any, planted: Path, tmp_path: Path) -> None:
    assert "还没有公开文件" in tab.inner_text("main")
    hand_in(tab, planted)
    tab.wait_for_url(re.compile(r"/disclosure/\d+/$"))
    shoot(tab, "document")
    fits_and_is_chinese(tab)

    sums = tab.locator(".finding", has_text=WRONG_SUM)
    sums.locator(".finding-go").click()
    mark = f'.doc .mark:has-text("{WRONG_SUM}")'
    assert "is-here" in (tab.locator(mark).get_attribute("class") or "")
    assert in_view(tab, mark)

    tab.click(f'.doc .mark:has-text("{WRONG_SHARE}")')
    assert WRONG_SHARE in tab.inner_text(".finding.is-here")
    before = tab.get_attribute(".finding.is-here", "data-finding")
    tab.locator("body").press("p")
    assert tab.get_attribute(".finding.is-here", "data-finding") != before
    tab.locator("body").press("n")
    assert tab.get_attribute(".finding.is-here", "data-finding") == before

    count = tab.inner_text(".panel-count")
    share = tab.locator(".finding", has_text=WRONG_SHARE)
    share.locator("text=忽略").click()
    share.locator("input[name=reason]").fill("原文按四舍五入前的数计算")
    share.locator("text=确定忽略").click()
    share.locator("text=已忽略：原文按四舍五入前的数计算").wait_for()
    tab.wait_for_selector(f'.doc .mark.is-settled:has-text("{WRONG_SHARE}")')
    tab.wait_for_function("before => document.querySelector('.panel-count').textContent != before", arg=count)
    tab.reload()
    assert tab.locator(".finding", has_text=WRONG_SHARE).count() == 0

    tab.click('.choice:has-text("错误")')
    tab.wait_for_url("**severity=error")
    with tab.expect_download() as waiting:
        tab.click(".findings-out >> text=Excel")
    target = tmp_path / "out.xlsx"
    waiting.value.save_as(target)
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert {row[1] for row in rows[1:]} == {"错误"}
    assert len(rows) - 1 == tab.locator(".finding").count() > 0
    assert any(row[6] == WRONG_SUM for row in rows[1:])
    with tab.expect_download() as waiting:
        tab.click(".findings-out >> text=Word")
    assert waiting.value.suggested_filename.endswith(".docx")


def test_a_second_file_is_kept_as_a_version_when_chosen(tab: Any, planted: Path, tmp_path: Path) -> None:
    hand_in(tab, planted)
    tab.wait_for_url(re.compile(r"/disclosure/\d+/$"))
    better, empty = tmp_path / "更正后.txt", tmp_path / "空.txt"
    better.write_text(PLANTED.replace(WRONG_SUM, "1,200.00"), encoding="utf-8")
    empty.write_text("", encoding="utf-8")
    hand_in(tab, better, empty)
    tab.wait_for_selector(".upload-answer")
    shoot(tab, "answers")
    fits_and_is_chinese(tab)
    assert "文件是空的" in tab.inner_text(".upload-answer.tone-bad")
    tab.click('a:has-text("作为新版本保存")')
    tab.fill("textarea[name=reason]", "更正支出合计")
    tab.click("form .btn-primary")
    tab.wait_for_url(re.compile(r"/disclosure/\d+/$"))
    assert "第 2 版，换版理由：更正支出合计" in tab.inner_text("main")
    assert Document.objects.count() == 2
    assert tab.locator(".finding", has_text=WRONG_SUM).count() == 0


def test_compare_and_overview_lead_back_to_the_page(tab: Any, planted: Path) -> None:
    hand_in(tab, planted)
    tab.wait_for_url(re.compile(r"/disclosure/\d+/$"))
    tab.goto("/disclosure/compare/")
    tab.check("input[name=document]")
    tab.click("text=比较 >> nth=-1")
    tab.wait_for_selector(".compare table")
    tab.wait_for_selector(".chart.is-ready")
    shoot(tab, "compare")
    fits_and_is_chinese(tab)
    tab.click('.compare td a:has-text("1,210.00")')
    tab.wait_for_url(re.compile(r"/disclosure/\d+/#L\d+$"))
    assert in_view(tab, "tr:target")
    tab.goto("/disclosure/overview/")
    tab.wait_for_selector(".chart.is-ready")
    shoot(tab, "overview")
    fits_and_is_chinese(tab)
    tab.click('.tile:has-text("错误")')
    tab.wait_for_url("**/disclosure/?open=error")
    assert "明州市数据局" in tab.inner_text("tbody")


REPEATED = PLANTED.replace(
    "负责全市数据资源管理。",
    "负责全市数据资源管理。\n\n按照增加（减少）的要求办理。\n\n另一项增加（减少）不变。\n\n第三项增加（减少）也不变。",
)


def test_every_place_of_a_matter_is_marked_and_reached_by_keys(tab: Any, tmp_path: Path) -> None:
    file = tmp_path / "明州市数据局2026年预算.txt"
    file.write_text(REPEATED, encoding="utf-8")
    hand_in(tab, file)
    tab.wait_for_url(re.compile(r"/disclosure/\d+/$"))
    row = tab.locator(".finding:has([data-next-place])").first
    number = row.get_attribute("data-finding")
    assert "共 3 处" in row.inner_text()
    places = tab.locator(f'.doc [data-findings~="{number}"]')
    assert places.count() == 3
    fits_and_is_chinese(tab)

    while tab.get_attribute(".finding.is-here", "data-finding") != number if tab.locator(".is-here").count() else True:
        tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.className") == "finding-go"
    seen = []
    for _ in range(4):
        (here,) = [at for at in range(3) if "is-here" in (places.nth(at).get_attribute("class") or "")]
        assert in_view(tab, ".doc .is-here")
        seen.append(here)
        tab.keyboard.press("m")
    assert seen == [0, 1, 2, 0]
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "下一处"
    tab.keyboard.press("Enter")
    assert row.locator("[data-place-number]").inner_text() == "第 3 处，共 3 处"
    places.first.click()
    assert row.locator("[data-place-number]").inner_text() == "第 1 处，共 3 处"
