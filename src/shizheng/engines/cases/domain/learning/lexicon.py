"""Words that speak for a category of appeals: general knowledge, written by us, not drawn from anybody's text."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import log

import ahocorasick

Words = Mapping[str, Sequence[str]]
"""Words by the name of the category that they speak for; a word may speak for several."""
SUBJECT_WEIGHT, TEXT_WEIGHT = 2.0, 0.5


@cache
def shipped() -> Words:
    """The fifteen level-1 categories that petition and message platforms share, a dozen to eighty words each."""
    text = files(__package__).joinpath("lexicon.csv").read_text(encoding="utf-8")
    return {row["category"]: row["words"].split() for row in csv.DictReader(text.splitlines())}


class Lexicon:
    """Scores a text by category. Words that nearly every text has weigh little, by how many of `texts` have them;
    or `weights` are given as they were reckoned before."""

    def __init__(self, words: Words, texts: Iterable[str], weights: Mapping[str, float] | None = None) -> None:
        self.words = words
        self.categories = list(words)
        self._automaton = ahocorasick.Automaton()
        self._speaks: dict[str, list[int]] = {}
        for at, category in enumerate(self.categories):
            for word in words[category]:
                self._speaks.setdefault(word, []).append(at)
        for word in self._speaks:
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()
        self.weights = self._weigh(texts) if weights is None else weights

    def _weigh(self, texts: Iterable[str]) -> dict[str, float]:
        met: Counter[str] = Counter()
        total = 1
        for text in texts:
            met.update(set(self._found(text)))
            total += 1
        return {word: max(0.0, log(total / (1 + met[word]))) / 3 for word in self._speaks}

    def _found(self, text: str) -> list[str]:
        return [word for _, word in self._automaton.iter_long(text)] if self._speaks else []

    def scores(self, subject: str, text: str) -> list[float]:
        """One number a category, 0 where none of its words is met."""
        totals = [0.0] * len(self.categories)
        for part, weight in ((subject, SUBJECT_WEIGHT), (text, TEXT_WEIGHT)):
            for word, count in Counter(self._found(part)).items():
                speaks = self._speaks[word]
                share = weight * (1 + log(count)) * self.weights[word] / len(speaks)
                for at in speaks:
                    totals[at] += share
        return totals
