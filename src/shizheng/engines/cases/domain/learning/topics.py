"""Matters that many report: cases gathered into topics by average likeness, with count, trend and places."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from shizheng.engines.cases.domain.learning.likes import Case
from shizheng.engines.cases.domain.learning.pairing import pairs

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
        for at, other, words in pairs(cases, LEAST_PAIR):
            self.near[at][other] = self.near[other][at] = words
        self.group = list(range(len(cases)))
        self.size = Counter(self.group)
        self.free: list[int] = []

    def settle(self) -> None:
        """Passes over all cases until none moves; the likest first, so that topics have a core."""
        order = sorted(range(len(self.group)), key=lambda at: (-max(self.near[at].values(), default=0.0), at))
        for _ in range(PASSES):
            if not sum(self._move(at) for at in order):
                break
        self._merge()

    def _merge(self) -> None:
        """Join groups of several cases, the two that are likest on average first, until none are like enough."""
        ties: dict[int, dict[int, float]] = {}
        for at, near in enumerate(self.near):
            for other, words in near.items():
                one, two = self.group[at], self.group[other]
                if one != two and min(self.size[one], self.size[two]) > 1:
                    tie = ties.setdefault(one, {})
                    tie[two] = tie.get(two, 0.0) + words
        heap = [(-self._mean(tie, one, two), -one, -two) for one, near in ties.items() for two, tie in near.items()]
        heapify(heap)
        into: dict[int, int] = {}
        while heap and -heap[0][0] >= self.joined:
            mean, one, two = heappop(heap)
            one, two = -one, -two
            if one < two and two in ties.get(one, {}) and self._mean(ties[one][two], one, two) == -mean:
                into[two] = one
                for third in self._join(ties, one, two):
                    low, high = min(one, third), max(one, third)
                    heappush(heap, (-self._mean(ties[low][high], low, high), -low, -high))
        self.group = [_last(into, group) for group in self.group]

    def _mean(self, tie: float, one: int, two: int) -> float:
        return tie / (self.size[one] * self.size[two])

    def _join(self, ties: dict[int, dict[int, float]], one: int, two: int) -> list[int]:
        """The second group becomes part of the first; whom that one is tied to now."""
        self.size[one] += self.size.pop(two)
        ties[one].pop(two)
        theirs = ties.pop(two)
        theirs.pop(one)
        for third, tie in theirs.items():
            ties[third].pop(two)
            ties[one][third] = ties[third][one] = ties[one].get(third, 0.0) + tie
        return list(ties[one])

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
        if not self.size[own]:
            self.free.append(own)
        self.group[at] = best
        return True

    def _empty(self) -> int:
        """A group that nobody is in; there is one whenever some group has two."""
        while self.size[self.free[-1]]:
            self.free.pop()
        return self.free.pop()

    def centre(self, members: Sequence[int]) -> int:
        inside = set(members)
        return max(
            members, key=lambda at: (sum(words for other, words in self.near[at].items() if other in inside), -at)
        )


def _last(into: dict[int, int], group: int) -> int:
    while group in into:
        group = into[group]
    return group


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
