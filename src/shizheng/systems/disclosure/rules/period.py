"""The period column against the annual column: money and indicators."""

import re
from collections.abc import Iterator
from functools import lru_cache

from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.sheets.nature import is_one_off, is_recurring, years_of
from shizheng.systems.disclosure.domain.sheets.phrases import at_indicator, at_name, clauses, target_key, wan
from shizheng.systems.disclosure.rules.cost import PER_UNIT

SOURCE = "财预〔2015〕88号《中央部门预算绩效目标管理办法》绩效目标合理可行、相应匹配"
ENDLESS = 30  # years: no budgeted project is planned so far
ADDITIVE = frozenset(("次", "场", "场次", "件", "期", "篇", "份", "批", "批次", "人次", "轮"))


def _funded(reading: Reading) -> Iterator[tuple[TargetSheet, int, int, int, str]]:
    """Sheets with both totals: period fen, annual fen, line and quote of the period's."""
    for sheet in reading.sheets:
        period, annual = sheet.money("period"), sheet.money("annual")
        if sheet.kind != "evaluation" and period and annual and annual.fen > 0 and not sheet.is_cut:
            yield sheet, period.fen, annual.fen, period.line, period.quote


@rule("period.multiple", family="period", title="一次性项目的实施期资金为年度资金的整倍数", source=SOURCE)
def multiple(reading: Reading) -> Iterator[Finding]:
    """n years × the annual money, for work that ends within the year."""
    for sheet, period, annual, line, quote in _funded(reading):
        years = years_of(sheet)
        if years >= 2 and period == years * annual and is_one_off(sheet):
            message = (
                f"实施期资金{wan(period)}万元恰为年度资金{wan(annual)}万元×{years}年，而项目内容看来是一次性的，"
                "多半是按经常性项目自动乘出来的，请核对实施期资金。"
            )
            key = f"money:{line}"
            yield Finding("period.multiple", "warning", line, quote, message, quote, "", sheet.name, rests=(key,))


@rule("period.uneven", family="period", title="经常性项目的实施期资金与年度资金、年限不符", source=SOURCE)
def uneven(reading: Reading) -> Iterator[Finding]:
    """A recurring project whose period money is not its years' money."""
    for sheet, period, annual, line, quote in _funded(reading):
        years = years_of(sheet)
        if not 2 <= years < ENDLESS or not is_recurring(sheet) or is_one_off(sheet) or period == years * annual:
            continue
        message = (
            f"经常性项目，期限{years}年，年度资金{wan(annual)}万元，按年相加应为{wan(years * annual)}万元，"
            f"实施期资金却为{wan(period)}万元。若各年不同请说明，否则请更正。"
        )
        right, key = wan(years * annual) + "万元", f"money:{line}"
        yield Finding("period.uneven", "warning", line, quote, message, quote, right, sheet.name, rests=(key,))


@rule("period.endless", family="period", title="期限与实施期资金不相称", source=SOURCE)
def endless(reading: Reading) -> Iterator[Finding]:
    """99 years, and the money of one."""
    for sheet, period, annual, line, quote in _funded(reading):
        years = years_of(sheet)
        if (years >= ENDLESS and period < years * annual) or (2 <= years < ENDLESS and period == annual):
            message = (
                f"项目期为{years}年，实施期资金{wan(period)}万元却与一个年度的资金{wan(annual)}万元相当，"
                "请核对项目期或实施期资金。"
            )
            yield Finding("period.endless", "warning", line, quote, message, quote, "", sheet.name)


@rule("period.smaller", family="period", title="实施期资金小于年度资金", source="算术")
def smaller(reading: Reading) -> Iterator[Finding]:
    """The whole is less than its part."""
    for sheet, period, annual, line, quote in _funded(reading):
        if 0 < period < annual:
            message = f"实施期资金{wan(period)}万元小于年度资金{wan(annual)}万元，整体不能小于部分，请核对。"
            yield Finding("period.smaller", "error", line, quote, message, quote, f"≥{wan(annual)}万元", sheet.name)


@rule("period.cost", family="period", title="实施期成本只写了一年", source=SOURCE)
def cost(reading: Reading) -> Iterator[Finding]:
    """The period's cost repeats the annual one though the period has more money."""
    for sheet, period, annual, _, _ in _funded(reading):
        if period * 5 < annual * 6:
            continue
        yearly = {item.full_name: item.target.value for item in sheet.of("annual") if item.level2 == "cost"}
        for item in sheet.of("period"):
            value = item.target.value
            if item.level2 != "cost" or item.target.kind != "money" or PER_UNIT.search(item.full_name):
                continue
            if yearly.get(item.full_name) == value and annual <= 2 * value and value < period:
                message = (
                    f"实施期资金为{wan(period)}万元，实施期成本指标却与年度相同，为{item.target.text}，"
                    "看来只写了一年的成本，请核对。"
                )
                yield at_indicator("period.cost", "warning", sheet, item, message, f"{wan(period)}万元")


@rule("period.absent", family="period", title="实施期与年度指标不对应", source=SOURCE)
def absent(reading: Reading) -> Iterator[Finding]:
    """An indicator of one column that the other does not have; one finding a row."""
    for sheet in reading.sheets:
        if not sheet.is_dual:
            continue
        lines: set[int] = set()
        for column, other in (("period", "annual"), ("annual", "period")):
            others = [twin for twin in sheet.indicators if twin.column == other]
            names = {_bare(twin.full_name) for twin in others}
            for item in sheet.indicators if others else ():
                if item.column != column or item.line in lines or _bare(item.full_name) in names:
                    continue
                if not _comparable(sheet, item) or any(_one(item, twin) for twin in others):
                    continue
                lines.add(item.line)
                here, where = ("实施期", "年度") if column == "period" else ("年度", "实施期")
                message = f"{here}指标“{item.full_name}”在{where}栏没有对应的指标，请补充或说明。"
                yield at_name("period.absent", "warning", sheet, item, message)


