"""The sums that a panel must keep: down its rows and across its columns, read off its own structure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.lexicon import Fragment
from shizheng.systems.disclosure.domain.tables.bound import BoundColumn, BoundPanel, BoundRow, BoundTable, Cell

FISCAL = frozenset({"general", "government", "capital"})
OUTER = {"income": "inflow", "opening": "inflow", "used": "inflow", "expense": "outflow", "closing": "outflow"} | {
    "distribution": "outflow"
}
SPLITS = ("side", "item", "fund", "nature")
APART = (*SPLITS, "year", "stage")
NEARLY = 100  # a difference below one hundredth of the total speaks for the identity, not against it
STAFF = ("301", "303")


class Sum(NamedTuple):
    """``total`` should be the sum of ``parts``; ``row`` and ``column`` place the total."""

    kind: str  # rows | columns | flow
    total: Cell
    parts: tuple[Cell, ...]
    table: BoundTable
    row: BoundRow
    column: BoundColumn

    @property
    def expected(self) -> int:
        return sum(cell.value for cell in self.parts)

    @property
    def difference(self) -> int:
        """Printed total less the sum, in fen."""
        return self.total.value - self.expected

    @property
    def slack(self) -> int:
        """How far rounding alone can part them: half a unit of the last place for every number, in half fen."""
        return self.total.ulp + sum(cell.ulp for cell in self.parts if cell.value)

    @property
    def holds(self) -> bool:
        return self.difference == 0

    @property
    def rounds(self) -> bool:
        """It misses, but one set of true values could have been printed so."""
        return 2 * abs(self.difference) <= self.slack


def sums_of(table: BoundTable) -> Iterator[Sum]:
    """Every sum of a table, kept or not."""
    for panel in table.panels:
        yield from _down(table, panel)
        yield from _across(table, panel)


# ---- down the rows


class Group(NamedTuple):
    """Index of a total row and of the rows it sums; ``open_ended`` totals may leave some of them out."""

    total: int
    parts: list[int]
    open_ended: bool = False


def _down(table: BoundTable, panel: BoundPanel) -> Iterator[Sum]:
    rows = panel.rows
    for group in groups_of(panel):
        for column in panel.columns:
            total = rows[group.total].cells.get(column.index)
            if total is None:
                continue
            parts = tuple(cell for i in group.parts if (cell := rows[i].cells.get(column.index)))
            if not parts:
                continue
            if group.open_ended:
                parts = _subset(total, parts)
            kind = "flow" if group.open_ended else "rows"
            yield Sum(kind, total, parts, table, rows[group.total], column)


def groups_of(panel: BoundPanel) -> list[Group]:
    """Parents with their children, then totals with what they close."""
    children: dict[int, list[int]] = {}
    for index, row in enumerate(panel.rows):
        if row.parent >= 0 and row.role != "part":
            children.setdefault(row.parent, []).append(index)
    found = [Group(parent, parts) for parent, parts in children.items() if not _partial(panel, parent, parts)]
    totals = [index for index, row in enumerate(panel.rows) if row.is_total and row.parent < 0]
    for order, index in enumerate(totals):
        if index in children:
            continue
        group = _closed(panel.rows, index, totals[order - 1] if order else -1)
        if group is not None and group.parts:
            found.append(group)
    return found


def _partial(panel: BoundPanel, parent: int, parts: list[int]) -> bool:
    """Unnumbered rows below a numbered one may name only some of its parts: no sum where they fall short of it."""
    rows = panel.rows
    if not rows[parent].style or rows[parts[0]].style or rows[parent].code:
        return False
    return any(
        sum(_value(rows[i], column.index) for i in parts) < _value(rows[parent], column.index)
        for column in panel.columns
    )


def _closed(rows: Sequence[BoundRow], index: int, before: int) -> Group | None:
    total = rows[index]
    nature = total.at.get("nature", "")
    if nature in {"staff", "public"}:
        codes = [i for i, row in enumerate(rows) if len(row.code) == 3 and row.code[0] == "3" and row.parent < 0]
        return Group(index, [i for i in codes if (rows[i].code in STAFF) == (nature == "staff")])
    if total.total.endswith("总计"):
        return _flow(rows, index, before)
    above = _tops(rows, before + 1, index)
    if above and before >= 0 and _carries(rows, index, [before, *above]):
        return Group(index, [before, *above], True)
    if above:
        return Group(index, _without_extras(rows, above, index))
    following = next((i for i in range(index + 1, len(rows)) if rows[i].is_total and rows[i].parent < 0), len(rows))
    return Group(index, _counted(rows, _tops(rows, index + 1, following), index))


def _flow(rows: Sequence[BoundRow], index: int, before: int) -> Group:
    """总计: the year's total with the balances printed between the two; without one, all that stands above."""
    if before < 0 or _heads(rows, before, index):
        return Group(index, _tops(rows, before + 1, index))
    return Group(index, [before, *_tops(rows, before + 1, index)], True)


