"""Paths of names in the trees that are here: found by code or by name, or planted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from shizheng.engines.cases.domain.mapping.mapping import Tree, UnitColumn
from shizheng.engines.cases.domain.mapping.reading import Path
from shizheng.engines.cases.domain.sprouts import Sprout
from shizheng.kit.digest import sm3

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Known:
    """The branches that are here: codes, and codes by parent's code and name."""

    codes: frozenset[str]
    children: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str | None]]) -> "Known":
        """Rows of code, name, parent's code."""
        listed = list(rows)
        return cls(frozenset(row[0] for row in listed), {(row[2] or "", row[1]): row[0] for row in listed})


@dataclass(slots=True)
class Found:
    """`codes` leads from paths to codes, `sprouts` are to be planted for that first, `unknown` counts rows of paths
    that lead nowhere."""

    codes: dict[Path, str] = field(default_factory=dict)
    sprouts: list[Sprout] = field(default_factory=list)
    unknown: Counter[Path] = field(default_factory=Counter)


def find_paths(paths: Counter[Path], tree: Tree, known: Known, source: str, kinds: Sequence[str]) -> Found:
    """`kinds` from the top level down, the last one for all deeper."""
    found, planted = Found(), dict[tuple[str, str], str]()
    for path, count in paths.items():
        code = _find(path, tree, known, source, kinds, planted, found.sprouts)
        if code is None:
            found.unknown[path] = count
        else:
            found.codes[path] = code
    return found


def _find(
    path: Path,
    tree: Tree,
    known: Known,
    source: str,
    kinds: Sequence[str],
    planted: dict[tuple[str, str], str],
    sprouts: list[Sprout],
) -> str | None:
    if path[-1][0] in tree.values:
        return tree.values[path[-1][0]]
    parent = tree.under
    for depth, (name, theirs) in enumerate(path):
        own = made_code(source, depth, theirs, f"{parent}/{name}")
        code = own if own in known.codes else known.children.get((parent, name)) or planted.get((parent, own))
        if code is None:
            if not tree.plant:
                return tree.otherwise
            planted[parent, own] = code = own
            kind = kinds[min(depth, len(kinds) - 1)]
            sprouts.append(Sprout(own, name[:100], parent, kind, len(sprouts) + 1))
        parent = code
    return parent


def made_code(source: str, depth: int, theirs: str, words: str) -> str:
    """Their code behind the name of their platform and the level, or where they have none a digest of the words."""
    code = f"{source}-{depth + 1}-{theirs}" if theirs else ""
    if code and len(code) <= LONGEST_CODE and "/" not in code:
        return code
    return f"{source}-{sm3((theirs or words).encode())[:12]}"


@dataclass(frozen=True, slots=True)
class NewUnit:
    code: str
    name: str


@dataclass(slots=True)
class FoundUnits:
    """`codes` leads from (name, their code) to our code."""

    codes: dict[tuple[str, str], str] = field(default_factory=dict)
    new: dict[str, NewUnit] = field(default_factory=dict)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)


def find_units(
    named: Counter[tuple[str, str]], column: UnitColumn, codes: Iterable[str], names: Mapping[str, str], source: str
) -> FoundUnits:
    """Ours by code, else by name (`names` leads to codes); of several names of one of their codes the usual one is
    taken. A new unit stands under the code of its platform."""
    found, there = FoundUnits(), set(codes)
    for (name, theirs), count in named.most_common():
        own = made_code(source, -1, theirs, name)
        if name in column.values:
            found.codes[name, theirs] = column.values[name]
        elif own in there or own in found.new:
            found.codes[name, theirs] = own
        elif name in names:
            found.codes[name, theirs] = names[name]
        elif column.plant and name:
            found.new[own] = NewUnit(own, name[:200])
            found.codes[name, theirs] = own
        elif column.otherwise is not None:
            found.codes[name, theirs] = column.otherwise
        else:
            found.unknown[name, theirs] = count
    return found
