"""A real Chromium over a test's own transaction: what every test in a browser starts from."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread

SIZES = {"desk": (1440, 900), "phone": (390, 844)}
_ENGLISH = re.compile(r"[A-Za-z]{3,}")
_LATIN = {"Excel", "Word", "PDF", "docx", "xlsx", "xls", "html", "pdf", "txt"}
"""What offices themselves write in Latin letters."""


class OneByOne(StaticFilesHandler):
    """All requests share the test's one connection: side by side they would end each other's savepoints."""

    turn = Lock()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        with self.turn:
            return super().__call__(environ, start_response)


class Lasting(ThreadedWSGIServer):
    """Whose threads leave the test's connection open, even those that a browser keeps waiting beyond the test."""

    def _close_connections(self) -> None:
        pass


class Live(LiveServerThread):
    server_class = Lasting


@contextmanager
def serving() -> Iterator[str]:
    """A server over this test's own transaction: what the test wrote is seen, and nothing has to be emptied after."""
    connection = connections["default"]
    connection.inc_thread_sharing()
    server = Live("127.0.0.1", OneByOne, connections_override={"default": connection})
    server.daemon = True
    with patch.object(connection, "close", lambda: None):  # on PostgreSQL each request's end would end the transaction
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        yield f"http://127.0.0.1:{server.port}"
        server.terminate()  # its threads may still answer: the connection stays shared


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the driver keeps an event loop in this thread
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-background-networking", "--lang=zh-CN"],
            env={**os.environ, "LANGUAGE": "zh_CN"},
        )
        yield browser
        browser.close()
        connections.close_all()  # beside the driver's loop there are others than those that the runner closes
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def visiting(chromium: Any, address: str, size: str = "desk", cookies: dict[str, str] | None = None) -> Any:
    """A tab in a context of its own; `faults` collects what the browser complains of, `size` names its width."""
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", base_url=address, timezone_id="Asia/Shanghai"
    )
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in (cookies or {}).items()])
    page = context.new_page()
    page.size, page.faults = size, []
    page.on(
        "console", lambda message: message.type == "error" and page.faults.append(f"{message.text} {message.location}")
    )
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.set_default_timeout(15_000)
    return page


def shoot(page: Any, name: str, *, full: bool = False) -> None:
    """A picture in $SHIZHENG_SHOTS, where somebody asked for one."""
    if folder := os.environ.get("SHIZHENG_SHOTS"):
        heard = list(page.faults)
        page.screenshot(path=Path(folder) / f"{name}-{page.size}.png", full_page=full or page.size == "phone")
        page.faults[:] = heard  # the driver hides the caret by a style that the policy refuses


def english(page: Any, known: frozenset[str] | set[str] = frozenset(), without: str = "") -> set[str]:
    """Latin words that a visitor reads, beyond those known; `without` matches what is no word."""
    words = page.inner_text("body")
    return set(_ENGLISH.findall(re.sub(without, "", words) if without else words)) - _LATIN - known


def fits(page: Any) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
