"""Targets that nobody can measure: a verb for a value, a growth rate without its base, somebody's satisfaction."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.phrases import at_indicator, at_name
from shizheng.systems.disclosure.rules.level import RATE_NAME

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效指标应当细化量化，不能量化的定性表述也应当可以衡量"
HOW = "有效|持续|不断|进一步|逐步|显著|明显|有所|较好?|大幅|全面|切实|稳步|得到|基本|长期"
WHAT = (
    "及时|按时|准时|如期|提升|提高|促进|保障|加强|增强|推动|推进|完善|改善|优化|确保|缓解|扩大|规范|统筹|提供|形成|构建|支撑|加快"
    "|深化|强化|达标|符合|良好|较高|较好|一般|高|好|有效|明显|显著|全面"
)
VAGUE = re.compile(rf"(?:{HOW})*(?:(?:{WHAT})[ 、，]?)+(?:(?<=及时)无)?")
ABOVE = re.compile(r"(?:高于|优于|超过|不低于)[^\d]{0,8}(?:平均|同期|同类)?水平")
DUE = re.compile(r"及时|按时|准时|如期")
GROWTH = re.compile(r"(?:提升|提高|增长|增加|缩短|降低|下降|节约|压缩)(?:率|度|幅度|比例)(?:[（(].*[)）])?$")
BASE = re.compile(r"比上年|较上年|上年|同比|环比|基期|基数|原有|目前|现有|改造前|实施前|以前|由\d|从\d|较\d|比\d")
BASED = ("overview", "need", "plan", "goal", "goal.period", "goal.annual", "measures")
ANYBODY = re.compile(
    r"^(?:相关人员|有关人员|相关方|各方|社会各界|相关部门和人员|相关单位和人员)(?:的)?满意[度率](?:[（(].*[)）])?[%％]?$"
)


@once
def _rows(reading: Reading) -> list[tuple[TargetSheet, Indicator]]:
    """The indicators with a printed target, a row once."""
    rows: list[tuple[TargetSheet, Indicator]] = []
    for sheet in reading.sheets:
        lines: set[int] = set()
        for item in sheet.indicators:
            if item.target.text and item.line not in lines:
                lines.add(item.line)
                rows.append((sheet, item))
    return rows


@rule("missing.measure", family="missing", title="指标值无法衡量", source=SOURCE)
def measure(reading: Reading) -> Iterator[Finding]:
    """提升, 保障, 及时: a verb or an adverb where a number, a date or a standard should stand."""
    for sheet, item in _rows(reading):
        text = item.target.text.strip()
        if item.target.kind != "judgement" or item.level2 in ("cost", "quantity"):
            continue  # what they lack is told by rules of their own
        if RATE_NAME.search(item.full_name):
            continue  # so is a rate without a number
        if DUE.match(text):
            why = "没有写出时限，请写明具体期限（如“每月5日前”“2小时内”）"
        elif VAGUE.fullmatch(text):
            why = "只是动词或程度词，没有数值、档次或判断标准，请量化或写明如何衡量"
        elif ABOVE.fullmatch(text):
            why = "没有写出作比较的基准数，请写明数值"
        else:
            continue
        yield at_indicator("missing.measure", "warning", sheet, item, f"“{item.full_name}”的指标值“{text}”{why}。")


@rule("missing.base", family="missing", title="增减幅度类指标没有基数", source=SOURCE)
def base(reading: Reading) -> Iterator[Finding]:
    """提升率≥60%: of what? Neither the name nor the sheet says what it is compared with."""
    based: dict[int, bool] = {}
    for sheet, item in _rows(reading):
        if item.target.kind != "rate" or not GROWTH.search(item.full_name) or BASE.search(item.full_name):
            continue
        if sheet.line not in based:
            based[sheet.line] = any(BASE.search(sheet.text(name)) for name in BASED)
        if based[sheet.line] or item.past:
            continue
        message = f"“{item.full_name}”的目标为{item.target.text}，没有说明与什么相比，无法衡量，请补充基数。"
        yield at_indicator("missing.base", "warning", sheet, item, message)


@rule("residue.anybody", family="residue", title="满意度的调查对象不明", source=SOURCE)
def anybody(reading: Reading) -> Iterator[Finding]:
    """相关人员满意度: nobody can say whom to ask."""
    for sheet, item in _rows(reading):
        if item.level2 == "satisfaction" and ANYBODY.match(item.full_name):
            message = (
                f"“{item.full_name}”没有写明调查对象是谁，请写成具体的服务对象（如来电群众、参训人员、使用单位）。"
            )
            yield at_name("residue.anybody", "warning", sheet, item, message)
