"""Where a contract's money stands on a day."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple


class Owed(NamedTuple):
    """An instalment with its due date; None while what it waits for has not happened."""

    order: int
    fen: int
    due: date | None


class Paid(NamedTuple):
    """``order`` names the instalment it pays; None for a payment that says nothing, which goes to the oldest debt."""

    fen: int
    on: date
    order: int | None = None


class Standing(NamedTuple):
    """contract = paid + unpaid; unpaid = payable + to_come + undated + unplanned − excess.

    ``payable`` has fallen due by the day, ``overdue`` (a part of it) before the day. ``unplanned`` is what the plan
    leaves out (a supplement signed later); negative where the plan exceeds the contract.
    """

    contract: int
    paid: int
    payable: int
    overdue: int
    to_come: int
    undated: int
    unplanned: int
    excess: int

    @property
    def unpaid(self) -> int:
        return self.contract - self.paid


def standing(contract: int, owed: Sequence[Owed], payments: Iterable[Paid], at: date) -> Standing:
    """Payments made after the day do not count."""
    made = [payment for payment in payments if payment.on <= at]
    left, excess = allocate(owed, made)
    due = {row.order: row.due for row in owed}
    return Standing(
        contract=contract,
        paid=sum(payment.fen for payment in made),
        payable=sum(fen for order, fen in left.items() if (day := due[order]) and day <= at),
        overdue=sum(fen for order, fen in left.items() if (day := due[order]) and day < at),
        to_come=sum(fen for order, fen in left.items() if (day := due[order]) and day > at),
        undated=sum(fen for order, fen in left.items() if due[order] is None),
        unplanned=contract - sum(row.fen for row in owed),
        excess=excess,
    )


def allocate(owed: Sequence[Owed], made: Sequence[Paid]) -> tuple[dict[int, int], int]:
    """What is left of each instalment, and what no instalment took."""
    left = {row.order: row.fen for row in owed}
    loose = 0
    for payment in made:
        taken = min(payment.fen, left.get(payment.order, 0)) if payment.order is not None else 0
        if payment.order is not None and taken:
            left[payment.order] -= taken
        loose += payment.fen - taken
    for row in sorted(owed, key=lambda row: (row.due or date.max, row.order)):
        taken = min(loose, left[row.order])
        left[row.order] -= taken
        loose -= taken
    return left, loose
