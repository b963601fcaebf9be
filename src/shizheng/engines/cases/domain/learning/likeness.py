"""How like two categories are by the characters of their names, so that a category never met is no stranger."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

Category = tuple[str, str, str]
"""Names of the levels, narrowest first."""
LEAST = 0.08
UNKNOWN_WEIGHT = 3.0


def _grams(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)} | set(name)


@lru_cache(maxsize=4096)
def _features(category: Category) -> frozenset[str]:
    narrow, middle, wide = category
    return frozenset(_grams(narrow) | {f"m{gram}" for gram in _grams(middle)} | {f"w{wide}"})


class Likeness:
    """Cosine between categories over weighted characters and pairs of them, 0 to 1; below 0.08 counts as 0."""

    def __init__(self, categories: Sequence[Category]) -> None:
        self._features = [_features(category) for category in categories]
        counts = Counter(feature for features in self._features for feature in features)
        self._weights = {name: (log(len(categories) / count) + 0.1) ** 2 for name, count in counts.items()}
        self._lengths = [self._length(features) for features in self._features]
        self._known: dict[Category, NDArray[np.float32]] = {}

    def __call__(self, category: Category) -> NDArray[np.float32]:
        """One value a known category, in their order."""
        if category not in self._known:
            self._known[category] = self._compare(_features(category))
        return self._known[category]

    def _length(self, features: frozenset[str]) -> float:
        return sqrt(sum(self._weights.get(feature, UNKNOWN_WEIGHT**2) for feature in features)) or 1.0

    def _compare(self, features: frozenset[str]) -> NDArray[np.float32]:
        length = self._length(features)
        values = [
            sum(self._weights[feature] for feature in features & other) / (length * other_length)
            for other, other_length in zip(self._features, self._lengths, strict=True)
        ]
        near = np.array(values, np.float32)
        near[near < LEAST] = 0
        return near
