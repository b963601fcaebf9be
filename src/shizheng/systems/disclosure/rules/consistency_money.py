"""Amounts in a project's text against the money of its form."""

import itertools
import re
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.sheet import Field, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.nature import years_of
from shizheng.systems.disclosure.domain.sheets.phrases import (
    Sum,
    at_field,
    items,
    money_key,
    sums_in,
    sums_within,
    wan,
    written,
)

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标与资金相匹配；算术"
NEEDED = re.compile(r"共需(?:要)?(?:经费|资金|费用)(?:为|约)?\s*$")
INVESTMENT = re.compile(r"(?:项目)?总投资(?:额|概算|估算)?(?:为|约|共)?\s*[:：]?\s*$")
WHOLE_TERM = re.compile(r"(?:共计|合计|总计)(?:服务)?(?:费用|经费|资金)?(?:为|约)?\s*$")
YEARS = re.compile(r"([一两二三四五六]|\d)年$|服务期限[^，。；]{0,4}年$")
SHARE = re.compile(r"(20\d{2})年[^。；;]{0,30}?概算的\s*(\d{1,3}(?:\.\d+)?)\s*%")
EACH = re.compile(r"人均")
HEADS = re.compile(r"(\d{1,5})\s*(?:名|人)(?:[^，。；;\d]{0,8})(?:经费|费用|预算|资金)(?:为|约|共)?\s*$")
REACH = 24


def _before(text: str, money: Sum) -> str:
    return text[max(0, money.start - REACH) : money.start]


@rule("consistency.needed", family="consistency", title="项目文字的资金与表内资金不符", source=SOURCE)
def needed(reading: Reading) -> Iterator[Finding]:
    """共需经费600万元 in the overview, 400 in the year, and not the whole period's either."""
    for sheet in reading.sheets:
        period, annual = sheet.money("period"), sheet.money("annual")
        field = sheet.fields.get("overview")
        if field is None or annual is None or period is None or sheet.kind == "evaluation":
            continue
        for money in sums_in(field.text):
            fits = any(
                money.low <= 2 * paid.fen + paid.ulp and 2 * paid.fen - paid.ulp <= money.high
                for paid in (period, annual)
            )
            if fits or not NEEDED.search(_before(field.text, money)) or money.low <= 2 * annual.fen:
                continue
            years = years_of(sheet)
            yearly = years > 1 and money.low <= 2 * period.fen // years <= money.high
            message = (
                f"项目概况写“{_before(field.text, money)[-4:]}{money.text}”，年度资金总额却为{wan(annual.fen)}万元"
                + (
                    f"；实施期资金{wan(period.fen)}万元恰为{money.text}×{years}年，年度资金可能少列，请核对。"
                    if yearly
                    else f"，实施期资金总额为{wan(period.fen)}万元，都对不上，请核对。"
                )
            )
            span = (max(0, money.start - 4), money.end)
            found = at_field(
                "consistency.needed", "error", sheet, field, span, message, money.text, f"{wan(annual.fen)}万元"
            )
            yield found._replace(convicts=(money_key(period),)) if yearly else found


@rule("consistency.investment", family="consistency", title="实施期资金高于总投资", source=SOURCE)
def investment(reading: Reading) -> Iterator[Finding]:
    """The money of the whole period cannot exceed the project's total investment."""
    for sheet in reading.sheets:
        period, field = sheet.money("period"), sheet.fields.get("overview")
        if period is None or field is None or sheet.kind == "evaluation":
            continue
        for money in sums_in(field.text):
            if not INVESTMENT.search(_before(field.text, money)) or money.high >= 2 * period.fen - period.ulp:
                continue
            message = f"项目概况写总投资{money.text}，实施期资金总额却为{wan(period.fen)}万元，高于总投资，请核对。"
            yield Finding(
                "consistency.investment",
                "error",
                period.line,
                period.quote,
                message,
                period.quote,
                money.text,
                sheet.name,
                convicts=(money_key(period),),
            )
            break


@rule("consistency.term_money", family="consistency", title="多年费用合计与实施期资金不符", source=SOURCE)
def term_money(reading: Reading) -> Iterator[Finding]:
    """服务期限三年共计费用1605万元, with another sum as the period's money."""
    for sheet in reading.sheets:
        period, field = sheet.money("period"), sheet.fields.get("overview")
        if period is None or field is None:
            continue
        for money in sums_in(field.text):
            before = _before(field.text, money)
            match = WHOLE_TERM.search(before)
            if match is None or not YEARS.search(before[: match.start()]):
                continue
            if money.low <= 2 * period.fen + period.ulp and 2 * period.fen - period.ulp <= money.high:
                continue
            message = f"项目概况写多年共计{money.text}，实施期资金总额为{wan(period.fen)}万元，差额没有说明，请核对。"
            yield Finding(
                "consistency.term_money",
                "warning",
                period.line,
                period.quote,
                message,
                period.quote,
                money.text,
                sheet.name,
            )


