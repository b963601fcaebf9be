"""Rules over words: residue, slips, leftovers, privacy, secrecy, style, counts, contents, sections, extraction."""

from collections.abc import Callable, Iterable

import pytest

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.rules import (
    contents,
    leftovers,
    privacy,
    residue,
    secrecy,
    sections,
    slips,
    style,
    text_counts,
    text_extraction,
)
from tests.disclosure.prose_samples import document, said

Check = Callable[[Reading], Iterable[Finding]]
LONG = "本单位严格按照预算管理有关规定执行，进一步提高资金使用效益，切实做好各项工作，" * 2

CASES: list[tuple[Check, str, list[str]]] = [
    (residue.choice, "接待费0万元，较上年增加（减少）0万元，增加（减少）的主要原因是无变化。", ["增加（减少）"]),
    (residue.choice, "接待费1万元，较上年增加1万元。", []),
    (residue.choice, "接待费0万元，较上年增加(减少)0万元；车辆费0万元，较上年减少(增加)0万元。",
     ["增加(减少)", "减少(增加)"]),
    (residue.prompt, "根据本部门使用的其他专用名词补充解释。", ["根据本部门使用的其他专用名词补充解释"]),
    (residue.prompt, "本年支出XX万元。", ["XX"]),
    (residue.prompt, "型号为XXL的设备。", []),
    (residue.prompt, "主要用于：我单位不涉及。", ["主要用于：我单位不涉及"]),
    (residue.prompt, "主要原因是我单位不涉及此项业务。", []),
    (residue.prompt, "办公用房充足。无特殊情况。", ["无特殊情况"]),
    (residue.prompt, "明州市档案中心部门（单位）共有车辆0辆。", ["部门（单位）"]),
    (residue.prompt, "本部门（单位）共有车辆0辆。", []),
    (residue.first_point, "一方面提高质量：一是深化改革，落实责任。", ["一是深化改革"]),
    (residue.first_point, "一是深化改革；二是落实责任。", []),
    (residue.first_point, "统一是前提。", []),
    (slips.punctuation, "完成验收。。支付尾款。", ["。。"]),
    (slips.punctuation, "工作有序开展，，按期完成。", ["，，"]),
    (slips.punctuation, "详见附件。。。", []),
    (slips.punctuation, "完成验收，支付尾款。", []),
    (slips.doubled, "支出较上年较上年增加。", ["较上年较上年"]),
    (slips.doubled, "聚焦联络联络作用。", ["联络联络"]),
    (slips.doubled, "事业单位单位资金情况。", []),
    (slips.doubled, "个别单位单位的资金。", ["单位单位的"]),
    (slips.doubled, "建设的的项目与目的的确相符。", ["的的"]),
    (slips.doubled, "强化验收和和管理，建设祥和和谐社区。", ["和和"]),
    (slips.doubled, "按季度进行一次进行巡检。", ["进行一次进行"]),
    (slips.doubled, "更换网关设备（VPN）设备两台。", ["设备（VPN）设备"]),
    (slips.doubled, "12121212和abab", []),
    (slips.wording, "截止2025年底，车辆2辆。报名截止时间为5月。", ["截止"]),
    (slips.wording, "截至2025年底，车辆2辆。", []),
    (slips.wording, "预计与6月完成，预计与上年持平。", ["预计与"]),
    (slips.wording, "国有资金经营预算支出0元。", ["国有资金经营"]),
    (slips.wording, "20255年完成，依据明信字2018[10]号文件。", ["20255年", "2018[10]号"]),
    (slips.wording, "2025年完成，依据明信字〔2018〕10号文件，金额20,000.00元。", []),
    (slips.wording, "预算收入100万元，年本单位预算支出100万元。", ["年本单位"]),
    (leftovers.unclosed, f"落实“数字明州战略，{LONG}按期完成。", ["“数字明州战略，"]),
    (leftovers.unclosed, f"落实“数字明州”战略，{LONG}按期完成。", []),
    (leftovers.unclosed, "落实“数字明州战略", []),  # may have been cut off
    (leftovers.no_stop, f"支出100.00万元，{LONG}主要原因是项目减少", ["要原因是项目减少"]),
    (leftovers.no_stop, f"支出100.00万元，{LONG}主要原因是项目减少。", []),
    (leftovers.opening, "人员经费5.00万元，主要包括人员经费5.00万元，主要包括基本工资5.00万元。", ["人员经费5.00万元"]),
    (leftovers.opening, "人员经费5.00万元，主要包括基本工资5.00万元。", []),
    (secrecy.content, "该项目文件涉密，按涉密流程采购。", ["涉密", "涉密"]),
    (secrecy.content, "负责非涉密信息系统管理，做好保密工作，管理涉密人员。", []),
    (secrecy.content, "改进措施为无。涉密项目除外。", ["涉密项目除外"]),
    (style.thousands, "支出12,345.67万元，上年11111.11万元。", ["11111.11万元"]),
    (style.thousands, "支出12,345.67万元，上年999.99万元，计划6000万元。", []),
    (style.decimals, "甲1.00万元、乙2.00万元、丙3.00万元、丁4.5万元。", ["4.5万元"]),
    (style.decimals, "甲1.00万元、乙2.00万元、丙0万元。", []),
    (style.units, "甲支出100元，乙支出200元，丙支出3万元。", ["3万元"]),
    (style.units, "甲支出100元，比上年增加10元，主要原因是新增3万元项目。", []),
    (style.counts, "项目0.00个，设备2台。", ["0.00个"]),
    (style.counts, "面积12.50平方米，项目2个。", []),
    (style.unitless, "基本工资100.00元、绩效工资200.00、奖金300.00元。", ["200.00"]),
    (style.unitless, "支出100.00元，比上年增加10.00元，增长11.11。", ["11.11"]),
    (style.unitless, "收支总计各为100.00，200.00万元。", []),
    (text_counts.bodies, "内设3个科室，分别为：办公室、财务科、业务科。", []),
    (text_counts.bodies, "内设机构3个，分别为办公室、财务科，全部为正科级。", ["内设机构3个，分别为"]),
    (text_counts.bodies, "内设两个科室，即办公室、财务科。", []),
    (text_counts.promised, "目标共设置3项，具体为甲；乙。", ["共设置3项"]),
    (text_counts.promised, "目标共设置2项，具体为甲；乙。", []),
    (text_counts.vehicles, "共有车辆3辆，其中：执法用车1辆、其他用车2辆。", []),
    (text_counts.vehicles, "共有车辆3辆，其中：执法用车0辆、其他用车2辆。", ["3辆"]),
    (text_counts.vehicles, "编制2辆，实有3辆，其中：领导用车1辆，其他用车2辆。", []),
    (text_counts.these, "对1个项目开展评价，这两个项目完成目标。", ["这两个项目"]),
    (text_counts.these, "对2个项目开展评价，这两个项目完成目标。", []),
    (text_counts.these, "二级项目绩效自评个数3个：1个项目自评等级为“优”，1个项目自评等级为“良”，"
     "0个项目自评等级为“差”。", ["自评个数3个"]),
    (sections.reason, "支出10.00万元，比上年增加1.00万元，增长11.11%。", ["增加1.00万元"]),
    (sections.reason, "支出10.00万元，比上年增加1.00万元，主要原因是人员增加。", []),
    (sections.reason, "支出10.00万元，比上年增加0.00万元。", []),
    (sections.final, "支出年初预算9.00万元，支出决算8.00万元。其中：甲年初预算4.00万元，支出决算4.00万元；"
     "乙年初预算5.00万元，支出决算4.00万元；丙年初预算0万元。", ["0万元"]),
    (sections.small_firms, "政府采购预算总额10.00万元。", ["政府采购预算总额10.00万元"]),
    (sections.small_firms, "政府采购预算总额10.00万元，面向中小企业预留10.00万元。", []),
    (sections.small_firms, "政府采购预算总额0万元。", []),
    (sections.whole_target, "本年未编报单位整体绩效目标。", ["未编报单位整体绩效目标"]),
    (text_extraction.chart, "一般公共预算支出结构图", ["一般公共预算支出结构图"]),
    (text_extraction.chart, "一般公共预算支出结构图显示，教育支出增加。", []),
    (text_extraction.split_number, "支出1321. 47 万元。", ["1321. 47"]),
    (text_extraction.split_number, "支出1321.47 万元。", []),
    (text_extraction.markup, "目标一<p>完成验收</p>。", ["<p>"]),
    (text_extraction.markup, "比率<95%，设备>3台。", []),
]  # fmt: skip


