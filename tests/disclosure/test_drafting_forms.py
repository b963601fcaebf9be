"""The forms of a budget: faults beside cells, drafts on the server, conflicts with both values in sight."""

import re

import pytest

from shizheng.engines.fiscal.models import Fact, Indicator, Project, TargetSheet
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.platform.journal.models import Entry
from shizheng.systems.disclosure.domain.budgeting.grid import stamp, typed
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID
from shizheng.systems.disclosure.models import Typed
from shizheng.systems.disclosure.pages.conflicts import sealed
from tests.disclosure.budgets import (
    BASIC,
    Bureau,
    browser,
    enter,
    filled,
    opened,
)

pytestmark = pytest.mark.django_db
BASIC_PART = BY_ID["basic"]


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


def hidden(response, name: str) -> str:
    return re.search(f'name="{name}" value="([^"]*)"', text(response))[1]


def test_a_conflict_shows_both_values_and_the_second_sending_stands(team: Bureau) -> None:
    preparation, client = filled(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/basic/"
    form = client.get(address)
    seen = {name: hidden(form, name) for name in ("opened", "base")}
    enter(team.colleague, preparation, "basic", [{**BASIC[0], "a0": "810000"}, BASIC[1]])
    mine = {**grid([{**BASIC[0], "a0": "820000"}, BASIC[1]]), **seen}
    page = client.post(address, mine)
    assert page.status_code == 409
    shown = [cells for cells in re.findall(r"<tr>(.*?)</tr>", text(page), re.S) if "800,000.00" in cells]
    assert [re.findall(r'<td class="num">([^<]+)</td>', each) for each in shown] == [
        ["800,000.00", "820,000.00", "810,000.00"]
    ]
    assert "用户d2-colleague" in text(page)
    assert 'value="820000"' in text(page)
    again = {name: hidden(page, name) for name in ("opened", "base")}
    assert again["opened"] == stamp(BASIC_PART, ledger_of(preparation.book)) != seen["opened"]
    assert client.post(address, {**mine, **again}).status_code == 302
    assert typed(BASIC_PART, ledger_of(preparation.book))[0]["a0"] == "820,000.00"


def test_what_only_the_other_changed_is_not_overwritten(team: Bureau) -> None:
    preparation, client = filled(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/basic/"
    form = client.get(address)
    seen = {name: hidden(form, name) for name in ("opened", "base")}
    fresh = {"func": "2010301", "dept": "30211", "gov": "50201", "item": "", "a0": "30000"}
    enter(team.colleague, preparation, "basic", [{**BASIC[0], "a0": "770000"}, BASIC[1], fresh])
    mine = {**grid([BASIC[0], {**BASIC[1], "a0": "210000"}]), **seen}
    page = client.post(address, mine)
    assert page.status_code == 409
    assert [hidden(page, f"r{number}-a0") for number in range(3)] == ["770,000.00", "210,000.00", "30,000.00"]
    again = {name: hidden(page, name) for name in ("opened", "base")}
    merged = grid([{**BASIC[0], "a0": "770000"}, {**BASIC[1], "a0": "210000"}, fresh])
    assert client.post(address, {**merged, **again}).status_code == 302
    amounts = [row["a0"] for row in typed(BASIC_PART, ledger_of(preparation.book))]
    assert amounts == ["770,000.00", "210,000.00", "30,000.00"]


def test_a_draft_kept_on_the_server_still_knows_what_it_was_opened_on(team: Bureau) -> None:
    preparation, client = filled(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/basic/"
    form = client.get(address)
    seen = {name: hidden(form, name) for name in ("opened", "base")}
    client.post(f"{address}typed/", {**grid([BASIC[0], {**BASIC[1], "a0": "210000"}]), **seen})
    enter(team.colleague, preparation, "basic", [{**BASIC[0], "a0": "770000"}, BASIC[1]])
    restored = client.get(address)
    assert hidden(restored, "opened") == seen["opened"]
    mine = grid([BASIC[0], {**BASIC[1], "a0": "210000"}])
    page = client.post(address, {**mine, **{name: hidden(restored, name) for name in ("opened", "base")}})
    assert [hidden(page, f"r{number}-a0") for number in range(2)] == ["770,000.00", "210,000.00"]


RATE = {"g0-column": "annual", "g0-level2": "quality", "g0-name": "接通率", "g0-text": "≥98%", "g0-weight": "10"}
TIME = {"g1-column": "annual", "g1-level2": "timing", "g1-name": "响应时间", "g1-text": "≤30分钟", "g1-weight": ""}


def test_two_officers_on_one_target_sheet(team: Bureau) -> None:
    preparation = filled(team)
    first, second = browser(team.officer), browser(team.colleague)
    address = f"/disclosure/budgets/{preparation.pk}/sheets/0/"
    first.post(address, {**RATE, **TIME, "sheet_version": "0", "annual_goal": "热线畅通。"})
    form = first.get(address)
    seen = {name: hidden(form, name) for name in ("sheet_version", "base")}
    theirs = {**RATE, **TIME, "g0-text": "≥97%", "g1-text": "≤20分钟", "annual_goal": "热线畅通。", **seen}
    assert second.post(address, theirs).status_code == 302
    mine = {**RATE, **TIME, "g0-text": "≥99%", "annual_goal": "热线又快又好。", **seen}
    page = first.post(address, mine)
    assert page.status_code == 409
    said = text(page)
    taken = re.search(r"已并入下面的表.*?</table>", said, re.S)[0]
    assert re.findall(r"<td[^>]*>([^<]+)</td>", taken) == ["年度 时效指标 响应时间", "≤30分钟", "≤20分钟"]
    clash = re.search(r"两人都改了的.*?</table>", said, re.S)[0]
    assert re.findall(r"<td[^>]*>([^<]+)</td>", clash) == [
        "年度 质量指标 接通率", "≥98%（10分）", "≥99%（10分）", "≥97%（10分）",
    ]  # fmt: skip
    assert "热线又快又好。</textarea>" in said
    assert [row.text for row in Indicator.objects.order_by("order")] == ["≥97%", "≤20分钟"]
    again = {name: hidden(page, name) for name in ("sheet_version", "base")}
    sent = {name: value for name, value in mine.items() if name not in again}
    assert first.post(address, {**sent, "g1-text": "≤20分钟", **again}).status_code == 302
    assert [row.text for row in Indicator.objects.order_by("order")] == ["≥99%", "≤20分钟"]
    assert TargetSheet.objects.get().annual_goal == "热线又快又好。"


def test_what_a_form_was_opened_on_cannot_be_made_up(team: Bureau) -> None:
    preparation, client = filled(team), browser(team.officer)
    address = f"/disclosure/budgets/{preparation.pk}/basic/"
    mine = grid([{**BASIC[0], "a0": "820000"}])
    page = client.post(address, {**mine, "opened": "x", "base": sealed([]) + "x"})
    assert page.status_code == 409
    assert [hidden(page, f"r{number}-a0") for number in range(2)] == ["820,000.00", "200,000.00"]
    assert Fact.objects.filter(amount=820_000).count() == 0


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
