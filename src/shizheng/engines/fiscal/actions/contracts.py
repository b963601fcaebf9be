"""Signing, changing, accepting and planning a contract."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shizheng.engines.fiscal.domain.amounts import fen_of, yuan
from shizheng.engines.fiscal.domain.contracts.changes import Change, ChangeKind, change_faults, current
from shizheng.engines.fiscal.domain.contracts.terms import Instalment as Planned
from shizheng.engines.fiscal.domain.contracts.terms import Milestone, Term, plan
from shizheng.engines.fiscal.domain.projects.procurement import Category
from shizheng.engines.fiscal.models import Contract, ContractChange, Instalment, Project, once, text_faults
from shizheng.engines.fiscal.models.projects import ENDS
from shizheng.engines.fiscal.queries.versions import held
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.kit.money import format_yuan
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.policy.domain.actor import Actor


class ContractError(ShizhengError):
    """Something a contract's state does not allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What is written in a contract; `amount` in 元."""

    number: str
    name: str
    category: Category
    supplier: str
    amount: Decimal
    signed_on: date
    starts_on: date | None = None
    ends_on: date | None = None
    warranty_months: int = 0
    is_sme: bool = False

    def faults(self, today: date) -> list[Fault]:
        words = (("合同编号", self.number), ("合同名称", self.name), ("供应商", self.supplier))
        faults = [Fault("没有填写", place) for place, text in words if not text.strip()]
        texts = {"number": self.number, "name": self.name, "supplier": self.supplier}
        faults += text_faults(Contract, texts)
        if fen_of(self.amount, "合同金额") <= 0:
            faults.append(Fault("合同金额应大于零", "合同金额"))
        if self.signed_on > today:
            faults.append(Fault("签订日期晚于今天", "签订日期"))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            faults.append(Fault("履约结束早于开始", "履约期限"))
        if self.warranty_months < 0:
            faults.append(Fault("质保期不能为负", "质保期"))
        return faults


@action("fiscal.contract.sign", "登记合同", permission="fiscal.purchase", on="project")
def sign_contract(actor: Actor, *, project: Project, agreement: Agreement) -> Contract:
    if project.stage in ENDS:
        raise ContractError(f"项目“{project}”已{project.state.stage.label}，不能再签合同")
    if faults := agreement.faults(clock.today()):
        raise InvalidInputError(faults, "合同没有登记")
    contract = Contract(
        project=project,
        organisation=project.organisation,
        number=agreement.number,
        name=agreement.name,
        category=agreement.category,
        supplier=agreement.supplier,
        is_sme=agreement.is_sme,
        original=agreement.amount,
        amount=agreement.amount,
        signed_on=agreement.signed_on,
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        warranty_months=agreement.warranty_months,
    )
    with once(ContractError(f"合同编号“{agreement.number}”已登记", "合同编号", "请核对是否重复登记")):
        contract.save()
    trace(contract, f"登记合同“{contract}”，{format_yuan(fen_of(agreement.amount, '合同金额'))}元")
    return contract


@action("fiscal.contract.change", "变更合同金额", permission="fiscal.purchase", on="contract")
def change_contract(
    actor: Actor,
    *,
    contract: Contract,
    kind: ChangeKind,
    amount: Decimal,
    signed_on: date,
    reason: str,
    expected_version: int,
) -> Contract:
    """Add (all supplements together up to a tenth of the original) or reduce; the plan is made anew afterwards."""
    contract = held(contract, expected_version)
    change = Change(kind, fen_of(amount, "变更金额"))
    earlier = [Change(ChangeKind(row.kind), fen_of(row.amount, "变更金额")) for row in contract.changes.all()]
    original = fen_of(contract.original, "合同金额")
    faults = change_faults(original, earlier, change, fen_of(contract.paid, "已付金额"))
    faults += text_faults(ContractChange, {"reason": reason})
    if not reason.strip():
        faults.append(Fault("没有说明变更事由", "事由"))
    if not contract.signed_on <= signed_on <= clock.today():
        faults.append(Fault("变更日期应在合同签订之后、今天以前", "签订日期"))
    if faults:
        raise InvalidInputError(faults, "合同没有变更")
    ContractChange.objects.create(contract=contract, kind=kind, amount=amount, signed_on=signed_on, reason=reason)
    changes = amend(contract, amount=yuan(current(original, [*earlier, change])), version=contract.version + 1)
    contract.save(update_fields=["amount", "version"])
    trace(contract, f"合同“{contract}”{kind.label}{format_yuan(change.fen)}元", changes=changes, reason=reason)
    return contract


