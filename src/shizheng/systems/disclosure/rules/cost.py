"""Cost indicators against the money of their own column."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import Column, Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.phrases import (
    COLUMN,
    at_indicator,
    at_name,
    facing,
    sums_in,
    target_key,
    wan,
    written,
)
from shizheng.systems.disclosure.domain.sheets.projects import yearly_money

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标与资金额度相应匹配；算术"
FORM = "财预〔2021〕101号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》成本指标"
PER_UNIT = re.compile(r"人均|单价|平均|每|单位|均价|户均|标准|次均|/")
SAVED = re.compile(r"节约|节省|减少|降低|压减|收入|增收")
INVESTED = re.compile(r"总投资|概算|社会投资|社会资本|企业投入|带动")
DUE_WORDS = re.compile(r"及时|按时|准时|如期")
PER_HEAD = re.compile(r"人均")
STAFF = re.compile(r"(\d{1,5})\s*(?:名|人)[^。；;]{0,24}?(?:工资|薪酬|人员经费|社会保险|社保|劳务)[^。；;\d]{0,12}")


def _money(reading: Reading, sheet: TargetSheet, column: Column) -> tuple[int, int] | None:
    """Low and high of the column's money, in half fen."""
    if column == "annual":
        return yearly_money(reading, sheet)
    total = sheet.money("period")
    return (2 * total.fen - total.ulp, 2 * total.fen + total.ulp) if total else None


def _costs(reading: Reading) -> Iterator[tuple[TargetSheet, Indicator]]:
    for sheet in reading.sheets:
        if sheet.kind == "evaluation":
            continue
        for item in sheet.indicators:
            if item.level2 == "cost" and item.target.kind == "money" and item.target.text:
                yield sheet, item


