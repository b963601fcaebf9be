"""Targets in time and reach: past, outside the year, or beyond what can be attained."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.engines.fiscal.domain.targets import Target
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Paragraph
from shizheng.systems.disclosure.domain.sheets.nature import is_settlement, years_of
from shizheng.systems.disclosure.domain.sheets.phrases import at_field, at_indicator, at_name, sentences, written

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标合理可行"
FULL = 1_000_000
GAIN = re.compile(r"增长|提升|提高|增加|增幅|超额|增收|上升|扩大|同比|环比|翻")
STAMP = re.compile(r"(20\d{2})(?:[-./年]?\s*)(\d{1,2})(?:[-./月]?\s*)\d{0,2}")
DUTY_YEAR = re.compile(r"(?:在|到|至|于)(20\d{2})年(?:底|末)?(?:前)?(?:要|将|应|需|完成|实现|达到|全面|基本|建成)")
PLANNED = re.compile(r"(?<![\d于])(20\d{2})年(?:(\d{1,2})月)?")
PAST_WORDS = re.compile(r"已|于20|曾|截至|此前|去年|上年|以来|年度?合同|年费用|自20|从20")
BUILT = re.compile(r"搭建|建设|改造|安装|验收|培训|开发|上线|施工|实施")
PAID = re.compile(r"支付|付款|尾款|质保金|成本|满意|款项|拨付|决算")
GOAL_BUILD = re.compile(r"完成[^，。；;]{0,24}(?:建设|搭建|改造|安装)")


def _once(reading: Reading) -> Iterator[tuple[TargetSheet, Indicator]]:
    """Every indicator, a row's second column only where it differs."""
    for sheet in reading.sheets:
        seen: set[tuple[int, str]] = set()
        for item in sheet.indicators:
            if item.target.text and (item.line, item.target.text) not in seen:
                seen.add((item.line, item.target.text))
                yield sheet, item


@rule("timing.beyond_full", family="timing", title="目标值超过100%", source="算术")
def beyond_full(reading: Reading) -> Iterator[Finding]:
    """A share of a whole above 100%, or ≥100%."""
    for sheet, item in _once(reading):
        target = item.target
        if target.kind != "rate" or target.unit != "%" or GAIN.search(item.full_name):
            continue
        above = target.value > FULL and not target.is_ceiling
        if above or (target.value == FULL and target.comparator in ("≥", ">")):
            message = f"“{item.full_name}”目标为{target.text}，比率最高只能是100%，请改为“100%”或更合理的目标。"
            yield at_indicator("timing.beyond_full", "warning", sheet, item, message, "100%")


@rule("timing.full_satisfaction", family="timing", title="满意度目标定为100%", source=SOURCE)
def full_satisfaction(reading: Reading) -> Iterator[Finding]:
    """Nobody pleases all."""
    for sheet, item in _once(reading):
        target = item.target
        if item.level2 == "satisfaction" and target.kind == "rate" and target.value >= FULL:
            message = f"满意度类指标“{item.full_name}”的目标为{target.text}，难以实现也难以验证，请按往年调查结果设定。"
            yield at_indicator("timing.full_satisfaction", "warning", sheet, item, message)


def _dates(target: Target) -> Iterator[Target]:
    if target.kind == "date":
        yield target
    for part in target.parts:
        yield from _dates(part)


@rule("timing.past", family="timing", title="目标时间早于本年度", source=SOURCE)
def past(reading: Reading) -> Iterator[Finding]:
    """A target of a year already gone."""
    for sheet, item in _once(reading):
        if sheet.kind == "evaluation" or not sheet.year:
            continue
        if item.target.kind == "judgement" and item.target.text.startswith("已"):
            message = (
                f"“{item.full_name}”的指标值为“{item.target.text}”，说的是已经发生的事，不能作为{sheet.year}年的目标。"
            )
            yield at_indicator("timing.past", "warning", sheet, item, message)
            continue
        for part in _dates(item.target):
            if part.when and 0 < part.when.last.year < sheet.year:
                message = f"“{item.full_name}”的目标时间{item.target.text}早于{sheet.year}年，已经过去，请核对。"
                yield at_indicator("timing.past", "warning", sheet, item, message)
                break


@rule("timing.beyond_year", family="timing", title="目标时间超出年度或项目期", source=SOURCE)
def beyond_year(reading: Reading) -> Iterator[Finding]:
    """An annual target that ends in another year, or a period target after the project's years."""
    for sheet, item in _once(reading):
        if sheet.kind == "evaluation" or not sheet.year:
            continue
        last = max((part.when.last.year for part in _dates(item.target) if part.when), default=0)
        limit = sheet.year if item.column == "annual" else sheet.year + max(years_of(sheet), 1) - 1
        if last > limit and (item.column == "annual" or years_of(sheet)):
            where = "本年度" if item.column == "annual" else "项目期"
            message = f"“{item.full_name}”的目标时间{item.target.text}超出了{where}（至{limit}年），请分年设定。"
            yield at_indicator("timing.beyond_year", "warning", sheet, item, message)


@rule("timing.filed", family="timing", title="目标时间在填报时已过", source=SOURCE)
def filed(reading: Reading) -> Iterator[Finding]:
    """The date had passed when the sheet was filled in."""
    for sheet, item in _once(reading):
        stamp = STAMP.match(sheet.text("filled"))
        if stamp is None or sheet.kind == "evaluation":
            continue
        day = (int(stamp[1]), int(stamp[2]))
        for part in _dates(item.target):
            when = part.when
            if when is None or (0 < when.last.year < sheet.year):
                continue
            end = (when.last.year or sheet.year, when.last.month)
            if end < day:
                message = (
                    f"“{item.full_name}”的目标时间{item.target.text}，在填报日（{stamp[1]}年{int(stamp[2])}月）已经过去，"
                    "请核对。"
                )
                yield at_indicator("timing.filed", "warning", sheet, item, message)


@rule("timing.past_duty", family="timing", title="目标或必要性所述任务已过期", source=SOURCE)
def past_duty(reading: Reading) -> Iterator[Finding]:
    """在2021年要…, in a sheet of a later year."""
    for sheet in reading.sheets:
        if sheet.kind == "evaluation":
            continue
        for _, field in written(sheet, ("need", "goal", "goal.period", "goal.annual")):
            for match in DUTY_YEAR.finditer(field.text):
                if int(match[1]) < sheet.year:
                    message = f"这里的任务要求在{match[1]}年完成，早于本表年度{sheet.year}年，请核对是否仍然适用。"
                    yield at_field(
                        "timing.past_duty", "warning", sheet, field, match.span(), message, match[1], str(sheet.year)
                    )
                    break


@rule("timing.past_plan", family="timing", title="实施计划安排在以前年度", source=SOURCE)
def past_plan(reading: Reading) -> Iterator[Finding]:
    """Steps of the plan dated before the sheet's year and not told as done; one finding a plan."""
    for sheet in reading.sheets:
        field = sheet.fields.get("plan")
        continuing = sheet.text("property").startswith("延续性")
        if field is None or not sheet.year or sheet.kind == "evaluation" or continuing:
            continue
        for sentence in sentences(field.text):
            if PAST_WORDS.search(sentence.text):
                continue
            match = PLANNED.search(sentence.text)
            if match and int(match[1]) < sheet.year and match[2]:
                span = (sentence.start + match.start(), sentence.start + match.end() + 12)
                message = f"实施计划中的{match[0]}早于本表年度{sheet.year}年，计划应当安排本年度的工作，请更新。"
                yield at_field("timing.past_plan", "warning", sheet, field, span, message, match[0], str(sheet.year))
                break


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
