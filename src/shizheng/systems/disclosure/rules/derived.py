"""Shares, growth and completion in sentences, recomputed from the amounts beside them."""

from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.narrative.bases import base_fitting, base_named, base_of
from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.precision import place_of
from shizheng.systems.disclosure.domain.narrative.ratios import (
    EXACT,
    ROUNDED,
    UNDEFINED,
    WRONG,
    Span,
    expected,
    growth_verdict,
    judge,
    prior,
    span,
)
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.rules.wording import amount_in, money

ARITHMETIC = "算术"
TELLS_NOTHING = "请改为不列百分比，只说明金额"


@rule("derived.share", family="derived", title="占比与金额不符", source=ARITHMETIC)
def share(reading: Reading) -> Iterator[Finding]:
    """Every 占X% against the amount and its base."""
    narrative = reading.narrative
    for statement in narrative.statements:
        printed, part = statement.share, statement.amount
        if printed is None or part is None:
            continue
        bases = base_named(narrative, statement, printed.word) if printed.word else base_of(statement)
        if not bases and not printed.word:
            bases = base_fitting(narrative, statement.passage)
        yield from _judge_share(statement, part, printed, bases)


def _judge_share(statement: Statement, part: Figure, printed: Figure, bases: list[Figure]) -> Iterator[Finding]:
    verdicts = [judge(span(part), span(base), printed) for base in bases]
    if not verdicts or EXACT in verdicts:
        return
    line, quote = _rate_quote(statement, printed)
    base = bases[0]
    shown = f"{money(part)}÷{money(base)}"
    if ROUNDED in verdicts:
        right = expected(span(part), span(base), printed)
        yield Finding(
            "derived.share", "rounding", line, quote,
            f"占比按印出的金额计算为{right}（{shown}），与印出的{printed.text}%差在末位，属四舍五入（尾数取舍）差异。",
            f"{printed.text}%", right,
        )  # fmt: skip
    elif statement.group is not None and statement.group.loose:
        return
    elif verdicts[0] == WRONG and len({base.value for base in bases}) == 1:
        right = expected(span(part), span(base), printed)
        yield Finding(
            "derived.share", "error", line, quote,
            f"占比有误：{shown}＝{right}，印为{printed.text}%。请核对金额、基数和百分比。", f"{printed.text}%", right,
        )  # fmt: skip
    elif verdicts[0] == UNDEFINED and printed.value == 0 and part.value == 0 and base.value == 0:
        yield Finding(
            "derived.share", "warning", line, quote,
            f"基数为0，占比没有意义，不应写成{printed.text}%。{TELLS_NOTHING}。", f"{printed.text}%", "",
        )  # fmt: skip


@rule("derived.growth", family="derived", title="增减幅度与金额不符", source=ARITHMETIC)
def growth(reading: Reading) -> Iterator[Finding]:
    """Every rate of change against its amount and change; a base of zero has none."""
    for statement in reading.narrative.statements:
        if statement.growth is None and statement.delta is not None and _exceeds(statement, statement.delta):
            yield _more_than_all(statement, statement.delta)
        if statement.growth is None or statement.delta is None or statement.amount is None:
            continue
        if not statement.delta.direction:
            continue  # a template's choice that nobody made
        place = place_of(statement, reading.narrative.places)
        change = span(statement.delta, place)
        before = prior(span(statement.amount, place), change, statement.delta.direction)
        yield from _opposed(statement, statement.delta, statement.growth)
        same = statement.amount.value == statement.delta.value
        if same and (statement.delta.direction >= 0 or not statement.delta.value):
            yield from _from_zero(statement, statement.growth)
        else:
            yield from _judge_growth(statement, change, before, place)


def _opposed(statement: Statement, delta: Figure, rate: Figure) -> Iterator[Finding]:
    if delta.direction * rate.direction < 0 and delta.value and rate.value:
        line, quote = _rate_quote(statement, rate)
        yield Finding(
            "derived.growth", "error", line, quote,
            f"前文写“{delta.word}”、此处写“{rate.word}”，方向相反，请统一。", rate.word, delta.word,
        )  # fmt: skip


def _from_zero(statement: Statement, rate: Figure) -> Iterator[Finding]:
    line, quote = _rate_quote(statement, rate)
    if rate.value:
        yield Finding(
            "derived.growth", "error", line, quote,
            f"上年基数为0（本年{money(statement.amount)}，增加{money(statement.delta)}），增长率无法计算，"
            f"不能写成{rate.text}%。{TELLS_NOTHING}。", f"{rate.text}%", "",
        )  # fmt: skip
    elif statement.amount is not None and not statement.amount.value:
        line, quote = statement.quote()
        yield Finding(
            "derived.growth", "warning", line, quote,
            f"“{statement.name}”本年与上年均为0，没有增减，也没有增减率，不应写成{rate.text}%。请改为“与上年持平”。",
            f"{rate.text}%", "持平",
        )  # fmt: skip


