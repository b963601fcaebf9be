"""Where an error lies: what is its cause, what follows from it, and what only looks like one."""

import pytest

from shizheng.systems.disclosure.domain.gathering import gathered, spread
from shizheng.systems.disclosure.domain.rounding import unexplained
from shizheng.systems.disclosure.rules import check, text_sums
from tests.disclosure.prose_samples import document
from tests.disclosure.sheet_samples import Sheet, found, reading_of, replaced
from tests.disclosure.tabular import reading, table, told

LISTED = """2031年项目支出预算表
单位：万元
项目名称\t合计\t一般公共预算
{rows}

"""
SETTLED = "合同价80万元，2030年已完成清淤验收，本年支付尾款。"


@pytest.mark.parametrize(
    ("rule", "sheet", "count"),
    [
        (
            "payment.due",
            Sheet(overview="项目预算90万元，支出二期款40万元。桥工合同38万元，支出37万元。剩余13万元。"),
            0,
        ),
        ("payment.due", Sheet(overview="项目预算90万元，支出二期款40万元。桥工合同38万元，支出37万元。剩余9万元。"), 1),
        ("basis.request", Sheet(basis="《关于2030年河道资金的请示》"), 1),
        ("basis.request", Sheet(basis="《关于河道资金的请示》，某市审批〔2030〕9号批复"), 0),
        ("basis.request", Sheet(basis="《关于河道资金的请示》《某市河道管理办法》"), 0),
        ("basis.other_year", Sheet(basis="《关于解决2030年度课题经费的请示》"), 0),
        ("timing.finished", Sheet(overview=SETTLED, goal=("完成清淤工程建设", "水清")), 1),
        ("timing.finished", Sheet(overview=SETTLED, goal=("完成清淤工程建设项目尾款支付", "水清")), 0),
        ("consistency.property", Sheet(name="河道设备升级改造及船只租赁", overview="船只租赁20万元。"), 0),
        ("consistency.property", Sheet(name="河道设备升级改造及船只租赁", overview="船只租赁5万元。"), 1),
        ("cost.ceiling", Sheet(annual="900,000", rows=replaced(("成本", "保洁总成本", "≤91万元", "≤91万元"))), 2),
        ("consistency.direction", Sheet(rows=replaced(("质量", "物价增长率", "≤3%", "≤3%"))), 1),
        ("naming.division", Sheet(measures="单位河道科负责。"), 0),
    ],
)
def test_sheets(rule: str, sheet: Sheet, count: int) -> None:
    assert len(found(rule, sheet)) == count


def test_both_columns_of_a_cost_are_one_finding_with_both_moneys() -> None:
    whole, year = found("cost.ceiling", Sheet(rows=replaced(("成本", "保洁总成本", "≤95万元", "≤95万元"))))
    assert (whole.expected, year.expected) == ("≤90万元", "≤30万元")
    assert all("90万元" in one.message and "30万元" in one.message for one in (whole, year))
    assert [one.also for one in gathered([whole, year], [])] == [(year,)]


@pytest.mark.parametrize(
    ("sheet", "target", "words"),
    [
        (
            Sheet(plan="1.4月完成船只采购。", rows=replaced(("时效", "船只采购完成时间", "2月底前", "2月底前"))),
            "2月底前",
            "1.4月完成船只采购",
        ),
        (
            Sheet(overview="每季度开展一次安全演练。", rows=replaced(("数量", "安全演练次数", "2次", "2次"))),
            "2次",
            "每季度开展一次安全演练",
        ),
        (Sheet(plan="1.4月完成船只采购。", rows=replaced(("时效", "船只采购完成时间", "4月", "4月"))), "", ""),
    ],
    ids=["a date", "how often", "no contradiction"],
)
def test_a_contradiction_has_two_places(sheet: Sheet, target: str, words: str) -> None:
    """It is told at the indicator; the words of the text are its other place, and only a remark."""
    matters = [
        one for one in check(reading_of(sheet)) if one.rule in ("consistency.plan_date", "consistency.frequency")
    ]
    assert [one.quote for one in matters] == ([target] if target else [])
    others = [(other.quote, other.severity) for one in matters for other in one.also if other.line != one.line]
    assert others == ([(words, "warning")] if words else [])


