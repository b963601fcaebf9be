"""Whom to send a matter to, learned from where past ones went. A person decides; this only advises."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from shizheng.engines.cases.domain.learning.choice import chances, fit
from shizheng.engines.cases.domain.learning.evidence import FEATURES, gather
from shizheng.engines.cases.domain.learning.matter import Matter, Past
from shizheng.engines.cases.domain.learning.memory import Floats, Memory, Units
from shizheng.engines.cases.domain.learning.reasons import reason

FOLDS = 10
AHEAD_FROM = 0.4  # a share of the past that must lie before the first stretch that is foretold
STRETCHES = 4
FEWEST = 50
MOST_FITTED = 12_000
MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Advice:
    """A unit under the name in use, how sure (0 to 1), and the facts that spoke for it, in Chinese."""

    unit: str
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Advisor:
    """Read only: it may serve many threads while its successor is trained.

    `between` weighs evidence where cases of both before and after are known, `ahead` where all are from before, as at
    the desk. Without `between`, `ahead` serves for both.
    """

    memory: Memory
    ahead: Floats
    between: Floats | None
    latest: float

    def ranked(self, matter: Matter, most: int) -> list[tuple[str, float]]:
        """Names of units with their probabilities, best first."""
        evidence = gather(self.memory, matter)
        weights = self.ahead if self.between is None or matter.day > self.latest else self.between
        share = chances(evidence.rows, weights)
        best = np.argsort(-share, kind="stable")[:most]
        return [(self.memory.units.names[evidence.names[at]], float(share[at])) for at in best]

    def advise(self, matter: Matter, most: int = 3) -> list[Advice]:
        return [Advice(unit, share, reason(self.memory, matter, unit)) for unit, share in self.ranked(matter, most)]


def recent(past: Sequence[Past]) -> list[Past]:
    """Those with a unit, in the order of time, the latest 50,000 at most."""
    known = sorted((case for case in past if case.unit), key=lambda case: case.matter.day)
    return known[-MOST_REMEMBERED:]


def train(past: Sequence[Past], between: bool = False) -> Advisor:
    """ValueError where no case names a unit. `between` also learns to fill gaps in time, which only a trial needs."""
    known = recent(past)
    if not known:
        raise ValueError("没有写明承办单位的工单，无从学习")
    units = Units(known)
    fitted = known[-MOST_FITTED:]
    ahead = _fit(_stretches(fitted, units), units)
    inside = _fit(_folds(fitted, units), units) if between else None
    return Advisor(Memory(known, units), ahead, inside, known[-1].matter.day)


Question = tuple[Memory, Sequence[Past]]
"""What is known, and cases outside it whose units are to be found."""


def _folds(past: Sequence[Past], units: Units) -> Iterator[Question]:
    fold = np.random.default_rng(0).permutation(len(past)) % FOLDS
    for number in range(min(FOLDS, len(past))):
        known = [case for case, at in zip(past, fold, strict=True) if at != number]
        if known:
            yield Memory(known, units), [case for case, at in zip(past, fold, strict=True) if at == number]


def _stretches(past: Sequence[Past], units: Units) -> Iterator[Question]:
    """Each stretch of time is foretold from what lies before it."""
    bounds = np.linspace(AHEAD_FROM, 1, STRETCHES + 1) * len(past)
    for start, end in zip(bounds[:-1].astype(int), bounds[1:].astype(int), strict=True):
        if 0 < start < end:
            yield Memory(past[:start], units), past[start:end]


def _fit(questions: Iterator[Question], units: Units) -> Floats:
    """Cases whose unit is not among the candidates teach nothing; with fewer than 50 all evidence counts alike."""
    rows: list[NDArray[np.float32]] = []
    chosen: list[int] = []
    for memory, cases in questions:
        for case in cases:
            evidence = gather(memory, case.matter)
            place = np.flatnonzero(evidence.names == units.code[case.unit])
            if len(place):
                rows.append(evidence.rows.astype(np.float32))
                chosen.append(int(place[0]))
    if len(rows) < FEWEST:
        return np.full(FEATURES, 1 / FEATURES)
    return fit(np.array(rows), np.array(chosen, np.int64))
