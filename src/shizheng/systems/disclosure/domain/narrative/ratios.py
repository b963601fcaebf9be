"""Shares, growth and completion recomputed with the intervals of printed numbers; integers only."""

from typing import NamedTuple

from shizheng.kit.money import percent
from shizheng.systems.disclosure.domain.narrative.figures import Figure
from shizheng.systems.disclosure.domain.narrative.statement import Statement

EXACT = "exact"
ROUNDED = "rounded"  # misses as printed, but the intervals meet
WRONG = "wrong"
UNDEFINED = "undefined"  # the base is zero
PPM_ONE = 1_000_000


class Span(NamedTuple):
    """A value known to half an ulp either side; ends in half units."""

    low: int
    high: int

    @property
    def middle(self) -> int:
        return (self.low + self.high) // 2


def span(figure: Figure, ulp: int = 0) -> Span:
    """The interval of a printed figure, by its own precision or a finer one."""
    half = min(ulp, figure.ulp) if ulp else figure.ulp
    return Span(2 * figure.value - half, 2 * figure.value + half)


def prior(amount: Span, delta: Span, direction: int) -> Span:
    """What was before a change: amount less a rise, or plus a fall."""
    if direction < 0:
        return Span(amount.low + delta.low, amount.high + delta.high)
    return Span(amount.low - delta.high, amount.high - delta.low)


def judge(part: Span, whole: Span, printed: Figure) -> str:
    """Whether ``part`` is the printed percentage of ``whole``."""
    if whole.high <= 0 or whole.middle == 0:
        return UNDEFINED
    if recomputed(part, whole, printed) == printed.printed.units:
        return EXACT
    if printed.printed.decimals > 1 and truncated(part, whole, printed) == printed.printed.units:
        return ROUNDED
    low, high = 2 * printed.value - printed.ulp, 2 * printed.value + printed.ulp
    if 2 * PPM_ONE * part.low > high * whole.high:
        return WRONG
    if whole.low > 0 and 2 * PPM_ONE * part.high < low * whole.low:
        return WRONG
    return ROUNDED


def truncated(part: Span, whole: Span, printed: Figure) -> int:
    """The percentage with its further digits cut off instead of rounded."""
    scale: int = 10 ** (2 + printed.printed.decimals)
    return abs(part.middle) * scale // abs(whole.middle)


def recomputed(part: Span, whole: Span, printed: Figure) -> int:
    """The percentage as it would be printed, in units of the printed last place."""
    exact = percent(part.middle, whole.middle, max(0, printed.printed.decimals))
    return exact.units if exact is not None else 0


def expected(part: Span, whole: Span, printed: Figure) -> str:
    """The percentage as it should be printed; two decimals where the print has none and they tell more."""
    exact = percent(part.middle, whole.middle, max(2, printed.printed.decimals))
    return "" if exact is None else f"{exact}%"


def signed(figure: Figure) -> int:
    """The change with its sign; a change without a word of direction is taken as a rise."""
    return figure.value if figure.direction >= 0 else -figure.value


def growth_verdict(statement: Statement, ulp: int = 0) -> str:
    """The verdict on a printed rate of change against the amount and the change beside it."""
    if statement.amount is None or statement.delta is None or statement.growth is None:
        return EXACT
    change = span(statement.delta, ulp)
    return judge(change, prior(span(statement.amount, ulp), change, statement.delta.direction), statement.growth)
