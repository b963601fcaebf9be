"""Every bound cell as a statement about a coordinate, brought to the form in which statements of one fact meet."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from shizheng.engines.fiscal.domain.claim import FEN, NUMBER, Claim, Place
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.tables.bound import BoundColumn, BoundPanel, BoundRow, BoundTable, Cell

NOWHERE = Coord()
APPROPRIATED = frozenset({"", "fiscal", "general", "government", "capital"})
STAFF_CLASSES = ("301", "303")


class Statement(NamedTuple):
    """One cell and what it speaks about."""

    coord: Coord
    cell: Cell
    table: BoundTable
    panel: BoundPanel
    row: BoundRow
    column: BoundColumn

    def claim(self) -> Claim:
        """The statement as a claim of the document."""
        unit = NUMBER if self.coord.measure == "count" else FEN
        place = Place(self.cell.line, self.cell.column + 1, "", self.table.title, self.row.text, self.column.head)
        return Claim(self.coord, self.cell.value, self.cell.ulp, unit, "cell", place, self.cell.text)


def statements_of(table: BoundTable) -> Iterator[Statement]:
    """Every cell whose coordinate is known."""
    for panel in table.panels:
        columns = [column for column in panel.columns if column.known]
        for row in panel.rows:
            if not row.at and not row.is_total:
                continue
            for column in columns:
                cell = row.cells.get(column.index)
                if cell is not None:
                    at = fragment(table, panel, column, row)
                    coord = NOWHERE.over(**at)
                    if coord.year:
                        coord = coord._replace(year=int(coord.year))
                    yield Statement(coord, cell, table, panel, row, column)


def fragment(table: BoundTable, panel: BoundPanel, column: BoundColumn, row: BoundRow) -> dict[str, str]:
    """The coordinate of a cell: table ⊕ panel ⊕ column ⊕ row."""
    at = {**table.at, **panel.at, **column.at, **row.at}
    nature = row.at.get("nature", "")
    if nature in {"staff", "public"}:
        basic = "basic" in (column.at.get("nature"), table.at.get("nature"))
        at["nature"] = f"basic.{nature}" if basic else nature
    if at.get("side") == "flow":
        outer = column.at.get("side") or panel.at.get("side") or table.at.get("side")
        at["side"] = "inflow" if outer == "income" else "outflow"
    if at.get("side") == "opening" and at.get("item") == "carried":
        del at["item"]
    return at


class Meeting:
    """Statements by the coordinate on which they must agree.

    Where the document's own totals show that there is no money but appropriations, or none but the general budget, the
    wider fund and the narrower one are the same fact; so are appropriations and the general budget where there is other
    money beside. Staff classes are staff expense whichever column says so.
    """

    def __init__(self, tables: Sequence[BoundTable]) -> None:
        self.statements = [statement for table in tables for statement in statements_of(table)]
        self.same_income = _same_funds(self.statements)
        self.same_expense = frozenset() if _has_balances(self.statements) else self.same_income
        income = _income(self.statements)
        alone = len(income.get("fiscal", ())) == 1 and income["fiscal"] == income.get("general")
        self.one_budget = alone and not _has_balances(self.statements)
        self.by_coord: dict[Coord, list[Statement]] = {}
        for statement in self.statements:
            self.by_coord.setdefault(self.key(statement.coord), []).append(statement)

    def key(self, coord: Coord) -> Coord:
        """The coordinate under which a statement meets others."""
        same = self.same_income if coord.side == "income" else self.same_expense
        fund = "" if coord.fund in same else "fiscal" if self.one_budget and coord.fund == "general" else coord.fund
        nature = coord.nature
        if coord.dept and nature.startswith("basic."):
            staff = coord.dept[:3] in STAFF_CLASSES
            nature = "basic" if staff == (nature == "basic.staff") else nature
        if fund == coord.fund and nature == coord.nature:
            return coord
        return coord._replace(fund=fund, nature=nature)

    def at(self, coord: Coord) -> list[Statement]:
        """All statements about a coordinate."""
        return self.by_coord.get(self.key(coord), [])


def _has_balances(statements: Sequence[Statement]) -> bool:
    """Money from or for other years, whose fund nobody states: spending then need not match the year's income."""
    sides = {"opening", "used", "closing", "distribution", "opening.unit", "closing.unit"}
    return any(s.coord.side in sides and not s.coord.fund and s.cell.value for s in statements)


def _income(statements: Sequence[Statement]) -> dict[str, set[int]]:
    """What is printed as the year's whole income of each fund."""
    income: dict[str, set[int]] = {}
    for statement in statements:
        coord = statement.coord
        if coord.side == "income" and not (coord.func or coord.item or coord.org):
            income.setdefault(coord.fund, set()).add(statement.cell.value)
    return income


def _same_funds(statements: Sequence[Statement]) -> frozenset[str]:
    """Funds whose income is printed equal to all income; without a line for all, where no other money is printed."""
    income = _income(statements)
    others = any(any(values) for fund, values in income.items() if fund not in APPROPRIATED)
    if "" not in income and others:
        return frozenset()
    whole = income.get("", set()) | (income.get("fiscal", set()) if "" not in income else set())
    same = {fund for fund in ("fiscal", "general") if whole and income.get(fund) == whole and len(whole) == 1}
    return frozenset(same | ({"fiscal"} if "general" in same else set()))
