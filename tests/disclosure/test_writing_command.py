"""The command that writes a disclosure: from a list of facts or a document, in the formats asked for."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from shizheng.kit.tabular.workbook import Table, write_excel
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.management.writing import write_command
from shizheng.systems.disclosure.rules import check

FACTS = """收支,资金性质,功能科目,部门经济科目,政府经济科目,支出性质,项目,事项,金额
income,general,,,,,,,"1,500,000.00"
expense,general,2010501,30101,50101,basic.staff,,,1000000.55
expense,general,2010504,30227,50205,project,平台运维,,499999.45
"""
app = typer.Typer()
app.command()(write_command)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.csv"
    path.write_text(FACTS, encoding="utf-8")
    return path


def test_facts_become_a_document_and_the_rest_is_asked(facts: Path, tmp_path: Path) -> None:
    options = ("--form", "shanxi-budget-2026", "--unit", "明州市数据局", "--year", "2026", "--format", "docx,xlsx")
    done = run(facts, "-o", tmp_path / "out", *options)
    assert done.exit_code == 1
    assert "待回答 text.duties" in done.output
    assert "待回答 facts.procurement" in done.output
    for kind in ("docx", "xlsx"):
        written = tmp_path / "out" / f"明州市数据局2026年预算公开.{kind}"
        reading = read(open_document(written.name, written.read_bytes()))
        assert (reading.unit, reading.year, reading.form) == ("明州市数据局", 2026, "shanxi-budget-2026")
        assert {claim.quote for claim in reading.claims} >= {"150.00", "100.00", "50.00"}
        assert not [finding for finding in check(reading) if finding.severity == "error"]
    again = run(tmp_path / "out" / "明州市数据局2026年预算公开.docx", "-o", tmp_path / "again", "--format", "html")
    assert again.exit_code == 1
    assert (tmp_path / "again" / "明州市数据局2026年预算公开.html").exists()


def test_every_wrong_fact_is_named_and_nothing_is_written(facts: Path, tmp_path: Path) -> None:
    rows = [{"side": "expense", "amount": "很多"}, {"func": "201", "amount": 3}, {"side": "income", "amount": "5.005"}]
    wrong = tmp_path / "facts.json"
    wrong.write_text(json.dumps(rows), encoding="utf-8")
    done = run(wrong, "-o", tmp_path / "out", "--form", "shanxi-budget-2026", "--unit", "某局", "--year", "2026")
    assert done.exit_code == 2
    assert "第1条" in done.output and "第2条" in done.output and "第3条" in done.output
    assert not (tmp_path / "out").exists()


def test_an_unknown_form_or_format_is_refused(facts: Path, tmp_path: Path) -> None:
    assert "可用的表样" in run(facts, "-o", tmp_path, "--form", "nowhere", "--unit", "某局", "--year", "2026").output
    assert "可用的格式" in run(facts, "-o", tmp_path, "--form", "shanxi-budget-2026", "--format", "odt").output
    unnamed = run(facts, "-o", tmp_path, "--form", "shanxi-budget-2026")
    assert unnamed.exit_code == 2 and "没有说明单位和年度" in unnamed.output


def test_facts_may_stand_in_a_workbook_and_last_year_explains_the_change(facts: Path, tmp_path: Path) -> None:
    book, before = tmp_path / "facts.xlsx", tmp_path / "before.csv"
    rows = [line.split(",") for line in FACTS.replace('"1,500,000.00"', "1500000.00").strip().split("\n")]
    write_excel(book, [Table("事实", rows[0], rows[1:])])
    before.write_text(FACTS.replace("499999.45", "299999.45").replace("1,500,000.00", "1,300,000.00"), encoding="utf-8")
    answers = tmp_path / "answers.yaml"
    answers.write_text("reason.general: 新增运维任务\n", encoding="utf-8")
    options = ("--form", "shanxi-budget-2026", "--unit", "某局", "--year", "2026", "--format", "html")
    done = run(book, "-o", tmp_path, *options, "--prior", before, "--answers", answers)
    assert done.exit_code == 1
    text = (tmp_path / "某局2026年预算公开.html").read_text(encoding="utf-8")
    assert "一般公共预算当年拨款支出150.00万元，比上年增加20.00万元，增长15.38%，主要原因是新增运维任务。" in text
    assert "待回答 reason.general.item.2010504" in done.output
    assert "待回答 reason.general：" not in done.output
