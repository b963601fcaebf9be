"""The year before, as two sentences imply it: amounts less their changes."""

from collections import defaultdict
from collections.abc import Iterator

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.binding import bound
from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.ratios import WRONG, Span, expected, judge, signed, span
from shizheng.systems.disclosure.domain.narrative.statement import Group, Statement
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.rules.wording import amount_in, money, number_in

ARITHMETIC = "算术"
SIDES = {"inflow": "income", "outflow": "expense"}
FUNDS = ("general", "government", "capital")
SLIP = 1000  # a difference below a thousandth of the change is a slip of the pen, not carry-over money


def _changes(reading: Reading) -> list[Statement]:
    return [
        statement
        for statement in bound(reading.narrative, reading.stage, reading.claims)
        if statement.delta is not None and statement.coord is not None and not statement.detached
    ]


def _quote(statement: Statement, delta: Figure) -> tuple[int, str]:
    lead = len(delta.gap) - 1 - max(delta.gap.rfind(mark) for mark in "，。；")
    passage = statement.passage_of(delta)
    line, quote = passage.quote(delta.start - min(lead, 8), delta.end)
    return (line, quote) if quote.endswith(delta.unit) else passage.quote(delta.start, delta.end)


@rule("derived.prior", family="derived", title="两处隐含的上年数不一致", source=ARITHMETIC)
def prior(reading: Reading) -> Iterator[Finding]:
    """Two changes of one amount since one year that cannot both be true."""
    seen: dict[tuple[Coord, int], Statement] = {}
    for statement in _changes(reading):
        coord, delta = statement.coord, statement.delta
        if coord is None or delta is None or statement.amount is None:
            continue
        first = seen.setdefault((reading.meeting.key(coord), statement.since), statement)
        if first is statement or first.delta is None or first.amount is None:
            continue
        one, other = first.amount.value - signed(first.delta), statement.amount.value - signed(delta)
        apart = (first.amount.ulp + statement.amount.ulp) // 2
        slack = apart + (first.delta.ulp + delta.ulp) // 2
        if abs(first.amount.value - statement.amount.value) > apart or abs(one - other) <= slack:
            continue  # not one amount this year, or one amount before
        line, quote = _quote(statement, delta)
        here, there = amount_in(other, delta), amount_in(one, delta)
        yield Finding(
            "derived.prior", "error", line, quote,
            f"按此处计算上年为{here}，按第{first.quote()[0]}行计算为{there}，请核对。",
            delta.text, number_in(abs(statement.amount.value - one), delta),
        )  # fmt: skip


@rule("derived.stated_prior", family="derived", title="本年数、上年数与增减额不符", source=ARITHMETIC)
def stated_prior(reading: Reading) -> Iterator[Finding]:
    """比上年90万元增加10万元: amount less prior is the change, and the rate is measured on the prior."""
    for statement in reading.narrative.statements:
        amount, before, delta, rate = statement.amount, statement.prior, statement.delta, statement.growth
        if amount is None or before is None:
            continue
        if delta is not None:
            gap = amount.value - before.value - signed(delta)
            slack = (amount.ulp + before.ulp + delta.ulp) // 2
            if abs(gap) <= slack:
                continue
            line, quote = _quote(statement, delta)
            right = number_in(abs(amount.value - before.value), delta)
            yield Finding(
                "derived.stated_prior", "error", line, quote,
                f"本年{money(amount)}与上年{money(before)}相差{amount_in(abs(amount.value - before.value), delta)}，"
                f"文中写“{delta.word}{money(delta)}”，三个数不能同时成立，请核对。", delta.text, right,
            )  # fmt: skip
        elif rate is not None:
            yield from _rate_on_prior(statement, amount, before, rate)