def _judge_growth(statement: Statement, change: Span, before: Span, place: int) -> Iterator[Finding]:
    rate, delta = statement.growth, statement.delta
    assert rate is not None and delta is not None
    verdict = growth_verdict(statement, place)
    if before.high < 0 and delta.direction > 0:
        yield _more_than_all(statement, delta)
        return
    if verdict in (EXACT, UNDEFINED) or before.middle < 0:
        return
    right = expected(change, before, rate)
    line, quote = _rate_quote(statement, rate)
    base = amount_in(before.middle // 2, delta)
    shown = f"上年＝{base}，{money(delta)}÷{base}＝{right}"
    if verdict == ROUNDED:
        yield Finding(
            "derived.growth", "rounding", line, quote,
            f"增减幅度按印出的金额计算为{right}（{shown}），与印出的{rate.text}%差在末位，属四舍五入（尾数取舍）差异。",
            f"{rate.text}%", right,
        )  # fmt: skip
        return
    severity: Severity = "error" if growth_verdict(statement) == WRONG else "warning"
    yield Finding(
        "derived.growth", severity, line, quote,
        f"增减幅度有误：{shown}，印为{rate.text}%。请核对本年金额、增减额和百分比。", f"{rate.text}%", right,
    )  # fmt: skip


def _exceeds(statement: Statement, delta: Figure) -> bool:
    """A rise above the amount itself, told right behind it; a part's rise may be that of its sum."""
    amount = statement.amount
    if amount is None or delta.direction <= 0 or statement.group is not None or statement.detached:
        return False
    near = not any(mark in delta.gap for mark in "。；：") and delta.gap.count("，") < 2
    return near and delta.value - amount.value > amount.ulp + delta.ulp


def _more_than_all(statement: Statement, delta: Figure) -> Finding:
    line, quote = _rate_quote(statement, delta)
    return Finding(
        "derived.growth", "error", line, quote,
        f"“{statement.name}”本年为{money(statement.amount)}，却写比上年{delta.word}{money(delta)}，"
        "增加额大于本年金额，不能成立，请核对。", delta.text, "",
    )  # fmt: skip


@rule("derived.completion", family="derived", title="完成率与预算、决算不符", source=ARITHMETIC)
def completion(reading: Reading) -> Iterator[Finding]:
    """Final amount over budget against the printed rate of completion."""
    for statement in reading.narrative.statements:
        rate, done, planned = statement.completion, statement.amount, statement.budget
        if rate is None or done is None:
            continue
        line, quote = _rate_quote(statement, rate)
        if planned is None:
            if not done.value and not rate.value and rate.gap.count("。") == 0 and _within_zero(statement):
                yield _no_completion(line, quote, rate)
            continue
        if not planned.value:
            if not rate.value or rate.text.rstrip("0").rstrip(".") == "100":
                yield _no_completion(line, quote, rate)
            continue
        yield from _judge_completion(statement, (planned, done, rate), place_of(statement, reading.narrative.places))


def _within_zero(statement: Statement) -> bool:
    """A part of a sum whose budget is zero has a budget of zero."""
    total = statement.group.total if statement.group else None
    return total is not None and total.budget is not None and total.budget.value == 0


def _no_completion(line: int, quote: str, rate: Figure) -> Finding:
    return Finding(
        "derived.completion", "warning", line, quote,
        f"预算数为0，没有完成率，不应写成{rate.text}%。{TELLS_NOTHING}。", f"{rate.text}%", "",
    )  # fmt: skip


def _judge_completion(statement: Statement, figures: tuple[Figure, Figure, Figure], place: int) -> Iterator[Finding]:
    planned, done, rate = figures
    verdict = judge(span(done, place), span(planned, place), rate)
    if done.text == planned.text and done.unit == planned.unit and not done.printed.decimals and verdict == ROUNDED:
        verdict = WRONG  # whole numbers printed alike were meant to be equal
    if verdict in (EXACT, UNDEFINED):
        return
    line, quote = _rate_quote(statement, rate)
    right = expected(span(done), span(planned), rate)
    shown = f"{money(done)}÷{money(planned)}＝{right}"
    if verdict == ROUNDED:
        yield Finding(
            "derived.completion", "rounding", line, quote,
            f"完成率按印出的金额计算为{right}（{shown}），与印出的{rate.text}%差在末位，属四舍五入（尾数取舍）差异。",
            f"{rate.text}%", right,
        )  # fmt: skip
        return
    certain = judge(span(done), span(planned), rate) == WRONG or done.value == planned.value  # far beyond hidden digits
    yield Finding(
        "derived.completion", "error" if certain else "warning", line, quote,
        f"完成率有误：{shown}，印为{rate.text}%。请核对预算数、执行数和百分比。", f"{rate.text}%", right,
    )  # fmt: skip


def _rate_quote(statement: Statement, rate: Figure) -> tuple[int, str]:
    """The words of the rate with what leads to it, literal in one line."""
    lead = len(rate.gap) - max(rate.gap.rfind(mark) for mark in "，。；：、") - 1
    start = rate.start - min(lead, 20)
    passage = statement.passage_of(rate)
    line, quote = passage.quote(start, rate.end)
    if not quote.endswith((rate.unit, "％")):
        line, quote = passage.quote(rate.start, rate.end)
    return line, quote
