"""The forms of a budget: faults beside cells, drafts on the server, conflicts with both values in sight."""

import pytest

from shizheng.engines.fiscal.models import Fact, Indicator, Project, TargetSheet
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.platform.journal.models import Entry
from shizheng.systems.disclosure.domain.budgeting.grid import stamp, typed
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID
from shizheng.systems.disclosure.models import Typed
from tests.disclosure.budgets import (
    BASIC,
    Bureau,
    browser,
    bureau,
    enter,
    filled,
    opened,
)

pytestmark = pytest.mark.django_db
BASIC_PART = BY_ID["basic"]


@pytest.fixture
def team(db: None) -> Bureau:
    return bureau()


def text(response) -> str:
    return response.content.decode()


def grid(rows: list[dict[str, str]]) -> dict[str, str]:
    return {f"r{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def test_the_form_saves_keeps_faults_beside_cells_and_offers_more_rows(team: Bureau) -> None:
    preparation, client = opened(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/basic/"
    start = stamp(BASIC_PART, {})
    bad = client.post(address, {**grid([{**BASIC[0], "a0": "abc"}]), "opened": start})
    assert bad.status_code == 422
    assert "“abc”不是金额" in text(bad)
    assert 'value="abc"' in text(bad)
    more = client.post(address, {**grid(BASIC), "opened": start, "more": "1"})
    assert text(more).count("<tr>") == 1 + 2 + 10
    assert not Fact.objects.exists()
    saved = client.post(address, {**grid(BASIC), "opened": start, "next": "1"})
    assert saved.headers["Location"] == f"/disclosure/budgets/{preparation.pk}/projects/"
    assert Fact.objects.count() == 2


def test_what_is_typed_survives_on_the_server_for_its_author_alone(team: Bureau) -> None:
    preparation, client = opened(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/basic/"
    entries = Entry.objects.count()
    kept = client.post(f"{address}typed/", {**grid([{**BASIC[0], "a0": "12三"}]), "opened": stamp(BASIC_PART, {})})
    assert "草稿已于" in text(kept)
    assert Entry.objects.count() == entries
    assert 'value="12三"' in text(client.get(address))
    assert 'value="12三"' not in text(browser(team.colleague).get(address))
    client.post(address, {"discard": "1"})
    assert not Typed.objects.exists()
    assert browser(team.reader).post(f"{address}typed/", grid(BASIC)).status_code == 403
    assert not Typed.objects.exists()


def test_a_conflict_shows_both_values_and_the_second_sending_stands(team: Bureau) -> None:
    preparation, client = filled(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/basic/"
    seen = stamp(BASIC_PART, ledger_of(preparation.book))
    enter(team.colleague, preparation, "basic", [{**BASIC[0], "a0": "810000"}, BASIC[1]])
    mine = {**grid([{**BASIC[0], "a0": "820000"}, BASIC[1]]), "opened": seen}
    page = client.post(address, mine)
    assert page.status_code == 409
    assert "820000" in text(page)
    assert "810,000.00" in text(page)
    opened_now = stamp(BASIC_PART, ledger_of(preparation.book))
    assert f'value="{opened_now}"' in text(page)
    client.post(address, {**mine, "opened": opened_now})
    assert typed(BASIC_PART, ledger_of(preparation.book))[0]["a0"] == "820,000.00"


def test_a_sheet_in_the_browser_is_read_and_checked_while_typed(team: Bureau) -> None:
    preparation, client = filled(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/sheets/"
    made = client.post(
        f"/disclosure/budgets/{preparation.pk}/projects/new/",
        {
            "code": "P1",
            "name": "热线运行",
            "kind": "specific",
            "continuity": "once",
            "first_year": 2026,
            "last_year": 2026,
        },
    )
    project = Project.objects.get()
    assert made.headers["Location"] == f"{address}{project.pk}/"
    assert "不低于 95%" in text(client.get(f"{address}told/", {"g0-text": "≥95%"}))
    row = {"g0-column": "annual", "g0-level2": "quality", "g0-name": "接通率", "g0-text": "≥98%", "g0-weight": "10"}
    assert "检查发现" in text(client.post(f"{address}{project.pk}/check/", row))
    assert not TargetSheet.objects.exists()
    client.post(f"{address}{project.pk}/check/", {**row, "g0-text": "≥97%", "sheet_version": "0"})
    assert 'value="≥97%"' in text(client.get(f"{address}{project.pk}/"))
    assert 'value="≥97%"' not in text(browser(team.colleague).get(f"{address}{project.pk}/"))
    client.post(f"{address}{project.pk}/", {"discard": "1"})
    assert 'value="≥97%"' not in text(client.get(f"{address}{project.pk}/"))
    bad = client.post(f"{address}{project.pk}/", {**row, "g0-weight": "很多", "sheet_version": "0"})
    assert bad.status_code == 422
    assert 'value="接通率"' in text(bad)
    client.post(f"{address}{project.pk}/", {**row, "sheet_version": "0"})
    assert Indicator.objects.get().text == "≥98%"
    stale = client.post(f"{address}{project.pk}/", {**row, "g0-text": "≥99%", "sheet_version": "0"})
    assert stale.status_code == 409
    assert 'value="≥99%"' in text(stale)
    assert Indicator.objects.get().text == "≥98%"
