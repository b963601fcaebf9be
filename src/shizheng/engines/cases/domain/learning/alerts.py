"""What a supervisor should be told at once: words of danger, categories that rise, callers who come again."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

import ahocorasick

RARE = 0.001
FEWEST = 5
DAYS_OF_REPEATS = 30.0
OFTEN = 3


@dataclass(frozen=True, slots=True)
class SafetyHit:
    """`start` and `end` are places in the text; `kind` is the heading the word stands under in the pack."""

    word: str
    kind: str
    start: int
    end: int


class SafetyWords:
    """Words that ask for a person's eye (燃气泄漏, 轻生…), by kind; they come from the pack of the city."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._automaton = ahocorasick.Automaton()
        for kind, own in words.items():
            for word in own:
                if word:
                    self._automaton.add_word(word, (word, kind))
        self._any = len(self._automaton) > 0
        if self._any:
            self._automaton.make_automaton()

    def found(self, text: str) -> list[SafetyHit]:
        """In the order of the text; of overlapping words the longest."""
        hits = self._automaton.iter_long(text) if self._any else ()
        return [SafetyHit(word, kind, end + 1 - len(word), end + 1) for end, (word, kind) in hits]


@dataclass(frozen=True, slots=True)
class Rise:
    """`expected` is the mean of the former weeks; `chance` is how often so many would come if nothing had changed."""

    name: str
    count: int
    expected: float
    chance: float


def rising(weeks: Mapping[str, Sequence[int]], rare: float = RARE, fewest: int = FEWEST) -> list[Rise]:
    """Categories whose last week is rarer than `rare` under a Poisson law with the mean of the weeks before.

    `weeks` has counts of whole weeks, oldest first, one row a category. Half a case is added to the past, so that one
    case of a new category is no alarm; `rare` is shared among the categories (Bonferroni 1936). Rarest first.
    """
    found = []
    for name, counts in weeks.items():
        if len(counts) > 1 and counts[-1] >= fewest:
            expected = (sum(counts[:-1]) + 0.5) / (len(counts) - 1)
            chance = at_least(counts[-1], expected)
            if counts[-1] > expected and chance < rare / len(weeks):
                found.append(Rise(name, counts[-1], round(expected, 2), chance))
    return sorted(found, key=lambda rise: (rise.chance, rise.name))


def at_least(count: int, mean: float) -> float:
    """The chance of `count` or more under a Poisson law of `mean`; summed from the far end, where it is small."""
    if count <= mean:
        return 1 - _sum_below(count, mean)
    term = _term(count, mean)
    total, number = 0.0, count
    while term > total * 1e-17 and number < count + 1_000:
        total += term
        number += 1
        term *= mean / number
    return min(1.0, total)


def _sum_below(count: int, mean: float) -> float:
    return sum(_term(number, mean) for number in range(count))


def _term(number: int, mean: float) -> float:
    value = exp(-mean)
    for step in range(1, number + 1):
        value *= mean / step
    return value


Contact = Hashable
"""Whatever stands for a caller: a blind index, never a telephone number."""
Former = Callable[[Contact], Sequence[float]]
"""The days of a caller's cases, from the side that knows them."""


@dataclass(frozen=True, slots=True)
class Repeat:
    count: int
    often: bool


def repeats(
    contact: Contact, day: float, former: Former, within: float = DAYS_OF_REPEATS, often: int = OFTEN
) -> Repeat:
    """How many cases the caller had in the days before `day`, and whether, with this one, that is often."""
    count = sum(day - within <= each <= day for each in former(contact))
    return Repeat(count, count + 1 >= often)


@dataclass(frozen=True, slots=True)
class Report:
    """One case of a matter: `caller` stands for whoever raised it, "" where unknown; `place` is a code or words."""

    id: str
    caller: str
    place: str


def burst(reports: Sequence[Report], often: int = OFTEN) -> list[Report]:
    """Those of the one place from which the most different callers raised the matter; empty where they are fewer than
    `often`. Whoever is unknown counts as somebody else each time; a place that nobody named is none."""
    by_place: dict[str, list[Report]] = {}
    for report in reports:
        if report.place:
            by_place.setdefault(report.place, []).append(report)
    if not by_place:
        return []
    best = max(by_place, key=lambda place: (callers(by_place[place]), place))
    return by_place[best] if callers(by_place[best]) >= often else []


def callers(reports: Iterable[Report]) -> int:
    return len({report.caller or f"#{report.id}" for report in reports})
