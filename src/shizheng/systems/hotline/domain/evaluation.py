"""Points of units for a month: figures against targets, weighed, with points by hand; units ranked group by group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rule:
    """All points of `weight` at `target`, none at `floor` or beyond, in a straight line between. A target below its
    floor is one for which less is better."""

    measure: str
    weight: Decimal
    target: Decimal
    floor: Decimal

    @property
    def plain(self) -> dict[str, str]:
        return {
            "measure": self.measure,
            "weight": f"{self.weight}",
            "target": f"{self.target}",
            "floor": f"{self.floor}",
        }

    @classmethod
    def read(cls, plain: Mapping[str, str]) -> "Rule":
        numbers = {name: Decimal(plain[name]) for name in ("weight", "target", "floor")}
        return cls(plain["measure"], **numbers)

    def points(self, value: Decimal) -> Decimal:
        share = (value - self.floor) / (self.target - self.floor)
        return self.weight * min(Decimal(1), max(Decimal(0), share))


@dataclass(frozen=True, slots=True)
class Point:
    """What one figure earned. `earned` is None where the unit has no such figure."""

    measure: str
    words: str
    value: Decimal | None
    weight: Decimal
    earned: Decimal | None


@dataclass(frozen=True, slots=True)
class Score:
    """`base` is out of a hundred over the figures that the unit has; None where it has none: it is not ranked."""

    unit: int
    points: tuple[Point, ...]
    base: Decimal | None
    adjustment: Decimal

    @property
    def total(self) -> Decimal | None:
        return None if self.base is None else self.base + self.adjustment


@dataclass(frozen=True, slots=True)
class Placed:
    """`place` counts from 1 within the group; units of one score share it; None for a unit that is not ranked."""

    place: int | None
    score: Score


def scored(
    unit: int, rules: Iterable[Rule], figures: Mapping[str, tuple[Decimal | None, str]], adjustment: Decimal
) -> Score:
    """Figures that a unit does not have leave the hundred to the others: nobody loses points by what never happened."""
    points = tuple(_point(rule, *figures.get(rule.measure, (None, "无数据"))) for rule in rules)
    weight = sum((point.weight for point in points if point.earned is not None), Decimal(0))
    earned = sum((point.earned for point in points if point.earned is not None), Decimal(0))
    base = (earned / weight * HUNDRED).quantize(CENT, rounding=ROUND_HALF_UP) if weight else None
    return Score(unit, points, base, adjustment)


def _point(rule: Rule, value: Decimal | None, words: str) -> Point:
    earned = None if value is None else rule.points(value).quantize(CENT, rounding=ROUND_HALF_UP)
    return Point(rule.measure, words, value, rule.weight, earned)


def placed(scores: Sequence[Score]) -> list[Placed]:
    """The highest first; those without a score last."""
    ranked = sorted((score for score in scores if score.total is not None), key=lambda each: -_sure(each.total))
    found: list[Placed] = []
    for number, score in enumerate(ranked, 1):
        same = bool(found) and found[-1].score.total == score.total
        found.append(Placed(found[-1].place if same else number, score))
    return [*found, *(Placed(None, score) for score in scores if score.total is None)]


def _sure(total: Decimal | None) -> Decimal:
    return total if total is not None else Decimal(0)


def faults_of(rules: Sequence[Mapping[str, Any]], known: Iterable[str]) -> list[str]:
    """What is wrong with a group's rules, in words."""
    names, found = set(known), []
    stated = [rule["measure"] for rule in rules]
    found += [f"没有代码为“{name}”的指标" for name in stated if name not in names]
    found += [f"指标“{name}”写了两次" for name in sorted({name for name in stated if stated.count(name) > 1})]
    found += [f"“{rule['measure']}”的目标值与零分线不能相同" for rule in rules if rule["target"] == rule["floor"]]
    found += [f"“{rule['measure']}”的权重应大于0" for rule in rules if Decimal(str(rule["weight"])) <= 0]
    total = sum((Decimal(str(rule["weight"])) for rule in rules), Decimal(0))
    if total != HUNDRED:
        found.append(f"权重合计应为100，现为{total}")
    return found
