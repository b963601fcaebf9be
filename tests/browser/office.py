"""What the people of a finance office do in the browser, for journeys through a year's budget or account."""

import os
from pathlib import Path
from typing import Any

from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.models import Preparation
from tests.chromium import SIZES, english, fits, visiting
from tests.platform.people import PASSWORD

_NO_WORDS = r"[0-9a-f]{16,}|用户d2-\w+"
_LATIN = {"content", "previous", "officer"}


def signed_in(chromium: Any, address: str, who: Actor, path: str = "/disclosure/budgets/", size: str = "desk") -> Any:
    """A tab of somebody who has just logged in and was led on to a page."""
    page = visiting(chromium, address, size)
    page.goto(f"/accounts/login/?next={path}")
    page.fill("[name=login]", Account.objects.get(pk=who.account_id).username)
    page.fill("[name=password]", PASSWORD)
    page.click("form button[type=submit], form .btn-primary")
    page.wait_for_url(f"**{path}")
    return page


def look(page: Any, name: str) -> None:
    """The page at both sizes: Chinese, nothing wider than the screen; a picture where somebody asked for one."""
    page.wait_for_load_state("networkidle")
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        if folder := os.environ.get("SHIZHENG_SHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{size}.png", full_page=True)
        assert fits(page), f"{name} overflows at {width}"
    page.set_viewport_size(dict(zip(("width", "height"), SIZES["desk"], strict=True)))
    found = english(page, _LATIN, without=_NO_WORDS)
    assert found == set(), f"{name}: {found}"


def upload(page: Any, data: bytes) -> None:
    page.set_input_files("[name=file]", {"name": "预算.xlsx", "mimeType": "application/zip", "buffer": data})
    page.click("text=检查并导入")


def act(page: Any, verb: str, reason: str = "") -> None:
    """Open a verb's dialog, give a reason, do it."""
    page.click(f".buttons >> text={verb}")
    page.wait_for_selector("#dialog[open] form")
    if reason:
        page.fill("#dialog [name=reason]", reason)
    page.click("#dialog .bar button")
    page.wait_for_load_state("networkidle")


def opened_at(page: Any, preparation: Preparation) -> None:
    page.goto(preparation.get_absolute_url())


def lead_at(lead: Any, preparation: Preparation) -> Any:
    opened_at(lead, preparation)
    return lead


def explain_all(page: Any) -> None:
    while page.locator("text=写情况说明").count():
        page.locator("text=写情况说明").first.click()
        page.wait_for_selector("#dialog[open] [name=reason]")
        page.fill("#dialog [name=reason]", "按实际安排，收支差额结转下年。")
        page.click("#dialog .bar button")
        page.wait_for_load_state("networkidle")


def accept_all(page: Any) -> None:
    while page.locator("a:text-is('认可说明')").count():
        page.locator("a:text-is('认可说明')").first.click()
        page.wait_for_selector("#dialog[open] form")
        page.click("#dialog .bar button")
        page.wait_for_load_state("networkidle")