def _carries(rows: Sequence[BoundRow], index: int, parts: list[int]) -> bool:
    """Whether a total is the one before it with what is printed between the two, in every column."""
    cells = rows[index].cells
    return bool(cells) and all(_value(rows[index], c) == sum(_value(rows[i], c) for i in parts) for c in cells)


def _heads(rows: Sequence[BoundRow], before: int, index: int) -> bool:
    """Whether the total before stands at the head of a list whose end repeats it."""
    if _tops(rows, 0, before) or not _tops(rows, before + 1, index):
        return False
    cells, ends = rows[before].cells, rows[index].cells
    return any(ends.values()) and all(
        column in cells and abs(cell.value - cells[column].value) < max(cell.ulp, cells[column].ulp)
        for column, cell in ends.items()
    )


def _tops(rows: Sequence[BoundRow], start: int, stop: int) -> list[int]:
    return [i for i in range(start, stop) if rows[i].parent < 0 and rows[i].role == "row"]


def _counted(rows: Sequence[BoundRow], tops: list[int], total: int) -> list[int]:
    """Where rows with and without codes mix (units above their items), only one kind of them is summed."""
    coded = [i for i in tops if rows[i].code]
    bare = [i for i in tops if not rows[i].code]
    if coded and bare:
        for choice in (tops, coded, bare):
            if all(_value(rows[total], c) == sum(_value(rows[i], c) for i in choice) for c in rows[total].cells):
                return choice
        return coded
    return tops


def _without_extras(rows: Sequence[BoundRow], tops: list[int], total: int) -> list[int]:
    """会议费 and 培训费 stand in tables of 三公 without always belonging to their total."""
    core = [i for i in tops if rows[i].at.get("item") not in {"meeting", "training"}]
    if core and len(core) < len(tops):
        fits = all(_value(rows[total], c) == sum(_value(rows[i], c) for i in core) for c in rows[total].cells)
        return core if fits else tops
    return tops


def _value(row: BoundRow, column: int) -> int:
    cell = row.cells.get(column)
    return cell.value if cell else 0


def _subset(total: Cell, parts: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The year's total with those balances that make up the grand total; all of them where none do."""
    base, rest = parts[0], [cell for cell in parts[1:] if cell.value][:8]
    for mask in range(1 << len(rest)):
        chosen = tuple(cell for bit, cell in enumerate(rest) if not mask >> bit & 1)
        if base.value + sum(cell.value for cell in chosen) == total.value:
            return (base, *chosen)
    return (base, *rest)


# ---- across the columns


def _across(table: BoundTable, panel: BoundPanel) -> Iterator[Sum]:
    for whole, parts in partitions(panel.columns, {**table.at, **panel.at}):
        lines = []
        for row in panel.rows:
            total = row.cells.get(whole.index)
            cells = tuple(cell for part in parts if (cell := row.cells.get(part.index)))
            if total is not None and cells:
                lines.append(Sum("columns", total, cells, table, row, whole))
        if _credible(lines) or (table.kind == "three_public" and len(lines) == 1):
            yield from lines


def _credible(lines: Sequence[Sum]) -> bool:
    """Heads can be misread, arithmetic over many rows cannot: an identity most rows deny is none."""
    tested = [line for line in lines if line.total.value or line.expected]
    kept = sum(1 for line in tested if line.rounds or abs(line.difference) * NEARLY < abs(line.total.value))
    return kept > 0 and len(tested) <= kept * 2


def partitions(columns: Sequence[BoundColumn], context: Fragment) -> Iterator[tuple[BoundColumn, list[BoundColumn]]]:
    """Columns that differ from another in one dimension only, of which that one is the whole."""
    known = [column for column in columns if column.known and ".sme" not in column.at.get("item", "")]
    for split in SPLITS:
        for family in _families(known, split, context):
            wholes: dict[str, list[BoundColumn]] = {}
            for value, column in family.items():
                outer = _outer(split, value, family)
                if outer is not None:
                    wholes.setdefault(outer, []).append(column)
            for outer, parts in wholes.items():
                if len(parts) > 1:
                    yield family[outer], parts


def _families(columns: Sequence[BoundColumn], split: str, context: Fragment) -> Iterator[dict[str, BoundColumn]]:
    families: dict[tuple[tuple[str, str], ...], dict[str, BoundColumn]] = {}
    doubled = set()
    for column in columns:
        at = {**context, **column.at}
        rest = tuple((key, at[key]) for key in APART if key != split and at.get(key))
        family = families.setdefault(rest, {})
        value = at.get(split, "")
        if value in family:
            doubled.add(rest)
        family[value] = column
    for rest, family in families.items():
        if rest not in doubled and len(family) > 2:
            yield family


def _outer(split: str, value: str, family: Mapping[str, BoundColumn]) -> str | None:
    """The nearest whole of a value that has a column of its own."""
    while value:
        value = outer_value(split, value)
        if value in family:
            return value
    return None


def outer_value(split: str, value: str) -> str:
    """One step up a dimension's hierarchy."""
    if split == "side":
        return OUTER.get(value, "")
    if split == "fund" and value in FISCAL:
        return "fiscal"
    return value.rpartition(".")[0]
