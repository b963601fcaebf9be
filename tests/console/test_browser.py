"""The console in a real Chromium: nothing English, nothing overflows, nothing the Content-Security-Policy forbids."""

import os
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shizheng.console import assets
from shizheng.kit import clock
from tests.console.sandbox.actors import COOKIE
from tests.console.sandbox.models import Road

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
ENGLISH = re.compile(r"[A-Za-z]{3,}")
KNOWN_LATIN = {"Excel", "pdf", "docx"}
PAGES = {
    "list": "/roads/",
    "filtered": "/roads/?q=路&state=busy&budget_min=1000",
    "nothing": "/roads/?q=没有这条路",
    "detail": "/roads/2/",
    "edit": "/roads/1/edit/",
    "stop": "/roads/2/stop/",
    "board": "/roads/board/",
    "missing": "/roads/999/",
    "notice": "/notice/",
}
REMARK = "更换路缘石，罩面沥青，重做标线；雨水井抬升二十七处，夜间施工，早高峰前恢复通行。"


def road(number: int) -> Road:
    return Road(
        id=number,
        name=f"{['人民', '解放', '建设', '滨江', '学院'][number % 5]}{['路', '大道', '东街'][number % 3]}第{number}标段",
        code=f"R-{number:04}",
        state=Road.State.values[(number - 1) % 4],
        budget=Decimal(number * 37_211) + Decimal("0.5"),
        paid=Decimal(number % 100) / 100,
        begun=datetime(2026, 1 + number % 11, 1 + number % 27, tzinfo=clock.ZONE).date(),
        due=clock.now() + timedelta(hours=number * 9 - 60),
        remark=REMARK,
    )


@pytest.fixture
def stocked(sandbox_table: None, transactional_db: None) -> Iterator[None]:
    Road.objects.bulk_create(road(number) for number in range(1, 61))
    yield
    Road.objects.all().delete()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver keeps an event loop in this thread
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-background-networking"]
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def open_tab(chromium: Any, address: str, size: str, visitor: str = "clerk") -> Any:
    """A page of this visitor; `faults` collects what the browser complains of."""
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", base_url=address, timezone_id="Asia/Shanghai"
    )
    context.add_cookies([{"name": COOKIE, "value": visitor, "url": address}])
    page = context.new_page()
    page.size, page.faults = size, []
    page.on("console", lambda message: message.type == "error" and page.faults.append(message.text))
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    return page


@pytest.fixture(params=SIZES)
def tab(request: pytest.FixtureRequest, chromium: Any, live_server: Any, stocked: None) -> Iterator[Any]:
    page = open_tab(chromium, live_server.url, request.param)
    yield page
    page.context.close()


@pytest.fixture
def desk(chromium: Any, live_server: Any, stocked: None) -> Iterator[Any]:
    page = open_tab(chromium, live_server.url, "desk")
    yield page
    page.context.close()


def shoot(page: Any, name: str) -> None:
    if folder := os.environ.get("SHIZHENG_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{page.size}.png", full_page=page.size == "phone")


def english(page: Any) -> set[str]:
    return set(ENGLISH.findall(page.inner_text("body"))) - KNOWN_LATIN


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_chinese_fits_and_obeys_the_policy(tab: Any, name: str) -> None:
    tab.goto(PAGES[name])
    tab.wait_for_load_state("networkidle")
    shoot(tab, name)
    assert english(tab) == set()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [fault for fault in tab.faults if "404 (Not Found)" not in fault] == []
