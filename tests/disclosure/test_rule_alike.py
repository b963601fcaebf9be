"""Columns, plans and names alike or not, and how tables print: what passes, what fails and what is near."""

import pytest

from tests.disclosure.sheet_samples import Evaluation, Sheet, found, replaced
from tests.disclosure.tabular import EXPENSE, table, told

PART = "一、收支情况\n\n"
OVERVIEW = (
    "聘请第三方对全市河道进行清淤疏浚；对沿岸垃圾进行收集清运；对水闸设备进行巡查检修和日常保养；"
    "对堤岸绿化带进行修剪补种；每月报送巡查情况。"
)
PLAN = OVERVIEW.partition("每月")[0]
DUAL = (
    ("数量", "保洁人数", "≥12人", "≥12人"),
    ("数量", "清淤河段", "3段", "3段"),
    ("质量", "水质达标率", "≥95%", "≥95%"),
    ("成本", "人均成本", "≤2万元", "≤2万元"),
    ("满意", "沿岸居民满意度", "≥90%", "≥90%"),
)
NEED = "部分监测设备采购于2028年，已经老旧。"

SHEETS = [
    ("period.same_columns", Sheet(rows=DUAL), ["≥12人"]),
    ("period.same_columns", Sheet(rows=(*DUAL[1:], ("数量", "保洁人数", "≥36人", "≥12人"))), []),
    ("period.same_columns", Sheet(rows=DUAL, term="1年", period="300,000"), []),
    ("residue.plan_copy", Sheet(overview=OVERVIEW, plan=PLAN), [PLAN[:30]]),
    (
        "residue.plan_copy",
        Sheet(overview=OVERVIEW, plan="3月完成招标，4月对全市河道进行清淤疏浚，11月底前完成全年的考核和费用支付。"),
        [],
    ),
    ("residue.plan_copy", Sheet(), []),
    ("consistency.bought_when", Sheet(overview="替换2029年购置的2台旧监测设备。", need=NEED), ["采购于2028年"]),
    ("consistency.bought_when", Sheet(overview="替换2028年购置的2台旧监测设备。", need=NEED), []),
    ("consistency.bought_when", Sheet(overview="替换2029年购置的2台旧照明设备。", need=NEED), []),
    ("consistency.no_economic", Sheet(goal=("水清岸绿", "促进沿岸农户收入的增长")), ["农户收入的增长"]),
    (
        "consistency.no_economic",
        Sheet(goal=("水清岸绿", "促进沿岸农户收入的增长"), rows=replaced(("社会", "农户增收额", "≥9万元", "≥3万元"))),
        [],
    ),
    ("consistency.no_economic", Sheet(goal=("水清岸绿", "完成非税收入征收")), []),
    ("consistency.workload", Sheet(overview="今年我单位要完成30%河道清淤任务。"), ["完成30%河道清淤任务"]),
    ("consistency.workload", Sheet(overview="去年已完成30%河道清淤任务。"), []),
    (
        "naming.plan_kind",
        Sheet(name="智慧水利三年行动方案编制", goal=("完成智慧水利三年行动计划", "好")),
        ["慧水利三年行动计划"[-8:]],
    ),
    ("naming.plan_kind", Sheet(name="智慧水利三年行动方案编制", goal=("完成智慧水利三年行动方案", "好")), []),
    ("naming.plan_kind", Sheet(name="智慧水利三年行动方案编制", goal=("落实防洪三年规划", "好")), []),
    ("naming.own_division", Sheet(department="某市水利中心河道科"), ["某市水利中心河道科"]),
    ("naming.own_division", Sheet(department="301-某市水利局"), []),
    ("naming.own_division", Sheet(department="905-基建科"), []),  # a code of the budget system
]


@pytest.mark.parametrize(("rule", "sheet", "quotes"), SHEETS)
def test_sheets(rule: str, sheet: Sheet, quotes: list[str]) -> None:
    said = found(rule, sheet)
    assert [finding.quote for finding in said] == quotes
    assert {finding.severity for finding in said} <= {"warning"}


TEXTS = [
    ("missing.how_much", "公用经费较上年稍有增加。", ["较上年稍有增加"]),
    ("missing.how_much", "公用经费较上年略有增加，增加0.5万元。", []),
    ("missing.how_much", "公用经费与上年持平，略有结余。", []),
    ("residue.twice", "涉及当年一般公共预算当年拨款30万元。", ["当年一般公共预算当年"]),
    ("residue.twice", "一般公共预算当年拨款30万元，本年财政拨款收入本年支出相抵。", []),
    ("residue.twice", "目标1：（一）抓好河道治理。", ["目标1：（一"]),
    ("residue.twice", "目标1：抓好河道治理。（一）清淤。", []),
    ("naming.cross", "开展“数据要素×”行动。组织“数据要素X”大赛。", ["数据要素X"]),
    ("naming.cross", "开展“数据要素×”行动。组织“数据要素×”大赛，清点设备X型。", []),
    ("naming.cross", "组织“数据要素X”大赛。", []),
    ("basis.superseded", "开展精准扶贫驻村工作。", ["精准扶贫"]),
    ("basis.superseded", "依据《关于精准扶贫的意见》，办理原国土资源局移交事项。", []),
    ("basis.superseded", "开展乡村振兴驻村工作。", []),
]


