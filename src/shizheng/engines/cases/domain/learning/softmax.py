"""Multinomial logistic regression on sparse rows by stochastic descent, for more cases than a dual system can hold."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from shizheng.engines.cases.domain.learning.ridge import Floats, Ints

PASSES = 4
FIRST_STEP = 2.0
Line = tuple[Ints, Floats]


def fit(lines: Sequence[Line], labels: Ints, shape: tuple[int, int], passes: int = PASSES) -> NDArray[np.float32]:
    """Weights (columns × categories) from rows given by their non-zero cells and the place of each one's category.

    The step falls with the passes and the order is shuffled the same way each time, so that training repeats exactly.
    """
    weights = np.zeros(shape, np.float32)
    rows = [(columns, values.astype(np.float32)) for columns, values in lines]
    chance = np.random.default_rng(0)
    for number in range(passes):
        step = FIRST_STEP / (1 + number)
        for at in chance.permutation(len(rows)):
            columns, values = rows[at]
            near = weights[columns]
            scores = values @ near
            powers = np.exp(scores - scores.max())
            slope = powers / -powers.sum()
            slope[labels[at]] += 1
            weights[columns] = near + np.outer(values, step * slope)
    return weights
