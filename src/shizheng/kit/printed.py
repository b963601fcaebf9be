"""A number as a document prints it: exact, with the precision it was printed to.

`Printed(units, decimals)` is units·10^-decimals, and claims only that the true value lies within half a unit of its
last place. Reading is on the path of every cell of every document, hence one regular expression, integers and a memory
of what was read before (a disclosure prints each of its numbers four times on average).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from shizheng.kit.chinese import normalise


@dataclass(frozen=True, slots=True)
class Printed:
    """units·10^-decimals, exactly; negative decimals are a value known to tens, hundreds, ten thousands.

    Equal means printed alike (1.0 is not 1.00); compare values by `value` or `agrees`.
    """

    units: int
    decimals: int = 0

    @property
    def value(self) -> Decimal:
        return Decimal(self.units).scaleb(-self.decimals)

    @property
    def exact(self) -> Fraction:
        return self.units * self.ulp

    @property
    def ulp(self) -> Fraction:
        """One unit of the last printed place."""
        scale = 10 ** abs(self.decimals)
        return Fraction(1, scale) if self.decimals > 0 else Fraction(scale)

    def interval(self) -> tuple[Fraction, Fraction]:
        """Both ends of [v − ½ulp, v + ½ulp]."""
        value, half = self.exact, self.ulp / 2
        return value - half, value + half

    def bounds(self, places: int) -> tuple[int, int]:
        """`interval()` in integers of 10^-places; exact, and therefore ValueError unless places > decimals."""
        half = places - self.decimals - 1
        if half < 0:
            raise ValueError(f"half a unit of {self.decimals} decimals is no integer at {places} places")
        scale: int = 10**half
        return (10 * self.units - 5) * scale, (10 * self.units + 5) * scale

    def at(self, decimals: int) -> int:
        """The value in integers of 10^-decimals; ValueError where digits would be lost."""
        scale: int = 10 ** abs(decimals - self.decimals)
        if decimals >= self.decimals:
            return self.units * scale
        whole, rest = divmod(self.units, scale)
        if rest:
            raise ValueError(f"{self} does not fit {decimals} decimals")
        return whole

    def rounded(self, decimals: int) -> Printed:
        """Printed to fewer decimals, halves away from zero as the tables do it; unchanged if it has no more."""
        if decimals >= self.decimals:
            return self
        scale = 10 ** (self.decimals - decimals)
        size = (2 * abs(self.units) + scale) // (2 * scale)
        return Printed(-size if self.units < 0 else size, decimals)

    def agrees(self, other: Printed) -> bool:
        """Whether one true value could have been printed as both: their intervals meet."""
        if self.decimals == other.decimals:
            return abs(self.units - other.units) <= 1
        low, high = self.bounds(places := 1 + max(self.decimals, other.decimals))
        other_low, other_high = other.bounds(places)
        return low <= other_high and other_low <= high

    def __neg__(self) -> Printed:
        return Printed(-self.units, self.decimals)

    def __str__(self) -> str:
        return f"{self.value:f}"


class Unread(Enum):
    """Why a cell or a word gave no number."""

    EMPTY = "空白"
    NIL = "以横线或斜线表示没有"
    GROUPING = "千分位的逗号位置不对"
    SPLIT = "数字中间断开，可能是两个数连在一起"
    POINT = "小数点缺位或多于一个"
    TEXT = "不是数字"

    @property
    def reason(self) -> str:
        return self.value

    @property
    def absent(self) -> bool:
        """Nothing was claimed here, as against something that cannot be understood."""
        return self in (Unread.EMPTY, Unread.NIL)


# Thirty digits are beyond any budget; an endless run of them is no number and must not cost anything either.
_PLAIN = re.compile(r"(-?(?:\d{1,3}(?:,\d{3}){1,9}|\d{1,30}))(?:\.(\d{1,30}))?", re.ASCII).fullmatch
_LONGEST = 100
_STRAY = re.compile(r"\s*([.,])\s*")
_SIGNED = re.compile(r"([+-])\s*(?=[\d.])")
_POINT_FIRST = re.compile(r"(?:(?<=^-)|^)\.(?=\d)")
_BRACKETED = re.compile(r"\(\s*([\d.,\s]+)\)")
_NIL = re.compile(r"[-—–―─/\\\s]+")
_ONLY_DIGITS = re.compile(r"-?[\d.,\s]+", re.ASCII)


@lru_cache(maxsize=16384)
def read_number(text: str) -> Printed | Unread:
    """The number that a whole cell or word prints, or why there is none; full-width digits, stray blanks beside commas
    and points (`4, 333, 910. 41`), a leading sign and accountants' brackets for a negative are all read."""
    match = _PLAIN(text)
    if match is None:
        return _read_untidy(text)
    whole, fraction = match.groups()
    if fraction is None:
        return Printed(int(whole.replace(",", "")), 0)
    return Printed(int(whole.replace(",", "") + fraction), len(fraction))


def _read_untidy(text: str) -> Printed | Unread:
    tidy = normalise(text).strip()
    if len(tidy) > _LONGEST:
        return Unread.TEXT
    if not tidy:
        return Unread.EMPTY
    if _NIL.fullmatch(tidy):
        return Unread.NIL
    negative = _BRACKETED.fullmatch(tidy)
    if negative is not None:
        tidy = "-" + negative[1].strip()
    tidy = _SIGNED.sub(lambda sign: "-" if sign[1] == "-" else "", _STRAY.sub(r"\1", tidy), count=1)
    tidy = _POINT_FIRST.sub("0.", tidy)
    match = _PLAIN(tidy)
    if match is None:
        return _why(tidy)
    whole, fraction = match[1].replace(",", ""), match[2] or ""
    return Printed(int(whole + fraction), len(fraction))


def _why(tidy: str) -> Unread:
    if not _ONLY_DIGITS.fullmatch(tidy) or not any(map(str.isdecimal, tidy)):
        return Unread.TEXT
    if len(tidy.split()) > 1:
        return Unread.SPLIT
    if tidy.count(".") > 1 or tidy.endswith("."):
        return Unread.POINT
    return Unread.GROUPING


def from_cell(value: float | int | Decimal) -> Printed:
    """A number typed into a spreadsheet; a binary float is taken at the 15 digits that a spreadsheet keeps."""
    exact = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or exact.adjusted() > 30:
        raise ValueError(f"{value} is no printable number")
    sign, digits, exponent = exact.as_tuple()
    assert isinstance(exponent, int)
    units = int("".join(map(str, digits))) * 10 ** max(exponent, 0)
    return Printed(-units if sign else units, max(-exponent, 0))
