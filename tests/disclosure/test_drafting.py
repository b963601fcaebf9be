"""Entering a budget: grids, workbook, sheets, drafts; nothing half-saved, nothing overwritten unseen."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import forms
from shizheng.engines.fiscal.domain.promises import Level1, Level2, Promise
from shizheng.engines.fiscal.models import Fact, Indicator, Project, TargetSheet
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.disclosure.actions.preparing import (
    GridError,
    StaleGridError,
    answer_questions,
    enter_part,
    enter_sheet,
    import_budget,
    open_budget,
)
from shizheng.systems.disclosure.actions.prior import import_prior
from shizheng.systems.disclosure.actions.upload import upload_document
from shizheng.systems.disclosure.domain.budgeting.content import changes, content_of
from shizheng.systems.disclosure.domain.budgeting.drawn import drawn
from shizheng.systems.disclosure.domain.budgeting.grid import enter as enter_rows
from shizheng.systems.disclosure.domain.budgeting.grid import stamp, typed
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID, PARTS, part_of
from shizheng.systems.disclosure.domain.budgeting.prior import prior_rows
from shizheng.systems.disclosure.domain.budgeting.reading import told
from shizheng.systems.disclosure.domain.budgeting.template import read_template
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.models import BudgetImport, Preparation
from shizheng.systems.disclosure.queries.examination import examine
from shizheng.systems.disclosure.queries.preparing import checked, composed, questions_of, unanswered
from shizheng.systems.disclosure.queries.preparing import content_of as content_now
from shizheng.systems.disclosure.queries.totals import totals
from tests.disclosure.budgets import (
    BASIC,
    INCOME,
    SUBTREE,
    Bureau,
    browser,
    enter,
    filled,
    opened,
    submitted,
    workbook,
)
from tests.shared import SEEDS

pytestmark = pytest.mark.django_db
BASIC_PART = BY_ID["basic"]


def text(response) -> str:
    return response.content.decode()


def test_a_grid_becomes_facts_and_facts_the_grid() -> None:
    entered = enter_rows(BASIC_PART, BASIC, 2026)
    assert entered.faults == []
    assert [fact.coord.nature for fact in entered.facts] == ["basic.staff", "basic.public"]
    ledger = {fact.coord.over(year=2026, stage="budget"): fact.amount for fact in entered.facts}
    assert [row["a0"] for row in typed(BASIC_PART, ledger)] == ["800,000.00", "200,000.00"]
    assert {part_of(coord).id for coord in ledger} == {"basic"}


@pytest.mark.parametrize(
    ("row", "name", "words"),
    [
        ({"func": "20103", "dept": "30101", "a0": "1"}, "func", "应为7位"),
        ({"func": "9999999", "dept": "30101", "a0": "1"}, "func", "没有编码"),
        ({"func": "2010301", "dept": "", "a0": "1"}, "dept", "没有填写"),
        ({"func": "2010301", "dept": "30101", "a0": "一百"}, "a0", "不是金额"),
        ({"func": "2010301", "dept": "30101", "a0": "1.005"}, "a0", "精确到分"),
        ({"func": "2010301", "dept": "30101"}, "a0", "没有填写金额"),
        ({"func": "2010301", "dept": "30101", "item": "去年", "a0": "1"}, "item", "无法识别"),
    ],
)
def test_every_bad_cell_is_named(row: dict[str, str], name: str, words: str) -> None:
    (fault,) = enter_rows(BASIC_PART, [{}, {"item": "", **row}], 2026).faults
    assert (fault.row, fault.name) == (1, name)
    assert words in fault.message


def test_full_width_dashes_and_brackets_are_amounts_as_offices_write_them() -> None:
    rows = [{"project": "甲", "func": "2010302", "item": "", "a0": "１，２３４．５０", "a1": "—", "a2": "（12.3）"}]
    entered = enter_rows(BY_ID["projects"], rows, 2026)
    assert entered.faults == []
    assert [fact.amount for fact in entered.facts] == [Decimal("1234.50"), Decimal("-12.3")]


def test_one_budget_a_unit_year_and_stage(team: Bureau) -> None:
    first = opened(team)
    with pytest.raises(ShizhengError, match="已经建立"):
        opened(team)
    assert Preparation.objects.get() == first


def test_totals_add_up_and_saving_again_changes_nothing(team: Bureau) -> None:
    preparation = filled(team)
    sums = totals(ledger_of(preparation.book))
    assert (sums.income, sums.expense, sums.basic, sums.project) == (1_500_000, 1_500_000, 1_000_000, 500_000)
    assert (sums.left, sums.others) == (0, 0)
    before = preparation.book.facts.count()
    enter(team.officer, preparation, "basic", BASIC)
    assert preparation.book.facts.count() == before


def test_a_bad_grid_saves_no_row(team: Bureau) -> None:
    preparation = opened(team)
    with pytest.raises(GridError, match="没有保存"):
        enter(team.officer, preparation, "basic", [*BASIC, {"func": "1", "dept": "30101", "item": "", "a0": "5"}])
    assert not Fact.objects.exists()


def test_two_officers_on_one_grid(team: Bureau) -> None:
    preparation = filled(team)
    seen = stamp(BASIC_PART, ledger_of(preparation.book))
    enter(team.colleague, preparation, "basic", BASIC[:1])
    with pytest.raises(StaleGridError):
        enter_part(team.officer, preparation=preparation, part=BASIC_PART, rows=BASIC, opened=seen)
    assert len(typed(BASIC_PART, ledger_of(preparation.book))) == 1
    # Another grid of the same budget is nobody's business.
    income = BY_ID["income"]
    enter_part(
        team.officer,
        preparation=preparation,
        part=income,
        rows=INCOME,
        opened=stamp(income, ledger_of(preparation.book)),
    )


def test_without_permission_or_beyond_reach_nothing_changes(team: Bureau) -> None:
    preparation = filled(team)
    before, entries = content_now(preparation).digest, Entry.objects.count()
    now = stamp(BASIC_PART, ledger_of(preparation.book))
    for who in (team.reader, team.reviewer, team.lead, team.stranger):
        with pytest.raises(DeniedError):
            enter_part(who, preparation=preparation, part=BASIC_PART, rows=[], opened=now)
        with pytest.raises(DeniedError):
            answer_questions(who, preparation=preparation, answers={"a": "b"}, expected_version=preparation.version)
    with pytest.raises(DeniedError):
        open_budget(team.reader, organisation=team.unit, year=2027, stage="budget")
    assert (content_now(preparation).digest, Entry.objects.count()) == (before, entries)


def test_what_was_handed_over_is_closed(team: Bureau) -> None:
    preparation = submitted(team, filled(team))
    with pytest.raises(ShizhengError, match="待审核，不能修改"):
        enter(team.officer, preparation, "basic", BASIC[:1])


def test_the_template_comes_back_as_it_was(team: Bureau) -> None:
    preparation = filled(team)
    data = workbook(preparation)
    filled_in = read_template(BytesIO(data), 2026)
    assert filled_in.faults == []
    ledger = ledger_of(preparation.book)
    assert {
        fact.coord.over(year=2026, stage="budget"): fact.amount for facts in filled_in.facts.values() for fact in facts
    } == ledger
    book = openpyxl.load_workbook(BytesIO(data))
    assert [part.title for part in PARTS] == book.sheetnames[1 : 1 + len(PARTS)]
    assert book.sheetnames[1 + len(PARTS) :] == ["绩效目标", "代码"]
    assert book["基本支出"].data_validations.dataValidation


def test_faults_of_a_workbook_name_sheet_row_and_column(team: Bureau) -> None:
    preparation = filled(team)
    data = workbook(preparation, 基本支出__A2="123", 收入__C2="一百万", 绩效目标__B2="去年", 绩效目标__D2="接通率")
    places = {fault.place for fault in read_template(BytesIO(data), 2026).faults}
    assert "工作表“基本支出” 第2行A列" in places
    assert "工作表“收入” 第2行C列" in places
    assert "工作表“绩效目标” 第2行B列" in places


def test_missing_sheets_and_columns_are_faults(team: Bureau) -> None:
    book = openpyxl.Workbook()
    book.active.title = "收入"
    book.active["A1"] = "项目"
    target = BytesIO()
    book.save(target)
    faults = [str(fault) for fault in read_template(BytesIO(target.getvalue()), 2026).faults]
    assert any("缺少“本年收入”列" in fault for fault in faults)
    assert any("工作表“基本支出”：缺少这张工作表" in fault for fault in faults)


def upload(client, preparation: Preparation, data: bytes, name: str = "预算.xlsx"):
    return client.post(f"/disclosure/budgets/{preparation.pk}/import/", {"file": SimpleUploadedFile(name, data)})


def test_import_takes_all_or_nothing_and_keeps_the_file(team: Bureau) -> None:
    preparation, client = filled(team), browser(team.officer)
    before = content_now(preparation).digest
    page = text(upload(client, preparation, workbook(preparation, 基本支出__A2="123", 收入__C2=9)))
    assert "没有导入任何数据" in page
    assert "工作表“基本支出” 第2行A列" in page
    assert content_now(preparation).digest == before
    assert BudgetImport.objects.get().file.path.is_file()
    targets = {"绩效目标__A2": "热线运行", "绩效目标__C2": "质量指标", "绩效目标__D2": "接通率", "绩效目标__E2": "≥98%"}
    done = upload(client, preparation, workbook(preparation, 收入__C2=1600000, **targets))
    assert done.headers["Location"] == f"/disclosure/budgets/{preparation.pk}/"
    assert totals(ledger_of(preparation.book)).income == 1_600_000
    assert Project.objects.get().name == "热线运行"
    assert Indicator.objects.get().value == 980_000
    assert [each.is_taken for each in BudgetImport.objects.all()] == [True, False]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("空.xlsx", b"", "空"), ("坏.xlsx", b"PK\x03\x04x", "损坏"), ("文.xlsx", "文字".encode(), "")],
)
def test_a_file_that_is_no_workbook_changes_nothing(team: Bureau, name: str, data: bytes, words: str) -> None:
    preparation = filled(team)
    before = content_now(preparation).digest
    response = upload(browser(team.officer), preparation, data, name)
    assert response.status_code == 422
    assert words in text(response)
    assert content_now(preparation).digest == before


def test_import_by_somebody_else_changes_nothing(team: Bureau) -> None:
    preparation = filled(team)
    before = content_now(preparation).digest
    assert upload(browser(team.reader), preparation, workbook(preparation, 收入__C2=9)).status_code == 403
    assert upload(browser(team.stranger), preparation, workbook(preparation, 收入__C2=9)).status_code == 404
    assert content_now(preparation).digest == before
    with pytest.raises(DeniedError):
        import_budget(team.reader, preparation=preparation, file=None, filled=None)


RATE = Promise(Level1.OUTPUT, Level2.QUALITY, "热线接通率", "≥98%")


def test_a_sheet_is_saved_once_and_a_stale_one_refused(team: Bureau) -> None:
    preparation = filled(team)
    goals = {"period_goal": "", "annual_goal": "热线畅通"}
    enter_sheet(team.officer, preparation=preparation, project=None, promises=[RATE], expected_version=0, **goals)
    with pytest.raises(ShizhengError, match="填报过"):
        enter_sheet(team.colleague, preparation=preparation, project=None, promises=[], expected_version=0, **goals)
    sheet = TargetSheet.objects.get()
    assert (sheet.annual_goal, sheet.indicators.count()) == ("热线畅通", 1)


def test_targets_are_told_as_they_are_read() -> None:
    assert told("≥95%").words == "识别为“不低于 95%”"
    assert told("及时").kind == "判断类"
    assert told("  ") is None


def test_content_is_canonical_and_its_changes_are_named(team: Bureau) -> None:
    preparation = filled(team)
    old = content_now(preparation)
    assert content_of(old.canonical()) == old
    enter(
        team.officer, preparation, "projects", [{"project": "热线运行", "func": "2010302", "item": "", "a0": "600000"}]
    )
    told_changes = changes(old, content_now(preparation))
    assert [(each.place, each.before, each.after) for each in told_changes] == [
        ("项目支出", "", "600,000.00元"),
        ("项目支出", "500,000.00元", ""),
    ]
    assert "热线运行" in told_changes[0].what
    compared = old._replace(prior=old.facts)
    assert {each.place for each in changes(old, compared)} == {"上年数据"}
    assert changes(old, old) == []


def test_a_sound_budget_has_no_error(team: Bureau) -> None:
    found = checked(filled(team)).findings
    assert [each.finding.message for each in found if each.finding.severity == "error"] == []


def test_a_regions_form_asks_what_only_a_person_knows_before_it_is_handed_over(team: Bureau) -> None:
    preparation, client = filled(team, form="shanxi-budget-2026"), browser(team.officer)
    asked = [each for each in questions_of(content_now(preparation)) if each.kind != "facts"]
    assert asked
    with pytest.raises(ShizhengError, match="文字说明没有填写"):
        submitted(team, preparation)
    address = f"/disclosure/budgets/{preparation.pk}/answers/"
    told_all = {f"q{number}": f"负责第{number + 1}项工作。" for number in range(len(asked))}
    assert browser(team.reader).post(address, {**told_all, "expected_version": preparation.version}).status_code == 403
    done = client.post(address, {**told_all, "expected_version": preparation.version})
    assert done.headers["Location"] == f"/disclosure/budgets/{preparation.pk}/"
    preparation.refresh_from_db()
    assert unanswered(content_now(preparation)) == []
    titles = [block["title"] for block in drawn(composed(content_now(preparation))) if block["kind"] == "table"]
    assert titles[0] == "2026年预算收支总表"
    assert len(titles) == 13
    assert submitted(team, preparation).state == "submitted"


@pytest.mark.parametrize("form", [each.id for each in forms() if each.stage == "budget"])
def test_a_sound_budget_has_no_error_in_any_form(team: Bureau, form: str) -> None:
    found = checked(filled(team, form=form)).findings
    assert [each.finding.message for each in found if each.finding.severity == "error"] == []


def test_last_years_disclosure_gives_the_figures_to_compare_with(team: Bureau) -> None:
    last, preparation = filled(team, 2025, "shanxi-budget-2026"), filled(team, 2026, "shanxi-budget-2026")
    document = upload_document(
        promoted(team), examined=examine("上年.html", render_webpage(composed(content_now(last))))
    )
    assert (document.year, document.stage) == (2025, "budget")
    rows = prior_rows(read(document.source()))
    assert sum(row.amount for row in rows if row.coord.side == "income") == 1_500_000
    spent = sum(row.amount for row in rows if row.coord.side == "expense" and not row.coord.item)
    assert spent == 1_500_000
    with pytest.raises(ShizhengError, match="已有数据"):
        import_prior(team.officer, preparation=preparation, document=document, rows=rows)
    for part in ("income", "basic", "projects"):
        enter(team.officer, last, part, [])
    address = f"/disclosure/budgets/{preparation.pk}/prior/"
    preparation.refresh_from_db()
    done = browser(team.officer).post(address, {"document": document.pk, "expected_version": preparation.version})
    assert done.status_code == 302
    assert totals(content_now(preparation).prior).expense == 1_500_000
    told_now = " ".join(block.get("text", "") for block in drawn(composed(content_now(preparation))))
    assert "持平" in told_now or "比上年" in told_now
    with pytest.raises(DeniedError):
        import_prior(team.reader, preparation=preparation, document=document, rows=rows)


def promoted(team: Bureau):
    """The officer with leave to upload."""
    return replace(team.officer, grants={**team.officer.grants, "disclosure.upload": SUBTREE})


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_every_published_document_gives_prior_figures_that_balance(seed: Path) -> None:
    rows = prior_rows(read(open_document(seed.name, seed.read_bytes())))
    sums = {
        side: sum(row.amount for row in rows if row.coord.side == side and not row.coord.item)
        for side in ("income", "expense", "opening")
    }
    assert sums["expense"] > 0
    assert abs(sums["income"] + sums["opening"] - sums["expense"]) < 100_000


@pytest.mark.parametrize(
    ("at", "part"),
    [
        ({"item": "three_public.reception"}, "three_public"),
        ({"item": "procurement.goods", "project": "网络租用"}, "procurement"),
        ({"item": "procurement.goods"}, None),
        ({"item": "elsewhere", "project": "网络租用"}, None),
        ({"nature": "project", "project": "网络租用", "func": "2010504"}, "projects"),
        ({"nature": "project", "func": "2010504"}, None),
    ],
)
def test_a_fact_stands_in_the_one_grid_that_can_name_its_row(at: dict[str, str], part: str | None) -> None:
    coord = Coord(side="expense", fund="general", **at)
    holding = [each.id for each in PARTS if each.column(coord) is not None]
    assert holding == ([part] if part else [])
