"""Pairs of like cases among many at once: the same measure as `likes`, reckoned for all of them with numpy."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from shizheng.engines.cases.domain.learning.likes import (
    DAMPING,
    FEWEST_COMMON,
    LONGEST_TEXT,
    MOST_COMMON,
    MOST_FEATURES,
    SUBJECT_TIMES,
    Case,
    plain,
)

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]
BITS = 21  # every character of Unicode has a number below 2 to the 21st: three of them fit one whole number


def pairs(cases: Sequence[Case], least: float) -> Iterator[tuple[int, int, float]]:
    """Places of two cases, the later first, and the cosine of their words."""
    if not cases:
        return
    counted = [_counted(case) for case in cases]
    vectors = _vectors(counted)
    starts, rows, weights = _postings(vectors)
    for at, (columns, own) in enumerate(vectors):
        spans = [(starts[column], starts[column + 1]) for column in columns]
        if not spans:
            continue
        others = np.concatenate([rows[low:high] for low, high in spans])
        dots = np.concatenate([weight * weights[low:high] for weight, (low, high) in zip(own, spans, strict=True)])
        before = others < at
        found = np.bincount(others[before], dots[before])
        for other in np.flatnonzero(found >= least):
            yield at, int(other), float(found[other])


def _counted(case: Case) -> tuple[Codes, NDArray[np.int64]]:
    """The runs of two and three characters as numbers, each once, and how often it is met; the subject counts more."""
    parts = [_runs(plain(case.subject))] * SUBJECT_TIMES + [_runs(plain(case.text[:LONGEST_TEXT]))]
    return np.unique(np.concatenate(parts), return_counts=True)


def _runs(text: str) -> Codes:
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    two = (letters[:-1] << BITS) | letters[1:]
    return np.concatenate([two, (two[:-1] << BITS) | letters[2:]])


Vector = tuple[Codes, Floats]


def _vectors(counted: Sequence[tuple[Codes, NDArray[np.int64]]]) -> list[Vector]:
    """The rarest runs of each case at length 1, by columns that two cases or more share."""
    total = len(counted)
    known, met = np.unique(np.concatenate([codes for codes, _ in counted]), return_counts=True)
    column = np.cumsum(met > 1) - 1
    rarity = np.log((1 + total) / (1 + met) + 1) ** DAMPING
    rarity[met > max(FEWEST_COMMON, MOST_COMMON * total)] = 0
    found = []
    for codes, counts in counted:
        places = np.searchsorted(known, codes)
        values = (1 + np.log(counts)) * rarity[places]
        best = np.argsort(-values, kind="stable")[:MOST_FEATURES]
        best = best[values[best] > 0]
        length = np.sqrt(values[best] @ values[best]) or 1.0
        shared = best[met[places[best]] > 1]
        found.append((column[places[shared]], values[shared] / length))
    return found


def _postings(vectors: Sequence[Vector]) -> tuple[Codes, Codes, Floats]:
    """Where each column's cells start, and the row and value of each, by column and then by row."""
    columns = np.concatenate([columns for columns, _ in vectors])
    rows = np.repeat(np.arange(len(vectors)), [len(columns) for columns, _ in vectors])
    order = np.argsort(columns, kind="stable")
    width = int(columns.max()) + 1 if len(columns) else 0
    starts = np.searchsorted(columns[order], np.arange(width + 1))
    return starts, rows[order], np.concatenate([values for _, values in vectors])[order]
