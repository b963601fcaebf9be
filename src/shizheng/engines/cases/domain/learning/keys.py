"""Which terms of a matter to look up in an index of all cases, so that few rows come back and the like ones are among
them: the rarest alone, commoner ones by twos and threes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

FEW = 400.0
"""Rows that one look-up may be expected to give."""
BUDGET = 1_200.0
MOST_KEYS = 24
MOST_UNSEEN = 6
"""Terms that the sample has not: as a rule no case has them either, so that they must not crowd out the others."""
TOGETHER = 5.0
"""How much oftener two terms of one matter stand together than chance would have it; a cautious guess."""
JOINED = 6
LAST_RESORT = 4
"""The rarest terms are looked up together where even threes are too common."""

Key = tuple[str, ...]


def keys(terms: Iterable[str], met: Mapping[str, int], sample: int, cases: int) -> list[Key]:
    """Sets of terms, each to be looked up whole. `met` says in how many of `sample` texts a term is, `cases` how many
    texts the index holds. A term that the sample has not is taken for one met half a time."""
    share = {term: max(met.get(term, 0), 0.5) / max(sample, 1) for term in terms}
    ranked = sorted(share, key=lambda term: (share[term], term))
    unseen = [term for term in ranked if not met.get(term)]
    rarest = [term for term in ranked if term not in unseen[MOST_UNSEEN:]]
    found: list[Key] = []
    spent = 0.0
    for expected, key in _offers(rarest, share, cases):
        if len(found) == MOST_KEYS or spent + expected > BUDGET:
            break
        found.append(key)
        spent += expected
    return found or [tuple(rarest[:LAST_RESORT])] if rarest else []


def _offers(rarest: list[str], share: Mapping[str, float], cases: int) -> Iterator[tuple[float, Key]]:
    """Single terms that are rare enough, then sets of those that are not, each with the rows to be expected."""
    singles = [term for term in rarest if share[term] * cases <= FEW]
    yield from ((share[term] * cases, (term,)) for term in singles)
    common = rarest[len(singles) : len(singles) + JOINED]
    for size in (2, 3):
        for group in combinations(common, size):
            expected = cases * TOGETHER ** (size - 1)
            for term in group:
                expected *= share[term]
            if expected <= FEW:
                yield expected, group
