"""All views of one document: the value of any coordinate, from the view that knows it or from the parts it has."""

from collections.abc import Iterable, Mapping, Sequence

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms.projection.views import TIMES, View, memorandum, normal

STAFF = ("301", "303")
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "side": {
        "inflow": ("income", "opening", "opening.unit", "used"),
        "outflow": ("expense", "closing", "closing.unit", "distribution"),
    },
    "fund": {"": ("fiscal", "special", "unit"), "fiscal": ("general", "government", "capital")},
    "item": {"": ("current", "carried")},
    "nature": {"": ("basic", "project", "upward", "operations", "subsidy"), "basic": ("basic.staff", "basic.public")},
}
"""How a value divides where no view knows the whole."""
_BALANCES = frozenset({"opening", "opening.unit", "used", "closing", "closing.unit", "distribution"})
_FUNDS = ("general", "government", "capital", "special", "unit")
ITEMS = {
    "three_public.abroad": "30212",
    "three_public.reception": "30217",
    "three_public.vehicles.running": "30231",
    "three_public.vehicles.purchase": "31013",
    "meeting": "30215",
    "training": "30216",
}
"""三公, meetings and training as departmental economic classes, for ledgers that do not keep them apart."""


class Facts:
    """``value`` is None where nothing is known; values are fen (or 1/10 000 where the measure is a count)."""

    def __init__(self, views: Iterable[View], stage: str = "") -> None:
        self.views = tuple(views)
        self.stage = stage
        self.stages = {coord.stage for view in self.views for coord in view.facts}
        self._known: dict[Coord, int | None] = {}
        self._sole: str | None = None
        self._sole = self._only_fund()

    @classmethod
    def of_ledger(cls, ledger: Mapping[Coord, int], stage: str = "") -> "Facts":
        """A ledger at full coordinates: ordinary money is a view for each side, each kind of memorandum another.

        Facts without a stage are of the stage given, and say nothing of another.
        """
        groups: dict[Coord, dict[Coord, int]] = {Coord(stage=stage, side=side): {} for side in ("income", "expense")}
        for coord, fen in ledger.items():
            coord = normal(coord._replace(stage=coord.stage or stage))
            root = memorandum(coord.item)
            scope = Coord(stage=coord.stage, side="" if root else coord.side, item=root, measure=coord.measure)
            groups.setdefault(scope, {})[coord] = fen
        return cls([View(scope, facts) for scope, facts in groups.items()], stage)

    def value(self, coord: Coord) -> int | None:
        coord = normal(coord._replace(stage=coord.stage or self.stage))
        if coord not in self._known:
            self._known[coord] = None  # a question that leads back to itself has no answer
            self._known[coord] = self._found(coord)
        return self._known[coord]

    def total(self, coord: Coord) -> int:
        """The value, nothing where it is not known."""
        return self.value(coord) or 0

    def codes(self, dimensions: Sequence[str], coord: Coord, system: str = "") -> set[tuple[str, ...]] | None:
        """The codes that the money inside a coordinate has, from the view that knows them best; None without one.

        ``system`` is the first digit of the codes asked for: 1 revenue, 2 functions.
        """
        coord = normal(coord._replace(stage=coord.stage or self.stage))
        answers = [view.codes(dimensions, asked) for asked in self._alike(coord) for view in self.views]
        fitting = [
            found for found in answers if found is not None and all(codes[0].startswith(system) for codes in found)
        ]
        if fitting:
            return max(fitting, key=_fineness)
        kind = coord.nature.removeprefix("basic.")
        if kind in ("staff", "public") and "dept" in dimensions:
            found = self.codes(dimensions, coord._replace(nature="basic"), system) or set()
            place = list(dimensions).index("dept")
            return {codes for codes in found if (codes[place][:3] in STAFF) == (kind == "staff")}
        for dimension in ("item", "fund") if coord.side == "expense" else ("fund",):
            parts = PARTS[dimension].get(getattr(coord, dimension), ())
            sets = [self.codes(dimensions, coord.over(**{dimension: part}), system) for part in parts]
            known = [found for found in sets if found is not None]
            if known:
                return set().union(*known)
        return None

    def _found(self, coord: Coord) -> int | None:
        if coord.nature in ("staff", "public"):
            return self._by_class(coord)
        for asked in self._alike(coord):
            for view in self.views:
                value = view.value(asked)
                if value is not None:
                    return value
        if self._is_none(coord):
            return 0
        for way in (self._by_class, self._by_memorandum, self._by_parts, self._by_mirror):
            value = way(coord)
            if value is not None:
                return value
        return None

    def _alike(self, coord: Coord) -> list[Coord]:
        """The coordinate, and what says the same where all money is of one fund."""
        if self._sole is None or coord.fund not in ("", "fiscal", self._sole):
            return [coord]
        funds = dict.fromkeys((coord.fund, self._sole, "fiscal", ""))
        return [coord._replace(fund=fund) for fund in funds]

    def _is_none(self, coord: Coord) -> bool:
        """Balances that nobody keeps are nought, and so is spending from a fund that brought nothing in."""
        if coord.side in _BALANCES:
            return not any(view.scope.side == coord.side for view in self.views)
        if coord.item == "carried":
            return self.value(Coord(side="opening", stage=coord.stage)) == 0
        if not coord.fund or coord.side != "expense" or coord.fund in ("fiscal", self._sole):
            return False
        whole = Coord(side="expense", fund=coord.fund, stage=coord.stage)
        if coord != whole:
            return self.value(whole) == 0
        return [self.value(whole._replace(side=side)) for side in ("income", "opening")] == [0, 0]

    def _only_fund(self) -> str | None:
        held = {fund: self.value(Coord(side="income", fund=fund)) for fund in _FUNDS}
        opening = self.value(Coord(side="opening"))
        self._known.clear()
        with_money = [fund for fund, fen in held.items() if fen]
        return with_money[0] if len(with_money) == 1 and not opening and None not in held.values() else None

    def _by_class(self, coord: Coord) -> int | None:
        """Staff expense is that of the classes 301 and 303, public expense the rest of the basic expense."""
        kind = coord.nature.removeprefix("basic.")
        if kind not in ("staff", "public"):
            return None
        within = coord._replace(nature="basic" if "." in coord.nature else "")
        if coord.dept:
            return self.value(within) if (coord.dept[:3] in STAFF) == (kind == "staff") else 0
        staff = [self.value(within._replace(dept=dept)) for dept in STAFF]
        whole = self.value(within)
        if whole is None or None in staff:
            return None
        spent = sum(fen or 0 for fen in staff)
        return spent if kind == "staff" else whole - spent

    def _by_parts(self, coord: Coord) -> int | None:
        if coord.side == "outflow" and coord.item in TIMES:
            return self.value(coord._replace(side="expense"))
        for dimension in ("side", "item", "fund", "nature"):
            parts = PARTS[dimension].get(getattr(coord, dimension), ())
            if dimension in ("item", "nature") and coord.side != "expense":
                continue
            values = [self.value(coord.over(**{dimension: part})) for part in parts]
            if values and None not in values:
                return sum(fen or 0 for fen in values)
        return None

    def _by_mirror(self, coord: Coord) -> int | None:
        """Income by function is the spending it pays for, where all income of the year is spent in it."""
        if coord.side != "income" or not coord.func or coord.func.startswith("1"):
            return None
        whole = Coord(side="income", fund=coord.fund, stage=coord.stage)
        if self.value(whole) != self.value(whole._replace(side="expense")):
            return None
        return self.value(coord._replace(side="expense"))

    def _by_memorandum(self, coord: Coord) -> int | None:
        """三公 and the like from economic classes; the whole of an item from its parts, ``a+b`` from both."""
        if coord.item in ITEMS:
            return self.value(coord._replace(item="", dept=ITEMS[coord.item]))
        if "+" in coord.item:
            parts = coord.item.split("+")
        elif coord.item in ("three_public", "three_public.vehicles"):
            parts = [item for item in ITEMS if item.startswith(coord.item + ".")]
        else:
            return None
        values = [self.value(coord._replace(item=item)) for item in parts]
        return None if None in values else sum(fen or 0 for fen in values)


def _fineness(codes: set[tuple[str, ...]]) -> tuple[int, int]:
    """The longest codes and the most of them tell most."""
    return max((len(code) for code, *_ in codes), default=0), len(codes)
