"""Paying: never above the contract, nothing paid is ever deleted."""

from datetime import date
from decimal import Decimal

from shizheng.engines.fiscal.domain.amounts import fen_of
from shizheng.engines.fiscal.models import Contract, Instalment, Payment, text_faults
from shizheng.engines.fiscal.queries.versions import locked
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.money import format_yuan
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.policy.domain.actor import Actor


@action("fiscal.payment.record", "登记付款", permission="fiscal.pay", on="contract")
def record_payment(
    actor: Actor,
    *,
    contract: Contract,
    amount: Decimal,
    paid_on: date,
    voucher: str,
    instalment: Instalment | None = None,
    note: str = "",
) -> Payment:
    """`amount` in 元. The contract's row is held, so that payments made at once are weighed one after the other."""
    contract = locked(contract)
    faults = _payment_faults(contract, fen_of(amount, "付款金额"), paid_on, voucher)
    faults += text_faults(Payment, {"voucher": voucher, "note": note})
    if instalment is not None:
        faults += _instalment_faults(contract, instalment, fen_of(amount, "付款金额"))
    if faults:
        raise InvalidInputError(faults, "付款没有登记")
    payment = Payment.objects.create(
        contract=contract, instalment=instalment, amount=amount, paid_on=paid_on, voucher=voucher, note=note
    )
    changes = amend(contract, paid=contract.paid + amount, version=contract.version + 1)
    contract.save(update_fields=["paid", "version"])
    trace(contract, f"合同“{contract}”付款{format_yuan(fen_of(amount, '付款金额'))}元，凭证{voucher}", changes=changes)
    return payment


def _payment_faults(contract: Contract, fen: int, paid_on: date, voucher: str) -> list[Fault]:
    faults = []
    left = fen_of(contract.amount - contract.paid, "合同余额")
    if fen <= 0:
        faults.append(Fault("付款金额应大于零", "付款金额"))
    if fen > left:
        words = f"付款{format_yuan(fen)}元，合同只余{format_yuan(left)}元未付"
        faults.append(Fault(words, "付款金额", "请核对金额，或先办理合同变更"))
    if not contract.signed_on <= paid_on <= clock.today():
        faults.append(Fault("付款日期应在合同签订之后、今天以前", "付款日期"))
    if not voucher.strip():
        faults.append(Fault("没有填写凭证号", "凭证号"))
    elif contract.payments.valid().filter(voucher=voucher).exists():
        faults.append(Fault(f"凭证“{voucher}”已登记过付款", "凭证号", "请核对是否重复登记"))
    return faults


def _instalment_faults(contract: Contract, instalment: Instalment, fen: int) -> list[Fault]:
    if instalment.contract_id != contract.pk:
        return [Fault("所选期次不属于这份合同", "付款期次")]
    paid = sum(fen_of(row.amount, "付款") for row in Payment.objects.valid().filter(instalment=instalment))
    left = fen_of(contract.instalments.get(pk=instalment.pk).amount, "付款计划") - paid
    if fen > left:
        words = f"付款{format_yuan(fen)}元，本期只余{format_yuan(left)}元未付"
        return [Fault(words, "付款期次", "超出部分请另选期次登记")]
    return []


@action("fiscal.payment.withdraw", "冲销付款", permission="fiscal.pay", on="payment")
def withdraw_payment(actor: Actor, *, payment: Payment, reason: str) -> Payment:
    """Take back a wrong entry; it stays on record with its reason and counts no more."""
    contract = locked(payment.contract)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    if payment.withdrawn_on is not None:
        raise InvalidInputError([Fault("这笔付款已经冲销", "付款")])
    faults = text_faults(Payment, {"withdrawn_reason": reason})
    if not reason.strip():
        faults.append(Fault("没有说明冲销事由", "事由"))
    if faults:
        raise InvalidInputError(faults)
    payment.withdrawn_on, payment.withdrawn_reason = clock.today(), reason
    payment.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    changes = amend(contract, paid=contract.paid - payment.amount, version=contract.version + 1)
    contract.save(update_fields=["paid", "version"])
    trace(contract, f"合同“{contract}”冲销付款，凭证{payment.voucher}", changes=changes, reason=reason)
    return payment
