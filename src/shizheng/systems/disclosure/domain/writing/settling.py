"""Facts finer than they were printed: amounts to the fen that give every printed sum when they are added and rounded.

A table in 万元 prints parts and totals each rounded by itself. Any amounts within half a unit of the printed parts
may be the true ones; among them those are taken that round to the printed totals as well. A total that no such amounts
can reach was printed wrong, and is left to whoever compares.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord

SWEEPS = 80


class Sum(NamedTuple):
    """A printed sum of some facts: fen, with the half unit within which it must lie."""

    members: tuple[Coord, ...]
    printed: int
    half: int


def settled(printed: Mapping[Coord, int], halves: Mapping[Coord, int], sums: Sequence[Sum]) -> dict[Coord, int]:
    """Amounts within their own half units that meet every sum that can be met."""
    amounts = dict(printed)
    room = {coord: max(half - 1, 0) for coord, half in halves.items()}
    open_sums = [found for found in sums if _is_possible(found, printed, room)]
    for _ in range(SWEEPS):
        wrong = [found for found in open_sums if _meet(found, amounts, printed, room)]
        if not wrong:
            break
    return amounts


def _is_possible(found: Sum, printed: Mapping[Coord, int], room: Mapping[Coord, int]) -> bool:
    gap = abs(found.printed - sum(printed[coord] for coord in found.members))
    return gap <= found.half - 1 + sum(room[coord] for coord in found.members)


def _meet(found: Sum, amounts: dict[Coord, int], printed: Mapping[Coord, int], room: Mapping[Coord, int]) -> bool:
    """Shift the members evenly until the sum rounds to what is printed; False where it already did."""
    allowed = max(found.half - 1, 0)
    gap = found.printed - sum(amounts[coord] for coord in found.members)
    if abs(gap) <= allowed:
        return False
    left = abs(gap) - allowed // 2
    sign = 1 if gap > 0 else -1
    for place, coord in enumerate(found.members):
        share = -(-left // (len(found.members) - place))
        free = room[coord] - sign * (amounts[coord] - printed[coord])
        step = min(share, max(free, 0))
        amounts[coord] += sign * step
        left -= step
    return True