def _rate_on_prior(statement: Statement, amount: Figure, before: Figure, rate: Figure) -> Iterator[Finding]:
    """A rate without the change it stands for; a prior of nought has none."""
    if before.value and _misses(statement, before, rate):
        right = expected(_change(amount, before), span(before), rate)
        why = f"增减幅度有误：本年{money(amount)}，上年{money(before)}，应为{right}，印为{rate.text}%。请核对。"
    elif not before.value and amount.value and rate.value:
        right = ""
        why = f"上年为0（本年{money(amount)}），增长率无法计算，不能写成{rate.text}%。请改为不列百分比，只说明金额。"
    else:
        return
    line, quote = statement.passage_of(rate).quote(rate.start - len(rate.word), rate.end)
    yield Finding("derived.stated_prior", "error", line, quote, why, f"{rate.text}%", right)


def _misses(statement: Statement, before: Figure, rate: Figure) -> bool:
    """The rate fits neither the amount nor what the same paragraph stated for it before."""
    told = [statement.amount, statement.again.amount if statement.again else None]
    return all(
        judge(_change(amount, before), span(before), rate) == WRONG or _opposes(amount, before, rate)
        for amount in told
        if amount is not None
    )


def _opposes(amount: Figure, before: Figure, rate: Figure) -> bool:
    """Said to rise where it fell, or to fall where it rose."""
    rise = amount.value - before.value
    return rise * rate.direction < 0 and abs(rise) > amount.ulp + before.ulp


def _change(amount: Figure, before: Figure) -> Span:
    """How much the amount rose or fell, without its sign."""
    half, change = amount.ulp + before.ulp, 2 * abs(amount.value - before.value)
    return Span(change - half, change + half)


@rule("derived.fund_changes", family="derived", title="财政拨款的增减额与各类预算增减额之和不符", source=ARITHMETIC)
def fund_changes(reading: Reading) -> Iterator[Finding]:
    """The change of all appropriations against those of its funds; a slip only, since carry-over may come between."""
    by_fund: dict[str, list[Statement]] = defaultdict(list)
    for statement in _changes(reading):
        coord = statement.coord
        if coord is not None and not (coord.func or coord.dept or coord.item or coord.nature):
            by_fund[coord.fund].append(statement)
    parts = [_only(by_fund.get(fund, [])) for fund in FUNDS]
    if parts[0] is None or parts[1] is None:
        return
    added = sum(parts_value for parts_value in parts if parts_value is not None)
    for statement in by_fund.get("fiscal", []):
        delta = statement.delta
        if delta is None or not 2 * delta.ulp < abs(added - signed(delta)) * 2 < 2 * abs(delta.value) // SLIP:
            continue
        line, quote = _quote(statement, delta)
        yield Finding(
            "derived.fund_changes", "error", line, quote,
            f"一般公共预算与政府性基金预算的增减额合计为{amount_in(added, delta)}，此处财政拨款为{money(delta)}，"
            f"相差{amount_in(abs(added - signed(delta)), delta)}，请核对。", delta.text, number_in(abs(added), delta),
        )  # fmt: skip


def _only(statements: list[Statement]) -> int | None:
    """The one change that all statements about a fund give."""
    values = {signed(statement.delta) for statement in statements if statement.delta is not None}
    return values.pop() if len(values) == 1 else None


@rule("derived.opposite", family="derived", title="本年相同的两数上年方向相反", source=ARITHMETIC)
def opposite(reading: Reading) -> Iterator[Finding]:
    """All money and the general budget are equal this year, and one rose where the other fell."""
    changes = [statement for statement in _changes(reading) if statement.amount is not None and statement.amount.value]
    said: set[int] = set()
    for index, statement in enumerate(changes):
        for first in changes[:index]:
            if not _opposed(first, statement) or id(statement.passage) in said:
                continue
            said.add(id(statement.passage))
            yield _opposite(first, statement)
            break


def _opposed(first: Statement, statement: Statement) -> bool:
    one, other, amount, same = first.delta, statement.delta, first.amount, statement.amount
    if one is None or other is None or amount is None or same is None or first.since != statement.since:
        return False
    here, there = first.coord, statement.coord
    if here is not None and there is not None and (here.func, here.item) != (there.func, there.item):
        return False  # two subjects that happen to cost the same
    return amount.value == same.value and signed(one) * signed(other) < 0


