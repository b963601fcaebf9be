"""What memory says for each unit that may handle a matter: one row of logarithms a candidate."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from shizheng.engines.cases.domain.learning.matter import Matter
from shizheng.engines.cases.domain.learning.memory import (
    BY_ROLE,
    COMPANIES,
    NAME_SPANS,
    ROLE_COMPANIES,
    ROLE_SPANS,
    SPANS,
    Counts,
    Floats,
    Ints,
    Memory,
    category,
    fading,
    places,
)

CANDIDATES = 25
SHARPNESS = (2, 6)
STRANGE = 1e-4  # a unit whose role was never met
FLOOR = 1e-6
ONLY_NAME = np.zeros((1 + len(NAME_SPANS), 1))
WIDTH = len(COMPANIES) * (1 + len(SPANS)) + len(SHARPNESS) * 4 + len(ROLE_COMPANIES) * (1 + len(ROLE_SPANS))
FEATURES = WIDTH + 1 + len(NAME_SPANS)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`rows` is candidates × FEATURES, best first by the plain mean; `names` are codes of `Units.names`."""

    names: Ints
    rows: Floats


def gather(memory: Memory, matter: Matter) -> Evidence:
    roles = memory.units.roles(matter.street, matter.community)
    codes = np.array([memory.role_code.get(what, -1) for what in roles])
    by_role, wide_roles = _role_shares(memory, matter, codes)
    by_company, everywhere = _shares(memory, matter, _of_units(wide_roles[2], codes))
    alike = _alike(memory, matter, everywhere, wide_roles[0], codes)
    return _named(memory, matter, np.log(np.array(by_company + alike + by_role)))


def _of_units(share: Floats, codes: Ints) -> Floats:
    """The share of each unit's role."""
    return np.where(codes >= 0, share[codes], STRANGE) + FLOOR


def _leaned(counts: Iterable[Counts | None], wider: Floats, weight: float = 1.0) -> list[Floats]:
    """Shares from counts, each leaning with the weight of so many cases on the wider one before it."""
    shares = []
    for count in counts:
        if count is not None:
            wider = (count + weight * wider) / (count.sum() + weight)
        shares.append(wider)
    return shares


def _role_shares(memory: Memory, matter: Matter, codes: Ints) -> tuple[list[Floats], list[Floats]]:
    shares: list[Floats] = []
    wide: list[Floats] = []
    for company, (_, wider) in zip(memory.role_companies, ROLE_COMPANIES, strict=True):
        start = wide[wider] if wider >= 0 else np.full(memory.roles, 1 / memory.roles)
        leaned = _leaned(fading(*company.of(matter), matter.day, memory.roles, ROLE_SPANS), start)
        wide.append(leaned[0])
        shares += [_of_units(share, codes) for share in leaned]
    return shares, wide


def _shares(memory: Memory, matter: Matter, by_role: Floats) -> tuple[list[Floats], Floats]:
    shares: list[Floats] = []
    wide: list[Floats] = []
    expected = by_role / by_role.sum()
    for company, (fields, wider) in zip(memory.companies, COMPANIES, strict=True):
        start = wide[wider] if wider >= 0 else np.full(memory.groups, 1 / memory.groups)
        start = (start + expected) / 2 if fields in BY_ROLE else start
        leaned = _leaned(fading(*company.of(matter), matter.day, memory.groups, SPANS), start)
        wide.append(leaned[0])
        shares += leaned
    return shares, wide[0]


def _alike(memory: Memory, matter: Matter, everywhere: Floats, roles: Floats, codes: Ints) -> list[Floats]:
    """Shares among categories with like names: everywhere, in the street, in the community, and by role."""
    shares = []
    near = memory.likeness(category(matter))
    rows = np.flatnonzero(near)
    for sharpness in SHARPNESS:
        weights = near[rows] ** sharpness
        tables = [memory.by_category, *(memory.by_place.get(place) for place in places(matter))]
        for table in tables:
            count = weights @ table[rows] if table is not None else np.zeros(memory.groups)
            shares.append((count + everywhere / 2) / (count.sum() + 0.5))
        count = weights @ memory.roles_by_category[rows]
        shares.append(_of_units((count + roles / 2) / (count.sum() + 0.5), codes))
    return shares


def _named(memory: Memory, matter: Matter, logs: Floats) -> Evidence:
    """The likeliest units under each of their names, with how far each name was in use around that day."""
    mean = logs.mean(axis=0)
    found: list[tuple[float, int, Floats]] = []
    for group in np.argsort(-mean, kind="stable")[:CANDIDATES]:
        members = memory.units.members[group]
        used = _used(memory, group, matter.day)
        for at, name in enumerate(members):
            score = float(mean[group] + used[:, at].mean())
            found.append((score, int(name), np.concatenate([logs[:, group], used[:, at]])))
    found.sort(key=lambda item: (-item[0], item[1]))
    best = found[:CANDIDATES]
    return Evidence(np.array([name for _, name, _ in best]), np.array([row for _, _, row in best]))


def _used(memory: Memory, group: int, day: float) -> Floats:
    """Logarithms of how far each name of the unit was in use: spans × names."""
    names = len(memory.units.members[group])
    if names == 1:
        return ONLY_NAME
    counts = fading(*memory.names_of[group], day, names, NAME_SPANS)
    return np.log(np.array(_leaned(counts, np.full(names, 1 / names), 0.5)))
