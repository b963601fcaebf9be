"""Phrasing, units, reasons and protection in running text: what passes, what fails and what is near."""

import pytest

from tests.disclosure.sheet_samples import Sheet, found
from tests.disclosure.tabular import told

PART = "一、收支情况\n\n"
CASES = [
    ("residue.clause", "根据合同约定，项目于去年验收，根据合同约定，尾款今年支付。", ["根据合同约定"]),
    ("residue.clause", "根据合同约定，项目于去年验收。根据合同约定，尾款今年支付。", []),
    ("residue.clause", "根据合同约定，项目于去年验收，根据验收意见，尾款今年支付。", []),
    ("residue.cut_word", "响应国家建设的要，推进治理。", ["的要"]),
    ("residue.cut_word", "这是首要的要求，推进治理。", []),
    ("residue.cut_word", "河道建设项开展测评。", ["建设项"]),
    ("residue.cut_word", "河道建设项目开展测评，建设项数增加。", []),
    ("residue.year_mark", "2026支付尾款10万元。", ["2026"]),
    ("residue.year_mark", "2026年支付尾款，编号为02026支付单。", []),
    ("residue.year_mark", "按GB/T 9704-2012实施，依据〔2026〕1号。", []),
    ("style.short_year", "24年6月底前支付。", ["24年6月"]),
    ("style.short_year", "2024年6月底前支付，历时20年6个月。", []),
    ("style.short_year", "服务期12年6月止。", []),  # far from the document's year: a stretch of time
    ("residue.about", "邮寄约5700余件。", ["约5700余"]),
    ("residue.about", "邮寄约5700件，发放300余份。", []),
    ("residue.about", "约10公里左右。", ["约10公里左右"]),
    ("style.document_number", "依据某财综[2022]31号执行。", ["[2022]"]),
    ("style.document_number", "依据某财综〔2022〕31号执行。", []),
    ("style.document_number", "会议室[2022]位于31号楼。", []),
    ("residue.titled_number", "依据《某财综〔2022〕31号》执行。", ["《某财综〔2022〕31号》"]),
    ("residue.titled_number", "依据《河道管理办法》（某财综〔2022〕31号）执行。", []),
    ("residue.titled_number", "依据《关于印发第31号公告的通知》执行。", []),
    ("residue.nested_title", "依据《某省关于《河道管理办法》的意见。", ["《某省关于《河道管理办法》的意见"]),
    ("residue.nested_title", "依据《某省关于《河道管理办法》的意见》。", []),
    ("residue.nested_title", "依据《某省关于〈河道管理办法〉的意见》《湖泊管理办法》。", []),
    ("style.no_yuan", "购买镜头经费3.46万，制作专题片。", ["3.46万"]),
    ("style.no_yuan", "购买镜头经费3.46万元，服务群众5万，以及其他。", []),
    ("style.no_yuan", "合同总金额6478980中的未付款。", ["6478980"]),
    ("style.no_yuan", "合同总金额6478980元中的未付款。", []),
    ("style.legal_unit", "房屋面积199平米。", ["平米"]),
    ("style.legal_unit", "房屋面积199平方米，水平米尺一把。", []),
    ("missing.real_reason", "预算比上年减少10万元，主要原因是项目预算减少。", ["项目预算减少"]),
    ("missing.real_reason", "河道管护经费比上年减少10万元，主要原因是河道管护经费减少。", ["河道管护经费减少"]),
    ("missing.real_reason", "预算比上年减少10万元，主要原因是堤岸改造项目完工，预算减少。", []),
    ("missing.real_reason", "预算比上年减少10万元，主要原因是减少2名人员。", []),
    ("narrative.epidemic", "培训费比上年减少1万元，原因是上年受疫情影响，培训较少。", ["上年受疫情影响"]),
    ("narrative.epidemic", "培训费比上年增加1万元，原因是上年受疫情影响，培训较少。", []),
    ("narrative.epidemic", "培训费比上年减少1万元，原因是本年受疫情影响。", []),
    ("narrative.three_public", "“三公”经费减少1万元，原因是本年无会议活动。", ["会议"]),
    ("narrative.three_public", "“三公”经费减少1万元，原因是本年无接待活动。", []),
    ("narrative.three_public", "“三公”经费、会议费减少1万元，原因是本年无会议活动。", []),
    ("secrecy.protection", "护网行动期间（10月）24小时值守。", ["护网"]),
    ("secrecy.protection", "做好护网工作。", []),
    ("secrecy.protection", "现有网关不支持国密算法。", ["不支持国密"]),
    ("secrecy.protection", "检测发现系统是否存在漏洞。", []),
    ("secrecy.protection", "依据《关于做好安全可靠应用替代工作的通知》。", ["《关于做好安全可靠应用替代工作的通知》"]),
    ("residue.wording", "财政拔款收入，采购制度。", ["拔款"]),
]


@pytest.mark.parametrize(("rule", "text", "quotes"), CASES)
def test_phrasing(rule: str, text: str, quotes: list[str]) -> None:
    assert told(rule, PART + text) == [("warning", quote) for quote in quotes]


def test_foreign_words_are_the_export() -> None:
    assert told("extraction.foreign", PART + "云平台 and 数字政府提供市級服务。") == [
        ("extraction", "and"),
        ("extraction", "級"),
    ]
    assert told("extraction.foreign", PART + "使用Command and Control软件，提供市级服务。") == []


def test_completion_far_from_the_budget_needs_its_reason() -> None:
    far = "科学技术支出年初预算10万元，支出决算85万元，完成年初预算的850%，用于人员。"
    far += "较2023年决算增加8万元，主要原因是新增人员。"
    told_why = far.replace("用于人员", "决算数大于预算数的主要原因是年中追加")
    near = far.replace("85万元", "9万元").replace("850%", "90%")
    rule = "missing.completion_reason"
    assert told(rule, PART + far) == [("warning", "850%")]
    assert told(rule, PART + told_why) == []
    assert told(rule, PART + near) == []


def test_instructions_are_no_basis() -> None:
    rule = "secrecy.instruction"
    assert [each.quote for each in found(rule, Sheet(basis="《某市河道报告》的批示要求"))] == [
        "《某市河道报告》的批示要求"
    ]
    assert found(rule, Sheet(basis="《某市河道报告》的批复")) == []
    assert found(rule, Sheet()) == []


def contact(name: str, digits: str) -> str:
    number = "1380000" + digits  # no number in use
    return Sheet().text().replace("经办人:\t\t联系电话:\t", f"经办人:\t{name}\t联系电话:\t{number}")


def test_contacts() -> None:
    """Neither name nor number is shown."""
    rule = "privacy.contacts"
    assert [each.quote for each in found(rule, contact("张某", "0001"), contact("张某", "0002"))] == ["联系电话"]
    assert [each.quote for each in found(rule, contact("张某", "0001"), contact("李某", "0001"))] == ["联系电话"]
    assert found(rule, contact("张某", "0001"), contact("张某", "0001")) == []
    said = found(rule, contact("张某", "0001"), contact("张某", "0002"))[0].message
    assert "张某" not in said and "138" not in said
