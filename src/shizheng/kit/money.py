"""Amounts with their printed unit and precision: 元, 万元, 亿元, shares, counts.

Money is computed in integer 分 (0.01 元). A printed amount has an exact value and an ulp; nothing here rounds but what
prints.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from shizheng.kit.printed import Printed, Unread, read_number

_FEN_PLACES = 2


class Unit(Enum):
    """A unit a number is printed in. `power` is the power of ten that leads to the base of its kind."""

    FEN = ("分", "money", -2)
    JIAO = ("角", "money", -1)
    YUAN = ("元", "money", 0)
    QIAN = ("千元", "money", 3)
    WAN = ("万元", "money", 4)
    BAIWAN = ("百万元", "money", 6)
    YI = ("亿元", "money", 8)
    WANYI = ("万亿元", "money", 12)
    PERMILLE = ("‰", "share", -3)
    PERCENT = ("%", "share", -2)
    POINTS = ("个百分点", "points", -2)
    PERSON = ("人", "count", 0)
    WAN_PERSONS = ("万人", "count", 4)
    HEAD = ("名", "count", 0)
    VEHICLE = ("辆", "count", 0)
    SET = ("台", "count", 0)
    SUITE = ("套", "count", 0)
    PIECE = ("个", "count", 0)
    ITEM = ("项", "count", 0)
    TIME = ("次", "count", 0)
    BATCH = ("批次", "count", 0)
    VISITOR = ("人次", "count", 0)
    AREA = ("平方米", "area", 0)

    def __init__(self, label: str, kind: str, power: int) -> None:
        self.label = label
        self.kind = kind
        self.power = power

    @property
    def is_money(self) -> bool:
        return self.kind == "money"


_LABELS = {unit.label: unit for unit in Unit} | {"％": Unit.PERCENT, "百分点": Unit.POINTS, "圆": Unit.YUAN}
_SUFFIX = re.compile(
    rf"\s*(?:人民币)?(.*?[\d\s)）])({'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})\s*", re.DOTALL
)


def find_unit(label: str) -> Unit | None:
    """The unit so written, as in a table's `单位：万元`; None where it is none of ours."""
    return _LABELS.get(label.strip())


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed number in a unit."""

    printed: Printed
    unit: Unit = Unit.YUAN

    @property
    def value(self) -> Decimal:
        """In the unit's base: 元 for money, a plain ratio for shares."""
        return Decimal(self.printed.units).scaleb(self.unit.power - self.printed.decimals)

    @property
    def fen(self) -> int:
        """Integer 分; ValueError for what is not money or is printed finer than a 分."""
        return self._fen(self.printed.units)

    @property
    def ulp_fen(self) -> int:
        """One unit of the last printed place in 分: 万元 to two decimals gives 10,000."""
        return self._fen(1)

    def _fen(self, units: int) -> int:
        if not self.unit.is_money:
            raise ValueError(f"{self} is not money")
        shift = self.unit.power - self.printed.decimals + _FEN_PLACES
        scale: int = 10 ** abs(shift)
        if shift >= 0:
            return units * scale
        whole, rest = divmod(units, scale)
        if rest:
            raise ValueError(f"{self} is printed finer than a 分")
        return whole

    def interval(self) -> tuple[Fraction, Fraction]:
        """Both ends of [v − ½ulp, v + ½ulp] in the unit's base."""
        low, high = self.printed.interval()
        scale = Fraction(10) ** self.unit.power
        return low * scale, high * scale

    def agrees(self, other: Amount) -> bool:
        """Whether one true value could have been printed as both; ValueError across kinds of unit."""
        self._same_kind(other.unit)
        return self.printed.agrees(other.to(self.unit).printed)

    def to(self, unit: Unit) -> Amount:
        """The same value and precision in another unit of the kind: 1.50 万元 is 15,000 元 known to the hundred."""
        self._same_kind(unit)
        return Amount(Printed(self.printed.units, self.printed.decimals + unit.power - self.unit.power), unit)

    def _same_kind(self, unit: Unit) -> None:
        if unit.kind != self.unit.kind:
            raise ValueError(f"{self.unit.label} and {unit.label} are different kinds of unit")

    def __str__(self) -> str:
        return f"{grouped(self.printed)}{self.unit.label}"


@lru_cache(maxsize=4096)
def read_amount(text: str, default: Unit = Unit.YUAN) -> Amount | Unread:
    """A number with or without its unit (`18,714.47万元`, `98.5％`, `22人`); without one it is in `default`."""
    match = _SUFFIX.fullmatch(text) if len(text) <= 100 else None
    number, unit = (match[1], _LABELS[match[2]]) if match else (text, default)
    printed = read_number(number)
    return printed if isinstance(printed, Unread) else Amount(printed, unit)


def from_fen(fen: int, unit: Unit = Unit.YUAN, decimals: int = 2) -> Amount:
    """Print integer 分 in a unit to so many decimals, halves away from zero."""
    if not unit.is_money:
        raise ValueError(f"{unit.label} is not money")
    rounded = Printed(fen, unit.power + _FEN_PLACES).rounded(decimals)
    return Amount(Printed(rounded.at(decimals), decimals), unit)


def to_fen(value: Decimal) -> int:
    """Integer 分 of an exact amount in 元; ValueError where it holds a fraction of a 分."""
    fen = value.scaleb(_FEN_PLACES)
    if fen != fen.to_integral_value():
        raise ValueError(f"{value}元 holds a fraction of a 分")
    return int(fen)


def grouped(printed: Printed) -> str:
    """With thousands separators and exactly the printed decimals: 4,333.10."""
    size, sign = abs(printed.units), "-" if printed.units < 0 else ""
    if printed.decimals <= 0:
        return f"{sign}{size * 10**-printed.decimals:,}"
    whole, fraction = divmod(size, 10**printed.decimals)
    return f"{sign}{whole:,}.{fraction:0{printed.decimals}}"


def format_yuan(fen: int) -> str:
    """4,333.10 for 433310 分."""
    return grouped(Printed(fen, 2))


def format_wan(fen: int, decimals: int = 2) -> str:
    """分 in 万元 to two decimals: 43,331,000 分 → 43.33."""
    return grouped(from_fen(fen, Unit.WAN, decimals).printed)


def format_percent(part: int | Decimal, whole: int | Decimal, decimals: int = 2) -> str:
    """Share of a whole as 32.80%, halves away from zero; `—` where the whole is zero and no share exists."""
    printed = percent(part, whole, decimals)
    return "—" if printed is None else f"{grouped(printed)}%"


def percent(part: int | Decimal, whole: int | Decimal, decimals: int = 2) -> Printed | None:
    """Share in per cent printed to so many decimals, exact before its one rounding; None where the whole is zero."""
    if not whole:
        return None
    ratio = Fraction(part) / Fraction(whole) * 100 * 10**decimals
    size = (2 * abs(ratio.numerator) + ratio.denominator) // (2 * ratio.denominator)
    return Printed(-size if ratio < 0 else size, decimals)


def quantised(value: Decimal, decimals: int = 2) -> Decimal:
    """An exact amount rounded once, halves away from zero, for printing."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
