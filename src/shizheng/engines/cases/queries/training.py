"""Learning from a process's own past cases, into files beside those that serve."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from shizheng.engines.cases.domain.learning import categories, dispatch, keeping, likes
from shizheng.engines.cases.domain.learning.lexicon import shipped
from shizheng.engines.cases.queries.learned import ALL, model_path
from shizheng.engines.cases.queries.past import dispatched, latest_texts, texts, units
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock

FEWEST = 200
"""Closed cases below which a process has nothing to teach."""
FEWEST_OF_CATEGORY = 5
HELD_OUT = 0.1
MOST_HELD_OUT = 1_000
BEST = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the latest cases, foretold from those before them."""

    tried: int
    top1: float
    top3: float


@dataclass(frozen=True, slots=True)
class Learned:
    """A model in a file beside the one that serves. `version` is the instant at which it was trained."""

    process: str
    kind: str
    version: str
    cases: int
    score: Score
    file: Path
    digest: str


def trained(process: str) -> list[Learned]:
    """Train what there are cases enough for; empty where there are fewer than 200 closed ones.

    Takes a minute for fifty thousand cases, in which nothing is locked and the old models serve on.
    """
    declared = process_of(process)
    learn_rarity()
    found = [learn(declared.id) for learn in (learn_dispatch, learn_categories)]
    return [each for each in found if each is not None]


def learn_dispatch(process: str) -> Learned | None:
    """Units by category, place and channel; None where there are too few cases."""
    known = units(clock.today())
    past = dispatched(process, known)
    if len(past) < FEWEST:
        return None
    before, held = _parted(past)
    trial = dispatch.train(before)
    best = [[name for name, _ in trial.ranked(case.matter, BEST)] for case in held]
    score = _score([case.unit for case in held], best)
    file, version = _beside(process, "dispatch"), _version()
    digest = keeping.keep_advisor(file, dispatch.train(past), past, version, known.keys)
    return Learned(process, "dispatch", version, len(past), score, file, digest)


def learn_categories(process: str) -> Learned | None:
    """Categories by title and text; those of fewer than five cases are left out."""
    past = _labelled(texts(process))
    if len(past) < FEWEST or len({case.category for case in past}) < 2:
        return None
    before, held = _parted(past)
    trial = categories.train(before, shipped())
    best = [[name for name, _ in trial.ranked(case.message, BEST)] for case in held]
    score = _score([case.category for case in held], best)
    file, version = _beside(process, "categories"), _version()
    digest = keeping.keep_classifier(file, categories.train(past, shipped()), version)
    return Learned(process, "categories", version, len(past), score, file, digest)


def learn_rarity() -> int:
    """How common runs of characters are in the latest cases of all processes, for finding like ones; how many cases
    were read. Nothing is decided by it, so that the file is simply replaced."""
    found = likes.Rarity()
    for title, text in latest_texts():
        found.learn(likes.shingles(title, text))
    if found.total:
        path = model_path(ALL, "rarity")
        path.parent.mkdir(parents=True, exist_ok=True)
        keeping.keep_rarity(path, found, _version())
    return found.total


def _labelled(rows: Sequence[tuple[str, str, str]]) -> list[categories.Labelled]:
    often = Counter(code for _, _, code in rows)
    return [
        categories.Labelled(categories.Message(title, text), code)
        for title, text, code in rows
        if often[code] >= FEWEST_OF_CATEGORY and (title or text)
    ]


def _parted(past: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """What a trial learns from, and the latest cases that it foretells."""
    count = min(MOST_HELD_OUT, int(len(past) * HELD_OUT))
    return past[:-count], past[-count:]


def _score(right: Sequence[str], best: Sequence[Sequence[str]]) -> Score:
    count = len(right)
    top1 = sum(want == guesses[0] for want, guesses in zip(right, best, strict=True))
    top3 = sum(want in guesses for want, guesses in zip(right, best, strict=True))
    return Score(count, round(top1 / count, 4), round(top3 / count, 4))


def _beside(process: str, kind: str) -> Path:
    path = model_path(process, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.with_suffix(".next")


def _version() -> str:
    return clock.now().strftime("%Y-%m-%d %H:%M")
