"""One way of writing numbers throughout: thousands separators, decimals, units."""

import re
from collections import defaultdict
from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.figures import MONEY, Figure
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reading import Reading

NUMERALS = "GB/T 15835—2011《出版物上数字用法》：同一场合的数字形式应当前后一致"

LISTED = re.compile(r"[，、](?:和)?\d")
COUNTED = frozenset({"个", "人", "名", "辆", "台", "套", "项", "批", "批次", "人次"})


def _amounts(reading: Reading) -> Iterator[tuple[Statement, Figure]]:
    for statement in reading.narrative.statements:
        for figure in (statement.budget, statement.amount, statement.delta):
            if figure is not None and figure.unit in MONEY:
                yield statement, figure


@rule("style.thousands", family="style", title="千分位写法不统一", source=NUMERALS)
def thousands(reading: Reading) -> Iterator[Finding]:
    """Amounts of four digits and more with and without separators in the text; once a section."""
    long = [pair for pair in _amounts(reading) if _is_long(*pair)]
    grouped = [figure for _, figure in long if "," in figure.text]
    if not grouped or len(grouped) == len(long):
        return
    seen: set[int] = set()
    for statement, figure in long:
        section = statement.passage.section
        if "," in figure.text or section in seen:
            continue
        seen.add(section)
        line, quote = statement.passage_of(figure).quote(figure.start, figure.end)
        yield Finding(
            "style.thousands", "warning", line, quote,
            f"“{quote}”没有千分位分隔符，而别处写作“{grouped[0].text}”；全文金额请用一种写法。",
            figure.text, f"{figure.printed.value:,}",
        )  # fmt: skip


def _is_long(statement: Statement, figure: Figure) -> bool:
    """Four digits before the point; a round 6000万元 is no table's number."""
    if statement.detached or abs(figure.printed.value) < 1000:
        return False
    return figure.printed.decimals > 0 or abs(figure.printed.value) >= 10000 or "," in figure.text


@rule("style.decimals", family="style", title="小数位数不统一", source=NUMERALS)
def decimals(reading: Reading) -> Iterator[Finding]:
    """Amounts in 万元 printed to two decimals and to fewer; once a document."""
    amounts = [(statement, figure) for statement, figure in _amounts(reading) if figure.unit == "万元" and figure.value]
    full = sum(figure.printed.decimals == 2 for _, figure in amounts)
    short = [pair for pair in amounts if pair[1].printed.decimals < 2 and not pair[0].detached]
    if not short or full <= len(short):
        return
    statement, figure = short[0]
    line, quote = statement.passage_of(figure).quote(figure.start, figure.end)
    others = "、".join(dict.fromkeys(each.text for _, each in short[1:6]))
    yield Finding(
        "style.decimals", "warning", line, quote,
        f"“{quote}”的小数位数与全文多数金额（两位）不一致{f'，另有{others}' if others else ''}；请统一保留两位小数。",
        figure.text, f"{figure.printed.value:.2f}",
    )  # fmt: skip


@rule("style.units", family="style", title="同一段落金额单位不统一", source=NUMERALS)
def units(reading: Reading) -> Iterator[Finding]:
    """元 and 万元 for the amounts of one paragraph; a sum told as the reason for a change may be rounded."""
    by_passage: dict[int, list[tuple[Statement, Figure]]] = defaultdict(list)
    for statement, figure in _amounts(reading):
        if figure.value and not statement.detached:
            by_passage[id(statement.passage)].append((statement, figure))
    for pairs in by_passage.values():
        names = [figure.unit for _, figure in pairs]
        if len(set(names)) < 2:
            continue
        usual = max(set(names), key=names.count)
        statement, figure = next(pair for pair in pairs if pair[1].unit != usual)
        line, quote = statement.passage_of(figure).quote(figure.start, figure.end)
        yield Finding(
            "style.units", "warning", line, quote,
            f"本段金额多以“{usual}”为单位，“{quote}”却以“{figure.unit}”为单位，请统一。", figure.unit, usual,
        )  # fmt: skip


@rule("style.counts", family="style", title="个数写成小数", source=NUMERALS)
def counts(reading: Reading) -> Iterator[Finding]:
    """0.00个: things that are counted have no decimals."""
    for passage, figure in reading.narrative.others:
        if figure.printed.decimals > 0 and figure.unit in COUNTED and not figure.text.rpartition(".")[2].strip("0"):
            line, quote = passage.quote(figure.start, figure.end)
            yield Finding(
                "style.counts", "warning", line, quote, f"“{quote}”是个数，不应带小数。",
                figure.text, figure.text.partition(".")[0],
            )  # fmt: skip


@rule("style.unitless", family="residue", title="金额或百分比缺少单位", source=NUMERALS)
def unitless(reading: Reading) -> Iterator[Finding]:
    """An amount in a list of amounts, or a rate of change, that has lost its unit."""
    for passage, figure in reading.narrative.others:
        if figure.role != "bare" or "元" not in passage.text or not figure.gap[-1:].isalpha():
            continue
        if LISTED.match(passage.text, figure.end):
            continue  # 4125.49，4143.91万元: the unit follows
        rate = figure.gap.endswith(("增长", "下降", "增加", "减少", "占", "占比")) and figure.value < 10**7
        unit = "%" if rate else "元"
        line, quote = passage.quote(figure.start, figure.end)
        before = figure.gap[-10:]
        yield Finding(
            "style.unitless", "warning", line, quote,
            f"“{before}{figure.text}”后缺少单位（疑为“{unit}”），请补上。", figure.text, f"{figure.text}{unit}",
        )  # fmt: skip
