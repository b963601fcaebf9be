"""Choosing among candidates: a conditional logit (McFadden 1974), fitted by Newton's method with a damped step."""

import numpy as np
from numpy.typing import NDArray

from shizheng.engines.cases.domain.learning.memory import Floats, Ints

ROUNDS = 40
CLOSE = 1e-4
RIDGE = 3.0


def chances(rows: NDArray[np.floating], weights: Floats) -> Floats:
    """Probabilities over the last axis but one of rows (… × candidates × features)."""
    scores = np.asarray(rows @ weights, np.float64)
    scores -= scores.max(axis=-1, keepdims=True)
    powers = np.exp(scores)
    share: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return share


def fit(rows: NDArray[np.float32], chosen: Ints, ridge: float = RIDGE) -> Floats:
    """Weights from rows (cases × candidates × features, float32) and the place of the right candidate in each case.

    The loss is convex; a step that does not lower it is halved, so that the result never depends on luck.
    """
    features = rows.shape[2]
    weights = np.full(features, 1 / features)
    right = rows[np.arange(len(rows)), chosen].sum(axis=0, dtype=np.float64)
    loss = _loss(rows, chosen, weights, ridge)
    for _ in range(ROUNDS):
        step = _step(rows, right, weights, ridge)
        lower, next_loss = _descend(rows, chosen, weights, step, loss, ridge)
        if loss - next_loss < CLOSE * max(1.0, abs(loss)) / len(rows):
            return lower
        weights, loss = lower, next_loss
    return weights


def _loss(rows: NDArray[np.float32], chosen: Ints, weights: Floats, ridge: float) -> float:
    share = chances(rows, weights)[np.arange(len(rows)), chosen]
    return float(-np.log(np.maximum(share, 1e-300)).sum() + ridge / 2 * weights @ weights)


def _step(rows: NDArray[np.float32], right: Floats, weights: Floats, ridge: float) -> Floats:
    share = chances(rows, weights)
    mean = np.einsum("nc,ncf->nf", share, rows)
    gradient = right - mean.sum(axis=0) - ridge * weights
    scaled = (np.sqrt(share).astype(np.float32)[:, :, None] * rows).reshape(-1, rows.shape[2])
    curvature = (scaled.T @ scaled).astype(np.float64) - mean.T @ mean + ridge * np.eye(rows.shape[2])
    return np.linalg.solve(curvature, gradient)


def _descend(
    rows: NDArray[np.float32], chosen: Ints, weights: Floats, step: Floats, loss: float, ridge: float
) -> tuple[Floats, float]:
    size = 1.0
    while size > CLOSE:
        trial = weights + size * step
        next_loss = _loss(rows, chosen, trial, ridge)
        if next_loss < loss:
            return trial, next_loss
        size /= 2
    return weights, loss
