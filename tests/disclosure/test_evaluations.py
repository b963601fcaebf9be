"""Self-evaluation in a final account: points that follow, points that a person gives, and what is published of them."""

import re

import pytest

from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.models import EvaluationRow, Indicator
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.models import Entry
from shizheng.systems.disclosure.domain.budgeting.content import content_of
from shizheng.systems.disclosure.models import Typed
from shizheng.systems.disclosure.queries.preparing import composed
from shizheng.systems.disclosure.queries.preparing import content_of as content_now
from tests.disclosure.budgets import Bureau, account, browser, opened

pytestmark = pytest.mark.django_db
FORM = "shanxi-final-2022"
MONEY = {"budget": "500,000", "adjusted": "500,000", "executed": "475,000"}


def text(response) -> str:
    return response.content.decode()


def hidden(response, name: str) -> str:
    return re.search(f'name="{name}" value="([^"]*)"', text(response))[1]


def typed(sheet, *rows: tuple[str, str, str]) -> dict[str, str]:
    """Per indicator: what was achieved, points, reason."""
    names = ("actual", "score", "reason")
    return {
        f"e{each.pk}-{name}": value
        for each, row in zip(sheet.indicators.order_by("order"), rows, strict=True)
        for name, value in zip(names, row, strict=True)
    }


def test_points_follow_from_numbers_and_a_person_gives_the_rest(team: Bureau) -> None:
    preparation, sheet = account(team)
    client, address = browser(team.officer), f"/disclosure/budgets/{preparation.pk}/evaluations/{sheet.project_id}/"
    form = client.get(address)
    assert 'name="executed" value="500,000.00"' in text(form)
    seen = {name: hidden(form, name) for name in ("sheet_version", "base")}
    first = typed(sheet, ("98.6%", "", ""), ("明显提升", "", ""), ("90%", "", ""))
    told = text(client.post(f"{address}check/", {**first, **seen, **MONEY}))
    assert "预算执行率：47.50÷50.00＝95.00%，10×95.00%＝9.5分" in told
    assert "须由人评定得分：群众知晓度" in told
    assert Typed.objects.count() == 1
    assert 'value="98.6%"' in text(client.get(address))
    entries = Entry.objects.count()
    refused = client.post(address, {**first, **seen, **MONEY})
    assert refused.status_code == 422
    assert "“群众知晓度”不能由目标值和完成值算出得分" in text(refused)
    assert 'value="98.6%"' in text(refused)
    second = typed(sheet, ("98.6%", "", ""), ("明显提升", "28", "尚有部分群众不知晓"), ("90%", "", ""))
    unexplained = client.post(address, {**second, **seen, **MONEY})
    assert unexplained.status_code == 422
    assert "得分低于分值，没有说明原因" in text(unexplained)
    assert (EvaluationRow.objects.count(), Entry.objects.count()) == (0, entries)
    third = typed(sheet, ("98.6%", "", ""), ("明显提升", "28", "尚有部分群众不知晓"), ("90%", "", "回访覆盖不足"))
    assert client.post(address, {**third, **seen, **MONEY}).status_code == 302
    rows = EvaluationRow.objects.order_by("indicator__order").values_list("actual", "score")
    assert [(actual, f"{score:f}") for actual, score in rows] == [
        ("98.6%", "50.00"), ("明显提升", "28.00"), ("90%", "9.47"),
    ]  # fmt: skip
    assert not Typed.objects.exists()
    assert "3 项</a>" in text(client.get(preparation.get_absolute_url()))


def test_what_was_evaluated_is_in_the_account_and_not_in_the_budget(team: Bureau) -> None:
    preparation, sheet = account(team, form=FORM)
    budget = opened(team, 2025)
    before = content_now(budget).digest
    client, address = browser(team.officer), f"/disclosure/budgets/{preparation.pk}/evaluations/{sheet.project_id}/"
    rows = typed(sheet, ("98.6%", "", ""), ("明显提升", "30", ""), ("96%", "", ""))
    seen = {name: hidden(client.get(address), name) for name in ("sheet_version", "base")}
    assert client.post(address, {**rows, **seen, **MONEY}).status_code == 302
    assert content_now(budget).digest == before
    content = content_now(preparation)
    assert content_of(content.canonical()) == content._replace(sheets=content_of(content.canonical()).sheets)
    assert content_of(content.canonical()).digest == content.digest
    (evaluated,) = content.sheets
    assert (evaluated.executed, [goal.score for goal in evaluated.goals]) == ("475000.00", ["50.00", "30.00", "10.00"])
    printed = str(composed(content))
    assert "98.6%" in printed
    assert "自评表" in printed


def test_two_officers_on_one_evaluation(team: Bureau) -> None:
    preparation, sheet = account(team)
    first, second = browser(team.officer), browser(team.colleague)
    address = f"/disclosure/budgets/{preparation.pk}/evaluations/{sheet.project_id}/"
    seen = {name: hidden(first.get(address), name) for name in ("sheet_version", "base")}
    theirs = typed(sheet, ("98.6%", "", ""), ("提升", "30", ""), ("96%", "", ""))
    assert second.post(address, {**theirs, **seen, **MONEY}).status_code == 302
    mine = typed(sheet, ("99%", "", ""), ("", "", ""), ("", "", ""))
    page = first.post(address, {**mine, **seen, **MONEY})
    assert page.status_code == 409
    assert 'value="99%"' in text(page)
    assert 'value="96%"' in text(page)
    again = {name: hidden(page, name) for name in ("sheet_version", "base")}
    merged = typed(sheet, ("99%", "50", ""), ("提升", "30", ""), ("96%", "10", ""))
    assert first.post(address, {**merged, **again, **MONEY}).status_code == 302
    assert EvaluationRow.objects.get(indicator__name="热线接通率").actual == "99%"


def test_only_an_account_is_evaluated_and_only_by_who_may(team: Bureau) -> None:
    preparation, sheet = account(team)
    path = f"evaluations/{sheet.project_id}/"
    address = f"/disclosure/budgets/{preparation.pk}/{path}"
    budget = opened(team, 2025)
    assert browser(team.officer).get(f"/disclosure/budgets/{budget.pk}/{path}").status_code == 404
    assert browser(team.officer).get(f"/disclosure/budgets/{preparation.pk}/evaluations/0/").status_code == 404
    rows = typed(sheet, ("99%", "50", ""), ("提升", "30", ""), ("96%", "10", ""))
    entries = Entry.objects.count()
    assert browser(team.reviewer).post(address, {**rows, "sheet_version": "1"}).status_code == 403
    assert browser(team.stranger).post(address, {**rows, "sheet_version": "1"}).status_code == 404
    assert (EvaluationRow.objects.count(), Entry.objects.count()) == (0, entries)
    assert Indicator.objects.count() == 3


def test_a_form_is_for_budgets_or_for_accounts(team: Bureau) -> None:
    with pytest.raises(InvalidInputError, match="用于决算"):
        opened(team, 2026, FORM)
    with pytest.raises(InvalidInputError, match="用于预算"):
        opened(team, 2026, "shanxi-budget-2026", BookStage.FINAL)
