"""Indicators that stand under a level they do not belong to."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.phrases import COLUMN, at_name, is_exported

SOURCE = "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》绩效指标的类型和设置要求"
LEVEL = {
    "quantity": "数量指标", "quality": "质量指标", "timing": "时效指标", "cost": "成本指标", "economic": "经济效益指标",
    "social": "社会效益指标", "ecological": "生态效益指标", "lasting": "可持续影响指标", "satisfaction": "满意度指标",
}  # fmt: skip
TIMELY = re.compile(r"及时|按时|准时|按期|如期|时限|响应|准点|进度|延误|超时|时长")
MISHAP = re.compile(r"事故|故障|投诉|差错|错误|问题|违规|失误|缺陷|漏洞|案件|隐患|中断|事件|违法|返工|缺货")
LIFE = re.compile(r"年|个月|月")
WELCOME = re.compile(r"满意|认可|好评|投诉|评价|体验|获得感|幸福感|认同|信任|知晓|测评|支持率|接受")
RATE_NAME = re.compile(r"(?:(?<!效)率|比例|占比|百分比|比重)(?:[（(].*[)）])?$")
GREEN = re.compile(
    r"生态|环境|环保|节能|能耗|绿|碳|污|排放|排污|垃圾|水|空气|大气|土壤|资源|节约|无纸|纸张|用纸|用电|节电|噪|粉尘|扬尘|植|林|草|鸟|卫生|整洁"
    r"|美|景观|动物|物种|湿地|沙|废|低耗|清洁|可再生|循环|气候|灾害"
)
DUE_WORDS = re.compile(r"及时|按时|准时|如期")
COUNTED = re.compile(r"数量|人数|个数|次数|数$|台数|件数")
# why an indicator of a kind does not fit a level, and where it belongs
Fault = tuple[str, str]


@rule("level.misplaced", family="level", title="指标所在层级不当", source=SOURCE)
def misplaced(reading: Reading) -> Iterator[Finding]:
    """One finding an indicator; both columns of a row are one place."""
    seen: set[tuple[int, str]] = set()
    for sheet, item, (why, home) in _faults(reading):
        if (item.line, item.level2) in seen:
            continue
        seen.add((item.line, item.level2))
        if is_exported(reading) and (_is_displaced(sheet, item) or _is_raised(reading, sheet, item)):
            continue
        message = f"“{item.full_name}”（{item.target.text or '无指标值'}）列在{LEVEL[item.level2]}下，{why}，{home}"
        yield at_name("level.misplaced", "warning", sheet, item, message)


@rule("level.displaced", family="extraction", title="层级标签在导出时错位", source="文本提取：同一指标在两栏的层级不同")
def displaced(reading: Reading) -> Iterator[Finding]:
    """The two columns put one indicator under different levels: the label slipped in the export."""
    seen: set[int] = set()
    for sheet, item, _ in _faults(reading) if is_exported(reading) else ():
        if item.line in seen or not (_is_displaced(sheet, item) or _is_raised(reading, sheet, item)):
            continue
        seen.add(item.line)
        message = (
            f"“{item.full_name}”在{COLUMN[item.column]}栏落在{LEVEL[item.level2]}下，与另一栏或下一行的层级标签不符，"
            "多半是合并单元格的层级标签在导出时错位，请对照原件。"
        )
        yield at_name("level.displaced", "extraction", sheet, item, message)


@once
def _faults(reading: Reading) -> list[tuple[TargetSheet, Indicator, Fault]]:
    """The indicators that do not fit their level, and why."""
    return [
        (sheet, item, fault)
        for sheet in reading.sheets
        for item in sheet.indicators
        if (fault := _fault(item)) is not None
    ]


@once
def _slips(reading: Reading) -> bool:
    """Whether somewhere in the document the two columns show that labels slipped."""
    return any(_is_displaced(sheet, item) for sheet, item, _ in _faults(reading))


def _is_raised(reading: Reading, sheet: TargetSheet, item: Indicator) -> bool:
    """A date in the row above 时效指标, where labels slip: the label stands in the second of the rows it spans."""
    if item.level2 != "quality" or item.target.kind not in ("date", "rhythm", "judgement"):
        return False
    below = any(twin.level2 == "timing" for twin in sheet.indicators if item.line < twin.line <= item.line + 1)
    above = any(twin.level2 == "quality" and twin.line == item.line - 1 for twin in sheet.indicators)
    return below and above and _slips(reading)


def _is_displaced(sheet: TargetSheet, item: Indicator) -> bool:
    """The other column has it under another level, where it fits."""
    other = [
        twin
        for twin in sheet.indicators
        if twin.column != item.column and twin.full_name == item.full_name and twin.target.value == item.target.value
    ]
    return any(twin.level2 and twin.level2 != item.level2 and _fault(twin) is None for twin in other)


def _fault(item: Indicator) -> Fault | None:
    judge = _JUDGES.get(item.level2)
    return judge(item) if judge and item.target.kind != "absent" else None


def _quantity(item: Indicator) -> Fault | None:
    kind = item.target.kind
    if kind == "rate":
        return "是比率而不是数量", "宜列质量指标或效益指标。"
    if kind in ("date", "rhythm") and not COUNTED.search(item.full_name):
        return "是时间而不是数量", "宜列时效指标。"
    if kind == "judgement":
        return "没有数值", "数量指标应当用数字表示，请补充数量。"
    return None


def _quality(item: Indicator) -> Fault | None:
    target = item.target
    if target.kind in ("date", "rhythm"):
        return "是时间要求", "宜列时效指标。"
    if target.kind == "compound" and all(part.kind == "date" for part in target.parts):
        return "是时间要求", "宜列时效指标。"
    if target.kind == "judgement" and DUE_WORDS.match(target.text):
        return "是及时性要求", "宜列时效指标。"
    if target.kind == "duration" and LIFE.search(target.unit):
        return "是期限", "宜列时效指标。"
    if target.kind == "number" and target.unit and not target.is_ceiling and target.value:
        return (
            None
            if MISHAP.search(item.full_name) or target.unit in ("分", "级", "倍", "G", "M", "兆")
            else ("是数量", "宜列数量指标。")
        )
    return None


def _timing(item: Indicator) -> Fault | None:
    kind = item.target.kind
    if kind == "rate" and not TIMELY.search(item.full_name):
        return "是比率而不是时间", "宜列质量指标。"
    if kind == "money":
        return "是金额", "宜列成本指标。"
    if kind == "number" and item.target.unit and not TIMELY.search(item.full_name):
        return "是数量而不是时间", "宜列数量指标。"
    return None


def _cost(item: Indicator) -> Fault | None:
    kind = item.target.kind
    if kind in ("date", "rhythm") or (kind == "judgement" and DUE_WORDS.match(item.target.text)):
        return "是时间要求", "宜列时效指标。"
    return None


def _ecological(item: Indicator) -> Fault | None:
    if GREEN.search(item.full_name) or GREEN.search(item.target.text):
        return None
    return "看不出与生态环境的关系", "请改列相应的效益指标，或说明其生态效益。"


def _lasting(item: Indicator) -> Fault | None:
    if item.target.kind in ("coverage", "date"):
        return "是时间要求", "宜列时效指标；可持续影响应反映项目结束后的持续作用。"
    return None


def _satisfaction(item: Indicator) -> Fault | None:
    if WELCOME.search(item.full_name):
        return None
    if item.target.kind == "number":
        return "是数量而不是满意程度", "宜列数量指标，并另设满意度指标。"
    return "没有反映服务对象的满意程度", "宜列产出或效益指标，并另设满意度指标。"


_JUDGES = {
    "quantity": _quantity,
    "quality": _quality,
    "timing": _timing,
    "cost": _cost,
    "ecological": _ecological,
    "lasting": _lasting,
    "satisfaction": _satisfaction,
}


@rule("level.rate_without_number", family="level", title="比率指标没有数值", source="财预〔2015〕88号 绩效目标细化量化")
def rate_without_number(reading: Reading) -> Iterator[Finding]:
    """A name that ends in 率 with a wording for its target."""
    for sheet in reading.sheets:
        seen: set[int] = set()
        for item in sheet.indicators:
            if item.target.kind != "judgement" or item.line in seen or not RATE_NAME.search(item.full_name):
                continue
            if item.level2 == "quantity":
                continue
            seen.add(item.line)
            message = f"“{item.full_name}”是比率，指标值“{item.target.text}”却没有数值，请写明百分比。"
            yield at_name("level.rate_without_number", "warning", sheet, item, message)
