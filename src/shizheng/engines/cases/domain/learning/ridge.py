"""Linear least squares with a ridge on sparse rows, solved in its dual by conjugate gradients."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROUNDS = 300
CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Sparse:
    """Rows of a matrix by their non-zero cells: cell i is in row `rows[i]`, column `columns[i]`."""

    rows: Ints
    columns: Ints
    values: Floats
    height: int
    width: int

    @staticmethod
    def of(lines: Sequence[tuple[Ints, Floats]], width: int) -> "Sparse":
        rows = np.repeat(np.arange(len(lines)), [len(columns) for columns, _ in lines])
        columns = np.concatenate([columns for columns, _ in lines])
        return Sparse(rows, columns, np.concatenate([values for _, values in lines]), len(lines), width)

    def times(self, vector: Floats) -> Floats:
        return np.bincount(self.rows, self.values * vector[self.columns], self.height).astype(np.float64, copy=False)

    def turned_times(self, vector: Floats) -> Floats:
        return np.bincount(self.columns, self.values * vector[self.rows], self.width).astype(np.float64, copy=False)


def solve(matrix: Sparse, target: Floats, ridge: float) -> Floats:
    """Weights w (one a column) that minimise |Mw − target|² + ridge·|w|²."""
    dual = np.zeros(matrix.height)
    rest = target.astype(np.float64)
    way = rest.copy()
    size = float(rest @ rest)
    goal = CLOSE**2 * max(size, 1e-12)
    for _ in range(ROUNDS):
        if size <= goal:
            break
        image = matrix.times(matrix.turned_times(way)) + ridge * way
        step = size / (way @ image)
        dual += step * way
        rest -= step * image
        next_size = float(rest @ rest)
        way = rest + next_size / size * way
        size = next_size
    return matrix.turned_times(dual)
