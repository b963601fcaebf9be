"""What a numerator and a denominator come to, in the words and with the decimals that a measure declares."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

NO_DATA = "无数据"
HUNDRED = Decimal(100)


class Direction(StrEnum):
    MORE = "more"
    LESS = "less"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        return {"more": "越高越好", "less": "越低越好", "neither": "不评优劣"}[self.value]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a figure is written: `factor` multiplies the quotient (100 for percent, 1/3600 for seconds told in hours)."""

    unit: str = "件"
    factor: Decimal = Decimal(1)
    places: int = 0

    def rounded(self, exact: Decimal) -> Decimal:
        return exact.quantize(Decimal(1).scaleb(-self.places), rounding=ROUND_HALF_UP)

    def words(self, value: Decimal | None) -> str:
        """98.12%, 1,234; without a unit that is not a percent."""
        if value is None:
            return NO_DATA
        return f"{self.rounded(value):,}{'%' if self.unit == '%' else ''}"


COUNT = Shape()
PERCENT = Shape("%", HUNDRED, 2)
TIMES = Shape("次")
HOURS = Shape("小时", Decimal(1) / Decimal(3600), 1)
SECONDS = Shape("秒", Decimal(1), 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """`denominator` is None for a measure that only counts. A denominator of zero is no figure at all."""

    numerator: int
    denominator: int | None = None

    @property
    def quotient(self) -> Decimal | None:
        if self.denominator is None:
            return Decimal(self.numerator)
        return Decimal(self.numerator) / Decimal(self.denominator) if self.denominator else None

    def value(self, shape: Shape) -> Decimal | None:
        """Exact, not rounded."""
        quotient = self.quotient
        return None if quotient is None else quotient * shape.factor

    def words(self, shape: Shape) -> str:
        return shape.words(self.value(shape))

    def __add__(self, other: "Figure") -> "Figure":
        if self.denominator is None or other.denominator is None:
            return Figure(self.numerator + other.numerator)
        return Figure(self.numerator + other.numerator, self.denominator + other.denominator)


def compared(shape: Shape, now: Decimal | None, before: Decimal | None) -> str:
    """How a figure stands to an earlier one, told by what is printed: 增加12件, 减少3.20个百分点, 持平.

    Figures that print alike are 持平 even where they differ behind the last decimal.
    """
    if now is None or before is None:
        return "无可比数据"
    difference = shape.rounded(now) - shape.rounded(before)
    if not difference:
        return "持平"
    unit = "个百分点" if shape.unit == "%" else shape.unit
    return f"{'增加' if difference > 0 else '减少'}{abs(difference):,}{unit}"
