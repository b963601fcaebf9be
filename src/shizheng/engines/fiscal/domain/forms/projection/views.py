"""A view: facts that together are the whole of a scope, summed over whatever a coordinate leaves open.

A ledger at full coordinates is one view; a published document gives several, one for each breakdown that it prints.
"""

from collections.abc import Iterable, Mapping

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import OF_WHICH

TIMES = frozenset({"current", "carried"})
FISCAL = frozenset({"general", "government", "capital"})
_CODES = ("func", "dept", "gov")
_DOTTED = frozenset({"nature", "item"})
_PLAIN = ("org", "stage", "side", "fund", "nature", "project", "item", "measure")

Key = tuple[str, str, str]


def inside(dimension: str, wide: str, narrow: str) -> bool:
    """Whether a value contains another: basic contains basic.staff, fiscal the three budgets, unit its sources."""
    if wide in ("", narrow):
        return True
    if narrow in OF_WHICH:
        return False
    if dimension == "fund":
        return narrow.startswith(f"{wide}.") or (wide == "fiscal" and narrow in FISCAL)
    return dimension in _DOTTED and narrow.startswith(f"{wide}.")


def memorandum(item: str) -> str:
    """Which "of which" an item belongs to (三公, procurement …); none where it only tells this year's money apart."""
    if item in OF_WHICH:
        return item
    return "" if item in TIMES else item.partition(".")[0]


def normal(coord: Coord) -> Coord:
    """Last year's money as income is an opening balance, and balances are of no time."""
    if coord.side == "income" and coord.item == "carried":
        return coord._replace(side="opening", item="")
    if coord.side == "income" and coord.item == "current":
        return coord._replace(item="")
    return coord


class View:
    """``scope`` is what the facts add up to; a coordinate outside it, or finer than the facts, has no answer (None)."""

    def __init__(self, scope: Coord, facts: Mapping[Coord, int]) -> None:
        self.scope = normal(scope)
        self.facts = {normal(coord): fen for coord, fen in facts.items() if fen}
        self._systems = {coord.func[0] for coord in self.facts if coord.func}  # 1 revenue, 2 functions
        self._slices: dict[Coord, list[tuple[Key, int, bool]]] = {}
        self._sums: dict[tuple[Coord, int, int, int], tuple[dict[Key, int], frozenset[Key]]] = {}

    def holds(self, coord: Coord) -> bool:
        """Whether a coordinate lies within the scope and speaks of the same kind of money and of codes."""
        return (
            all(inside(name, getattr(self.scope, name), getattr(coord, name)) for name in _PLAIN if name != "stage")
            and self.scope.stage in ("", coord.stage)
            and memorandum(self.scope.item) == memorandum(coord.item)
            and (not coord.func or not self._systems or coord.func[0] in self._systems)
        )

    def value(self, coord: Coord) -> int | None:
        """The sum of the facts inside a coordinate."""
        if not self.holds(coord):
            return None
        base = coord._replace(func="", dept="", gov="")
        key = (coord.func, coord.dept, coord.gov)
        sums, unknown = self._grouped(base, len(coord.func), len(coord.dept), len(coord.gov))
        if any(_overlap(key, other) for other in unknown):
            return None
        return sums.get(key, 0)

    def codes(self, dimensions: Iterable[str], coord: Coord) -> set[tuple[str, ...]] | None:
        """The codes of some dimensions that the facts inside a coordinate have; None where they are not fine enough."""
        if not self.holds(coord):
            return None
        places = [_CODES.index(name) for name in dimensions]
        found = set()
        for key, _, partly in self._slice(coord._replace(func="", dept="", gov="")):
            if not _overlap(key, (coord.func, coord.dept, coord.gov)):
                continue
            codes = tuple(key[place] for place in places)
            if partly or not all(codes):
                return None
            found.add(codes)
        return found

    def _slice(self, base: Coord) -> list[tuple[Key, int, bool]]:
        """Codes and money of the facts inside ``base``; the flag marks a fact of which only a part may be inside."""
        if base not in self._slices:
            asked = [(name, getattr(base, name)) for name in _PLAIN if getattr(base, name)]
            plain = base.item in TIMES or not base.item
            rows = []
            for fact, fen in self.facts.items():
                if plain and fact.item and fact.item not in TIMES:
                    continue
                state = _state(fact, asked)
                if state is not None:
                    rows.append(((fact.func, fact.dept, fact.gov), fen, state))
            self._slices[base] = rows
        return self._slices[base]

    def _grouped(self, base: Coord, func: int, dept: int, gov: int) -> tuple[dict[Key, int], frozenset[Key]]:
        """Sums by codes cut to so many digits, and the keys about which the facts are not fine enough."""
        shape = (base, func, dept, gov)
        if shape not in self._sums:
            sums: dict[Key, int] = {}
            unknown = set()
            for key, fen, partly in self._slice(base):
                cut = (key[0][:func], key[1][:dept], key[2][:gov])
                if partly or len(key[0]) < func or len(key[1]) < dept or len(key[2]) < gov:
                    unknown.add(cut)
                sums[cut] = sums.get(cut, 0) + fen
            self._sums[shape] = (sums, frozenset(unknown))
        return self._sums[shape]


def _state(fact: Coord, asked: list[tuple[str, str]]) -> bool | None:
    """False inside, True perhaps inside (the fact leaves the dimension open or coarser), None outside."""
    partly = False
    for name, value in asked:
        held = getattr(fact, name)
        if inside(name, value, held) and held:
            continue
        if not held and (name == "stage" or value == "current"):
            continue
        if not held and name == "item":
            return None
        if not inside(name, held, value):
            return None
        partly = True
    return partly


def _overlap(key: Key, other: Key) -> bool:
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(key, other, strict=True))
