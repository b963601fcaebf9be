"""A claim: somebody printed a number about a coordinate, at a place, with a precision.

A number v printed with d decimals says "between v − ½·10⁻ᵈ and v + ½·10⁻ᵈ" (XBRL Calculations 1.1, rounding intervals),
so two claims contradict each other only when their intervals cannot meet.
"""

from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord

FEN = "fen"  # money: 1 = 0.01 元
PPM = "ppm"  # ratios: 1 % = 10 000
NUMBER = "number"  # counts, areas, days …: 1 = 0.0001


class Place(NamedTuple):
    """Where it is printed: line and cell count from 1; 0 means none."""

    line: int
    cell: int = 0
    section: str = ""
    table: str = ""
    row: str = ""
    head: str = ""


class Claim(NamedTuple):
    """``value`` and ``ulp`` are integers in ``unit``; ``base`` is the coordinate a share, growth or delta refers to."""

    coord: Coord
    value: int
    ulp: int
    unit: str
    kind: str  # cell | sentence | share | growth | delta | completion | count
    place: Place
    quote: str
    base: Coord | None = None

    @property
    def low(self) -> int:
        """Lower end of the interval, in half units."""
        return 2 * self.value - self.ulp

    @property
    def high(self) -> int:
        """Upper end of the interval, in half units."""
        return 2 * self.value + self.ulp

    def meets(self, other: "Claim") -> bool:
        """Whether one true value could have been printed as both."""
        return self.low <= other.high and other.low <= self.high
