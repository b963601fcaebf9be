"""A budget at a glance: what came in, what goes out, and how each grid stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.budgeting.figures import RESERVED, expense, item, side, total
from shizheng.systems.disclosure.domain.budgeting.grid import held
from shizheng.systems.disclosure.domain.budgeting.parts import COUNTED, PARTS, Part, part_of


@dataclass(frozen=True, slots=True)
class PartTotal:
    """One grid: how many facts it holds and what they add up to, in 元; None for a grid of counts."""

    part: Part
    count: int
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Totals:
    """In 元; `left` is what is not spent (结转下年), negative where more is spent than there is."""

    income: Decimal
    opening: Decimal
    expense: Decimal
    basic: Decimal
    project: Decimal
    three_public: Decimal
    parts: tuple[PartTotal, ...]
    others: int

    @property
    def left(self) -> Decimal:
        return self.income + self.opening - self.expense


def totals(ledger: Mapping[Coord, Decimal]) -> Totals:
    spent = expense(ledger)
    basic = total({coord: amount for coord, amount in spent.items() if coord.nature.startswith("basic")})
    parts = [PartTotal(part, *_sum(part, ledger)) for part in PARTS]
    return Totals(
        income=total(side(ledger, "income")),
        opening=total(side(ledger, "opening")),
        expense=total(spent),
        basic=basic,
        project=total({coord: amount for coord, amount in spent.items() if coord.nature == "project"}),
        three_public=total(item(ledger, "three_public")),
        parts=tuple(parts),
        others=sum(part_of(coord) is None for coord in ledger),
    )


def _sum(part: Part, ledger: Mapping[Coord, Decimal]) -> tuple[int, Decimal | None]:
    """What of a purchase is reserved for small firms is a part of it; people and cars make no sum."""
    facts = dict(held(part, ledger))
    own = {coord: amount for coord, amount in facts.items() if not coord.item.startswith(RESERVED)}
    return len(facts), None if part in COUNTED else total(own)
