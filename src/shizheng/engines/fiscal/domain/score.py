"""Points of a performance evaluation: exact fractions until the total, which alone is rounded.

Source: 财预〔2020〕10号《项目支出绩效评价管理办法》: execution 10, output 50, benefit 30, satisfaction 10; a target
that is reached earns all its points, one that is missed earns them in proportion; wordings are graded in three bands.
"""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from shizheng.engines.fiscal.domain.targets import Moment, Target

FULL = {"execution": 10, "output": 50, "benefit": 30, "satisfaction": 10}
GRADES = (("优", 90), ("良", 80), ("中", 60), ("差", 0))
BANDS = {
    "reached": (Fraction(8, 10), Fraction(1)),
    "partly": (Fraction(6, 10), Fraction(8, 10)),
    "missed": (Fraction(0), Fraction(6, 10)),
}
LAX = Fraction(13, 10)  # far above the target: the target was set too low and the excess wants a reason
ONE, NOTHING = Fraction(1), Fraction(0)


class Degree(NamedTuple):
    """How far a target was reached, 0 to 1, and whether the value is so far above it that a reason is due."""

    reached: Fraction
    is_lax: bool = False


def execution_points(executed: int, budget: int, weight: int = FULL["execution"]) -> Fraction:
    """Weight × executed ÷ full-year budget, at most the weight; ValueError without a budget."""
    if budget <= 0:
        raise ValueError("no budget, no rate of execution")
    return weight * min(ONE, max(NOTHING, Fraction(executed, budget)))


def degree(target: Target, actual: int) -> Degree:
    """How far a measured target was reached by a value in its own unit; ValueError for other targets."""
    if not target.is_measured or target.kind == "compound":
        raise ValueError(f"{target.text}: only a number can be compared with a number")
    if target.is_ceiling:
        return _ceiling(target, actual)
    floor = target.value
    if floor <= 0:
        return Degree(ONE if actual == floor or target.comparator in ("≥", ">") else NOTHING)
    if target.upper and actual > target.upper:
        return Degree(Fraction(target.upper, actual))
    share = Fraction(max(0, actual), floor)
    strictly = target.comparator == ">" and actual == floor
    return Degree(NOTHING if strictly and actual == 0 else min(ONE, share), share >= LAX)


def _ceiling(target: Target, actual: int) -> Degree:
    if actual <= target.value and not (target.comparator == "<" and actual == target.value):
        return Degree(ONE)
    return Degree(Fraction(target.value, actual) if actual > 0 else NOTHING)


def deadline_degree(target: Target, done: Moment | None, year: int, decay: Fraction = Fraction(1, 10)) -> Fraction:
    """1 when done by the last month allowed, ``decay`` less a month after it, 0 if not done. ``year``: the sheet's."""
    if target.when is None:
        raise ValueError(f"{target.text} names no time")
    if done is None:
        return NOTHING
    last = target.when.last
    due = (last.year or year) * 12 + last.month - (target.when.edge == "before")
    late = (done.year or year) * 12 + done.month - due
    return max(NOTHING, ONE - max(0, late) * decay)


def rhythm_degree(target: Target, met: int, due: int | None = None) -> Fraction:
    """Periods met over periods due; without ``due``, those of a whole year."""
    if target.rhythm is None:
        raise ValueError(f"{target.text} names no rhythm")
    periods = due if due is not None else target.rhythm.yearly
    return min(ONE, Fraction(max(0, met), periods)) if periods > 0 else ONE


def judged_degree(band: str, value: Fraction, reason: str) -> Fraction:
    """A judgement typed by a person, inside its band and with its reason; ValueError otherwise."""
    low, high = BANDS[band]
    if not low <= value <= high:
        raise ValueError(f"{band} means between {low} and {high}")
    if not reason.strip():
        raise ValueError("a judgement needs its reason")
    return value


def total(points: list[Fraction]) -> Decimal:
    """The sum of exact points, rounded once to two decimals."""
    exact = sum(points, NOTHING)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def grade(points: Decimal | Fraction | int) -> str:
    """优 from 90, 良 from 80, 中 from 60, else 差."""
    return next(name for name, floor in GRADES if points >= floor)
