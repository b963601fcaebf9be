"""Targets in time and reach: past, outside the year, or beyond what can be attained."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.engines.fiscal.domain.targets import Target
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.sheets.nature import years_of
from shizheng.systems.disclosure.domain.sheets.phrases import at_field, at_indicator, sentences, written

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标合理可行"
FULL = 1_000_000
GAIN = re.compile(r"增长|提升|提高|增加|增幅|超额|增收|上升|扩大|同比|环比|翻")
STAMP = re.compile(r"(20\d{2})(?:[-./年]?\s*)(\d{1,2})(?:[-./月]?\s*)\d{0,2}")
DUTY_YEAR = re.compile(r"(?:在|到|至|于)(20\d{2})年(?:底|末)?(?:前)?(?:要|将|应|需|完成|实现|达到|全面|基本|建成)")
PLANNED = re.compile(r"(?<![\d于])(20\d{2})年(?:(\d{1,2})月)?")
PAST_WORDS = re.compile(r"已|于20|曾|截至|此前|去年|上年|以来|年度?合同|年费用|自20|从20")


@once
def _once(reading: Reading) -> list[tuple[TargetSheet, Indicator]]:
    """Every indicator, a row's second column only where it differs."""
    different: list[tuple[TargetSheet, Indicator]] = []
    for sheet in reading.sheets:
        rows: dict[tuple[int, str], Indicator] = {}
        for item in sheet.indicators:
            if item.target.text:
                rows.setdefault((item.line, item.target.text), item)
        different.extend((sheet, item) for item in rows.values())
    return different


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
        if last <= sheet.year:
            continue
        limit = sheet.year if item.column == "annual" else sheet.year + max(years_of(sheet), 1) - 1
        if last > limit and (item.column == "annual" or years_of(sheet)):
            where = "本年度" if item.column == "annual" else "项目期"
            message = f"“{item.full_name}”的目标时间{item.target.text}超出了{where}（至{limit}年），请分年设定。"
            yield at_indicator("timing.beyond_year", "warning", sheet, item, message)


@rule("timing.filed", family="timing", title="目标时间在填报时已过", source=SOURCE)
def filed(reading: Reading) -> Iterator[Finding]:
    """The date had passed when the sheet was filled in."""
    for sheet, item in _once(reading):
        dates = list(_dates(item.target))
        stamp = STAMP.match(sheet.text("filled")) if dates else None
        if stamp is None or sheet.kind == "evaluation":
            continue
        day = (int(stamp[1]), int(stamp[2]))
        for part in dates:
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
