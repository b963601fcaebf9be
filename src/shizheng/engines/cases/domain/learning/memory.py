"""Past cases by what they have in common with a new one, and what each kind of company says about the unit."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from shizheng.engines.cases.domain.learning.likeness import Category, Likeness
from shizheng.engines.cases.domain.learning.matter import Matter, Past
from shizheng.engines.cases.domain.learning.roles import plain_name, role

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = NDArray[np.float64] | NDArray[np.intp]
Key = tuple[str, ...]

# Each company of cases, and the place in this list of the wider one that it leans on while it is small.
COMPANIES: tuple[tuple[tuple[str, ...], int], ...] = (
    ((), -1),
    (("maintype",), 0),
    (("street",), 0),
    (("community",), 2),
    (("source",), 0),
    (("subtype",), 1),
    (("street", "maintype"), 1),
    (("street", "source"), 2),
    (("community", "source"), 3),
    (("community", "maintype"), 6),
    (("subtype", "source"), 5),
    (("subtype", "nature"), 5),
    (("maintype", "nature"), 1),
    (("street", "kind"), 2),
    (("community", "kind"), 13),
    (("street", "subtype"), 5),
    (("community", "subtype"), 15),
    (("street", "subtype", "source"), 15),
    (("community", "subtype", "source"), 16),
    (("street", "maintype", "source"), 6),
    (("community", "source", "kind"), 8),
    (("maintype", "source"), 1),
)
ROLE_COMPANIES: tuple[tuple[tuple[str, ...], int], ...] = (
    ((), -1),
    (("maintype",), 0),
    (("subtype",), 1),
    (("subtype", "source"), 2),
    (("maintype", "source"), 1),
    (("subtype", "nature"), 2),
    (("source",), 0),
    (("kind",), 0),
    (("maintype", "nature"), 1),
)
BY_ROLE = frozenset({("street", "subtype"), ("street", "maintype")})
SPANS = (20.0, 3.0, 0.3, 0.02)
ROLE_SPANS = (20.0, 3.0)
NAME_SPANS = (15.0, 3.0, 0.5)
REACH = 5.0
NO_TIMES, NO_CODES = np.empty(0), np.empty(0, np.int64)


class Units:
    """Names as written, gathered into units: by code where there is one, else by the name without brackets."""

    def __init__(self, past: Sequence[Past]) -> None:
        first: dict[str, str] = {}
        for case in past:
            first.setdefault(case.unit, f"#{case.code}" if case.code else plain_name(case.unit))
        self.names = sorted(first)
        groups = sorted(set(first.values()))
        place = {group: at for at, group in enumerate(groups)}
        self.code = {name: at for at, name in enumerate(self.names)}
        self.group_of = np.array([place[first[name]] for name in self.names], np.int64)
        self.members = [np.flatnonzero(self.group_of == at) for at in range(len(groups))]
        self.titles = [self.names[members[0]] for members in self.members]
        self._roles: dict[tuple[str, str], list[str]] = {}

    def roles(self, street: str, community: str) -> list[str]:
        """What each unit is to this place."""
        key = (street, community)
        if key not in self._roles:
            self._roles[key] = [role(title, street, community) for title in self.titles]
        return self._roles[key]


class Company:
    """Times and outcomes of cases that share a key, in the order of time."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._getters = [attrgetter(field) for field in fields]
        self._lists: dict[Key, tuple[list[float], list[int]]] = {}
        self._arrays: dict[Key, tuple[Floats, Ints]] = {}

    def key(self, matter: Matter) -> Key:
        return tuple(getter(matter) for getter in self._getters)

    def add(self, matter: Matter, outcome: int) -> None:
        days, outcomes = self._lists.setdefault(self.key(matter), ([], []))
        days.append(matter.day)
        outcomes.append(outcome)

    def of(self, matter: Matter) -> tuple[Floats, Ints]:
        key = self.key(matter)
        if key not in self._lists:
            return NO_TIMES, NO_CODES
        if key not in self._arrays:
            days, outcomes = self._lists[key]
            self._arrays[key] = np.array(days), np.array(outcomes, np.int64)
        return self._arrays[key]


def fading(times: Floats, codes: Ints, day: float, size: int, spans: Sequence[float]) -> Iterator[Counts | None]:
    """Counts of outcomes: all of them, then faded by distance in days over each span, widest first; None for none."""
    yield np.bincount(codes, minlength=size) if len(codes) else None
    for span in spans:
        if len(codes):
            low, high = times.searchsorted((day - REACH * span, day + REACH * span))
            times, codes = times[low:high], codes[low:high]
        yield np.bincount(codes, np.exp(np.abs(day - times) / -span), size) if len(codes) else None


class Memory:
    """Built once from past cases and only read afterwards."""

    def __init__(self, past: Sequence[Past], units: Units) -> None:
        self.units = units
        self.companies = [Company(fields) for fields, _ in COMPANIES]
        self.role_companies = [Company(fields) for fields, _ in ROLE_COMPANIES]
        self.role_code: dict[str, int] = {}
        self.names: list[tuple[list[float], list[int]]] = [([], []) for _ in units.members]
        ordered = sorted(past, key=lambda case: case.matter.day)
        for case in ordered:
            self._add(case)
        self.groups, self.roles = len(units.members), len(self.role_code)
        self.names_of = [(np.array(days), np.array(codes, np.int64)) for days, codes in self.names]
        self._count_categories(ordered)

    def _add(self, case: Past) -> None:
        matter = case.matter
        name = self.units.code[case.unit]
        group = int(self.units.group_of[name])
        what = role(case.unit, matter.street, matter.community)
        code = self.role_code.setdefault(what, len(self.role_code))
        for company in self.companies:
            company.add(matter, group)
        for company in self.role_companies:
            company.add(matter, code)
        days, codes = self.names[group]
        days.append(matter.day)
        codes.append(int(np.searchsorted(self.units.members[group], name)))

    def _count_categories(self, past: Sequence[Past]) -> None:
        categories = sorted({category(case.matter) for case in past})
        row = {known: at for at, known in enumerate(categories)}
        self.likeness = Likeness(categories)
        shape = (len(categories), self.groups)
        self.by_category = np.zeros(shape, np.float32)
        self.roles_by_category = np.zeros((len(categories), self.roles), np.float32)
        self.by_place: dict[tuple[str, str], NDArray[np.float32]] = {}
        for case in past:
            at, group = row[category(case.matter)], self.units.group_of[self.units.code[case.unit]]
            self.by_category[at, group] += 1
            what = role(case.unit, case.matter.street, case.matter.community)
            self.roles_by_category[at, self.role_code[what]] += 1
            for place in places(case.matter):
                self.by_place.setdefault(place, np.zeros(shape, np.float32))[at, group] += 1


def category(matter: Matter) -> Category:
    return matter.subtype, matter.maintype, matter.kind


def places(matter: Matter) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("street", matter.street), ("community", matter.community)