NAMES = [f"{check.__name__}-{number}" for number, (check, _, _) in enumerate(CASES)]


@pytest.mark.parametrize(("check", "text", "quotes"), CASES, ids=NAMES)
def test_words(check: Check, text: str, quotes: list[str]) -> None:
    assert [quote for _, quote in said(check, document(text))] == quotes


def test_stray_paragraphs() -> None:
    reading = document("名词解释如前所述。", "；", "无")
    assert [quote for _, quote in said(residue.stray, reading)] == ["；"]
    assert [quote for _, quote in said(residue.stray, document("名词解释如前所述。", "无"))] == ["无"]
    assert said(residue.stray, document("3、其他资产情况：", "无")) == []


def test_wording_of_another_level() -> None:
    glossary = ("第四部分 名词解释", "一、“三公”经费：指省直部门用财政拨款安排的经费。")
    assert said(leftovers.level, document(*glossary, tables=True)) == [("warning", "省直部门")]
    own = (glossary[0], glossary[1].replace("省直", "市直"))
    assert said(leftovers.level, document(*own, tables=True)) == []


MOBILE = "139" + "1234" + "5678"  # in pieces: no whole number is ever committed


def sheet(*rows: str) -> Reading:
    head, tail = "明州市档案中心\n\n项目支出绩效目标申报表\n\n（2026年度）\n\n", "\n\n二、其他说明\n\n无其他说明。\n"
    return read(from_text("sheet.txt", head + "\n".join(rows) + tail))


