"""Contracts on a database: signing, planning, changing, accepting, paying, what is due."""

import threading
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from shizheng.engines.fiscal.actions.contracts import (
    ContractError,
    accept_contract,
    change_contract,
    plan_instalments,
    sign_contract,
)
from shizheng.engines.fiscal.actions.payments import record_payment, withdraw_payment
from shizheng.engines.fiscal.domain.contracts.changes import ChangeKind
from shizheng.engines.fiscal.domain.contracts.terms import InstalmentKind, Milestone, Term
from shizheng.engines.fiscal.models import Contract, ContractChange, Instalment, Payment
from shizheng.engines.fiscal.queries.payments import contract_standing, payments_due
from shizheng.engines.fiscal.queries.versions import ConflictError
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.journal.models import Entry
from shizheng.platform.journal.queries import verify
from shizheng.platform.policy.queries import DeniedError
from tests.fiscal.bureau import Bureau, agreement, entries, found, planned_contract, project

D = Decimal
TODAY = date(2026, 3, 10)
DAY = datetime(2026, 3, 10, 10, tzinfo=clock.ZONE)


def pay(bureau: Bureau, contract: Contract, amount: str, voucher: str = "记-1", **values) -> Payment:
    usual = {"paid_on": date(2026, 3, 5), "amount": D(amount), "voucher": voucher}
    return record_payment(bureau.officer, contract=contract, **usual | values)


def test_a_signed_contract_gets_instalments_that_sum_to_it(bureau: Bureau):
    contract = planned_contract(bureau)
    rows = [(row.order, row.amount, row.due_on) for row in contract.instalments.all()]
    assert rows == [
        (1, D("300000.00"), date(2026, 3, 3)),
        (2, D("650000.01"), None),
        (3, D("50000.00"), None),
    ]
    assert sum(row[1] for row in rows) == contract.amount


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"amount": "0"}, "合同金额应大于零"),
        ({"amount": "1.001"}, "应精确到分"),
        ({"amount": "NaN"}, "不是可用的金额"),
        ({"number": " "}, "合同编号：没有填写"),
        ({"signed_on": date(2026, 3, 11)}, "签订日期晚于今天"),
        ({"starts_on": date(2026, 3, 2), "ends_on": date(2026, 3, 1)}, "履约结束早于开始"),
        ({"warranty_months": -1}, "质保期不能为负"),
        ({"supplier": "长" * 201}, "超过200个字"),
    ],
)
def test_an_unsound_contract_is_refused(bureau: Bureau, values, message):
    of = project(bureau)
    before = entries()
    with pytest.raises(InvalidInputError, match=message):
        sign_contract(bureau.officer, project=of, agreement=agreement(**values))
    assert (Contract.objects.count(), entries()) == (0, before)


def test_a_number_is_signed_once_and_only_by_the_unit(bureau: Bureau):
    contract = planned_contract(bureau)
    before = entries()
    with pytest.raises(ContractError, match="已登记"):
        sign_contract(bureau.officer, project=contract.project, agreement=agreement())
    for person in (bureau.stranger, bureau.reader):
        with pytest.raises(DeniedError):
            sign_contract(person, project=contract.project, agreement=agreement("HT-2"))
    assert (Contract.objects.count(), entries()) == (1, before)
    assert [Contract.objects.visible_to(who).count() for who in (bureau.reader, bureau.stranger)] == [1, 0]


def test_acceptance_sets_the_dates_that_waited_for_it(bureau: Bureau):
    contract = planned_contract(bureau)
    with pytest.raises(InvalidInputError, match="验收日期应在2026-02-01至今天之间"):
        accept_contract(
            bureau.officer,
            contract=contract,
            milestone=Milestone.FINAL_ACCEPTANCE,
            on=date(2026, 3, 11),
            expected_version=2,
        )
    accepted = accept_contract(
        bureau.officer,
        contract=contract,
        milestone=Milestone.FINAL_ACCEPTANCE,
        on=date(2026, 2, 28),
        expected_version=2,
    )
    dates = [row.due_on for row in accepted.instalments.all()]
    assert dates == [date(2026, 3, 3), date(2026, 3, 30), date(2027, 2, 28)]
    with pytest.raises(InvalidInputError, match="初验日期晚于终验日期"):
        accept_contract(
            bureau.officer,
            contract=accepted,
            milestone=Milestone.FIRST_ACCEPTANCE,
            on=date(2026, 3, 1),
            expected_version=3,
        )
    with pytest.raises(InvalidInputError, match="不是验收"):
        accept_contract(
            bureau.officer, contract=accepted, milestone=Milestone.SIGNING, on=date(2026, 3, 1), expected_version=3
        )


