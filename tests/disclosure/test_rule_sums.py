"""Rules over sums and agreement: one passing, one failing, one boundary case each."""

import pytest

from tests.disclosure.tabular import COVER, EXPENSE, EXPENSE_HEAD, OVERVIEW, findings, swap, table, told

TITLE = "2024年预算支出总表"
ROUNDED = swap(swap(EXPENSE, EXPENSE[1], "合计||100.01|60.01|40.00"), EXPENSE[6], "221|住房保障支出|10.00|10.00|")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (EXPENSE, []),
        (swap(EXPENSE, EXPENSE[8], "2210201|住房公积金|70.00|70.00|"), ["70.00", "70.00"]),
    ],
    ids=["pass", "fail"],
)
def test_rows(rows: tuple[str, ...], expected: list[str]) -> None:
    said = findings("additivity.rows", table(TITLE, *rows)) + findings("additivity.culprit", table(TITLE, *rows))
    assert [f.severity for f in said] == ["error"] * (len(expected) and 2)


def test_rows_boundary_a_last_place_is_rounding() -> None:
    assert told("additivity.rows", table(TITLE, *ROUNDED)) == [("rounding", "100.01"), ("rounding", "60.01")]


def test_rows_names_the_row_that_explains_the_difference() -> None:
    rows = swap(EXPENSE, EXPENSE[1], "合计||90.00|60.00|30.00")
    said = findings("additivity.rows", table(TITLE, *rows))
    assert any("差额恰等于" in finding.message for finding in said)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (EXPENSE[6], []),
        ("221|住房保障支出|10.00|7.00|2.00", [("error", "10.00")]),
        ("221|住房保障支出|10.00|7.00|2.99", [("rounding", "10.00")]),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_columns(row: str, expected: list[tuple[str, str]]) -> None:
    rows = (*EXPENSE_HEAD, row, "205|教育支出|90.00|53.00|37.00")
    assert told("additivity.columns", table(TITLE, *rows)) == expected


def test_culprit_is_the_one_number_that_mends_several_sums() -> None:
    rows = swap(EXPENSE, EXPENSE[4], "2010301|行政运行|55.00|50.00|")
    said = findings("additivity.columns", table(TITLE, *rows)) + findings("additivity.rows", table(TITLE, *rows))
    assert [(f.quote, f.expected) for f in said] == [("55.00", "50.00")]


def test_culprit_pass_and_boundary() -> None:
    assert told("additivity.culprit", table(TITLE, *EXPENSE)) == []
    assert told("additivity.culprit", table(TITLE, *ROUNDED)) == []


@pytest.mark.parametrize(
    ("total", "expected"), [("30.00", []), ("31.00", [("error", "31.00")]), ("30.01", [("rounding", "30.01")])],
    ids=["pass", "fail", "boundary"],
)  # fmt: skip
def test_classes(total: str, expected: list[tuple[str, str]]) -> None:
    overview = table(
        "2024年财政拨款收支总表",
        "支 出|",
        "政府预算支出经济分类科目|预算数",
        f"1、机关工资福利支出|{total}",
        f"本年支出合计|{total}",
    )
    detail = table(
        "2024年一般公共预算支出明细表",
        "部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计",
        "30101|基本工资|50101|工资奖金津补贴|20.00",
        "30102|津贴补贴|50101|工资奖金津补贴|10.00",
    )
    funds = table("2024年收支总表", *[row.replace("100.00", total) for row in OVERVIEW])
    assert told("additivity.classes", funds, overview, detail) == expected


PROJECTS = ("项目名称|合计|一般公共预算", "甲系统运维|15.00|15.00", "乙平台建设|25.00|25.00")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("乙平台建设|25.00|25.00", []),
        ("乙平台建设|26.00|26.00", [("error", "26.00")]),
        ("乙平台建设|25.01|25.01", [("rounding", "25.01")]),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_projects(row: str, expected: list[tuple[str, str]]) -> None:
    parts = table(TITLE, *EXPENSE), table("2024年项目支出预算表", *swap(PROJECTS, PROJECTS[2], row))
    assert told("additivity.projects", *parts) == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("一、一般公共预算|100.00|一、一般公共服务支出|90.00", []),
        ("一、一般公共预算|100.00|一、一般公共服务支出|80.00", [("error", "80.00")]),
        ("一、一般公共预算|100.00|一、一般公共服务支出|90.01", [("rounding", "90.01")]),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_agreement(row: str, expected: list[tuple[str, str]]) -> None:
    overview = table("2024年收支总表", *swap(OVERVIEW, OVERVIEW[2], row))
    funds = table("2024年一般公共预算支出表", *EXPENSE)
    said = findings("agreement.tables", overview, table(TITLE, *EXPENSE), funds)
    said += [f for f in findings("additivity.rows", overview, table(TITLE, *EXPENSE), funds) if f.quote == "80.00"]
    assert [(f.severity, f.quote) for f in said] == expected


