"""What contracts owe: standing on a day, and what falls due soon."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Prefetch

from shizheng.engines.fiscal.domain.amounts import fen_of, yuan
from shizheng.engines.fiscal.domain.contracts.standing import Owed, Paid, Standing, allocate, standing
from shizheng.engines.fiscal.models import Contract, Instalment, Payment
from shizheng.engines.fiscal.models.contracts import ContractQuerySet


class DuePayment(NamedTuple):
    """`left` in 元 is what is still to pay of the instalment; `days` until it is due, negative when overdue."""

    contract: Contract
    instalment: Instalment
    left: Decimal
    days: int


def with_money(contracts: ContractQuerySet) -> ContractQuerySet:
    """Contracts with their instalments and valid payments: three queries however many there are."""
    valid = Prefetch("payments", Payment.objects.valid().select_related("instalment"), to_attr="valid_payments")
    return contracts.select_related("project").prefetch_related("instalments", valid)


def _owed(contract: Contract) -> list[Owed]:
    return [Owed(row.order, fen_of(row.amount, "付款计划"), row.due_on) for row in contract.instalments.all()]


def _paid(contract: Contract) -> list[Paid]:
    known: Iterable[Payment] | None = getattr(contract, "valid_payments", None)
    rows = contract.payments.valid().select_related("instalment") if known is None else known
    return [
        Paid(fen_of(row.amount, "付款"), row.paid_on, row.instalment.order if row.instalment else None) for row in rows
    ]


def contract_standing(contract: Contract, at: date) -> Standing:
    """Integer 分."""
    return standing(fen_of(contract.amount, "合同金额"), _owed(contract), _paid(contract), at)


def payments_due(contracts: ContractQuerySet, today: date, days: int) -> list[DuePayment]:
    """Instalments not yet paid that are overdue or fall due within so many days, oldest first."""
    horizon = today + timedelta(days=days)
    found = [
        due
        for contract in with_money(contracts.unsettled())
        for due in _unpaid(contract, today)
        if due.instalment.due_on and due.instalment.due_on <= horizon
    ]
    return sorted(found, key=lambda due: (due.days, due.contract.pk, due.instalment.order))


def _unpaid(contract: Contract, today: date) -> list[DuePayment]:
    left, _ = allocate(_owed(contract), _paid(contract))
    return [
        DuePayment(contract, row, yuan(left[row.order]), (row.due_on - today).days if row.due_on else 0)
        for row in contract.instalments.all()
        if left[row.order]
    ]