def _comparable(sheet: TargetSheet, item: Indicator) -> bool:
    if item.level2 == "satisfaction" or not item.level2:
        return False
    lost = {found.line for found in sheet.irregular if found.kind in ("lost_pair", "orphan", "split")}
    return item.line not in lost


_MARKS = re.compile(r"[\s（）()“”\"%％]")


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    return _MARKS.sub("", name)


def _one(item: Indicator, other: Indicator) -> bool:
    """Whether two names mean one indicator: equal, one cut short, or one said more fully."""
    a, b = _bare(item.full_name), _bare(other.full_name)
    if a == b or a.startswith(b) or b.startswith(a):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 4 or item.target.kind != other.target.kind:
        return False
    return short in long or _shared(short, long) >= 0.7


def _shared(short: str, long: str) -> float:
    """Share of the shorter name's pairs of characters that the longer one has."""
    pairs = {short[i : i + 2] for i in range(len(short) - 1)}
    return sum(pair in long for pair in pairs) / len(pairs)


@rule("period.differs", family="consistency", title="同一指标两栏的时间不一", source="算术")
def differs(reading: Reading) -> Iterator[Finding]:
    """The year's deadline after the whole project's, or two different numbers for one thing of one year."""
    for sheet in reading.sheets:
        if not sheet.is_dual:
            continue
        whole = {item.full_name: item for item in sheet.of("period")}
        for item in sheet.of("annual"):
            other = whole.get(item.full_name)
            if other is None or item.target.kind != "date" or other.target.kind != "date":
                continue
            if _ends(other, sheet) < _ends(item, sheet) and item.target.text and other.target.text:
                message = (
                    f"“{item.full_name}”实施期写{other.target.text}，年度写{item.target.text}。年度的期限不能晚于"
                    "整个实施期的期限，两处至少有一处有误，请核对。"
                )
                severity: Severity = "error" if _one_year(sheet) or _planned(sheet, other) else "warning"
                found = at_indicator("period.differs", severity, sheet, item, message, other.target.text)
                yield found._replace(convicts=(target_key(item),))


def _one_year(sheet: TargetSheet) -> bool:
    """Whether period and year are the same stretch of time, so that a month without a year is one month."""
    period, annual = sheet.money("period"), sheet.money("annual")
    return years_of(sheet) == 1 or (period is not None and annual is not None and period.fen == annual.fen)


def _planned(sheet: TargetSheet, item: Indicator) -> bool:
    """Whether the plan puts the indicator's step in its month."""
    when = item.target.when
    pairs = {item.full_name[i : i + 2] for i in range(len(item.full_name) - 1)} - {"完成", "时间", "工作", "项目"}
    return when is not None and any(
        f"{when.last.month}月" in clause.text and any(pair in clause.text for pair in pairs)
        for clause in clauses(sheet.text("plan"))
    )


def _ends(item: Indicator, sheet: TargetSheet) -> tuple[int, int]:
    when = item.target.when
    if when is None:
        return (9999, 12)
    return (when.last.year or sheet.year, when.last.month)


@rule("period.wording", family="period", title="同一指标两栏的定性目标不一", source=SOURCE)
def wording(reading: Reading) -> Iterator[Finding]:
    """提高 in one column, 提供 in the other; or more a year than in all."""
    for sheet in reading.sheets:
        whole = {item.full_name: item for item in sheet.of("period")} if sheet.is_dual else {}
        for item in sheet.of("annual") if whole else ():
            other = whole.get(item.full_name)
            if other is None or not item.target.text or not other.target.text:
                continue
            here, there = item.target, other.target
            if here.kind != there.kind:
                continue
            if here.kind == "judgement":
                if here.text[:4] != there.text[:4]:
                    message = f"“{item.full_name}”实施期写“{there.text}”，年度写“{here.text}”，请核对并统一。"
                    yield at_indicator("period.wording", "warning", sheet, other, message, here.text)
            elif item.level2 == "quantity" and here.unit == there.unit and here.value > there.value:
                message = f"“{item.full_name}”年度目标{here.text}大于实施期目标{there.text}，部分不能大于整体，请核对。"
                yield at_indicator("period.wording", "warning", sheet, item, message, there.text)


@rule("period.same_counts", family="period", title="多年期的次数与一年相同", source=SOURCE)
def same_counts(reading: Reading) -> Iterator[Finding]:
    """Counts that add up over the years, equal in both columns; one finding a sheet."""
    for sheet, period, annual, _, _ in _funded(reading):
        years = years_of(sheet)
        if not 2 <= years < ENDLESS or not is_recurring(sheet) or is_one_off(sheet) or period < 2 * annual:
            continue
        yearly = {item.full_name: item for item in sheet.of("annual")}
        for item in sheet.of("period"):
            other = yearly.get(item.full_name)
            if other is None or item.level2 != "quantity" or item.target.unit not in ADDITIVE:
                continue
            if item.target.kind == "number" and item.target.value == other.target.value > 0:
                message = (
                    f"项目期{years}年、实施期资金为年度的{period / annual:.1f}倍，"
                    f"“{item.full_name}”在实施期与年度却同为"
                    f"{item.target.text}；次数应当逐年相加，请核对实施期指标。"
                )
                yield at_indicator("period.same_counts", "warning", sheet, item, message)
                break