def test_payments_count_up_to_the_contract_and_not_a_fen_above(bureau: Bureau):
    contract = planned_contract(bureau)
    first = contract.instalments.first()
    pay(bureau, contract, "300000", instalment=first)
    before = entries()
    for amount, message in (("700000.02", "合同只余700,000.01元未付"), ("0", "应大于零"), ("-1", "应大于零")):
        with pytest.raises(InvalidInputError, match=message):
            pay(bureau, contract, amount, "记-2")
    with pytest.raises(InvalidInputError, match="已登记过付款"):
        pay(bureau, contract, "1")
    with pytest.raises(InvalidInputError, match=r"本期只余0\.00元未付"):
        pay(bureau, contract, "1", "记-2", instalment=first)
    with pytest.raises(InvalidInputError, match="付款日期"):
        pay(bureau, contract, "1", "记-2", paid_on=date(2026, 1, 31))
    with pytest.raises(InvalidInputError, match="没有填写凭证号"):
        pay(bureau, contract, "1", " ")
    other = planned_contract(bureau, "HT-2")
    with pytest.raises(InvalidInputError, match="不属于这份合同"):
        pay(bureau, contract, "1", "记-2", instalment=other.instalments.first())
    assert Payment.objects.count() == 1
    assert entries() - before == 3  # only the other contract: its project, itself, its plan
    pay(bureau, contract, "700000.01", "记-2")
    assert Contract.objects.get(pk=contract.pk).paid == contract.amount


def test_only_who_may_pay_pays(bureau: Bureau):
    contract = planned_contract(bureau)
    before = entries()
    for person in (bureau.stranger, bureau.reader, bureau.head):
        with pytest.raises(DeniedError):
            record_payment(person, contract=contract, amount=D(1), paid_on=TODAY, voucher="记-1")
    assert (Payment.objects.count(), Contract.objects.get().paid, entries()) == (0, D(0), before)


def test_a_wrong_payment_is_withdrawn_and_stays_on_record(bureau: Bureau):
    contract = planned_contract(bureau)
    wrong = pay(bureau, contract, "300000", instalment=contract.instalments.first())
    with pytest.raises(InvalidInputError, match="冲销事由"):
        withdraw_payment(bureau.officer, payment=wrong, reason="")
    with pytest.raises(DeniedError):
        withdraw_payment(bureau.reader, payment=wrong, reason="错")
    assert Contract.objects.get().paid == D("300000")
    withdraw_payment(bureau.officer, payment=wrong, reason="金额录错")
    with pytest.raises(InvalidInputError, match="已经冲销"):
        withdraw_payment(bureau.officer, payment=wrong, reason="再来")
    right = pay(bureau, contract, "30000", instalment=contract.instalments.first())
    assert list(Payment.objects.valid()) == [right]
    assert (Payment.objects.count(), Contract.objects.get().paid) == (2, D("30000"))
    assert Entry.objects.about(contract).filter(action="fiscal.payment.withdraw").get().reason == "金额录错"


def change(bureau: Bureau, contract: Contract, kind: ChangeKind, amount: str, **values) -> Contract:
    usual = {"signed_on": date(2026, 3, 1), "reason": "增加座席", "expected_version": contract.version}
    return change_contract(bureau.officer, contract=contract, kind=kind, amount=D(amount), **usual | values)


def test_supplements_stop_at_a_tenth_and_reductions_at_what_is_paid(bureau: Bureau):
    contract = planned_contract(bureau, amount="1000")
    grown = change(bureau, contract, ChangeKind.SUPPLEMENT, "60")
    with pytest.raises(InvalidInputError, match="最多还可追加40\\.00元"):
        change(bureau, grown, ChangeKind.SUPPLEMENT, "40.01")
    grown = change(bureau, grown, ChangeKind.SUPPLEMENT, "40")
    pay(bureau, contract, "1000")
    paid = Contract.objects.get()
    with pytest.raises(InvalidInputError, match="低于已付"):
        change(bureau, paid, ChangeKind.REDUCTION, "100.01")
    with pytest.raises(InvalidInputError, match="变更事由"):
        change(bureau, paid, ChangeKind.REDUCTION, "1", reason="")
    with pytest.raises(InvalidInputError, match="变更日期"):
        change(bureau, paid, ChangeKind.REDUCTION, "1", signed_on=date(2026, 1, 1))
    with pytest.raises(ConflictError, match="付款1,000"):
        change(bureau, grown, ChangeKind.REDUCTION, "1")
    assert (Contract.objects.get().amount, ContractChange.objects.count()) == (D("1100"), 2)
    assert change(bureau, paid, ChangeKind.REDUCTION, "100").amount == D("1000")


