"""The console in a real Chromium: nothing English, nothing overflows, nothing the Content-Security-Policy forbids."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from shizheng.console import assets
from shizheng.kit import clock
from tests.chromium import SIZES, english, fits, serving, shoot, visiting
from tests.console.sandbox.actors import COOKIE
from tests.console.sandbox.models import Road

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]

CLERK = {COOKIE: "clerk"}
PAGES = {
    "list": ("/roads/", "道路养护工程"),
    "filtered": ("/roads/?q=路&state=busy&budget_min=1000", "道路养护工程"),
    "nothing": ("/roads/?q=没有这条路", "道路养护工程"),
    "detail": ("/roads/2/", "第2标段"),
    "edit": ("/roads/1/edit/", "修改养护工程"),
    "stop": ("/roads/2/stop/", "停工"),
    "board": ("/roads/board/", "养护工程总览"),
    "missing": ("/roads/999/", "没有找到这一页"),
    "notice": ("/notice/", "养护工程公示"),
    "login": ("/login/?login=zhou", "登录"),
}
STREETS = ["人民", "解放", "建设", "滨江", "学院"]
REMARK = "更换路缘石，罩面沥青，重做标线；雨水井抬升二十七处，夜间施工，早高峰前恢复通行。"


def road(number: int) -> Road:
    return Road(
        id=number,
        name=f"{STREETS[number % 5]}{['路', '大道', '东街'][number % 3]}第{number}标段",
        code=f"R-{number:04}",
        state=Road.State.values[(number - 1) % 4],
        budget=Decimal(number * 37_211) + Decimal("0.5"),
        paid=Decimal(number % 100) / 100,
        begun=datetime(2026, 1 + number % 11, 1 + number % 27, tzinfo=clock.ZONE).date(),
        due=clock.now() + timedelta(hours=number * 9 - 60),
        remark=REMARK,
    )


@pytest.fixture
def address(roads: type[Road], sandbox: None) -> Iterator[str]:
    roads.objects.bulk_create(road(number) for number in range(1, 61))
    with serving() as url:
        yield url


@pytest.fixture(params=SIZES)
def tab(request: pytest.FixtureRequest, chromium: Any, address: str) -> Iterator[Any]:
    page = visiting(chromium, address, request.param, CLERK)
    yield page
    page.context.close()


@pytest.fixture
def desk(chromium: Any, address: str) -> Iterator[Any]:
    page = visiting(chromium, address, "desk", CLERK)
    yield page
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_chinese_fits_and_obeys_the_policy(tab: Any, name: str) -> None:
    address, title = PAGES[name]
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    shoot(tab, name)
    assert title in tab.inner_text("h1")
    assert english(tab) == set()
    assert fits(tab)
    assert [fault for fault in tab.faults if "404 (Not Found)" not in fault] == []


def test_the_keyboard_is_enough_to_find_and_open(desk: Any) -> None:
    desk.goto("/roads/")
    desk.keyboard.press("/")
    assert desk.evaluate("document.activeElement.name") == "q"
    desk.locator("tbody tr").first.focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/roads/59/")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.className") == "skip"


def test_the_heading_of_a_list_stays_in_sight(desk: Any) -> None:
    desk.goto("/roads/")
    desk.evaluate("scrollTo(0, 700)")
    shoot(desk, "scrolled")
    tops = {name: desk.locator(name).first.bounding_box()["y"] for name in (".top", ".side", ".list thead th")}
    assert tops == pytest.approx({".top": 0, ".side": 56, ".list thead th": 56}, abs=1)


def test_a_filter_redraws_the_results_and_can_be_sent(desk: Any) -> None:
    desk.goto("/roads/")
    desk.evaluate("window.unchanged = true")
    desk.select_option("[name=state]", "done")
    desk.wait_for_selector(".chip:has-text('状态：已完工')")
    assert desk.url.endswith("/roads/?state=done")
    assert desk.inner_text(".total b") == "15"
    desk.click(".sort:has-text('预算')")
    desk.wait_for_url("**sort=budget")
    assert desk.evaluate("window.unchanged")
    desk.click(".chip")
    desk.wait_for_function("document.querySelector('.total b').textContent === '60'")
    assert "state" not in desk.url


def test_ticked_rows_offer_what_can_be_done_with_them(desk: Any) -> None:
    desk.goto("/roads/")
    assert not desk.is_visible("#bulk")
    desk.check("[data-select-all]")
    assert desk.inner_text("#bulk [data-selected]") == "25"
    shoot(desk, "bulk")
    desk.uncheck("tbody tr:nth-child(1) [data-select]")
    assert desk.inner_text("#bulk [data-selected]") == "24"
    desk.click("#bulk >> text=停工")
    assert "24 条记录" in desk.inner_text("main")
    shoot(desk, "bulk-reason")
    desk.fill("[name=reason]", "雨季停工")
    desk.click("button.btn-danger")
    assert "已停工 24 条" in desk.inner_text(".notices")


def test_an_action_opens_over_its_page(desk: Any) -> None:
    desk.goto("/roads/2/")
    desk.click("a:has-text('停工')")
    desk.wait_for_selector("dialog[open] textarea")
    shoot(desk, "dialog")
    assert desk.url.endswith("/roads/2/")
    desk.keyboard.press("Escape")
    assert not desk.is_visible("dialog")
    desk.click("a:has-text('停工')")
    desk.fill("dialog textarea", "管线抢修")
    desk.click("dialog button.btn-danger")
    desk.wait_for_selector(".alert-success")
    assert Road.objects.get(pk=2).state == "stopped"


def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_fault(desk: Any) -> None:
    desk.goto("/roads/1/edit/")
    desk.fill("[name=name]", "")
    desk.fill("[name=code]", "R-9999")
    desk.click("button:has-text('保存')")
    desk.wait_for_function("document.activeElement.className === 'errors'")  # by a script, once the page has come
    shoot(desk, "refused")
    assert desk.input_value("[name=code]") == "R-9999"
    desk.click(".errors a")
    assert desk.evaluate("document.activeElement.name || location.hash") in {"name", "#id_name"}


def test_a_chart_turns_into_its_table_and_leads_to_its_rows(desk: Any) -> None:
    desk.goto("/roads/board/")
    chart = desk.locator("figure", has_text="各区工程数量")
    chart.locator("[data-chart-turn]").click()
    assert chart.locator("tbody tr").count() == 6
    assert chart.locator("tbody tr a").first.get_attribute("href") == "/roads/"
    shoot(desk, "chart-table")
    with desk.expect_download() as download:
        chart.locator("a[download]").click()
    assert download.value.suggested_filename.startswith("各区工程数量_")


def test_the_menu_folds_and_stays_folded(desk: Any) -> None:
    desk.goto("/roads/")
    desk.click("[data-menu]")
    assert desk.locator(".side").bounding_box()["width"] < 80
    desk.goto("/roads/board/")
    shoot(desk, "folded")
    assert desk.locator(".side").bounding_box()["width"] < 80


def test_a_page_prints_without_menus(desk: Any) -> None:
    desk.goto("/roads/2/")
    desk.emulate_media(media="print")
    shoot(desk, "print")
    assert not desk.is_visible(".side")
    assert not desk.is_visible(".head .btn")
    assert desk.is_visible(".facts")


def test_a_citizen_loads_little(chromium: Any, address: str) -> None:
    page = visiting(chromium, address, "phone")
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto("/notice/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 150_000
    page.context.close()
