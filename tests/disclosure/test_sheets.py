"""Reading target sheets and self-evaluation sheets: layouts written for the test, and the published documents."""

from collections import Counter

from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.engines.fiscal.domain.targets.target import MEASURED
from shizheng.systems.disclosure.domain.segments import segment
from shizheng.systems.disclosure.domain.sheets import read_sheets
from shizheng.systems.disclosure.domain.source import from_text
from tests.shared import SEEDS, needs_seeds

DUAL = """项目支出绩效目标申报表

(2031年度)

项目名称\t\t河道保洁
主管部门及代码\t\t301-某市水利局\t\t实施单位 某市河道管理所
项目属性\t\t经常性项目（长期开展）\t\t某市河道管理所
项目资金 (元)\t实施期资金总额:\t900,000\t\t年度资金总额:\t300,000
\t其中:中央财政资金\t0\t\t其中:中央财政资金\t0
\t市县(区)财政资 金\t900,000\t\t市县(区)财政资金\t300,000
项目概况\t\t聘用12人清理河道，共需30万元。
第二行说明。
立项依据\t\t《河道管理办法》
总体目标\t\t三年水清\t\t\t\t今年水清
绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值
\t产出指标\t数量指标\t保洁人数\t≥12人\t数量指标\t保洁人数\t≥12人
\t\t\t保洁河道长度\t86公里\t\t保洁河道长\t86公里
\t\t质量指标\t水质达标率\t≥95%\t质量指标\t水质达标率\t≥95%
\t时效指标\t完成时间\t11月底前\t时效指标\t完成时间
\t成本指标\t\t\t\t成本指标\t\t
满意度指标\t服务对象满意度\t居民满意度\t≥90%\t服务对象满意度\t居民满意\t≥90%
负责人:\t\t经办人:\t甲\t联系电话:\t000\t填报日期:\t20310115
"""

NATIONAL = """项目支出绩效目标表
（2031年度）
单位：万元
项目名称\t公园绿化
主管部门\t某县园林局\t实施单位\t某县园林所
项目资金\t年度资金总额：\t50
\t其中：财政拨款\t50
一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\t权重
产出指标\t数量指标\t种树数量\t≥\t2000\t棵\t20
\t质量指标\t成活率\t≥\t90\t%\t20
满意度指标\t服务对象满意度指标\t游客满意度\t≥\t92\t%\t10
"""

EVALUATION = """项目支出绩效自评表
填报日期：2032.3.1
项目名称\t公园绿化
主管部门\t某县园林局\t实施单位\t某县园林所
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t50\t48\t40\t10\t83.33%\t8.33
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施
产出指标\t数量指标\t种树数量\t≥2000棵\t1800棵\t30\t27\t雨季延后
\t质量指标\t成活率\t≥90%\t95%\t20\t20\t
效益指标\t社会效益指标\t居民获得感\t提升\t提升\t30\t30\t
满意度指标\t服务对象满意度指标\t游客满意度\t≥92%\t93%\t10\t10\t
总分\t\t\t\t\t100\t95.33\t
"""


def sheets_of(text: str) -> list[TargetSheet]:
    return read_sheets(segment(from_text("test", text)))


def test_fields_and_money_of_both_columns() -> None:
    (sheet,) = sheets_of(DUAL)
    assert (sheet.name, sheet.year, sheet.is_dual) == ("河道保洁", 2031, True)
    assert sheet.text("unit") == "某市河道管理所"
    assert sheet.text("property") == "经常性项目（长期开展）"
    assert sheet.text("overview") == "聘用12人清理河道，共需30万元。第二行说明。"
    assert sheet.fields["overview"].piece_at(20).line == sheet.line + 7
    assert (sheet.text("goal"), sheet.text("goal.annual")) == ("三年水清", "今年水清")
    period, annual = sheet.money("period"), sheet.money("annual")
    assert period and annual
    assert (period.fen, annual.fen, annual.quote) == (90_000_000, 30_000_000, "300,000")
    county = sheet.money("annual", "county")
    assert county and county.fen == 30_000_000


def test_persons_are_not_kept() -> None:
    (sheet,) = sheets_of(DUAL)
    assert "person" in sheet.printed
    assert "person" not in sheet.fields
    assert "phone" not in sheet.fields


def test_indicators_by_column_and_level() -> None:
    (sheet,) = sheets_of(DUAL)
    period = [(item.name, item.level2, item.target.text) for item in sheet.of("period")]
    assert period == [
        ("保洁人数", "quantity", "≥12人"),
        ("保洁河道长度", "quantity", "86公里"),
        ("水质达标率", "quality", "≥95%"),
        ("完成时间", "timing", "11月底前"),
        ("居民满意度", "satisfaction", "≥90%"),
    ]


def test_cut_names_and_lost_values_come_from_the_other_column() -> None:
    (sheet,) = sheets_of(DUAL)
    annual = {item.name: item for item in sheet.of("annual")}
    assert annual["保洁河道长"].full_name == "保洁河道长度"
    assert annual["完成时间"].target.kind == "date"
    assert annual["完成时间"].target.text == ""
    assert [found.kind for found in sheet.irregular if found.kind == "lost_value"] == ["lost_value"]


def test_a_level_without_indicators_is_noted() -> None:
    (sheet,) = sheets_of(DUAL)
    assert {label.level2 for label in sheet.labels} >= {"cost"}
    assert not [item for item in sheet.indicators if item.level2 == "cost"]


def test_the_national_form_keeps_comparator_value_and_unit_apart() -> None:
    (sheet,) = sheets_of(NATIONAL)
    first = sheet.indicators[0]
    assert (first.target.text, first.target.value, first.target.unit) == ("≥2000棵", 20_000_000, "棵")
    assert first.quote == "2000"
    assert [item.weight for item in sheet.indicators] == [200_000, 200_000, 100_000]
    total = sheet.money("annual")
    assert total and total.fen == 50_000_000


def test_the_national_evaluation_form() -> None:
    (sheet,) = sheets_of(EVALUATION)
    assert sheet.kind == "evaluation"
    stages = {item.stage: item.fen for item in sheet.funding if item.level == "total"}
    assert stages == {"budget": 50_000_000, "adjusted": 48_000_000, "executed": 40_000_000}
    first = sheet.indicators[0]
    assert (first.actual, first.weight, first.score, first.reason) == ("1800棵", 300_000, 270_000, "雨季延后")
    assert [score.points for score in sheet.scores if score.part == "total"] == [953_300]


@needs_seeds
def test_every_indicator_of_the_published_documents_is_typed() -> None:
    kinds: Counter[str] = Counter()
    sheets = 0
    for path in SEEDS:
        read = read_sheets(segment(from_text(path.name, path.read_text(encoding="utf-8"))), 2023)
        sheets += len(read)
        for item in (item for sheet in read for item in sheet.indicators):
            kinds[item.target.kind] += 1
            assert item.target.kind != "judgement" or item.target.reason
            assert item.name
    assert sheets == 39
    assert sum(kinds.values()) >= 650
    assert sum(kinds[kind] for kind in MEASURED) > sum(kinds.values()) / 2


@needs_seeds
def test_names_and_targets_stand_in_their_lines() -> None:
    for path in SEEDS:
        source = from_text(path.name, path.read_text(encoding="utf-8"))
        for sheet in read_sheets(segment(source), 2023):
            for item in sheet.indicators:
                assert item.name[:4] in source.lines[item.line - 1].text
            for field in sheet.fields.values():
                for piece in field.pieces:
                    assert piece.text in source.lines[piece.line - 1].text
