"""Sentences against tables: amounts, lists of items, the glossary, targets and empty tables."""

import pytest

from shizheng.systems.disclosure.rules import narrative, narrative_items
from shizheng.systems.disclosure.rules.repair import one_digit
from tests.disclosure.prose_samples import document, said

PART = "第三部分 2026年度部门预算情况说明"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支出预算150.00万元。", []),
        ("支出预算1500000元。", []),
        ("支出预算150.01万元。", [("rounding", "支出预算150.01万元")]),  # the last place of both
        ("支出预算150.05万元。", [("error", "支出预算150.05万元")]),
        ("信息化专项支出88.00万元。", []),  # no such coordinate
    ],
)
def test_amount(text: str, expected: list[tuple[str, str]]) -> None:
    reading = document(PART, "三、支出预算情况说明", text, tables=True)
    assert said(narrative.amount, reading) == expected


def test_a_lost_digit_is_suggested() -> None:
    (finding,) = narrative.amount(document(PART, "三、支出预算情况说明", "支出预算50.00万元。", tables=True))
    assert finding.expected == "150.00" and "150.00之误" in finding.message


@pytest.mark.parametrize(
    ("amount", "severities"), [("40.00", []), ("100.00", []), ("90.00", ["error"]), ("33.00", ["warning"])]
)
def test_targets_speak_of_their_own_fund(amount: str, severities: list[str]) -> None:
    reading = document(
        PART, "十、绩效管理情况", f"实行绩效目标管理的项目3个，涉及一般公共预算当年拨款{amount}万元。", tables=True
    )
    assert [found.severity for found in narrative.performance(reading)] == severities


@pytest.mark.parametrize(
    ("subject", "severities"), [("国有资本经营预算收支", ["error"]), ("收支总预算", [])]
)  # fmt: skip
def test_empty_tables_that_are_said_to_be_published(subject: str, severities: list[str]) -> None:
    reading = document(PART, "五、其他情况", f"本单位无{subject}，并已公开空表。", tables=True)
    assert [found.severity for found in narrative.empty_table(reading)] == severities


BASIC = (
    "一般公共预算基本支出60.00万元，其中：人员经费50.00万元，主要包括：{staff}；公用经费10.00万元，主要包括：{public}。"
)
STAFF, PUBLIC = "基本工资、机关事业单位基本养老保险缴费", "办公费、其他商品和服务支出"


@pytest.mark.parametrize(
    ("staff", "public", "expected"),
    [
        (STAFF, PUBLIC, []),
        (STAFF, "办公费、其他商品和服务支出、差旅费", [("warning", "差旅费")]),
        (STAFF, "办公费、印刷费、水费、电费", [("error", "印刷费")]),
        (STAFF, "办公费、印刷费、水费、电费等", [("error", "印刷费")]),
        ("基本工资、奖金", PUBLIC, [("warning", "奖金")]),
    ],
)
def test_items(staff: str, public: str, expected: list[tuple[str, str]]) -> None:
    text = BASIC.format(staff=staff, public=public)
    reading = document(PART, "六、一般公共预算基本支出情况说明", text, tables=True)
    assert said(narrative_items.items, reading) == expected


def test_items_are_not_judged_by_a_table_that_lost_rows() -> None:
    text = BASIC.format(staff="基本工资、奖金", public="办公费、印刷费")
    text = text.replace("50.00", "55.00").replace("10.00", "15.00")
    reading = document(PART, "六、一般公共预算基本支出情况说明", text, tables=True)
    assert said(narrative_items.items, reading) == []


@pytest.mark.parametrize(("item", "expected"), [("办公费", []), ("福利费", [("warning", "福利费")])])
def test_reasons_name_items_that_have_money(item: str, expected: list[tuple[str, str]]) -> None:
    text = f"公用经费10.00万元，比上年增加1.00万元，主要原因是{item}标准提高。"
    reading = document(PART, "六、一般公共预算基本支出情况说明", text, tables=True)
    assert said(narrative_items.reason_item, reading) == expected


@pytest.mark.parametrize(("group", "expected"), [("档案事务", []), ("宣传事务", [("error", "宣传事务（款）")])])
def test_glossary(group: str, expected: list[tuple[str, str]]) -> None:
    reading = document("第四部分 名词解释", f"1、一般公共服务（类）{group}（款）行政运行（项）。", tables=True)
    assert said(narrative_items.glossary, reading) == expected


@pytest.mark.parametrize(
    ("printed", "right", "suggested"),
    [("88.08", "888.08", True), ("12.50", "12.00", True), ("29234839", "29231739", False), ("1,234", "1,243", True),
     ("150.00", "150", False), ("5.0", "7.3", False)],
)  # fmt: skip
def test_one_slip_of_a_digit(printed: str, right: str, suggested: bool) -> None:
    assert bool(one_digit(printed, right)) is suggested