FORM = ("项目名称\t\t库房改造\t\t", "数量指标\t改造面积\t≥100平方米\t\t", "质量指标\t验收合格率\t100%\t\t")


@pytest.mark.parametrize(
    ("row", "telephones", "names"),
    [
        ("负责人:\t经办人:\t欧阳明\t联系电话:\t" + MOBILE, ["联系电话"], ["经办人"]),
        ("负责人:\t经办人:\t钱某某\t联系电话:\t8123456", ["联系电话"], ["经办人"]),
        ("负责人:\t\t经办人:\t\t联系电话:\t", [], []),
        ("部门\t办公室\t联系电话\t8123456", [], []),
        ("联系人\t财务科\t服务热线\t12345", [], []),
    ],
)
def test_personal_data_in_forms(row: str, telephones: list[str], names: list[str]) -> None:
    reading = sheet(*FORM, row)
    assert [quote for _, quote in said(privacy.telephone, reading)] == telephones
    assert [quote for _, quote in said(privacy.name, reading)] == names


def test_names_are_listed_below_a_head_that_says_more_than_the_word() -> None:
    reading = sheet(*FORM, "专家姓名\t职称\t签字", "钱某某\t高级工程师\t")
    assert [quote for _, quote in said(privacy.name, reading)] == ["高级工程师"]


def test_findings_never_repeat_the_datum() -> None:
    reading = sheet(*FORM, "负责人:\t经办人:\t钱某某\t联系电话:\t" + MOBILE)
    for finding in (*privacy.telephone(reading), *privacy.name(reading)):
        assert MOBILE not in "".join(map(str, finding)) and "钱某某" not in "".join(map(str, finding))


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("110105" + "19491231" + "002X", True),
        ("110105" + "19491231" + "0021", False),
        ("9111010519" + "49123100", False),
    ],
)
def test_identity_numbers_have_a_check_digit(number: str, found: bool) -> None:
    assert bool(list(privacy.identity(document(f"补助对象身份证号：{number}。")))) is found


def test_annexes_numbered_alike() -> None:
    form = "项目支出绩效自评表\n\n" + "\n".join(FORM)
    reading = read(from_text("annex.txt", f"附件1\n\n{form}\n\n填报完毕。\n\n附件1\n\n{form}\n\n附件2\n\n{form}\n"))
    assert [quote for _, quote in said(leftovers.annex, reading)] == ["附件1"]


