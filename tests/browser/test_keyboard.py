"""The disclosure system by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest

from shizheng.console import assets
from shizheng.engines.fiscal.models import TargetSheet
from shizheng.systems.disclosure.models import Document
from tests.browser.office import signed_in
from tests.browser.test_bad_input import grant_upload
from tests.browser.test_documents import PLANTED
from tests.chromium import visiting
from tests.disclosure.budgets import Bureau, account, filled, published
from tests.keyboard import walk

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("disclosure.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]


def passes(page: Any, address: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = walk(page)
    assert found.stops, address
    assert (found.missed, found.unseen) == ([], []), address


def test_a_document_is_handed_in_read_and_handled_by_keys(
    chromium: Any, address: str, team: Bureau, tmp_path: Path
) -> None:
    grant_upload(team)
    page = signed_in(chromium, address, team.officer)
    passes(page, "/disclosure/upload/")
    file = tmp_path / "明州市数据局2026年预算.txt"
    file.write_text(PLANTED, encoding="utf-8")
    page.locator("[name=files]").focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(file)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-panes]")

    passes(page, Document.objects.get().get_absolute_url())
    page.keyboard.press("j")
    number = page.get_attribute(".finding.is-here", "data-finding")
    while page.evaluate("document.activeElement.textContent") != "忽略":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#finding-{number} [name=reason]")
    page.locator(f"#finding-{number} [name=reason]").focus()
    page.keyboard.type("原件如此")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#finding-{number}.is-handled")
    page.keyboard.press("Escape")
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    for path in ("", "overview/", "compare/", f"compare/?document={Document.objects.get().pk}"):
        passes(page, f"/disclosure/{path}")


def test_a_year_is_filled_by_keys(chromium: Any, address: str, team: Bureau) -> None:
    preparation = filled(team, 2027)
    _, sheet = account(team)
    page = signed_in(chromium, address, team.officer)
    one = f"/disclosure/budgets/{preparation.pk}/"
    for path in (
        "",
        "basic/",
        "three_public/",
        "import/",
        "sheets/0/",
        "answers/",
        "prior/",
        "projects/new/",
        "preview/",
    ):
        passes(page, f"{one}{path}")
    final = TargetSheet.objects.get(pk=sheet.pk)
    passes(page, f"/disclosure/budgets/{preparation.pk + 1}/evaluations/{final.project_id}/")
    for path in ("/disclosure/budgets/", "/disclosure/budgets/new/", "/disclosure/publications/"):
        passes(page, path)


def test_a_citizen_needs_no_mouse(chromium: Any, address: str, team: Bureau) -> None:
    publication = published(team, filled(team))
    page = visiting(chromium, address)
    for path in ("/open/disclosure/", publication.get_absolute_url()):
        passes(page, path)