def test_after_a_change_the_plan_is_made_anew_around_what_is_paid(bureau: Bureau):
    contract = planned_contract(bureau, amount="1000")
    pay(bureau, contract, "300", instalment=contract.instalments.first())
    grown = change(bureau, Contract.objects.get(), ChangeKind.SUPPLEMENT, "100")
    assert contract_standing(grown, TODAY).unplanned == 10_000
    low = [Term(InstalmentKind.ADVANCE, fen=29_999), Term(InstalmentKind.WARRANTY)]
    with pytest.raises(InvalidInputError, match="第1期已付300"):
        plan_instalments(bureau.officer, contract=grown, terms=low, expected_version=grown.version)
    assert contract.instalments.count() == 3
    fitting = [Term(InstalmentKind.ADVANCE, fen=30_000), Term(InstalmentKind.WARRANTY)]
    planned = plan_instalments(bureau.officer, contract=grown, terms=fitting, expected_version=grown.version)
    assert [row.amount for row in planned.instalments.all()] == [D("300"), D("800")]
    assert Payment.objects.get().instalment == planned.instalments.first()
    assert contract_standing(planned, TODAY).unplanned == 0


def test_standing_and_what_is_due(bureau: Bureau, django_assert_num_queries):
    contract = planned_contract(bureau, amount="1000")
    second = planned_contract(bureau, "HT-2", "2000")
    of = project(bureau, "P-HT-3")
    bare = sign_contract(bureau.officer, project=of, agreement=agreement("HT-3"))
    pay(bureau, contract, "100")
    at = contract_standing(contract, TODAY)
    assert (at.paid, at.unpaid, at.overdue, at.undated) == (10_000, 90_000, 20_000, 70_000)
    accept_contract(
        bureau.officer,
        contract=second,
        milestone=Milestone.FINAL_ACCEPTANCE,
        on=date(2026, 2, 28),
        expected_version=second.version,
    )
    mine = Contract.objects.visible_to(bureau.reader)
    with django_assert_num_queries(3):
        due = payments_due(mine, TODAY, 20)
    assert [(row.contract.number, row.instalment.order, row.left, row.days) for row in due] == [
        ("HT-1", 1, D("200"), -7),
        ("HT-2", 1, D("600"), -7),
        ("HT-2", 2, D("1300"), 20),
    ]
    assert len(payments_due(mine, TODAY, 19)) == 2
    assert payments_due(Contract.objects.visible_to(bureau.stranger), TODAY, 999) == []
    assert list(mine.without_plan()) == [bare]


def test_the_database_itself_refuses_an_overpaid_contract(bureau: Bureau):
    contract = planned_contract(bureau)
    wrong = (
        lambda: Contract.objects.update(paid=contract.amount + D("0.01")),
        lambda: Contract.objects.update(paid=D("-0.01")),
        lambda: Contract.objects.update(original=0),
        lambda: Instalment.objects.update(amount=0),
        lambda: Payment.objects.create(contract=contract, amount=D(0), paid_on=TODAY, voucher="x"),
        lambda: [Payment.objects.create(contract=contract, amount=D(1), paid_on=TODAY, voucher="x") for _ in "ab"],
    )
    for attempt in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def at_once(count: int, attempt: Callable[[int], object]) -> list[str]:
    """Run the attempts together on the fixed day: what each said, "done" where nothing was refused."""
    outcomes: list[str] = []
    start = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            with clock.frozen(DAY):
                start.wait()
                attempt(number)
            outcomes.append("done")
        except ShizhengError as refused:
            outcomes.append(refused.fault.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


needs_server = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="内存中的 SQLite 不能由几个线程同时使用；在 PostgreSQL 上验证"
)


@needs_server
@pytest.mark.django_db(transaction=True)
def test_payments_made_at_once_never_pass_the_contract(today):
    bureau = found()
    contract = planned_contract(bureau, amount="1000")
    outcomes = at_once(6, lambda number: pay(bureau, contract, "300", f"记-{number}"))
    assert outcomes == ["done"] * 3 + ["付款没有登记"] * 3
    fresh = Contract.objects.get()
    assert fresh.paid == D("900") == sum(row.amount for row in Payment.objects.all())
    assert fresh.version == contract.version + 3
    assert verify().sound


@needs_server
@pytest.mark.django_db(transaction=True)
def test_of_forms_sent_at_once_one_is_kept_and_the_others_are_told(today):
    bureau = found()
    contract = planned_contract(bureau, amount="1000")
    outcomes = at_once(4, lambda number: change(bureau, contract, ChangeKind.SUPPLEMENT, "30"))
    assert outcomes[0] == "done"
    assert all("合同“HT-1 热线外包服务”追加30.00元" in told for told in outcomes[1:])
    assert (Contract.objects.get().amount, ContractChange.objects.count()) == (D("1030"), 1)


@needs_server
@pytest.mark.django_db(transaction=True)
def test_a_number_signed_at_once_is_signed_once(today):
    bureau = found()
    of = project(bureau)
    outcomes = at_once(4, lambda _: sign_contract(bureau.officer, project=of, agreement=agreement()))
    assert outcomes == ["done"] + ["合同编号“HT-1”已登记"] * 3
    assert Contract.objects.count() == 1