def test_agreement_defers_where_spending_draws_on_other_years() -> None:
    """Opening balances of unknown fund: all spending may exceed the year's appropriation."""
    rows = swap(
        swap(OVERVIEW, OVERVIEW[4], "本年收入合计|100.00|本年支出合计|105.00"), OVERVIEW[5], "上年结转|5.00|年终结转|"
    )
    rows = swap(
        swap(rows, OVERVIEW[6], "收入总计|105.00|支出总计|105.00"),
        OVERVIEW[3],
        "二、政府性基金预算||二、住房保障支出|15.00",
    )
    general = table("2024年一般公共预算支出表", *EXPENSE)
    assert told("agreement.tables", table("2024年收支总表", *rows), general) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (OVERVIEW[6], []),
        ("收入总计|100.00|支出总计|120.00", ["error"]),
        ("收入总计|100.00|支出总计|100.01", ["rounding"]),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_balance(row: str, expected: list[str]) -> None:
    part = table("2024年收支总表", *swap(OVERVIEW, OVERVIEW[6], row))
    said = findings("balance.totals", part) or findings("additivity.rows", part)
    assert [f.severity for f in said][:1] == expected


FLOW_HEAD = (
    "功能分类科目编码|科目名称|年初结转和结余|本年收入|本年支出|||年末结转和结余",
    "||||小计|基本支出|项目支出|",
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("合计||5.00|10.00|12.00||12.00|3.00", []),
        ("合计||5.00|10.00|12.00||12.00|4.00", [("error", "4.00")]),
        ("合计||5.00|10.00|12.00||12.00|3.01", [("rounding", "3.01")]),
    ],
    ids=["pass", "fail", "boundary"],
)
def test_flows(row: str, expected: list[tuple[str, str]]) -> None:
    part = table("政府性基金预算财政拨款收入支出决算表", *FLOW_HEAD, row)
    assert told("balance.flows", part, cover="某市示例局\n2024年度部门决算\n") == expected


@pytest.mark.parametrize(
    ("paid", "expected"),
    [("10.00", []), ("8.00", [("warning", "8.00")]), ("9.99", [("rounding", "9.99")])],
    ids=["pass", "fail", "boundary"],
)
def test_pairs(paid: str, expected: list[tuple[str, str]]) -> None:
    detail = table(
        "2024年一般公共预算基本支出表",
        "科目编码|科目名称|合计|人员经费|公用经费",
        f"30113|住房公积金|{paid}|{paid}|",
    )
    assert told("agreement.pairs", table("2024年一般公共预算支出表", *EXPENSE), detail) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("0.20", []), ("0.02", [("error", "0.02")]), ("0.21", [])],
    ids=["pass", "fail", "boundary"],
)
def test_meetings(amount: str, expected: list[tuple[str, str]]) -> None:
    detail = table(
        "2024年一般公共预算基本支出表", "科目编码|科目名称|合计|人员经费|公用经费", "30216|培训费|0.20||0.20"
    )
    listed = table("", "序号|会议/培训名称|人数|金额", f"1|业务培训|13人|{amount}", unit="")
    assert told("agreement.meetings", detail, "会议费培训费明细。\n\n单位：万元\n" + listed, cover=COVER) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [("万元", []), ("元", [("error", "单位：元")])],
    ids=["pass", "fail"],
)
def test_unit(second: str, expected: list[tuple[str, str]]) -> None:
    parts = table(TITLE, *EXPENSE), table("2024年部门支出明细表", *EXPENSE, unit=second)
    assert told("agreement.unit", *parts) == expected
    assert told("agreement.tables", *parts) == []


def test_unit_boundary_one_number_does_not_convict_a_unit_line() -> None:
    single = "科目编码|科目名称|合计", "221|住房保障支出|10.00"
    parts = table(TITLE, *EXPENSE), table("2024年部门支出明细表", *single, unit="元")
    assert told("agreement.unit", *parts) == []