def test_a_need_of_each_year_is_compared_with_the_year() -> None:
    (one,) = found("consistency.needed", Sheet(period="1,800,000", overview="共需经费60万元。"))
    assert "恰为60万元×3年" in one.message
    assert "都对不上" in found("consistency.needed", Sheet(overview="共需经费60万元。"))[0].message


def test_money_of_the_period_is_told_once() -> None:
    parts = Sheet(name="河道整治工程建设", overview="项目总投资50万元。").text()
    said = check(reading_of(parts))
    (cause,) = [each for each in said if each.rule == "consistency.investment"]
    assert [each.rule for each in cause.also] == ["period.multiple"]
    assert "period.multiple" not in {each.rule for each in said}
    assert "period.multiple" in {each.rule for each in spread(said)}


def test_a_lost_column_is_compared_with_the_list() -> None:
    (one,) = found("extraction.lost_money", LISTED.format(rows="河道保洁服务\t30.00\t30.00"), Sheet(annual=""))
    assert one.expected == "30万元"
    assert "项目支出表" in one.message


def test_a_text_shorter_than_what_the_cells_cut_is_whole() -> None:
    long, short = "河道沿岸各段分别巡护，" * 13 + "按月", "河道沿岸各段分别巡护，" * 10 + "按月"
    sheets = [Sheet(name=f"{name}段看护", overview=long) for name in "甲乙丙丁"]
    assert len(found("extraction.cut_text", *sheets)) == 4
    assert len(found("extraction.cut_text", *sheets, Sheet(measures=short))) == 4
    assert len(found("extraction.cut_text", Sheet(measures=short))) == 1


def test_a_joint_name_is_held_against_both_projects() -> None:
    rows = "河道清淤管理经费\t10.00\t10.00\n堤防看护运营费\t20.00\t20.00"
    (one,) = found("naming.project", LISTED.format(rows=rows), Sheet(name="河道清淤运行及堤防看护运行费"))
    assert one.expected == "河道清淤管理经费、堤防看护运营费"


def test_a_date_above_its_label_is_the_exports_where_labels_slip() -> None:
    text = (
        Sheet()
        .text()
        .replace("\t时效指标\t", "\t质量指标\t清淤开始时间\t3月\t质量指标\t清淤开始时间\t3月\n\t\t时效指标\t", 1)
    )
    assert [each.quote for each in found("level.misplaced", text)] == ["清淤开始时间"]
    slipped = Sheet(name="堤防看护").text().replace("11月底前\t时效指标\t", "11月底前\t质量指标\t")
    assert found("level.misplaced", text, slipped) == []


def test_a_year_of_five_digits_is_no_year() -> None:
    assert told("residue.wording", "20315年支付5万元。\n") == [("error", "20315年")]
    assert told("residue.wording", "2031年5月支付5万元。\n") == []


def test_a_total_that_one_list_explains_is_judged_by_no_other() -> None:
    text = "支出9.00万元，其中：（一）甲支出6.00万元，包括：子4.00万元，丑2.00万元；（二）乙支出3.00万元。"
    assert [each.severity for each in text_sums.sentence(document(text))] == []


def test_a_bureau_is_not_its_institution() -> None:
    part = table("2024年机关运行经费预算表", "单位名称|合计|一般公共预算", "部门合计|9.00|9.00", "某市示例局|9.00|9.00")
    text = "某市示例局部门预算包括局本级和局属事业单位某市服务中心。某市服务中心是某市示例局管理的全额事业单位。\n"
    assert told("placement.operating", text, part) == []


ROWS = ("201|一般公共服务支出|33.33", "208|社会保障和就业支出|33.33", "210|卫生健康支出|33.33", "|合计|100.00")


def test_a_document_that_explains_its_roundings_is_asked_for_no_note() -> None:
    title = "2024年一般公共预算支出表"
    head = "科目编码|科目名称|合计"
    for note, asked in (("", True), ("部分数据因四舍五入可能存在尾差。\n", False)):
        read = reading(note, table(title, head, *ROWS))
        said = [each for each in check(read) if each.severity == "rounding"]
        assert said
        assert all(("建议加注" in each.message) is asked for each in said)
    assert unexplained([], []) == []
