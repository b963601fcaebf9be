"""The category of an appeal from its words: characters in threes and a lexicon, weighed by a ridge regression, or where
there are many cases by a logistic one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from shizheng.engines.cases.domain.learning.lexicon import Lexicon, Words
from shizheng.engines.cases.domain.learning.ridge import Floats, Ints, Sparse, solve
from shizheng.engines.cases.domain.learning.softmax import fit

RIDGE = 0.3
LEXICON_SCALE = 1 / 12
LONGEST_GRAM = 3
LONGEST_TEXT = 4_000
FEWEST_TEXTS = 2
WIDEST = 40_000  # columns of a vocabulary: with three hundred categories some fifty megabytes of weights
MANY = 1_500
SHARPNESS = 4.0
_GAPS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Message:
    subject: str
    text: str

    @property
    def whole(self) -> str:
        """The subject twice, for it says more a character."""
        return _GAPS.sub(" ", f"{self.subject} {self.subject} {self.text[:LONGEST_TEXT]}".lower())


@dataclass(frozen=True, slots=True)
class Labelled:
    message: Message
    category: str


def grams(text: str) -> Counter[str]:
    """All runs of one to three characters with their counts."""
    return Counter(
        text[at : at + length] for length in range(1, LONGEST_GRAM + 1) for at in range(len(text) - length + 1)
    )


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Columns: a constant, the lexicon's categories, then the runs of characters met in two texts or more, of very many
    the commonest."""

    column: dict[str, int]
    rarity: Floats
    lexicon: Lexicon

    @property
    def width(self) -> int:
        return 1 + len(self.lexicon.categories) + len(self.column)

    def line(self, message: Message) -> tuple[Ints, Floats]:
        found = [(self.column[gram], count) for gram, count in grams(message.whole).items() if gram in self.column]
        columns = np.array([column for column, _ in found], np.int64)
        values = np.array([1 + log(count) for _, count in found]) * self.rarity[columns]
        values /= sqrt(values @ values) or 1.0
        spoken = np.array(self.lexicon.scores(message.subject, message.text)) * LEXICON_SCALE
        start = 1 + len(spoken)
        return np.concatenate([np.arange(start), columns + start]), np.concatenate([[1.0], spoken, values])


def vocabulary(messages: Sequence[Message], lexicon: Lexicon) -> Vocabulary:
    met: Counter[str] = Counter()
    for message in messages:
        met.update(grams(message.whole).keys())
    kept = sorted(gram for gram, count in met.most_common(WIDEST) if count >= FEWEST_TEXTS)
    rarity = [log((1 + len(messages)) / (1 + met[gram])) + 1 for gram in kept]
    return Vocabulary({gram: at for at, gram in enumerate(kept)}, np.array(rarity), lexicon)


@dataclass(frozen=True, slots=True)
class Classifier:
    """Read only. `weights` is columns × categories; `sharpness` turns scores into shares."""

    categories: tuple[str, ...]
    vocabulary: Vocabulary
    weights: NDArray[np.float32]
    usual: Floats
    sharpness: float = SHARPNESS

    def ranked(self, message: Message, most: int = 3) -> list[tuple[str, float]]:
        """Categories with shares that add up to 1 over all of them, best first; no calibrated chances."""
        columns, values = self.vocabulary.line(message)
        scores = values @ self.weights[columns] + self.usual
        powers = np.exp(self.sharpness * (scores - scores.max()))
        shares = powers / powers.sum()
        best = np.argsort(-shares, kind="stable")[:most]
        return [(self.categories[at], float(shares[at])) for at in best]


def train(past: Sequence[Labelled], words: Words, unlabelled: Iterable[Message] = ()) -> Classifier:
    """`unlabelled` messages tell which words are common. ValueError where nothing is labelled."""
    if not past:
        raise ValueError("没有一条写明类别的诉求，无从学习")
    messages = [case.message for case in past]
    lexicon = Lexicon(words, (message.whole for message in (*messages, *unlabelled)))
    known = vocabulary(messages, lexicon)
    lines = [known.line(message) for message in messages]
    categories = tuple(sorted({case.category for case in past}))
    place = {name: at for at, name in enumerate(categories)}
    labels = np.array([place[case.category] for case in past])
    if len(past) > MANY:
        return Classifier(categories, known, fit(lines, labels, (known.width, len(place))), np.zeros(len(place)), 1.0)
    targets = np.where(labels[:, None] == np.arange(len(categories)), 1.0, -1.0)
    usual = targets.mean(axis=0)
    matrix = Sparse.of(lines, known.width)
    weights = [solve(matrix, targets[:, at] - usual[at], RIDGE) for at in range(len(categories))]
    return Classifier(categories, known, np.array(weights, np.float32).T.copy(), usual)
