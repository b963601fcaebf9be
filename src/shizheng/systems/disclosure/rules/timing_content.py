"""Targets that the year cannot bring: finished before, not yet built, of an expired plan, or long surpassed."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.segments import Paragraph
from shizheng.systems.disclosure.domain.sheets.nature import is_settlement
from shizheng.systems.disclosure.domain.sheets.phrases import at_field, at_indicator, at_name, written
from shizheng.systems.disclosure.rules.timing import SOURCE

BUILT = re.compile(r"搭建|建设|改造|安装|验收|培训|开发|上线|施工|实施")
PAID = re.compile(r"支付|付款|尾款|质保金|成本|满意|款项|拨付|决算")
GOAL_BUILD = re.compile(
    r"完成[^，。；;,、款费资]{0,24}(?:建设|搭建|改造|安装)(?![^，。；;,]{0,40}(?:款|费用|资金|支付))"
)
TENDER = re.compile(r"招标|采购")
BUILT_BY = re.compile(r"验收|建成|竣工|上线|试运行|完成建设|完成[^，。；]{0,6}建设|投入使用|交付|支付|完工|施工")
YIELD = re.compile(r"建设.*(?:数|个数|面积|规模)|质量达标率|正常运行率|建成")


@rule("timing.finished", family="timing", title="已完工的内容仍列为目标", source=SOURCE)
def finished(reading: Reading) -> Iterator[Finding]:
    """The text says the work was accepted years ago and only a last payment is due, yet the work is a target."""
    for sheet in reading.sheets:
        if sheet.kind == "evaluation" or not is_settlement(sheet):
            continue
        lines: set[int] = set()
        for item in sheet.indicators:
            fits = item.level1 == "output" and BUILT.search(item.full_name) and not PAID.search(item.full_name)
            if not fits or item.line in lines or item.target.kind in ("date", "absent"):
                continue
            lines.add(item.line)
            message = (
                f"项目概况写明该工作在以前年度已经完工验收，本年资金只用于付款，“{item.full_name}”却仍列为{sheet.year}年的"
                "目标，请改为与本年支出对应的目标。"
            )
            yield at_name("timing.finished", "warning", sheet, item, message)
        yield from _finished_goal(sheet)


def _finished_goal(sheet: TargetSheet) -> Iterator[Finding]:
    for _, field in written(sheet, ("goal", "goal.period", "goal.annual")):
        match = GOAL_BUILD.search(field.text)
        if match:
            message = f"总体目标“{match[0]}”所指工作在以前年度已经完成，请改为{sheet.year}年的目标。"
            yield at_field("timing.finished", "warning", sheet, field, match.span(), message)
            return


@rule("timing.not_yet", family="timing", title="本年度只到采购环节，却列建成后的目标", source=SOURCE)
def not_yet(reading: Reading) -> Iterator[Finding]:
    """The plan ends with procurement, the annual column promises what only a finished building can give."""
    for sheet in reading.sheets:
        plan = sheet.text("plan")
        if sheet.kind != "project" or not TENDER.search(plan) or BUILT_BY.search(plan) or "建设" not in sheet.name:
            continue
        lines: set[int] = set()
        for item in sheet.of("annual"):
            if item.line in lines or item.target.kind not in ("number", "rate") or not YIELD.search(item.full_name):
                continue
            lines.add(item.line)
            message = (
                f"实施计划本年度只安排到招标采购，年度目标“{item.full_name}”{item.target.text}要建成之后才能实现，"
                "请改为本年度能够完成的目标。"
            )
            yield at_indicator("timing.not_yet", "warning", sheet, item, message)


@rule("timing.plan_period", family="timing", title="目标引用已到期的规划", source=SOURCE)
def plan_period(reading: Reading) -> Iterator[Finding]:
    """实现“十四五”规划目标, after 2025."""
    for sheet in reading.sheets:
        for _, field in written(sheet, ("goal", "goal.period", "goal.annual")):
            match = re.search(r"“?十([二三四五])五”?(?:规划)?(?:时期|期间)?(?:的)?(?:目标|任务)", field.text)
            if match and sheet.year > 2015 + 5 * ("二三四五".index(match[1])):
                end = 2015 + 5 * "二三四五".index(match[1])
                message = f"总体目标引用的规划{end}年已经到期，不能作为{sheet.year}年的目标，请更新。"
                yield at_field("timing.plan_period", "warning", sheet, field, match.span(), message, match[0])
                break


SAID_RATE = re.compile(r"([一-鿿]{2,8}[率度])\s*(?:均?为|达到?)?\s*(\d{1,3}(?:\.\d+)?)\s*%")
SAID_COUNT = re.compile(r"([一-鿿A-Za-z]{0,16})\s*(\d{1,6})\s*(次|份|期|件|个|场|篇|条)([一-鿿A-Za-z]{0,12})")


@rule(
    "timing.lax",
    family="timing",
    title="目标低于上年已达到的水平",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》：目标值设定不应明显偏低",
)
def lax(reading: Reading) -> Iterator[Finding]:
    """A floor below what the text says was reached the year before."""
    for sheet in reading.sheets:
        if sheet.kind == "evaluation" or not sheet.year:
            continue
        said = [text for text in _results(reading) if re.search(rf"{sheet.year - 1}\s*年", text)]
        done: set[int] = set()
        for item in sheet.of("annual") if said else ():
            if item.target.comparator not in ("≥", ">") or item.line in done:
                continue
            reached = next((words for text in said for words in _reached(item, text)), "")
            if reached:
                done.add(item.line)
                message = (
                    f"“{item.full_name}”目标为{item.target.text}，而{sheet.year - 1}年已达到“{reached}”，目标明显偏低，"
                    "请说明或提高。"
                )
                yield at_indicator("timing.lax", "warning", sheet, item, message, reached)


@once
def _results(reading: Reading) -> list[str]:
    return [
        block.text
        for block in reading.blocks
        if isinstance(block, Paragraph) and "绩效目标" in block.text and "完成" in block.text
    ]


def _reached(item: Indicator, text: str) -> Iterator[str]:
    """Statements of the text about the indicator that are above its floor."""
    if item.target.kind == "rate":
        for match in SAID_RATE.finditer(text):
            if item.full_name.endswith(match[1][-3:]) and float(match[2]) * 10_000 > item.target.value:
                yield match[0]
    if item.target.kind == "number":
        yield from _counted(item, text)


def _counted(item: Indicator, text: str) -> Iterator[str]:
    """The statement that shares most with the name, if it is about the same thing and above the floor."""
    pairs = [item.full_name[i : i + 2] for i in range(len(item.full_name) - 1)]
    best, most = None, 0
    for match in SAID_COUNT.finditer(text):
        words = match[1] + match[4]
        shared = sum(pair in words for pair in pairs) + (match[3] == item.target.unit)
        if shared > most:
            best, most = match, shared
    if best is None or int(best[2]) * 10_000 <= item.target.value:
        return
    same_unit = best[3] == item.target.unit
    if most >= 4 or (same_unit and (most >= 3 or item.full_name[:2] in best[1] + best[4])):
        yield best[0].strip()
