"""Columns that should differ and do not, and targets of one sheet that are not written alike."""

import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.nature import years_of
from shizheng.systems.disclosure.domain.sheets.phrases import QUOTE, at_field, at_indicator, clauses, sentences
from shizheng.systems.disclosure.domain.sheets.projects import plain

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标包括中长期目标和年度目标，应当分别设定"
STANDARD = "财预〔2015〕88号：绩效标准包括历史标准、行业标准、计划标准等"
FULL = 1_000_000
SEVERAL = 3
SHORTEST = 12  # characters of a goal that are not alike by chance
ROWS = 5  # indicators that are not alike by chance
LONG = 40  # characters of a plan
CUT = 60  # characters that a cell still holds when the export cuts it
BOUND = re.compile(r"^[≥≤＞＜><]")


@rule("period.same_goal", family="period", title="实施期目标与年度目标相同", source=SOURCE)
def same_goal(reading: Reading) -> Iterator[Finding]:
    """Three years and one year with the same goal, word for word, though the money differs."""
    for sheet in reading.sheets:
        whole, year = sheet.fields.get("goal.period") or sheet.fields.get("goal"), sheet.fields.get("goal.annual")
        if whole is None or year is None or sheet.kind == "evaluation" or not _longer(sheet):
            continue
        words, yearly = plain(whole.text), plain(year.text)
        same = words == yearly or (len(yearly) >= CUT and words.startswith(yearly))
        if len(words) >= SHORTEST and same:
            message = (
                "实施期目标与年度目标一字不差，而实施期资金多于年度资金；年度目标应当写本年度要完成的内容，请分别填写。"
            )
            yield at_field("period.same_goal", "warning", sheet, year, (0, QUOTE), message)


def _longer(sheet: TargetSheet) -> bool:
    """Whether the whole project has more money than its year, for more than a year."""
    period, annual = sheet.money("period"), sheet.money("annual")
    more = period is not None and annual is not None and 0 < 6 * annual.fen <= 5 * period.fen
    return more and years_of(sheet) != 1


@rule("style.bare_rate", family="style", title="比率目标缺比较符", source="财预〔2015〕88号 绩效指标清晰准确")
def bare_rate(reading: Reading) -> Iterator[Finding]:
    """98% among ≥95%, ≥60% and ≤70%; one finding a sheet."""
    for sheet in reading.sheets:
        if sheet.kind == "evaluation":
            continue
        rates = [item for item in sheet.indicators if item.target.kind == "rate" and item.target.text]
        bare = [
            item
            for item in rates
            if item.target.text[0].isdecimal() and not item.target.comparator and 0 < item.target.value < FULL
        ]
        bound = [item for item in rates if item.target.comparator]
        if bare and len(bound) >= SEVERAL and len(bound) > len(bare):
            first = bare[0]
            message = (
                f"“{first.full_name}”的目标写“{first.target.text}”，没有“≥”或“≤”，本表其他比率都有，请补上比较符。"
            )
            yield at_indicator("style.bare_rate", "warning", sheet, first, message, f"≥{first.target.text}")


@rule("style.bounded_month", family="style", title="时间目标用了大小符号", source="财预〔2015〕88号 绩效指标清晰准确")
def bounded_month(reading: Reading) -> Iterator[Finding]:
    """≤4月: a month is not less than another."""
    for sheet in reading.sheets:
        told: set[int] = set()
        for item in sheet.indicators:
            target = item.target
            month = target.kind == "date" and target.when and target.when.edge == "within"
            if month and item.line not in told and BOUND.match(item.quote):  # ≤ | 12 | 月 is the form's own way
                told.add(item.line)
                right = BOUND.sub("", target.text) + "底前"
                message = f"“{item.full_name}”的目标写“{target.text}”，时间不用大小符号，请写成“{right}”。"
                yield at_indicator("style.bounded_month", "warning", sheet, item, message, right)


@rule("residue.standard_copy", family="residue", title="绩效标准照抄指标值", source=STANDARD)
def standard_copy(reading: Reading) -> Iterator[Finding]:
    """The column of standards repeats the targets cell for cell; one finding a sheet."""
    for sheet in reading.sheets:
        rows = [item for item in sheet.indicators if item.standard and item.target.text]
        if len(rows) >= SEVERAL and all(plain(item.standard) == plain(item.target.text) for item in rows):
            message = f"“绩效标准”一栏的{len(rows)}行全部与指标值相同，没有写明是历史、行业还是计划标准，请据实填写。"
            yield at_indicator("residue.standard_copy", "warning", sheet, rows[0], message)


@rule("residue.past_bound", family="residue", title="往年实际值写成目标式", source="逻辑：已经实现的是确定的数")
def past_bound(reading: Reading) -> Iterator[Finding]:
    """≥240次 as what was reached last year; one finding a sheet."""
    for sheet in reading.sheets:
        rows = [item for item in sheet.indicators if any(BOUND.match(value.strip()) for value in item.past)]
        if len(rows) >= 2:
            yield _past(sheet, rows)


def _past(sheet: TargetSheet, rows: list[Indicator]) -> Finding:
    value = next(value for value in rows[0].past if BOUND.match(value.strip()))
    message = f"“{rows[0].full_name}”等{len(rows)}行的往年指标值写成“{value}”，是目标的写法；往年应当填写实际完成的数。"
    return at_indicator("residue.past_bound", "warning", sheet, rows[0], message)


@rule("period.same_columns", family="period", title="实施期指标与年度指标全部相同", source=SOURCE)
def same_columns(reading: Reading) -> Iterator[Finding]:
    """Every target of three years equal to that of one year, though the money is three times as much."""
    for sheet in reading.sheets:
        if sheet.kind == "evaluation" or not (_longer(sheet) or sheet.kind == "whole"):
            continue
        whole = {item.full_name: item.target.text for item in sheet.of("period") if item.target.text}
        year = {item.full_name: item.target.text for item in sheet.of("annual") if item.target.text}
        measured = [item for item in sheet.of("annual") if item.target.is_measured and item.level2 == "quantity"]
        if len(whole) >= ROWS and whole == year and measured:
            message = f"实施期与年度的{len(whole)}个指标和指标值全部相同，没有按期限区分，请分别设定。"
            yield at_indicator("period.same_columns", "warning", sheet, measured[0], message)


@rule("residue.plan_copy", family="residue", title="实施计划照抄项目概况", source=SOURCE)
def plan_copy(reading: Reading) -> Iterator[Finding]:
    """A plan all of whose sentences stand in the overview: no steps, no dates of its own."""
    for sheet in reading.sheets:
        plan, text = sheet.fields.get("plan"), sheet.text("overview")
        if plan is None or sheet.kind != "project" or len(text) < LONG or not _begins_alike(plan.text, text):
            continue
        overview = plain(text)
        parts = [words for sentence in sentences(plan.text) if len(words := plain(sentence.text)) >= SHORTEST]
        copied = sum(len(words) for words in parts if words in overview or words.removeprefix("全年进行") in overview)
        if copied >= LONG and 10 * copied >= 8 * sum(map(len, parts)):
            message = "实施计划的文字照抄项目概况，没有写出分阶段的安排和时间，请按步骤填写。"
            yield at_field("residue.plan_copy", "warning", sheet, plan, (0, QUOTE), message)


def _begins_alike(plan: str, overview: str) -> bool:
    """Whether some clause of the plan stands in the overview: a cheap look before the whole is compared."""
    return len(plan) >= LONG and any(clause.text.strip() in overview for clause in clauses(plan)[:6])
