"""Amounts in cells: the number, in fen, with the precision that the table as a whole prints."""

import re
from collections import Counter
from collections.abc import Iterable

from shizheng.kit.printed import Printed, read_number

_UNIT = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*(万元|元|千元|亿元)|[（(](万元|元|千元|亿元)[)）]")
_POWERS = {"元": 0, "千元": 3, "万元": 4, "亿元": 8}
_FEN = 2


def unit_in(texts: Iterable[str]) -> int | None:
    """The power of ten, in 元, that a unit line declares."""
    for text in texts:
        match = _UNIT.search(text)
        if match:
            return _POWERS[match[1] or match[2]]
    return None


def usual_decimals(texts: Iterable[str]) -> int:
    """The number of decimals that most amounts of a table have; a shorter one has only lost its noughts."""
    counts = Counter(value.decimals for value in map(read_number, texts) if isinstance(value, Printed) and value.units)
    return counts.most_common(1)[0][0] if counts else 0


def in_fen(printed: Printed, power: int, decimals: int) -> tuple[int, int]:
    """(value, ulp) in fen of a number printed in 10^power 元 where the table prints so many decimals."""
    places = power + _FEN
    if printed.decimals > places:
        printed = printed.rounded(places)
    digits = min(max(printed.decimals, decimals), places)
    return printed.at(places), int(10 ** (places - digits))
