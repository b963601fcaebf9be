"""Assets: pages are whole without them; what is committed names no address to download from."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shizheng.console import assets

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    return tmp_path


def test_without_a_build_nothing_is_loaded_and_pages_are_whole(built: Path, clerk: Client, roads: Any) -> None:
    assert (assets.tag("console.js"), assets.tag("console.css"), assets.icon("bell")) == ("", "", "")
    text = clerk.get("/roads/").content.decode()
    assert "<script" not in text
    assert "<svg" not in text
    assert "道路养护工程" in text


def test_with_a_build_files_are_loaded_by_name_and_digest(built: Path) -> None:
    (built / "manifest.json").write_text(json.dumps({"console.js": "abc", "console.css": "def", "icons.svg": "123"}))
    assert assets.tag("console.js") == '<script type="module" src="/static/console/build/console.js?v=abc"></script>'
    assert assets.tag("console.css") == '<link rel="stylesheet" href="/static/console/build/console.css?v=def">'
    assert "/static/console/build/icons.svg?v=123#bell" in assets.icon("bell")
    assert assets.tag("other.js") == ""


def test_the_lock_names_no_address() -> None:
    assert "http" not in (ROOT / "package-lock.json").read_text()


def test_every_icon_in_use_is_in_the_sprite() -> None:
    import re

    known = set((ROOT / "assets" / "icons.txt").read_text().split())
    used = set()
    for file in (ROOT / "src" / "shizheng").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([\w-]+)" %}', file.read_text(encoding="utf-8")))
    assert used - known == set()
