"""Rules over target sheets: for each a sheet that passes, one that fails, one at the boundary."""

import pytest

from shizheng.engines.fiscal.domain.claim import FEN, Claim, Place
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.finding import RULES
from shizheng.systems.disclosure.rules.whole_sheet import whole_sheet
from tests.disclosure.sheet_samples import Evaluation, Sheet, found, reading_of, replaced

MODULES = (
    "basis",
    "consistency_dates",
    "consistency_form",
    "consistency_money",
    "consistency_text",
    "copies",
    "cost",
    "evaluation",
    "level",
    "missing_targets",
    "naming_documents",
    "naming_projects",
    "payment",
    "period",
    "project_list",
    "sheet_extraction",
    "timing",
    "timing_content",
    "whole_sheet",
)
MINE = [rule for rule in RULES if rule.check.__module__.rpartition(".")[2] in MODULES]

LIST = """2031年项目支出预算表
单位：万元
项目名称\t合计\t一般公共预算
{rows}

"""


def listed(**money: str) -> str:
    return LIST.format(rows="\n".join(f"{name}\t{value}\t{value}" for name, value in money.items()))


@pytest.mark.parametrize("rule", MINE, ids=lambda rule: rule.id)
def test_a_sound_sheet_passes(rule) -> None:
    assert list(rule.check(reading_of(listed(河道保洁服务="30.00"), Sheet(), Evaluation()))) == []


def test_every_rule_names_its_source() -> None:
    assert len(MINE) >= 55
    assert all(rule.source for rule in MINE)