@pytest.mark.parametrize(("rule", "text", "quotes"), TEXTS)
def test_texts(rule: str, text: str, quotes: list[str]) -> None:
    assert told(rule, PART + text) == [("warning", quote) for quote in quotes]


def test_three_items() -> None:
    rule = "missing.three_items"
    bare = "一、“三公”经费\n\n2024年“三公”经费支出预算0万元，与上年持平。"
    assert [severity for severity, _ in told(rule, bare)] == ["warning"]
    assert told(rule, bare + "其中：因公出国（境）费0万元，公务接待费0万元。") == []
    assert told(rule, PART + "公用经费30万元。") == []


def printed(*amounts: str) -> str:
    rows = (f"{30201 + number}|办公费{number}|{amount}" for number, amount in enumerate(amounts))
    return table("一般公共预算基本支出表", "科目编码|科目名称|合计", *rows)


def test_decimals_of_a_table() -> None:
    rule = "style.table_decimals"
    assert told(rule, printed(*["1.25"] * 8, "12", "40")) == [("warning", "12")]
    assert told(rule, printed(*["1.25"] * 8, "12")) == []  # one may be a slip of the export
    assert told(rule, printed(*["12"] * 10)) == []
    assert told(rule, printed(*["1.25"] * 8, "12.", "40")) == []  # torn in two lines


def test_line_numbers_are_whole() -> None:
    rule = "style.line_numbers"
    for numbers, expected in (("1.00", "2.00", "3.00"), ["1.00"]), (("1", "2", "3"), []), (("1", "2", "3.00"), []):
        rows = (f"项目{number}|{number}|5" for number in numbers)
        text = table("部门决算相关信息统计表", "项目|行次|统计数", *rows)
        assert [quote for _, quote in told(rule, text)] == expected


@pytest.mark.parametrize(
    ("brief", "quotes"),
    [("2024年预算下达", ["2024年预算下达"]), ("河道清淤，2024年预算下达", []), ("资金安排用于河道清淤", [])],
)
def test_a_brief_says_what_is_done(brief: str, quotes: list[str]) -> None:
    text = table("专项业务经费支出表", "序号|项目名称|项目金额|项目简介", f"1|河道清淤|10.00|{brief}")
    assert [quote for _, quote in told("residue.default_brief", text)] == quotes


def scored(points: str) -> str:
    head = "一级指标\t二级指标\t三级指标\t年度指标值\t全年完成值\t自评得分\t未完成原因和改进措施"
    levels = ("产出指标（50分）\t数量指标", "\t质量指标", "\t时效指标", "\t成本指标")
    rows = [f"{level}\t河道事项{at}\t{at}段\t{at}段\t{points}\t" for at, level in enumerate(levels, 1)]
    return (
        "\n".join(("项目支出绩效自评表", "（2031年度）", "项目名称\t河道保洁", head, *rows, "总 分\t\t\t\t\t50\t"))
        + "\n\n"
    )


def test_every_indicator_has_points() -> None:
    rule = "evaluation.rows_unscored"
    assert [each.quote for each in found(rule, scored("").replace("1段\t1段\t", "1段\t1段\t50"))] == ["50"]
    assert found(rule, scored("12.5")) == []
    assert found(rule, Evaluation()) == []


PAID = "合同金额681.18万元，今年支付质保金{0}万元。"


@pytest.mark.parametrize(("kept", "quotes"), [("58.58", ["质保金58.58万元"]), ("20.43", []), ("34.05", [])])
def test_retention(kept: str, quotes: list[str]) -> None:
    assert [each.quote for each in found("payment.retention", Sheet(overview=PAID.format(kept)))] == quotes


@pytest.mark.parametrize(("unit", "quotes"), [("元", ["尾数误差"]), ("万元", [])])
def test_note_on_rounding(unit: str, quotes: list[str]) -> None:
    text = table("支出决算表", *EXPENSE, unit=unit, notes="注：本表可能存在尾数误差。")
    assert [quote for _, quote in told("residue.rounding_note", text)] == quotes
    assert told("residue.rounding_note", table("支出决算表", *EXPENSE, unit=unit)) == []
