"""Matters that many report: cases gathered into topics by average likeness, with count, trend and places."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from shizheng.engines.cases.domain.learning.likes import Case, LikeIndex

ALIKE = 0.30
JOINED = 0.20  # lower than ALIKE: the mean between two groups is steadier than that of one case
LEAST_PAIR = 0.12
PASSES = 4
WEEK = 7.0


@dataclass(frozen=True, slots=True)
class Topic:
    """`cases` from the earliest; `title` is the subject of the one most like the others."""

    title: str
    cases: tuple[Case, ...]

    @property
    def count(self) -> int:
        return len(self.cases)

    @property
    def days(self) -> list[float]:
        return sorted(case.day for case in self.cases if case.day is not None)

    @property
    def places(self) -> list[tuple[str, int]]:
        return Counter(case.place for case in self.cases if case.place).most_common()

    def trend(self, day: float) -> tuple[int, int]:
        """Cases of the seven days up to `day`, and of the seven before."""
        return (
            sum(day - WEEK < each <= day for each in self.days),
            sum(day - 2 * WEEK < each <= day - WEEK for each in self.days),
        )


class Grouping:
    """Which group each case is in; a case joins the group that it is on average most like."""

    def __init__(self, cases: Sequence[Case], alike: float, joined: float) -> None:
        self.alike, self.joined = alike, joined
        self.near: list[dict[int, float]] = [{} for _ in cases]
        for at, other, words in LikeIndex(cases).pairs(LEAST_PAIR):
            self.near[at][other] = self.near[other][at] = words
        self.group = list(range(len(cases)))
        self.size = Counter(self.group)

    def settle(self) -> None:
        """Passes over all cases until none moves; the likest first, so that topics have a core."""
        order = sorted(range(len(self.group)), key=lambda at: (-max(self.near[at].values(), default=0.0), at))
        for _ in range(PASSES):
            if not sum(self._move(at) for at in order):
                break
        while self._merge():
            pass

    def _merge(self) -> bool:
        """Join the two groups of several cases that are likest on average; False where none are like enough."""
        totals: dict[tuple[int, int], float] = {}
        for at, near in enumerate(self.near):
            for other, words in near.items():
                pair = self.group[at], self.group[other]
                if pair[0] < pair[1] and min(self.size[pair[0]], self.size[pair[1]]) > 1:
                    totals[pair] = totals.get(pair, 0.0) + words
        means = {pair: total / (self.size[pair[0]] * self.size[pair[1]]) for pair, total in totals.items()}
        best = max(means, key=lambda pair: (means[pair], pair), default=None)
        if best is None or means[best] < self.joined:
            return False
        self.group = [best[0] if group == best[1] else group for group in self.group]
        self.size[best[0]] += self.size.pop(best[1])
        return True

    def _move(self, at: int) -> bool:
        own = self.group[at]
        totals: dict[int, float] = {}
        for other, words in self.near[at].items():
            totals[self.group[other]] = totals.get(self.group[other], 0.0) + words
        means = {group: total / (self.size[group] - (group == own)) for group, total in totals.items()}
        best = max(means, key=lambda group: (means[group], -group), default=own)
        if means.get(best, 0.0) < self.alike:
            best = own if self.size[own] == 1 else self._empty()
        if best == own:
            return False
        self.size[own] -= 1
        self.size[best] += 1
        self.group[at] = best
        return True

    def _empty(self) -> int:
        return next(group for group in range(len(self.group)) if not self.size[group])

    def centre(self, members: Sequence[int]) -> int:
        inside = set(members)
        return max(
            members, key=lambda at: (sum(words for other, words in self.near[at].items() if other in inside), -at)
        )


def topics(cases: Sequence[Case], fewest: int = 2, alike: float = ALIKE, joined: float = JOINED) -> list[Topic]:
    """Topics of `fewest` cases or more, the largest first; cases alone are in none."""
    grouping = Grouping(cases, alike, joined)
    grouping.settle()
    members: dict[int, list[int]] = {}
    for at, group in enumerate(grouping.group):
        members.setdefault(group, []).append(at)
    found = [
        Topic(cases[grouping.centre(own)].subject, tuple(sorted((cases[at] for at in own), key=_when)))
        for own in members.values()
        if len(own) >= fewest
    ]
    return sorted(found, key=lambda topic: (-topic.count, topic.cases[0].id))


def _when(case: Case) -> tuple[float, str]:
    return case.day if case.day is not None else float("inf"), case.id
