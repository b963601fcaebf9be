"""An account's self-evaluation through the Excel template, and through the plain form to every format and back."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shizheng.engines.fiscal.models import EvaluationRow, TargetSheet
from shizheng.platform.journal.models import Entry
from shizheng.systems.disclosure.domain.budgeting.achieved import ACHIEVED, MONEY
from shizheng.systems.disclosure.domain.budgeting.template import Filled, read_template
from shizheng.systems.disclosure.domain.budgeting.workbook import write_template
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
from shizheng.systems.disclosure.models import BudgetImport, Preparation
from shizheng.systems.disclosure.queries.preparing import composed, content_of
from shizheng.systems.disclosure.rules import check
from tests.disclosure.budgets import Bureau, account, browser, filled, workbook
from tests.disclosure.test_writing_back import RENDER

pytestmark = pytest.mark.django_db
DONE = {"B2": 500_000, "C2": 500_000, "D2": 475_000}
MARKS = {"F2": "98.6%", "F3": "有所提升", "G3": 27, "H3": "部分群众不知晓，加强宣传", "F4": "96%"}


def book(preparation: Preparation, marks: dict[str, Any] = MARKS, money: dict[str, Any] = DONE, **other: Any) -> bytes:
    cells = {f"{ACHIEVED}__{cell}": value for cell, value in marks.items()}
    cells |= {f"{MONEY}__{cell}": value for cell, value in money.items()}
    return workbook(preparation, **cells, **other)


def send(team: Bureau, preparation: Preparation, data: bytes) -> Any:
    file = SimpleUploadedFile("决算.xlsx", data)
    return browser(team.officer).post(f"/disclosure/budgets/{preparation.pk}/import/", {"file": file})


def back(data: bytes) -> Filled:
    return read_template(BytesIO(data), 2025, is_final=True)


def scores() -> list[tuple[str, str]]:
    rows = EvaluationRow.objects.order_by("indicator__order")
    return [(row.actual, f"{row.score.normalize():f}") for row in rows]


def test_what_was_achieved_is_taken_with_the_points_that_follow(team: Bureau) -> None:
    preparation, sheet = account(team)
    assert send(team, preparation, book(preparation)).status_code == 302
    assert scores() == [("98.6%", "50"), ("有所提升", "27"), ("96%", "10")]
    sheet.refresh_from_db()
    assert (sheet.budget, sheet.adjusted, sheet.executed) == (500_000, 500_000, 475_000)
    assert "自评3项" in BudgetImport.objects.get().summary
    preparation.refresh_from_db()
    assert send(team, preparation, write_template(content_of(preparation))).status_code == 302
    assert scores() == [("98.6%", "50"), ("有所提升", "27"), ("96%", "10")]


def test_the_template_holds_what_is_evaluated_and_leaves_points_that_follow_open(team: Bureau) -> None:
    preparation, _ = account(team)
    send(team, preparation, book(preparation))
    written = openpyxl.load_workbook(BytesIO(write_template(content_of(preparation))))
    assert [[cell.value or None for cell in row] for row in written[ACHIEVED].iter_rows(min_row=2)] == [
        ["热线运行", "质量指标", "热线接通率", "≥98%", "50", "98.6%", None, None],
        ["热线运行", "社会效益指标", "群众知晓度", "提升", "30", "有所提升", "27", "部分群众不知晓，加强宣传"],
        ["热线运行", "满意度指标", "群众满意度", "≥95%", "10", "96%", None, None],
    ]
    assert [cell.value for cell in written[MONEY][2]] == ["热线运行", 500_000, 500_000, 475_000]


def test_a_row_without_achievement_keeps_what_is_there(team: Bureau) -> None:
    preparation, _ = account(team)
    send(team, preparation, book(preparation))
    preparation.refresh_from_db()
    assert send(team, preparation, book(preparation, {"F2": None, "F4": "97%"}, {})).status_code == 302
    assert scores() == [("98.6%", "50"), ("有所提升", "27"), ("97%", "10")]


@pytest.mark.parametrize(
    ("marks", "money", "place", "words"),
    [
        (MARKS | {"G3": None}, DONE, "第3行G列", "不能由指标值和完成值算出得分（请评定得分）"),
        (MARKS | {"G3": "良好"}, DONE, "第3行G列", "得分“良好”不是数字"),
        (MARKS | {"G3": 31}, DONE, "第3行G列", "得分31不在0至30.00分之间"),
        (MARKS | {"H3": None}, DONE, "第3行H列", "得分低于分值，没有说明原因"),
        (MARKS | {"F3": None}, DONE, "第3行F列", "没有填写全年完成值"),
        (MARKS | {"C4": "另一指标"}, DONE, "第4行C列", "绩效目标中没有“满意度指标 另一指标”"),
        (MARKS | {"A4": "别的项目"}, DONE, "第4行A列", "“别的项目”没有绩效目标"),
        (MARKS | {"F4": "9" * 301}, DONE, "第4行F列", "超过300个字"),
        (MARKS | {"B4": "质量指标", "C4": "热线接通率"}, DONE, "第4行C列", "重复"),
        (MARKS, DONE | {"C2": "五十万"}, "第2行C列", "“五十万”不是金额"),
        (MARKS, DONE | {"D2": -1}, "第2行D列", "金额不能为负"),
        (MARKS, DONE | {"A3": "热线运行"}, "第3行A列", "重复"),
    ],
)
def test_every_fault_names_its_cell_and_nothing_is_taken(
    team: Bureau, marks: dict[str, Any], money: dict[str, Any], place: str, words: str
) -> None:
    preparation, sheet = account(team)
    name = MONEY if money != DONE else ACHIEVED
    page = send(team, preparation, book(preparation, marks, money))
    assert page.status_code == 422
    (fault,) = [" ".join(each) for each in BudgetImport.objects.get().faults]
    assert f"工作表“{name}” {place}" in fault
    assert words.replace("（", " ").replace("）", "") in fault
    assert not EvaluationRow.objects.exists()
    assert TargetSheet.objects.get(pk=sheet.pk).executed is None


def test_the_sheets_belong_to_an_account(team: Bureau) -> None:
    preparation, _ = account(team)
    data = book(preparation)
    assert [str(fault.place) for fault in read_template(BytesIO(data), 2025).faults] == [
        f"工作表“{MONEY}”", f"工作表“{ACHIEVED}”",
    ]  # fmt: skip
    budget = openpyxl.load_workbook(BytesIO(workbook(filled(team, 2027))))
    assert not {MONEY, ACHIEVED} & set(budget.sheetnames)
    cut = openpyxl.load_workbook(BytesIO(data))
    del cut[ACHIEVED]
    target = BytesIO()
    cut.save(target)
    assert [fault.place for fault in back(target.getvalue()).faults] == [f"工作表“{ACHIEVED}”"]


def test_who_may_not_prepare_changes_nothing(team: Bureau) -> None:
    preparation, _ = account(team)
    data, entries = book(preparation), Entry.objects.count()
    address = f"/disclosure/budgets/{preparation.pk}/import/"
    for who, status in ((team.reader, 403), (team.stranger, 404)):
        assert browser(who).post(address, {"file": SimpleUploadedFile("决算.xlsx", data)}).status_code == status
    assert (EvaluationRow.objects.count(), Entry.objects.count()) == (0, entries)


@pytest.mark.parametrize("form", ["plain", "shanxi-final-2022", "national-final-2024"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
def test_the_evaluation_is_written_and_read_back(team: Bureau, form: str, kind: str) -> None:
    preparation, _ = account(team, form=form)
    assert send(team, preparation, book(preparation)).status_code == 302
    render = {**RENDER, "pdf": render_pdf}[kind]
    reading = read(open_document(f"a.{kind}", render(composed(content_of(preparation)))))
    (found,) = reading.sheets
    assert found.kind == "evaluation"
    assert [(item.full_name, item.actual, item.score) for item in found.indicators] == [
        ("热线接通率", "98.6%", 500_000), ("群众知晓度", "有所提升", 270_000), ("群众满意度", "96%", 100_000),
    ]  # fmt: skip
    assert {score.part: score.points for score in found.scores if score.part in ("execution", "total")} == {
        "execution": 95_000, "total": 965_000,
    }  # fmt: skip
    wrong = [each for each in check(reading) if each.rule.startswith(("evaluation", "additivity.sheet"))]
    assert [each.message for each in wrong] == []


def test_the_plain_account_names_its_figures_and_its_parts(team: Bureau) -> None:
    preparation, _ = account(team)
    before = str(composed(content_of(preparation)))
    assert "决算数" in before
    assert "预算数" not in before
    assert "绩效自评表" not in before
    send(team, preparation, book(preparation))
    after = str(composed(content_of(preparation)))
    assert "项目支出绩效自评表" in after
    assert "绩效目标表" not in after