_ACCEPTED = {Milestone.FIRST_ACCEPTANCE: "first_accepted_on", Milestone.FINAL_ACCEPTANCE: "final_accepted_on"}


@action("fiscal.contract.accept", "登记合同验收", permission="fiscal.accept", on="contract")
def accept_contract(
    actor: Actor, *, contract: Contract, milestone: Milestone, on: date, expected_version: int
) -> Contract:
    """First or final acceptance; instalments that waited for it get their due dates."""
    contract = held(contract, expected_version)
    if milestone not in _ACCEPTED:
        raise InvalidInputError([Fault(f"“{milestone.label}”不是验收", "验收")])
    earliest = contract.signed_on
    if milestone is Milestone.FINAL_ACCEPTANCE and contract.first_accepted_on:
        earliest = contract.first_accepted_on
    if not earliest <= on <= clock.today():
        raise InvalidInputError([Fault(f"验收日期应在{earliest:%Y-%m-%d}至今天之间", "验收日期")])
    if milestone is Milestone.FIRST_ACCEPTANCE and contract.final_accepted_on and on > contract.final_accepted_on:
        raise InvalidInputError([Fault("初验日期晚于终验日期", "验收日期")])
    changes = amend(contract, **{_ACCEPTED[milestone]: on}, version=contract.version + 1)
    contract.save()
    _redate(contract)
    trace(contract, f"合同“{contract}”{milestone.label}", changes=changes)
    return contract


def _redate(contract: Contract) -> None:
    rows = [row for row in contract.instalments.all() if row.milestone]
    for row in rows:
        row.due_on = _planned(row).due_on(contract.reached)
    Instalment.objects.bulk_update(rows, ["due_on"])


def _planned(row: Instalment) -> Planned:
    term = Term(row.kind, milestone=Milestone(row.milestone) if row.milestone else None, days=row.days, due=row.due_on)  # type: ignore[arg-type]
    return Planned(row.order, fen_of(row.amount, "付款计划"), term)


@action("fiscal.contract.plan", "填报付款计划", permission="fiscal.purchase", on="contract")
def plan_instalments(actor: Actor, *, contract: Contract, terms: Sequence[Term], expected_version: int) -> Contract:
    """Instalments of exactly the present amount. What is already paid on an instalment bounds it from below."""
    contract = held(contract, expected_version)
    planned = plan(fen_of(contract.amount, "合同金额"), terms)
    known = {row.order: row for row in contract.instalments.all()}
    _require_kept(known, planned)
    before = {f"第{row.order}期": row.amount for row in known.values()}
    contract.instalments.filter(order__gt=len(planned)).delete()
    for row in planned:
        Instalment.objects.update_or_create(contract=contract, order=row.order, defaults=_columns(row, contract))
    after = {f"第{row.order}期": yuan(row.fen) for row in planned}
    changes = {name: (before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())}
    counted = amend(contract, version=contract.version + 1)
    contract.save(update_fields=["version"])
    trace(contract, f"合同“{contract}”付款计划{len(planned)}期", changes={**changes, **counted})
    return contract


def _require_kept(known: dict[int, Instalment], planned: Sequence[Planned]) -> None:
    new = {row.order: row.fen for row in planned}
    faults = []
    for order, row in known.items():
        paid = sum(fen_of(payment.amount, "付款") for payment in row.payments.valid())
        if paid > new.get(order, 0) or (order not in new and row.payments.exists()):
            faults.append(Fault(f"第{order}期已付{format_yuan(paid)}元，不能删除或减到它以下", f"第{order}期"))
    if faults:
        raise InvalidInputError(faults, "付款计划没有保存")


def _columns(row: Planned, contract: Contract) -> dict[str, object]:
    term = row.term
    return {
        "kind": term.kind,
        "share": term.share,
        "amount": yuan(row.fen),
        "milestone": term.milestone or "",
        "days": term.days,
        "due_on": row.due_on(contract.reached),
    }
