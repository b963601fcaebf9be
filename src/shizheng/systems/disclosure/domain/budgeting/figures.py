"""Sums over a budget's facts. Money of last year's balance counts as spending; 其中数 (memoranda) do not."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID, SOURCES, Amount

Facts = Mapping[Coord, Decimal]
ORDINARY = ("", "current", "carried")
RESERVED = "procurement.sme"


def side(facts: Facts, name: str) -> dict[Coord, Decimal]:
    """Income, opening … without memoranda."""
    return {
        coord: amount
        for coord, amount in facts.items()
        if coord.side == name and coord.item in ORDINARY and coord.measure == "amount"
    }


def expense(facts: Facts) -> dict[Coord, Decimal]:
    return side(facts, "expense")


def item(facts: Facts, name: str) -> dict[Coord, Decimal]:
    """A memorandum and its parts; what of a purchase is reserved for small firms is no purchase of its own."""
    return {
        coord: amount
        for coord, amount in facts.items()
        if coord.measure == "amount"
        and (coord.item == name or coord.item.startswith(f"{name}."))
        and (name.startswith(RESERVED) or not coord.item.startswith(RESERVED))
    }


def total(facts: Facts) -> Decimal:
    return sum(facts.values(), Decimal(0))


def by_code(facts: Facts, dimension: str, width: int) -> dict[str, Decimal]:
    """Sums by the first digits of a code, in its order; what has no code is left out."""
    sums: dict[str, Decimal] = {}
    for coord, amount in facts.items():
        if code := str(getattr(coord, dimension))[:width]:
            sums[code] = sums.get(code, Decimal(0)) + amount
    return dict(sorted(sums.items()))


def units_of_fund(facts: Facts) -> list[tuple[str, Decimal]]:
    """This year's income by source, in the order of the grid; sources without money are left out."""
    income = side(facts, "income")
    rows = []
    for fund, label in SOURCES:
        amount = total({coord: each for coord, each in income.items() if coord.fund == fund})
        if amount:
            rows.append((label, amount))
    return rows


def funds_of(facts: Facts, project: str | None, funds: Sequence[Amount]) -> list[Decimal]:
    """The total and its parts by fund, of one project or of all."""
    held = {coord: amount for coord, amount in facts.items() if project is None or coord.project == project}
    parts = [total({c: a for c, a in held.items() if c.fund == fund.at["fund"]}) for fund in funds]
    return [total(held), *parts]


def structure(facts: Facts) -> list[tuple[str, Decimal]]:
    """Spending by class of the functional book, largest first."""
    sums = by_code(expense(facts), "func", 3)
    rows = [((known.name if (known := books("functional").find(code)) else code), sums[code]) for code in sums]
    return sorted(rows, key=lambda row: -row[1])


def three_public(facts: Facts) -> list[tuple[str, Decimal]]:
    """Each item of the three public expenses, nought where there is none."""
    return [(row.label, total(item(facts, row.at["item"]))) for row in BY_ID["three_public"].fixed]
