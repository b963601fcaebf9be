"""Cases like a new one by its words, place and time: an inverted index of rare runs of characters, in plain Python."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

MOST_FEATURES = 80  # the rarest of a text: enough to know it again, few enough to look up at every key stroke
DAMPING = 0.6  # so that a rare name of a place does not drown what is said about it
MOST_COMMON = 0.1  # a run of characters in more than a tenth of all texts tells nothing apart
FEWEST_COMMON = 30
LONGEST_TEXT = 2_000
SUBJECT_TIMES = 3
NEAR_DAYS = 14.0
LEAST = 0.15
_NOISE = re.compile(r"[\W_]+")

Vector = Mapping[str, float]


def shingles(subject: str, text: str = "") -> Counter[str]:
    """Runs of two and three characters without punctuation, those of the subject three times."""
    counts: Counter[str] = Counter()
    for part, times in ((subject, SUBJECT_TIMES), (text[:LONGEST_TEXT], 1)):
        letters = plain(part)
        for size in (2, 3):
            for at in range(len(letters) - size + 1):
                counts[letters[at : at + size]] += times
    return counts


def plain(text: str) -> str:
    return _NOISE.sub("", text.lower())


@dataclass(frozen=True, slots=True)
class Case:
    """`place` is free text or empty; `day` counts days from anywhere, None where it is not known."""

    id: str
    subject: str
    text: str = ""
    place: str = ""
    day: float | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """`score` joins words, place and time; `words` is the cosine alone. Both 0 to 1."""

    id: str
    score: float
    words: float


class Rarity:
    """How much a run of characters tells, from the texts met so far."""

    def __init__(self, total: int = 0, met: Mapping[str, int] | None = None) -> None:
        self.total = total
        self.met: Counter[str] = Counter(met or {})

    def learn(self, counts: Iterable[str]) -> None:
        self.total += 1
        self.met.update(set(counts))

    def vector(self, counts: Mapping[str, int]) -> dict[str, float]:
        """The rarest features at length 1; those in a tenth of all texts are left out."""
        common = max(FEWEST_COMMON, MOST_COMMON * self.total)
        weights = {
            name: (1 + log(count)) * log((1 + self.total) / (1 + self.met[name]) + 1) ** DAMPING
            for name, count in counts.items()
            if self.met[name] <= common
        }
        best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST_FEATURES]
        length = sqrt(sum(weight * weight for _, weight in best)) or 1.0
        return {name: weight / length for name, weight in best}


class LikeIndex:
    """Holds the cases it is given, newest last; `like` does not change it. About 8 kB a case."""

    def __init__(self, cases: Iterable[Case] = ()) -> None:
        self.rarity = Rarity()
        self._cases: list[Case] = []
        self._postings: dict[str, list[tuple[int, float]]] = {}
        cases = list(cases)
        counted = [shingles(case.subject, case.text) for case in cases]
        for counts in counted:
            self.rarity.learn(counts)
        for case, counts in zip(cases, counted, strict=True):
            self._place(case, counts)

    def add(self, case: Case) -> None:
        counts = shingles(case.subject, case.text)
        self.rarity.learn(counts)
        self._place(case, counts)

    def like(self, asked: Case, most: int = 5, least: float = LEAST) -> list[Like]:
        """The likest others, best first, from `least` up."""
        vector = self.rarity.vector(shingles(asked.subject, asked.text))
        found = []
        for at, words in self._dots(vector).items():
            case = self._cases[at]
            score = min(1.0, words) * _nearness(asked, case)
            if score >= least and case.id != asked.id:
                found.append(Like(case.id, round(score, 4), round(min(1.0, words), 4)))
        return sorted(found, key=lambda like: (-like.score, like.id))[:most]

    def _place(self, case: Case, counts: Mapping[str, int]) -> None:
        for name, weight in self.rarity.vector(counts).items():
            self._postings.setdefault(name, []).append((len(self._cases), weight))
        self._cases.append(case)

    def _dots(self, vector: Vector) -> dict[int, float]:
        dots: dict[int, float] = {}
        for name, weight in vector.items():
            for at, other in self._postings.get(name, ()):
                dots[at] = dots.get(at, 0.0) + weight * other
        return dots


def compare(rarity: Rarity, asked: Case, others: Iterable[Case], most: int = 5, least: float = LEAST) -> list[Like]:
    """The likest of few others, best first, without an index; `rarity` is learned elsewhere."""
    vector = rarity.vector(shingles(asked.subject, asked.text))
    found = []
    for case in others:
        words = min(1.0, _dot(vector, rarity.vector(shingles(case.subject, case.text))))
        score = words * _nearness(asked, case)
        if score >= least and case.id != asked.id:
            found.append(Like(case.id, round(score, 4), round(words, 4)))
    return sorted(found, key=lambda like: (-like.score, like.id))[:most]


def _dot(one: Vector, other: Vector) -> float:
    return sum(weight * other[name] for name, weight in one.items() if name in other)


def _nearness(one: Case, other: Case) -> float:
    """1 at the same place and time, 0.6 far from both; what is not known counts half."""
    place = _overlap(one.place, other.place) if one.place and other.place else 0.5
    if one.day is None or other.day is None:
        return 0.6 + 0.25 * place + 0.075
    return 0.6 + 0.25 * place + 0.15 * exp(-abs(one.day - other.day) / NEAR_DAYS)


def _overlap(one: str, other: str) -> float:
    """The share of the shorter place's runs of characters that the other has."""
    first, second = shingles(one).keys(), shingles(other).keys()
    return len(first & second) / max(1, min(len(first), len(second)))


def like_cases(index: LikeIndex, text: str, place: str = "", day: float | None = None) -> list[Like]:
    """For a matter while it is being typed: what is written so far, as subject."""
    return index.like(Case("", text, "", place, day))
