"""Targets that cannot be measured, missed or told apart: for each rule what passes, what fails and what is near."""

import pytest

from tests.disclosure.sheet_samples import Evaluation, Sheet, found, replaced

SIX = ("河道数", "6条")


def one(level: str, name: str, whole: str, year: str) -> Sheet:
    return Sheet(rows=replaced((level, name, whole, year)))


def rows(*changes: tuple[str, str, str, str], **fields: str) -> Sheet:
    return Sheet(rows=replaced(*changes), **fields)


SAME = ("巡护全市河道，保持水清岸绿。", "巡护全市河道，保持水清岸绿。")

CASES = [
    ("missing.measure", Sheet(), ["改善"]),
    ("missing.measure", one("社会", "沿岸居住环境改善面积", "≥3公顷", "≥1公顷"), []),
    ("missing.measure", one("社会", "沿岸居住环境", "没有垃圾堆放", "没有垃圾堆放"), []),  # can be seen
    ("missing.measure", rows(("社会", "", "", ""), ("时效", "清淤及时性", "及时", "及时")), ["及时"]),
    (
        "missing.measure",
        rows(("社会", "", "", ""), ("质量", "水质", "高于全省平均水平", "高于全省平均水平")),
        ["高于全省平均水平"],
    ),
    ("missing.measure", rows(("社会", "", "", ""), ("质量", "水质达标率", "提升", "提升")), []),  # another rule's
    ("missing.base", one("质量", "水质提升率", "≥60%", "≥20%"), ["≥60%"]),
    ("missing.base", one("质量", "水质较上年提升率", "≥60%", "≥20%"), []),
    ("missing.base", Sheet(overview="原有水质为四类。", rows=replaced(("质量", "水质提升率", "≥60%", "≥20%"))), []),
    ("residue.anybody", one("满意", "相关人员满意度", "≥90%", "≥90%"), ["相关人员满意度"]),
    ("residue.anybody", one("满意", "相关企业满意度", "≥90%", "≥90%"), []),
    ("residue.anybody", Sheet(), []),
    (
        "consistency.failures",
        rows(("质量", "水闸故障率", "≤10%", "≤10%"), ("质量", "水闸正常运行率", "≥95%", "≥95%")),
        ["≤10%"],
    ),
    (
        "consistency.failures",
        rows(("质量", "水闸故障率", "≤5%", "≤5%"), ("质量", "水闸正常运行率", "≥95%", "≥95%")),
        [],
    ),
    ("consistency.failures", one("质量", "水闸故障率", "≤1%", "≤1%"), []),
    ("consistency.failures", one("质量", "水闸故障率", "<10%", "<10%"), ["<10%"]),
    (
        "consistency.always_on",
        Sheet(overview="提供7x24小时值守。", rows=replaced(("质量", "水闸正常运行率", "≥95%", "≥95%"))),
        ["≥95%"],
    ),
    (
        "consistency.always_on",
        Sheet(overview="提供7x24小时值守。", rows=replaced(("质量", "水闸正常运行率", "≥99%", "≥99%"))),
        [],
    ),
    ("consistency.always_on", one("质量", "水闸正常运行率", "≥95%", "≥95%"), []),
    ("consistency.all_of", one("质量", "五座水闸全面启用率", "≥80%", "≥80%"), ["≥80%"]),
    ("consistency.all_of", one("质量", "五座水闸全面启用率", "100%", "100%"), []),
    ("consistency.all_of", one("质量", "五座水闸启用率", "≥80%", "≥80%"), []),
    (
        "consistency.few_things",
        rows(("数量", "方案编制数量", "2个", "2个"), ("质量", "方案编制完成率", "≥95%", "≥95%")),
        ["≥95%"],
    ),
    (
        "consistency.few_things",
        rows(("数量", "方案编制数量", "2个", "2个"), ("质量", "方案编制完成率", "≥50%", "≥50%")),
        [],
    ),
    (
        "consistency.few_things",
        rows(("数量", "方案编制数量", "20个", "20个"), ("质量", "方案编制完成率", "≥95%", "≥95%")),
        [],
    ),
    ("consistency.range_output", one("数量", "保洁人数", "1-2人", "1-2人"), ["保洁人数"]),
    ("consistency.range_output", one("数量", "保洁人数", "2人", "2人"), []),
    ("consistency.range_output", one("时效", "清淤时间", "4-6月", "4-6月"), []),
    ("style.counted_unit", one("数量", "巡查报告数", "12次", "4次"), ["12次", "4次"]),
    ("style.counted_unit", one("数量", "巡查报告数", "12份", "4份"), []),
    ("style.counted_unit", one("数量", "报告会场次", "12次", "4次"), []),
    ("style.counted_unit", one("数量", "培训人次", "≥30人", "≥30人"), ["≥30人"]),
    (
        "style.bare_rate",
        rows(*(("质量", f"水质{n}率", f"≥{n}%", f"≥{n}%") for n in (91, 92)), ("质量", "绿化率", "98%", "98%")),
        ["98%"],
    ),
    (
        "style.bare_rate",
        rows(*(("质量", f"水质{n}率", f"≥{n}%", f"≥{n}%") for n in (91, 92)), ("质量", "绿化率", "100%", "100%")),
        [],
    ),
    ("style.bare_rate", one("质量", "绿化率", "≥98%", "≥98%"), []),
    ("style.bounded_month", one("时效", "清淤完成时间", "≤4月", "4月底前"), ["≤4月"]),
    ("style.bounded_month", Sheet(), []),
    ("style.bounded_month", one("时效", "清淤响应时间", "≤4小时", "≤4小时"), []),
    ("period.same_goal", Sheet(goal=SAME), ["巡护全市河道，保持水清岸绿。"]),
    ("period.same_goal", Sheet(), []),
    ("period.same_goal", Sheet(goal=SAME, term="1年", period="300,000"), []),  # one year is the whole
    ("cost.fraction", one("成本", "船只费", "≤90万元", "≤8.4万元"), ["≤8.4万元"]),
    ("cost.fraction", one("成本", "船只费", "≤90万元", "≤15万元"), []),
    ("cost.fraction", one("成本", "人均成本", "≤2万元", "≤2万元"), []),
    (
        "consistency.workload",
        Sheet(overview="聘用不少于12人，新建水闸24座新式闸门。"),
        ["24座新式闸门"],
    ),
    ("consistency.workload", Sheet(overview="聘用不少于12人，现有水闸24座新式闸门。"), []),
    (
        "consistency.workload",
        Sheet(overview="新建水闸24座新式闸门。", rows=replaced(("数量", "新式闸门", "24座", "24座"))),
        [],
    ),
    (
        "consistency.half_named",
        Sheet(name="河道清淤疏浚和湿地植物补种", goal=("完成河道清淤疏浚。", "完成河道清淤疏浚。")),
        ["完成河道清淤疏浚。"] * 2,
    ),
    (
        "consistency.half_named",
        Sheet(name="河道清淤疏浚和湿地植物补种", goal=("完成清淤疏浚、植物补种。", "完成清淤疏浚、植物补种。")),
        [],
    ),
    ("consistency.half_named", Sheet(name="河道清淤疏浚", goal=("完成河道清淤疏浚。", "完成河道清淤疏浚。")), []),
    ("consistency.unexplained_payment", one("时效", "堤岸质保金支付时间", "5月", "5月"), ["堤岸质保金支付时间"]),
    (
        "consistency.unexplained_payment",
        Sheet(overview="今年支付堤岸质保金。", rows=replaced(("时效", "堤岸质保金支付时间", "5月", "5月"))),
        [],
    ),
    ("consistency.unexplained_payment", one("时效", "堤岸工程款支付时间", "5月", "5月"), []),
]


@pytest.mark.parametrize(("rule", "sheet", "quotes"), CASES)
def test_targets(rule: str, sheet: Sheet, quotes: list[str]) -> None:
    said = found(rule, sheet)
    assert [finding.quote for finding in said] == quotes
    assert {finding.severity for finding in said} <= {"warning"}


def test_days_without_a_fault() -> None:
    """360 of 365 days is less than 99.9 %; 365 is not."""
    rate = ("质量", "水闸可用率", "≥99.9%", "≥99.9%")
    sheets = [
        Sheet(rows=replaced(rate, ("数量", "水闸无故障运行天数", f"{days}天", f"{days}天"))) for days in (360, 365)
    ]
    assert [finding.quote for finding in found("consistency.fault_free", sheets[0])] == ["360天"]
    assert found("consistency.fault_free", sheets[1]) == []
    assert found("consistency.fault_free", Sheet()) == []


def test_an_evaluation_may_be_measured_too() -> None:
    assert [finding.quote for finding in found("missing.measure", Evaluation())] == ["提升"]