@rule("cost.ceiling", family="cost", title="成本指标高于同栏资金", source=SOURCE)
def ceiling(reading: Reading) -> Iterator[Finding]:
    """A cost above the money of its own column cannot be kept within it."""
    told: dict[tuple[int, str, int], dict[str, Excess]] = {}
    sums: dict[tuple[int, Column], tuple[int, int] | None] = {}
    for sheet, item in _costs(reading):
        key = sheet.line, item.column
        if key not in sums:
            sums[key] = _money(reading, sheet, item.column)
        money = sums[key]
        if money is None or money[1] <= 0 or 2 * item.target.value - item.target.ulp <= money[1]:
            continue
        if not SAVED.search(item.full_name):
            columns = told.setdefault((item.line, item.full_name, item.target.value), {})
            columns.setdefault(item.column, Excess(sheet, item, sum(money) // 4))
    for columns in told.values():
        for own in columns:
            yield _exceeds([columns[own], *(other for name, other in columns.items() if name != own)])


class Excess(NamedTuple):
    """A cost of one column and that column's money (fen)."""

    sheet: TargetSheet
    item: Indicator
    money: int


def _exceeds(columns: list[Excess]) -> Finding:
    """Told of the first column, with the money of the other where it prints the same cost."""
    sheet, item, money = columns[0]
    totals = "、".join(f"{COLUMN[each.item.column]}资金总额为{wan(each.money)}万元" for each in columns)
    gaps = list(dict.fromkeys(f"{wan(item.target.value - each.money)}万元" for each in columns))
    over = ("分别高出" if len(gaps) > 1 else "高出") + "、".join(gaps)
    message = (
        f"成本指标“{item.full_name}”为{item.target.text}，而{totals}，{over}。"
        "成本指标不能高于同一栏的资金，请核对指标值与资金额。"
    )
    severity: Severity = "warning" if INVESTED.search(item.full_name) else "error"
    found = at_indicator("cost.ceiling", severity, sheet, item, message, f"≤{wan(money)}万元")
    return found._replace(convicts=(target_key(item),))


@rule("cost.columns", family="consistency", title="年度成本高于实施期成本", source=SOURCE)
def columns(reading: Reading) -> Iterator[Finding]:
    """The cost of one year is a part of the cost of the whole period."""
    for sheet, item in _costs(reading):
        if item.column != "annual":
            continue
        whole = [other for other in sheet.of("period") if other.full_name == item.full_name and other.level2 == "cost"]
        if len(whole) == 1 and whole[0].target.kind == "money":
            other = whole[0]
            if other.target.value + other.target.ulp < item.target.value:
                message = (
                    f"同一成本指标“{item.full_name}”实施期为{other.target.text}，年度为{item.target.text}。"
                    "年度是实施期的一部分，不能高于实施期，请核对两栏。"
                )
                yield at_indicator("cost.columns", "error", sheet, other, message, item.target.text)


@rule("cost.per_head", family="cost", title="人均成本与总额不符", source="算术")
def per_head(reading: Reading) -> Iterator[Finding]:
    """A ceiling per head below what the text pays per head."""
    for sheet, item in _costs(reading):
        if (
            (item.column == "period" and sheet.is_dual)
            or not PER_HEAD.search(item.full_name)
            or not item.target.is_ceiling
        ):
            continue
        for _, field in written(sheet, ("overview", "plan")):
            year = yearly_money(reading, sheet)
            for match in STAFF.finditer(field.text) if year else ():
                paid = sums_in(field.text[match.end() : match.end() + 14])
                heads = int(match[1])
                if not paid or not heads or paid[0].start > 2 or year is None or paid[0].low > year[1]:
                    continue
                if paid[0].low > heads * (2 * item.target.value + item.target.ulp):
                    each = wan(paid[0].fen // heads)
                    message = (
                        f"“{item.full_name}”为{item.target.text}，而项目概况安排{heads}人共{paid[0].text}，"
                        f"人均约{each[: each.find('.') + 3]}万元。两处不能同时成立，请核对。"
                    )
                    yield from facing(at_indicator("cost.per_head", "error", sheet, item, message), sheet, match[0])
                    return


@rule("cost.unpriced", family="cost", title="成本指标没有金额", source=FORM)
def unpriced(reading: Reading) -> Iterator[Finding]:
    """A cost indicator whose target is no amount."""
    for sheet in reading.sheets:
        for item in sheet.indicators:
            if item.level2 != "cost" or item.target.kind != "judgement" or DUE_WORDS.match(item.target.text):
                continue  # 及时 is a matter of the level, not of the price
            if not item.target.text:
                continue
            message = f"成本指标“{item.full_name}”的指标值“{item.target.text}”没有金额，无法衡量成本，请写明控制数。"
            yield at_name("cost.unpriced", "warning", sheet, item, message)


@rule("cost.no_unit", family="style", title="成本指标没有单位", source="财预〔2015〕88号 绩效目标细化量化")
def no_unit(reading: Reading) -> Iterator[Finding]:
    """A bare number under cost: 元 or 万元, in all or per head, cannot be told."""
    for sheet in reading.sheets:
        for item in sheet.indicators:
            if item.level2 == "cost" and item.target.kind == "number" and not item.target.unit and not item.target.junk:
                message = (
                    f"成本指标“{item.full_name}”的指标值“{item.target.text}”没有单位，请补充“元”或“万元”及计算口径。"
                )
                yield at_indicator("cost.no_unit", "warning", sheet, item, message)


@rule("cost.parts", family="cost", title="各项成本合计高于资金", source=SOURCE)
def parts(reading: Reading) -> Iterator[Finding]:
    """Several ceilings of one column that together exceed its money."""
    held: dict[tuple[int, str], list[Indicator]] = {}
    owners = {sheet.line: sheet for sheet in reading.sheets}
    for sheet, item in _costs(reading):
        if not PER_UNIT.search(item.full_name):
            held.setdefault((sheet.line, item.column), []).append(item)
    for (line, column), costs in held.items():
        if len(costs) > 1:
            yield from _sum_of(reading, owners[line], column, costs)


def _sum_of(reading: Reading, sheet: TargetSheet, column: str, costs: list[Indicator]) -> Iterator[Finding]:
    money = _money(reading, sheet, costs[0].column)
    if money is None or any(2 * item.target.value > money[1] for item in costs):
        return
    total = sum(2 * item.target.value - item.target.ulp for item in costs)
    if total > money[1]:
        terms = "＋".join(item.target.text.lstrip("≤<＜") for item in costs)
        message = f"{COLUMN[column]}各项成本指标合计（{terms}）高于资金总额{wan(sum(money) // 4)}万元，请核对。"
        yield at_indicator("cost.parts", "warning", sheet, costs[-1], message)
