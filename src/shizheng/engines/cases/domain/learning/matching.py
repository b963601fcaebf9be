"""Which topic of an earlier run a topic of this run is: the one that shares most of its cases."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
SHARED = 0.5


def same_topics(now: Sequence[Sequence[int]], before: Mapping[int, K]) -> list[K | None]:
    """For each topic, given by its cases, the earlier one that it goes on, or None. `before` leads from a case to its
    earlier topic. An earlier topic goes on in one at most, the one that has most of its cases, and only where that
    is half of what the smaller of both has."""
    sizes = Counter(before.values())
    offers: list[tuple[int, int, K]] = []
    for at, cases in enumerate(now):
        shared = Counter(before[case] for case in cases if case in before)
        offers += [(count, at, key) for key, count in shared.items() if count >= SHARED * min(len(cases), sizes[key])]
    found: list[K | None] = [None] * len(now)
    taken: set[K] = set()
    for _, at, key in sorted(offers, key=lambda offer: (-offer[0], offer[1], str(offer[2]))):
        if found[at] is None and key not in taken:
            found[at] = key
            taken.add(key)
    return found
