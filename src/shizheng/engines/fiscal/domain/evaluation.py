"""A self-evaluation worked out: points of the execution rate and of each indicator, their sum and grade, each shown.

Source: 财预〔2020〕10号《项目支出绩效评价管理办法》. Points are rounded as they are printed, to two decimals, and the
total is the sum of what is printed, so that whoever adds the sheet up arrives at it.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from shizheng.engines.fiscal.domain.score import FULL, deadline_degree, degree, execution_points, grade
from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.engines.fiscal.domain.targets import Target, parse
from shizheng.kit.money import Unit, from_fen, grouped

POINT = 10_000
CENT = Decimal("0.01")


class Marked(NamedTuple):
    """Points for one part; ``shown`` is the arithmetic in words, empty where a person judged."""

    name: str
    weight: int  # 1/10 000 of a point, as in sheets
    points: int
    shown: str = ""


class Evaluation(NamedTuple):
    """``unscored`` are the indicators that only a person can give points."""

    execution: Marked | None
    marks: tuple[Marked | None, ...]
    unscored: tuple[str, ...]

    @property
    def parts(self) -> list[Marked]:
        """Everything that has points."""
        return [mark for mark in (self.execution, *self.marks) if mark]

    @property
    def total(self) -> int:
        return sum(mark.points for mark in self.parts)

    @property
    def weight(self) -> int:
        return sum(mark.weight for mark in self.parts)

    @property
    def grade(self) -> str:
        """Of the total, as if 100 could be had."""
        return grade(Fraction(self.total, POINT))

    def shown(self) -> Iterator[str]:
        """The arithmetic, one line a part that has any, and the sum."""
        yield from (mark.shown for mark in self.parts if mark.shown)
        terms = "＋".join(told(mark.points) for mark in self.parts)
        yield f"总分：{terms}＝{told(self.total)}分，等级为“{self.grade}”"


def evaluate(sheet: TargetSheet) -> Evaluation:
    """Points already given stay; the others follow from money, numbers and dates."""
    items = sheet.of("annual")
    marks = tuple(_marked(item, sheet.year) for item in items)
    lacking = tuple(item.full_name for item, mark in zip(items, marks, strict=True) if mark is None)
    return Evaluation(_execution(sheet), marks, lacking)


def told(points: int) -> str:
    """9.17, 20."""
    text = f"{Decimal(points) / POINT:.2f}"
    return text.rstrip("0").rstrip(".")


def _rounded(points: Fraction) -> int:
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return int(exact.quantize(CENT, ROUND_HALF_UP) * POINT)


def _execution(sheet: TargetSheet) -> Marked | None:
    """Executed money over the full year's budget, or the first one where it was never changed."""
    done = sheet.money("annual", stage="executed")
    planned = sheet.money("annual", stage="adjusted") or sheet.money("annual", stage="budget")
    if done is None or planned is None or planned.fen <= 0:
        return None
    points = _rounded(execution_points(done.fen, planned.fen))
    part, whole = (grouped(from_fen(money.fen, Unit.WAN, 2).printed) for money in (done, planned))
    rate = min(Fraction(1), Fraction(done.fen, planned.fen))
    shown = f"预算执行率：{part}÷{whole}＝{_percent(rate)}，{FULL['execution']}×{_percent(rate)}＝{told(points)}分"
    return Marked("预算执行率", FULL["execution"] * POINT, points, shown)


def _marked(item: Indicator, year: int) -> Marked | None:
    weight = item.weight or 0
    if item.score is not None:
        return Marked(item.full_name, weight, item.score)
    reached = _degree(item.target, parse(item.actual), year)
    if reached is None:
        return None
    points = _rounded(Fraction(weight, POINT) * reached)
    shown = ""
    if reached < 1:
        said = f"{item.full_name}：目标{item.target.text}，完成{item.actual}"
        shown = f"{said}，{told(weight)}×{_percent(reached)}＝{told(points)}分"
    return Marked(item.full_name, weight, points, shown)


def _degree(target: Target, actual: Target, year: int) -> Fraction | None:
    """How far an actual value reaches a target of its own kind; None where they cannot be compared."""
    if target.kind == "date" and actual.kind == "date" and actual.when is not None:
        return deadline_degree(target, actual.when.last, year)
    if not target.is_measured or target.kind == "compound" or target.kind != actual.kind or target.unit != actual.unit:
        return None
    return degree(target, actual.value).reached


def _percent(share: Fraction) -> str:
    percent = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return f"{percent.quantize(CENT, ROUND_HALF_UP)}%"