ONE = [
    ("cost.ceiling", Sheet(rows=replaced(("成本", "保洁总成本", "≤90万元", "≤31万元"))), "error"),
    ("cost.ceiling", Sheet(rows=replaced(("成本", "保洁总成本", "90.01万元", "≤30万元"))), "error"),
    ("cost.columns", Sheet(rows=replaced(("成本", "保洁总成本", "≤20万元", "≤30万元"))), "error"),
    (
        "cost.per_head",
        Sheet(overview="聘用12人，支付工资30万元。", rows=replaced(("成本", "人均成本", "≤2.0万元", "≤2.0万元"))),
        "error",
    ),
    ("cost.unpriced", Sheet(rows=replaced(("成本", "保洁总成本", "合同价", "≤30万元"))), "warning"),
    ("cost.no_unit", Sheet(rows=replaced(("成本", "保洁总成本", "30", "≤30万元"))), "warning"),
    (
        "cost.parts",
        Sheet(rows=replaced(("成本", "人工费", "≤20万元", "≤20万元"), ("成本", "船只费", "≤20万元", "≤20万元"))),
        "warning",
    ),
    ("level.misplaced", Sheet(rows=replaced(("数量", "巡查率", "≥95%", "≥95%"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("数量", "巡查河道", "到位", "到位"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("质量", "验收时间", "5月", "5月"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("质量", "购船数量", "4个", "4个"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("质量", "质保期", "2年", "2年"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("时效", "办结率", "≥90%", "≥90%"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("成本", "付款时间", "5月", "5月"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("生态", "降低财政成本", "降低", "降低"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("持续", "值守时长", "7×24小时", "7×24小时"))), "warning"),
    ("level.misplaced", Sheet(rows=replaced(("满意", "服务村庄数量", "65个", "65个"))), "warning"),
    ("level.rate_without_number", Sheet(rows=replaced(("质量", "巡查覆盖率", "有效提高", "有效提高"))), "warning"),
    ("period.multiple", Sheet(name="河道整治工程建设"), "warning"),
    ("period.uneven", Sheet(period="1,000,000"), "warning"),
    ("period.endless", Sheet(term="99年", period="300,000"), "warning"),
    ("period.smaller", Sheet(period="200,000"), "error"),
    ("period.cost", Sheet(rows=replaced(("成本", "保洁总成本", "≤30万元", "≤30万元"))), "warning"),
    ("period.differs", Sheet(rows=replaced(("时效", "清淤完成时间", "5月底前", "6月底前"))), "warning"),
    (
        "period.differs",
        Sheet(term="1年", period="300,000", rows=replaced(("时效", "清淤完成时间", "5月底前", "6月底前"))),
        "error",
    ),
    ("period.wording", Sheet(rows=replaced(("社会", "改善沿岸居住环境", "改善", "提供"))), "warning"),
    ("period.wording", Sheet(rows=replaced(("数量", "清理河段", "3段", "4段"))), "warning"),
    (
        "timing.not_yet",
        Sheet(name="水闸建设", plan="12月完成招标采购。", rows=replaced(("数量", "水闸建设数量", "2座", "2座"))),
        "warning",
    ),
    ("residue.bare_name", Sheet(rows=replaced(("满意", "满意度（%）", "≥90%", "≥90%"))), "warning"),
    ("missing.target", Sheet(rows=replaced(("数量", "清理河段", "/", "/"))), "warning"),
    ("extraction.cut_name", Sheet(rows=replaced(("数量", "全市河道沿岸的绿化带统一", "3段", "3段"))), "extraction"),
    (
        "extraction.slipped",
        Sheet(
            overview="依据《河道管理办法》", basis="河道需要看护", need="由河道科考核", measures="11月底前完成", plan=""
        ),
        "extraction",
    ),
    ("period.same_counts", Sheet(rows=replaced(("数量", "演练次数", "4次", "4次"))), "warning"),
    ("timing.beyond_full", Sheet(rows=replaced(("质量", "水质达标率", "≥100%", "≥95%"))), "warning"),
    ("timing.full_satisfaction", Sheet(rows=replaced(("满意", "居民满意度", "100%", "≥90%"))), "warning"),
    ("timing.past", Sheet(rows=replaced(("时效", "清淤完成时间", "2030年11月", "11月底前"))), "warning"),
    ("timing.past", Sheet(rows=replaced(("时效", "清淤完成时间", "已完工验收", "11月底前"))), "warning"),
    ("timing.beyond_year", Sheet(rows=replaced(("时效", "清淤完成时间", "11月", "2032年3月"))), "warning"),
    ("timing.filed", Sheet(filled="20310315", rows=replaced(("时效", "清淤完成时间", "2031年1月", "11月"))), "warning"),
    ("timing.past_duty", Sheet(need="在2029年要完成全部河道整治。"), "warning"),
    ("timing.past_plan", Sheet(plan="2030年5月启动清淤，2031年验收。"), "warning"),
    (
        "timing.finished",
        Sheet(
            overview="2029年12月完成堤岸改造的验收，2031年支付尾款30万元。",
            goal=("付清尾款", "付清尾款"),
            rows=replaced(("数量", "堤岸改造长度", "3公里", "3公里")),
        ),
        "warning",
    ),
    ("timing.plan_period", Sheet(goal=("实现“十四五”规划目标", "水清")), "warning"),
    (
        "timing.lax",
        (
            Sheet(rows=replaced(("质量", "投诉公开率", "≥75%", "≥75%"))),
            "2030年度各项绩效目标均已完成，投诉公开率 80%。",
        ),
        "warning",
    ),
    ("missing.level", Sheet(rows=replaced(("成本", "", "", ""))), "warning"),
    ("missing.level", Sheet(rows=replaced(("满意", "", "", ""))), "warning"),
    ("missing.field", Sheet(need=""), "warning"),
    ("basis.expired", Sheet(basis="《某市水网建设规划（2026-2030年）》"), "warning"),
    ("basis.expired", Sheet(basis="《某市国民经济第十四个五年规划纲要》"), "warning"),
    ("basis.other_year", Sheet(basis="《2030年河道整治工作方案》"), "warning"),
    ("basis.request", Sheet(basis="《关于解决河道资金的请示》"), "warning"),
    ("payment.due", Sheet(overview="合同价80万元，已付50万元，剩余尾款20万元。"), "error"),
    ("payment.due", Sheet(overview="合同80万元，支出50万元。剩余20万元。"), "warning"),
    (
        "payment.instalments",
        Sheet(overview="合同金额90万元，支付首款30万元，支付二期款30万元，支付质保金20万元。"),
        "error",
    ),
    ("payment.percentage", Sheet(overview="合同价80万元，今年支付40%即30万元。"), "error"),
    ("consistency.property", Sheet(name="河道整治工程建设", period="300,000", term="1年"), "warning"),
    ("consistency.term", Sheet(overview="服务期限五年，全年巡护。"), "warning"),
    ("consistency.direction", Sheet(rows=replaced(("数量", "发放钥匙", "≤200个", "≥200个"))), "warning"),
    ("consistency.direction", Sheet(rows=replaced(("质量", "办理时长缩短率", "≤70%", "≥70%"))), "error"),
    (
        "consistency.numbered_name",
        Sheet(rows=replaced(("数量", "监测站点", "3个", "3个"), ("时效", "五个监测站点全面启用", "5月", "5月"))),
        "warning",
    ),
    ("count.aspects", Sheet(need="围绕岸线管护、水面保洁、堤防加固两个方面开展。"), "error"),
    (
        "consistency.frequency",
        Sheet(plan="每季度开展一次防汛演练。", rows=replaced(("数量", "防汛演练次数", "2次", "2次"))),
        "error",
    ),
    (
        "consistency.persons",
        Sheet(overview="聘请不少于12名保洁人员。", rows=replaced(("数量", "保洁人数", ">12人", "≥12人"))),
        "warning",
    ),
    (
        "consistency.persons",
        Sheet(overview="聘请15名保洁人员。", rows=replaced(("数量", "保洁人数", "12人", "12人"))),
        "error",
    ),
    (
        "consistency.amount",
        Sheet(
            overview="船只租赁费3.4万元；人工费20万元。",
            rows=replaced(("成本", "船只租赁成本", "≤5.4万元", "≤5.4万元"), ("成本", "人工费", "≤20万元", "≤20万元")),
        ),
        "error",
    ),
    ("consistency.goal_numbers", Sheet(goal=("达标率由50%提高到80%", "水清")), "warning"),
    ("consistency.goal_counts", Sheet(goal=("引进2个以上养护企业", "水清")), "warning"),
    ("consistency.needed", Sheet(overview="全年共需经费60万元。"), "error"),
    ("consistency.investment", Sheet(overview="项目总投资额为80万元。"), "error"),
    ("consistency.term_money", Sheet(overview="服务期限三年共计费用80万元。"), "warning"),
    ("consistency.share_of_estimate", Sheet(overview="概算200万元，2031年完成概算的30%。"), "warning"),
    ("consistency.per_head_total", Sheet(overview="人均经费6.99万元，预计80人总经费为535万元。"), "error"),
    ("consistency.left_over", Sheet(overview="今年预算40万元，支付38万元，剩余20万元。"), "error"),
    (
        "consistency.plan_date",
        Sheet(plan="12月完成清淤。", rows=replaced(("时效", "清淤完成时间", "9月", "9月"))),
        "error",
    ),
    (
        "consistency.plan_date",
        Sheet(plan="9月完成清淤。", rows=replaced(("时效", "清淤完成时间", "11月", "11月"))),
        "warning",
    ),
    (
        "residue.goal_is_copy",
        Sheet(need="沿河各村都需要有人长期看护河道。", goal=("沿河各村都需要有人长期看护河道。", "水清")),
        "warning",
    ),
    ("residue.junk_target", Sheet(rows=replaced(("时效", "清淤及时性", "及时无", "及时"))), "warning"),
    ("residue.junk_target", Sheet(rows=replaced(("时效", "清淤时间", "≤10月前", "10月前"))), "warning"),
    ("extraction.one_goal", Sheet(goal=("三年水清岸绿",)), "extraction"),
    ("naming.project", (listed(河道保洁服务费="30.00", 堤防看护="20.00"), Sheet()), "warning"),
    (
        "naming.text",
        (listed(河道保洁服务项目="30.00", 堤防看护="20.00"), Sheet(), "其中：河道保洁服务经费 30.00万元，用于巡护。"),
        "warning",
    ),
    ("agreement.sheet_money", (listed(河道保洁服务="31.00", 堤防看护="20.00"), Sheet()), "error"),
    ("additivity.sheet_money", Sheet(parts=("900,000", "200,000")), "warning"),
]


@pytest.mark.parametrize(("rule", "parts", "severity"), ONE, ids=[f"{row[0]}-{n}" for n, row in enumerate(ONE)])
def test_a_fault_is_found_once(rule: str, parts, severity: str) -> None:
    findings = found(rule, *(parts if isinstance(parts, tuple) else (parts,)))
    assert [finding.severity for finding in findings] == [severity]
    assert findings[0].message.endswith(("。", "？"))


NONE = [
    ("cost.ceiling", Sheet(rows=replaced(("成本", "保洁总成本", "≤90万元", "30.00万元")))),
    ("cost.columns", Sheet(rows=replaced(("成本", "保洁总成本", "≤30万元", "≤30万元")))),
    (
        "cost.per_head",
        Sheet(overview="聘用12人，支付工资24万元。", rows=replaced(("成本", "人均成本", "≤2.0万元", "≤2.0万元"))),
    ),
    (
        "cost.parts",
        Sheet(rows=replaced(("成本", "人工费", "≤20万元", "≤20万元"), ("成本", "船只费", "≤10万元", "≤10万元"))),
    ),
    ("level.misplaced", Sheet(rows=replaced(("时效", "按时办结率", "100%", "100%")))),
    ("level.misplaced", Sheet(rows=replaced(("质量", "重大事故次数", "0次", "0次")))),
    ("level.misplaced", Sheet(rows=replaced(("质量", "页面响应时间", "≤3秒", "≤3秒")))),
    ("level.misplaced", Sheet(rows=replaced(("生态", "减少污染排放", "减少", "减少")))),
    ("level.rate_without_number", Sheet(rows=replaced(("社会", "办事效率", "提高", "提高")))),
    ("period.multiple", Sheet(name="河道整治工程建设", period="850,000")),
    ("period.endless", Sheet(term="1年", period="300,000")),
    ("period.smaller", Sheet(period="300,000")),
    ("period.cost", Sheet(period="350,000", rows=replaced(("成本", "保洁总成本", "≤30万元", "≤30万元")))),
    ("period.differs", Sheet(rows=replaced(("时效", "清淤完成时间", "6月底前", "5月底前")))),
    ("period.wording", Sheet(rows=replaced(("数量", "清理河段", "4段", "4段")))),
    (
        "timing.not_yet",
        Sheet(name="水闸建设", plan="12月完成验收。", rows=replaced(("数量", "水闸建设数量", "2座", "2座"))),
    ),
    ("missing.target", Sheet(rows=replaced(("数量", "清理河段", "0段", "0段")))),
    ("extraction.cut_name", Sheet(rows=replaced(("数量", "全市河道沿岸的绿化带数量", "3段", "3段")))),
    ("timing.beyond_full", Sheet(rows=replaced(("质量", "水质达标率", "100%", "≥95%")))),
    ("timing.beyond_full", Sheet(rows=replaced(("社会", "客流增长率", "≥120%", "≥120%")))),
    ("timing.full_satisfaction", Sheet(rows=replaced(("满意", "居民满意度", "≥99%", "≥90%")))),
    ("timing.past", Sheet(rows=replaced(("时效", "清淤完成时间", "2031年1月", "11月底前")))),
    ("timing.beyond_year", Sheet(rows=replaced(("时效", "清淤完成时间", "2033年3月", "11月")))),
    ("timing.filed", Sheet(filled="20310115", rows=replaced(("时效", "清淤完成时间", "2031年1月", "11月")))),
    ("timing.past_duty", Sheet(need="到2031年完成全部河道整治。")),
    ("timing.past_plan", Sheet(plan="2030年5月已完成招标，2031年验收。")),
    ("timing.past_plan", Sheet(prop="延续性项目（阶段开展）", plan="2030年5月启动清淤，2031年验收。")),
    ("timing.plan_period", Sheet(goal=("实现“十五五”规划目标", "水清"), year=2030, filled="20291115")),
    ("basis.expired", Sheet(basis="《某市水网建设规划（2027-2031年）》")),
    ("basis.other_year", Sheet(basis="《2031年河道整治工作方案》")),
    ("payment.due", Sheet(overview="合同价80万元，已付50万元，剩余尾款30万元。")),
    ("payment.due", Sheet(overview="合同价80.4万元，已付50万元，剩余尾款30万元。")),
    ("payment.instalments", Sheet(overview="合同金额80万元，支付首款30万元，支付二期款30万元，支付质保金20万元。")),
    ("payment.instalments", Sheet(overview="合同金额90万元，支付首款30万元，支付二期款30万元，支付三期款20万元。")),
    ("payment.percentage", Sheet(overview="合同价80万元，今年支付40%即32万元。")),
    ("consistency.term", Sheet(overview="服务期限三年，全年巡护。")),
    ("consistency.direction", Sheet(rows=replaced(("数量", "设备故障次数", "≤2次", "≤2次")))),
    ("count.aspects", Sheet(need="围绕岸线管护、水面保洁、堤防加固三个方面开展。")),
    (
        "consistency.frequency",
        Sheet(plan="每季度开展一次防汛演练。", rows=replaced(("数量", "防汛演练次数", "4次", "4次"))),
    ),
    (
        "consistency.persons",
        Sheet(overview="聘请不少于12名保洁人员。", rows=replaced(("数量", "保洁人数", "≥12人", "12人"))),
    ),
    ("consistency.goal_numbers", Sheet(goal=("达标率由50%提高到95%", "水清"))),
    ("consistency.needed", Sheet(overview="三年共需经费90万元。")),
    ("consistency.investment", Sheet(overview="项目总投资额为90万元。")),
    ("consistency.term_money", Sheet(overview="服务期限三年共计费用90万元。")),
    ("consistency.share_of_estimate", Sheet(overview="概算100万元，2031年完成概算的30%。")),
    ("consistency.per_head_total", Sheet(overview="人均经费6.99万元，预计80人总经费为559万元。")),
    ("consistency.left_over", Sheet(overview="今年预算40万元，支付38万元，剩余2万元。")),
    ("consistency.plan_date", Sheet(plan="9月完成清淤。", rows=replaced(("时效", "清淤完成时间", "9月", "9月底前")))),
    ("residue.junk_target", Sheet(rows=replaced(("时效", "清淤时间", "≤10月", "10月前")))),
    ("naming.project", (listed(河道保洁服务="30.00", 河堤看护="20.00"), Sheet())),
    ("agreement.sheet_money", (listed(河道保洁服务="30.00", 堤防看护="20.00"), Sheet(annual="300,049"))),
    ("additivity.sheet_money", Sheet(parts=("900,000", "300,000"))),
]


@pytest.mark.parametrize(("rule", "parts"), NONE, ids=[f"{row[0]}-{n}" for n, row in enumerate(NONE)])
def test_at_the_boundary_nothing_is_said(rule: str, parts) -> None:
    assert found(rule, *(parts if isinstance(parts, tuple) else (parts,))) == []


def test_an_indicator_of_one_column_only() -> None:
    text = Sheet().text().replace("\t质量指标\t水质达标率\t≥95%\n", "\t质量指标\t岸线完好率\t≥95%\n")
    assert [finding.quote for finding in found("period.absent", text)] == ["水质达标率"]


def test_labels_that_slipped_in_one_column() -> None:
    text = Sheet().text().replace("11月底前\t时效指标\t", "11月底前\t质量指标\t")
    assert [finding.severity for finding in found("level.displaced", text)] == ["extraction"]
    assert found("level.misplaced", text) == []


def test_cells_that_the_export_moved() -> None:
    text = Sheet().text()
    assert found("extraction.cells", text) == []
    shifted = text.replace("\t\t质量指标\t水质", "\t质量指标\t水质")
    assert [finding.quote for finding in found("extraction.cells", shifted)] == ["水质达标率"]
    joined = text.replace("年度资金总额:\t300,000", "年度资金总额: 300,000")
    assert [finding.quote for finding in found("extraction.cells", joined)] == ["年度资金总额: 300,000"]


def test_heads_labels_and_values_that_the_export_spoilt() -> None:
    text = Sheet().text()
    garbled = text.replace("三级指标\t指标值\t二级", "三级指标\t1K.1- 6.16\t二级")
    assert [finding.quote for finding in found("extraction.cells", garbled)] == ["1K.1- 6.16"]
    headless = text.replace("绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n", "")
    assert [finding.quote for finding in found("extraction.cells", headless)] == ["产出指标"]
    doubled = text.replace("\t\t质量指标\t水质", "\t质量指标\t质量指标\t水质")
    assert [finding.quote for finding in found("extraction.cells", doubled)] == ["质量指标"]
    merged = Sheet(rows=replaced(("社会", "改善沿岸居住 提升村容", "改善 提升", "改善 提升")))
    assert [finding.quote for finding in found("extraction.cells", merged)] == ["改善沿岸居住 提升村容"]
    empty = text.replace("项目期\t\t3年", "项目期\t\t")
    assert [finding.quote for finding in found("extraction.cells", empty)] == ["项目期"]


def test_an_office_file_has_no_export_to_blame() -> None:
    text = Sheet(goal=("三年水清岸绿",)).text().replace("11月底前\t时效指标\t", "11月底前\t质量指标\t")
    reading = reading_of(text)
    reading.source = reading.source._replace(origin="docx")
    severities = {finding.severity for rule in MINE for finding in rule.check(reading)}
    assert severities == {"warning"}


def test_labels_split_or_cut_are_told_place_by_place() -> None:
    text = Sheet().text().replace("市县(区)财政资金", "市县(区)财政资 金")
    findings = found("extraction.label_cells", text)
    assert len({finding.line for finding in findings}) == 1
    assert len(findings) == 2


WHOLE = """部门整体支出绩效目标表
(2031年度)
部门名称\t某市河道所
年度主要任务\t金额合计\t800.00\t800.00
年度总体目标\t水清岸绿
绩效指标\t一级指标\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t清理河段\t≥20段
单位：万元
"""


@pytest.mark.parametrize(("fen", "faults"), [(800_000_000, 0), (800_005_000, 0), (810_000_000, 1)])
def test_the_whole_sheet_covers_all_expenditure(fen: int, faults: int) -> None:
    reading = reading_of(WHOLE.replace("部门整体", "单位：万元\n部门整体", 1))
    coord = Coord(side="expense", stage="budget")
    reading.claims.append(Claim(coord, fen, 10_000, FEN, "cell", Place(9), "800.00"))
    assert len(list(whole_sheet(reading))) == faults


def test_rows_of_the_form_left_empty() -> None:
    text = Sheet().text().replace("\t\t质量指标", "\t\t\t指标2：\t\n\t\t质量指标")
    assert [finding.quote for finding in found("residue.unused_rows", text)] == ["指标2："]


def test_every_rule_has_found_something() -> None:
    tried = {row[0] for row in ONE} | {row[0] for row in EVALUATIONS}
    alone = {
        "period.absent", "residue.copied", "naming.document", "naming.division", "naming.department", "naming.combined",
        "extraction.cut_sheet", "extraction.cut_text", "extraction.lost_money", "extraction.cells", "level.displaced",
        "agreement.whole_sheet",
        "extraction.label_cells", "residue.unused_rows", "count.sheetless", "count.projects", "count.project_money",
    }  # fmt: skip
    assert {rule.id for rule in MINE} == tried | alone


def test_two_projects_with_one_text() -> None:
    words = "按照合同约定逐月考核第三方的巡护里程、清理数量和群众投诉情况，据此付款。"
    first, second = Sheet(measures=words), Sheet(name="堤防看护", measures=words)
    assert [finding.severity for finding in found("residue.copied", first, second)] == ["warning"]
    assert found("residue.copied", first, Sheet(measures=words)) == []


def test_one_document_under_two_names() -> None:
    first = Sheet(basis="《某省河道采砂临时管理办法》")
    assert len(found("naming.document", first, Sheet(name="堤防看护", basis="《某省河道采砂管理办法》"))) == 1
    assert found("naming.document", first, Sheet(name="堤防看护", basis="《某省湖泊采砂临时管理办法》")) == []


def test_a_division_that_is_not_listed() -> None:
    text = "二、机构设置\n某市水利局内设3个科室，分别为：办公室、河道科、堤防科。\n"
    assert found("naming.division", text, Sheet()) == []
    assert [finding.quote for finding in found("naming.division", text, Sheet(measures="由采砂科按照合同考核。"))] == [
        "采砂科"
    ]


def test_departments_of_one_document() -> None:
    others = [Sheet(name=f"{name}看护") for name in ("堤防", "闸门")]
    assert found("naming.department", *others) == []
    strange = Sheet(name="泵站看护", department="905-基建处")
    assert [finding.quote for finding in found("naming.department", *others, strange)] == ["905-基建处"]


def test_a_sheet_that_breaks_off() -> None:
    whole = Sheet()
    cut = whole.text().split("绩效指标\t一级指标")[0]
    assert [finding.severity for finding in found("extraction.cut_sheet", whole, cut)] == ["extraction"]
    assert found("extraction.cut_sheet", whole) == []


def test_a_text_that_breaks_off() -> None:
    long = "聘请第三方清理河道。" * 12
    assert found("extraction.cut_text", Sheet(overview=long)) == []
    assert len(found("extraction.cut_text", Sheet(overview=long + "另需购置"))) == 1


def test_money_of_the_year_lost() -> None:
    assert [f.severity for f in found("extraction.lost_money", Sheet(annual=""))] == ["extraction"]
    assert found("extraction.lost_money", Sheet()) == []


def test_projects_without_sheets_and_stated_numbers() -> None:
    rows = listed(河道保洁服务="30.00", 堤防看护="30.00", 闸门维修="10.00")
    sheets = [Sheet(), Sheet(name="堤防看护")]
    assert [finding.quote for finding in found("count.sheetless", rows, *sheets)] == ["闸门维修"]
    assert found("count.sheetless", rows, *sheets, Sheet(name="闸门维修")) == []
    stated = "2031年实行绩效目标管理的项目{}个。\n"
    assert found("count.projects", rows, *sheets, stated.format(3)) == []
    assert len(found("count.projects", rows, *sheets, stated.format(5))) == 1


def test_one_number_of_projects_with_two_sums() -> None:
    text = "绩效自评涵盖二级项目7个，共涉及资金{}元。\n\n部门预算二级项目绩效自评个数7个，涉及资金{}元。\n"
    assert [f.severity for f in found("count.project_money", text.format(29231739, 29234839))] == ["error"]
    assert found("count.project_money", text.format(29231739, 29231739)) == []


def test_two_projects_on_one_sheet() -> None:
    rows = listed(河道保洁服务="30.00", 堤防看护="20.00")
    assert len(found("naming.combined", rows, Sheet(name="河道保洁服务、堤防看护"))) == 1
    assert found("naming.combined", rows, Sheet()) == []


EVALUATIONS = [
    ("evaluation.execution", Evaluation(money="50\t48\t40\t10\t83.33%\t7.33", total="97.33"), "error"),
    ("evaluation.execution", Evaluation(money="50\t48\t40\t10\t83.33%\t9.33", total="99.33"), "warning"),
    ("evaluation.total", Evaluation(total="97.33"), "error"),
    (
        "evaluation.above_weight",
        Evaluation(rows=(*Evaluation().rows[:2], "满意度指标\t服务对象满意度指标\t居民满意度\t≥92%\t93%\t10\t11\t")),
        "error",
    ),
    (
        "evaluation.weights",
        Evaluation(rows=(*Evaluation().rows[:2], "满意度指标\t服务对象满意度指标\t居民满意度\t≥92%\t93%\t15\t10\t")),
        "warning",
    ),
    ("evaluation.grade", Evaluation(conclusion="自评等级为良。"), "error"),
    ("evaluation.rate", Evaluation(extra=("项目执行情况\t预算执行率93.33%，自评得分8.33分。",)), "error"),
    (
        "evaluation.repeats_target",
        Evaluation(rows=("产出指标\t数量指标\t清理河段\t≥20段\t≥20段\t50\t50\t", *Evaluation().rows[1:])),
        "warning",
    ),
    (
        "evaluation.other_kind",
        Evaluation(rows=("产出指标\t数量指标\t清理河段\t≥20段\t100%\t50\t50\t", *Evaluation().rows[1:])),
        "warning",
    ),
    ("residue.same_remark", Evaluation(extra=("项目效果\t达到使用效果。",)), "warning"),
]


@pytest.mark.parametrize(("rule", "sheet", "severity"), EVALUATIONS, ids=[f"{row[0]}-{row[2]}" for row in EVALUATIONS])
def test_faults_of_an_evaluation(rule: str, sheet: Evaluation, severity: str) -> None:
    assert [finding.severity for finding in found(rule, sheet)] == [severity]


def test_points_within_their_printed_precision() -> None:
    assert found("evaluation.execution", Evaluation(money="50\t48\t40\t10\t83.33%\t8.3", total="98.3")) == []
    assert found("evaluation.execution", Evaluation(money="50\t48\t40\t10\t83.33%\t8", total="98")) == []
    assert found("evaluation.grade", Evaluation(total="90", conclusion="自评等级为优。")) == []
    assert found("evaluation.grade", Evaluation(total="89.99", conclusion="自评等级为良。")) == []
