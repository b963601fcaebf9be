"""The console by keyboard alone: everything that can be clicked is reached, and one sees where one is."""

from typing import Any

import pytest

from shizheng.console import assets
from tests.console.test_browser import CLERK, PAGES, address, desk
from tests.keyboard import walk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]
FIXTURES = (CLERK, address, desk)


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_everything_and_the_focus_is_seen(desk: Any, name: str) -> None:
    desk.goto(PAGES[name][0])
    desk.wait_for_load_state("networkidle")
    found = walk(desk)
    assert found.stops
    assert found.missed == []
    assert found.unseen == []


def focused(desk: Any) -> str:
    return str(desk.evaluate("document.activeElement.textContent.trim()"))


def test_the_first_stop_leads_past_the_menu(desk: Any) -> None:
    desk.goto("/roads/")
    desk.keyboard.press("Tab")
    assert focused(desk) == "跳到正文"
    desk.keyboard.press("Enter")
    assert desk.evaluate("document.activeElement.id") == "main"


def test_menus_open_by_enter_and_close_by_escape(desk: Any) -> None:
    desk.goto("/roads/2/")
    for drop in desk.locator("details.drop").all():
        drop.locator("summary").focus()
        desk.keyboard.press("Enter")
        assert drop.evaluate("(e) => e.open")
        desk.keyboard.press("Tab")
        assert drop.evaluate("(e) => e.contains(document.activeElement)")
        desk.keyboard.press("Escape")
        assert not drop.evaluate("(e) => e.open")
        assert drop.evaluate("(e) => e.querySelector('summary') === document.activeElement")


def test_columns_are_chosen_and_filters_taken_off_by_keys(desk: Any) -> None:
    desk.goto("/roads/?state=busy")
    desk.locator("summary", has_text="显示列").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    box = desk.evaluate("[document.activeElement.type, document.activeElement.checked]")
    desk.keyboard.press("Space")
    assert desk.evaluate("[document.activeElement.type, document.activeElement.checked]") == [box[0], not box[1]]
    desk.keyboard.press("Escape")
    assert focused(desk) == "显示列"
    desk.locator(".chip").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_function("!document.querySelector('.chip')")
    assert "state" not in desk.url


def test_a_row_is_ticked_and_handled_by_keys(desk: Any) -> None:
    desk.goto("/roads/")
    desk.locator("tbody tr:first-child [data-select]").focus()
    desk.keyboard.press("Space")
    assert desk.is_visible("#bulk")
    desk.locator("#bulk button", has_text="停工").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector("[name=reason]")
    desk.locator("[name=reason]").focus()
    desk.keyboard.type("雨季停工")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_selector("text=已停工 1 条")


def test_a_dialog_keeps_the_focus_and_gives_it_back(desk: Any) -> None:
    desk.goto("/roads/2/")
    opener = desk.locator("a", has_text="停工").first
    opener.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector("dialog[open] textarea")
    for _ in range(8):
        desk.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert desk.evaluate(inside)
    desk.keyboard.press("Escape")
    desk.wait_for_selector("dialog:not([open])", state="attached")
    assert opener.evaluate("(e) => e === document.activeElement")


def test_a_chart_is_read_as_a_table_by_keys(desk: Any) -> None:
    desk.goto("/roads/board/")
    desk.wait_for_selector(".chart.is-ready")
    turn = desk.locator("[data-chart-turn]").first
    turn.focus()
    desk.keyboard.press("Enter")
    assert turn.get_attribute("aria-pressed") == "true"
    desk.locator("[data-chart-table] a").first.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/roads/**")