def _opposite(first: Statement, statement: Statement) -> Finding:
    one, other, amount = first.delta, statement.delta, statement.amount
    assert one is not None and other is not None and amount is not None
    line, quote = _quote(statement, other)
    before, earlier = amount.value - signed(other), amount.value - signed(one)
    return Finding(
        "derived.opposite", "warning", line, quote,
        f"“{statement.name}”本年与第{first.quote()[0]}行“{first.name}”同为{money(amount)}，上年却分别为"
        f"{amount_in(before, other)}和{amount_in(earlier, one)}，只有上年结转或其他资金能解释，请核对并说明。",
        number_in(before, other), number_in(earlier, one),
    )  # fmt: skip


@rule("derived.level", family="derived", title="分项称与上年持平，与合计的增长不符", source=ARITHMETIC)
def level(reading: Reading) -> Iterator[Finding]:
    """The parts are all there is, and the whole grew by more than those said to have grown: the rest are not level.

    A part that had money only last year could but have fallen, which leaves still more growth to the others.
    """
    known = {
        (reading.meeting.key(each.coord), each.amount.value): each.delta
        for each in _changes(reading)
        if each.coord is not None and each.amount is not None and each.delta is not None
    }
    for group in reading.narrative.groups:
        total = group.total
        if total.coord is None or total.amount is None or group.loose:
            continue
        delta = total.delta or known.get((reading.meeting.key(total.coord), total.amount.value))
        flat = [part for part in group.parts if part.flat and part.delta is None]
        if delta is None or delta.direction < 0 or not flat or not _are_all(reading, group, total.amount):
            continue
        if any(part.delta is None and not part.flat for part in group.parts):
            continue
        told = sum(signed(part.delta) for part in group.parts if part.delta is not None)
        left = signed(delta) - told
        about = sum(part.amount.value for part in flat if part.amount is not None) // 10  # 基本持平 allows some
        if left > about + delta.ulp * len(group.parts):
            yield _not_level(flat[0], delta, told, left, _unlisted(group))


def _are_all(reading: Reading, group: Group, amount: Figure) -> bool:
    """The tables' amounts of the parts make up the whole."""
    added, slack = 0, amount.ulp
    for part in group.parts:
        cells = reading.meeting.at(part.coord) if part.coord is not None else []
        if len({each.cell.value for each in cells}) != 1:
            return False
        added += cells[0].cell.value
        slack += cells[0].cell.ulp
    return len(group.parts) > 1 and 2 * abs(added - amount.value) <= slack


def _unlisted(group: Group) -> int:
    """What the amounts listed fall short of the whole (fen): money that the sentence leaves out may have grown."""
    amounts = [part.amount.value for part in group.parts if part.amount is not None]
    return (group.total.amount.value if group.total.amount else 0) - sum(amounts)


def _not_level(part: Statement, delta: Figure, told: int, left: int, unlisted: int) -> Finding:
    text = part.passage.text
    at = text.find("持平", part.end)
    line, words = part.passage.quote(max(part.end, at - 6), at + 2)
    quote = words.strip("，, ")
    gap = amount_in(left, delta)
    shown = f"合计{delta.word}{money(delta)}，各分项写明的增减合计只有{amount_in(told, delta)}"
    if 2 * abs(unlisted - left) <= delta.ulp * 2:
        message = f"{shown}，相差的{gap}恰等于所列金额漏列的数，“持平”的分项应把漏列的部分计入后重写增减，请核对。"
        return Finding("derived.level", "warning", line, quote, message, "持平", number_in(left, delta))
    return Finding(
        "derived.level", "error", line, quote,
        f"{shown}，其余分项共应增加{gap}，不能都“持平”，请核对。", "持平", number_in(left, delta),
    )  # fmt: skip