LISTED = """明州市档案中心2026年部门预算

目录

第一部分 概况....1
一、主要职责....1
二、机构设置....{page}
第二部分 情况说明....3
一、收入情况说明....3
二、支出预算情况说明....4

第一部分 概况

一、主要职责

负责档案工作。

二、机构设置

内设机构若干。

第二部分 情况说明

一、{first}

收入情况如表。

{number}、{second}

支出情况如表。
"""


def listed(**changes: object) -> Reading:
    filled = {"page": 2, "first": "收入情况说明", "second": "支出预算情况说明", "number": "二"} | changes
    return read(from_text("listed.txt", LISTED.format(**filled)))


@pytest.mark.parametrize(
    ("check", "changes", "quotes"),
    [
        (contents.contents, {}, []),
        (contents.contents, {"second": "年度支出预算安排情况的说明"}, []),
        (contents.contents, {"second": "资产"}, ["二、支出预算情况说明"]),
        (contents.pages, {}, []),
        (contents.pages, {"page": 9}, ["第二部分 情况说明", "一、收入情况说明", "二、支出预算情况说明"]),
        (contents.section, {}, []),
        (contents.section, {"second": "收入情况说明"}, ["收入情况说明"]),
        (contents.numbering, {}, []),
        (contents.numbering, {"number": "四"}, ["四、支出预算情况说明"]),
    ],
)
def test_contents(check: Check, changes: dict[str, object], quotes: list[str]) -> None:
    assert [quote for _, quote in said(check, listed(**changes))] == quotes


def test_sections_in_another_order() -> None:
    text = LISTED.format(page=2, first="支出预算情况说明", second="收入情况说明", number="二").replace(
        "二、支出预算情况说明....4", "二、支出预算情况说明....4\n三、绩效情况说明....5"
    )
    reading = read(from_text("order.txt", text + "\n三、绩效情况说明\n\n如表。\n"))
    assert [quote for _, quote in said(contents.order, reading)] == ["一、收入情况说明"]
    assert said(contents.order, listed()) == []


def test_required_subjects() -> None:
    reading = listed()
    assert said(sections.section, reading) == []  # too short to be a whole disclosure
    text = LISTED.format(page=2, first="收入情况说明", second="支出预算情况说明", number="二")
    long = read(from_text("long.txt", text + LONG * 6))
    missing = {name for finding in sections.section(long) for name in finding.expected.split("、")}
    assert "政府采购情况" in missing and "主要职责和机构设置" not in missing


@pytest.mark.parametrize(
    ("title", "text", "check", "count"),
    [
        ("（一）机关运行经费", "本级无下属行政单位。", sections.operating, 1),
        ("（一）机关运行经费", "本单位没有机关运行经费。", sections.operating, 0),
        ("（一）机关运行经费", "机关运行经费预算3.00万元。", sections.operating, 0),
        ("（二）国有资产占用情况", "共有车辆0辆。", sections.assets, 1),
        ("（二）国有资产占用情况", "共有车辆0辆，单价100万元以上设备0台。", sections.assets, 0),
    ],
)
def test_sections_that_say_too_little(title: str, text: str, check: Check, count: int) -> None:
    assert len(said(check, document("三、其他重要事项", title, text))) == count


def test_sentences_cut_by_a_page() -> None:
    text = "一、支出说明\n\n支出预算100.00万元，比上年增加10.00万元，主要原因是人员\n\n经费增加。\n"
    assert said(text_extraction.page, read(from_text("cut.txt", text))) != []
    whole = document("支出预算100.00万元，比上年增加10.00万元，主要原因是人员经费增加。")
    assert said(text_extraction.page, whole) == []


def test_page_numbers_left_in_the_text() -> None:
    assert [q for _, q in said(text_extraction.page_number, document("正文如下。", "- 12 -", "继续。"))] == ["- 12 -"]
    assert said(text_extraction.page_number, document("正文如下。", "第12条", "继续。")) == []