@rule("consistency.share_of_estimate", family="consistency", title="概算比例与年度资金不符", source="算术")
def share_of_estimate(reading: Reading) -> Iterator[Finding]:
    """2023年…概算的30% against the year's money."""
    for sheet in reading.sheets:
        annual, field = sheet.money("annual"), sheet.fields.get("overview")
        match = SHARE.search(field.text) if field else None
        if field is None or match is None or annual is None or int(match[1]) != sheet.year:
            continue
        whole = [money for money in sums_in(field.text) if re.search(r"概算(?:为|约)?\s*$", _before(field.text, money))]
        if len(whole) != 1:
            continue
        share = float(match[2]) / 100
        low, high = whole[0].low * (share - 0.005), whole[0].high * (share + 0.005)
        if not low <= 2 * annual.fen <= high:
            message = (
                f"{whole[0].text}的{match[2]}%为{wan(round(whole[0].fen * share))}万元，"
                f"年度资金总额为{wan(annual.fen)}万元，"
                f"只占{annual.fen / whole[0].fen:.2%}，请核对。"
            )
            span = (match.end() - len(match[2]) - 5, match.end())
            yield at_field("consistency.share_of_estimate", "warning", sheet, field, span, message, f"{match[2]}%")


@rule("consistency.per_head_total", family="consistency", title="人均经费与总额不符", source="算术")
def per_head_total(reading: Reading) -> Iterator[Finding]:
    """人均…6.99万元，80人总预算经费为535万元."""
    for sheet in reading.sheets:
        for _, field in written(sheet, ("overview", "plan")):
            if not EACH.search(field.text):
                continue
            for item in items(field.text):
                yield from _per_head(sheet, field, sums_within(field.text, item))


def _per_head(sheet: TargetSheet, field: Field, sums: list[Sum]) -> Iterator[Finding]:
    text = field.text
    for each, total in itertools.pairwise(sums):
        match = HEADS.search(text[each.end : total.start])
        about = text[max(0, each.start - 60) : each.start]
        if match is None or not EACH.search(about) or "。" in text[each.end : total.start]:
            continue
        heads = int(match[1])
        if total.high >= heads * each.low and total.low <= heads * each.high:
            continue
        right = wan(heads * each.fen)
        message = f"人均{each.text}×{heads}人＝{right}万元，文中总额写{total.text}，请核对。"
        span = (each.end + match.start(), total.end)
        yield at_field("consistency.per_head_total", "error", sheet, field, span, message, total.text, f"{right}万元")


LEFT = re.compile(r"剩余\s*$")
SPENT = re.compile(r"(?:支付|支出)\s*$")
BUDGET = re.compile(r"预算\s*$")


@rule("consistency.left_over", family="consistency", title="预算、支付与剩余不符", source="算术")
def left_over(reading: Reading) -> Iterator[Finding]:
    """预算400万…支付398万元，剩余两百万."""
    for sheet in reading.sheets:
        for _, field in written(sheet, ("overview", "plan")):
            for item in items(field.text):
                sums = sums_within(field.text, item)
                for whole, paid, left in zip(sums, sums[1:], sums[2:], strict=False):
                    yield from _left(sheet, field, whole, paid, left)


def _left(sheet: TargetSheet, field: Field, whole: Sum, paid: Sum, left: Sum) -> Iterator[Finding]:
    text = field.text
    roles = BUDGET.search(_before(text, whole)), SPENT.search(_before(text, paid)), LEFT.search(_before(text, left))
    between = text[paid.end : left.start]
    if not all(roles) or len(between) > 8 or "。" in between or "。" in text[whole.end : paid.start]:
        return
    if left.high >= whole.low - paid.high and left.low <= whole.high - paid.low and left.ulp < whole.fen // 10:
        return
    if paid.fen + left.fen <= whole.fen and left.ulp >= whole.fen // 10:
        return
    message = (
        f"预算{whole.text}减去支付的{paid.text}，剩余{wan(whole.fen - paid.fen)}万元，文中写剩余{left.text}，请核对。"
    )
    span = (left.start - 2, left.end)
    yield at_field(
        "consistency.left_over", "error", sheet, field, span, message, left.text, f"{wan(whole.fen - paid.fen)}万元"
    )
