"""Payment arithmetic: instalments, due dates, standing, changes."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.contracts.changes import Change, ChangeKind, change_faults, current, room
from shizheng.engines.fiscal.domain.contracts.standing import Owed, Paid, standing
from shizheng.engines.fiscal.domain.contracts.terms import (
    InstalmentKind,
    Milestone,
    Term,
    milestones,
    months_after,
    plan,
)
from shizheng.kit.errors import InvalidInputError

K = InstalmentKind


def share(percent: str, kind: K = K.PROGRESS, **more) -> Term:
    return Term(kind, share=Decimal(percent), **more)


def test_shares_sum_to_the_contract_and_the_last_takes_the_remainder():
    got = plan(100_000_001, [share("30"), share("65"), share("5", K.WARRANTY)])
    assert [(row.order, row.fen) for row in got] == [(1, 30_000_000), (2, 65_000_001), (3, 5_000_000)]


def test_amounts_and_shares_mix_and_a_bare_last_term_is_the_rest():
    got = plan(1_000, [Term(K.ADVANCE, fen=123), share("50"), Term(K.WARRANTY)])
    assert [row.fen for row in got] == [123, 500, 377]
    assert [row.fen for row in plan(7, [Term(K.FINAL_ACCEPTANCE)])] == [7]


@pytest.mark.parametrize(
    ("contract", "terms", "message"),
    [
        (0, [Term(K.ADVANCE)], "合同金额应大于零"),
        (100, [], "至少要有一期付款"),
        (100, [share("30"), share("69")], "各期比例合计为99%，应为100%"),
        (100, [Term(K.ADVANCE), Term(K.WARRANTY)], "没有填写比例或金额"),
        (100, [Term(K.ADVANCE, Decimal(10), 10), Term(K.WARRANTY)], "比例和金额只能填一项"),
        (100, [Term(K.ADVANCE, fen=100), Term(K.WARRANTY)], "前几期合计已达1.00元，不小于合同金额1.00元"),
        (100, [Term(K.ADVANCE, fen=40), Term(K.WARRANTY, fen=59)], "填写0.59元，合同余额为0.60元"),
        (100, [Term(K.ADVANCE, fen=40), share("50")], "50%与合同余额0.60元不符"),
        (100, [share("0"), Term(K.WARRANTY)], "比例或金额应大于零，比例不超过100%"),
        (1, [share("50"), share("50")], "前几期合计已达0.01元，不小于合同金额0.01元"),
        (100, [share("0.1"), Term(K.WARRANTY)], "按比例计算有一期不足一分"),
        (100, [Term(K.ADVANCE, due=date(2026, 1, 1), milestone=Milestone.SIGNING)], "付款日期和付款条件只能填一项"),
        (100, [Term(K.ADVANCE, days=-1)], "付款天数不能为负"),
    ],
)
def test_terms_that_cannot_stand_are_refused(contract, terms, message):
    with pytest.raises(InvalidInputError) as refused:
        plan(contract, terms)
    assert message in [fault.message for fault in refused.value.faults]


@given(st.integers(1, 10**13), st.lists(st.integers(1, 60), min_size=1, max_size=8))
def test_a_plan_by_shares_always_sums_to_the_fen_and_is_near_every_share(contract, weights):
    whole = sum(weights)
    shares = [Decimal(weight * 10_000 // whole) / 100 for weight in weights[:-1]]
    assume(all(shares))
    terms = [share(str(part)) for part in (*shares, 100 - sum(shares))]
    try:
        rows = plan(contract, terms)
    except InvalidInputError as refused:
        assert contract < 100_000
        assert refused.faults[0].message
        return
    assert sum(row.fen for row in rows) == contract
    assert all(row.fen > 0 for row in rows)
    assert all(abs(row.fen - contract * row.term.share / 100) <= len(rows) for row in rows)


def test_due_dates_wait_for_what_they_wait_for():
    accepted = milestones(date(2024, 1, 10), None, date(2024, 2, 29), 12)
    assert accepted == {
        Milestone.SIGNING: date(2024, 1, 10),
        Milestone.FINAL_ACCEPTANCE: date(2024, 2, 29),
        Milestone.WARRANTY_END: date(2025, 2, 28),
    }
    first, second, third, fourth = plan(
        1_000,
        [
            Term(K.ADVANCE, fen=300, milestone=Milestone.SIGNING, days=30),
            Term(K.FIRST_ACCEPTANCE, fen=300, milestone=Milestone.FIRST_ACCEPTANCE),
            Term(K.PROGRESS, fen=350, due=date(2024, 6, 30)),
            Term(K.WARRANTY, milestone=Milestone.WARRANTY_END),
        ],
    )
    assert [row.due_on(accepted) for row in (first, second, third, fourth)] == [
        date(2024, 2, 9),
        None,
        date(2024, 6, 30),
        date(2025, 2, 28),
    ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 12, 31), 0, date(2023, 12, 31)),
        (date(2023, 12, 31), 12, date(2024, 12, 31)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
    ],
)
def test_months_end_where_the_month_ends(day, months, expected):
    assert months_after(day, months) == expected


OWED = [Owed(1, 300, date(2026, 1, 10)), Owed(2, 600, date(2026, 2, 10)), Owed(3, 100, None)]


def test_what_is_payable_today_is_not_overdue_until_tomorrow():
    at = standing(1_000, OWED, [], date(2026, 1, 10))
    assert (at.payable, at.overdue, at.to_come, at.undated, at.unpaid) == (300, 0, 600, 100, 1_000)
    assert standing(1_000, OWED, [], date(2026, 1, 11)).overdue == 300


def test_payments_go_where_they_say_and_then_to_the_oldest_debt():
    day = date(2026, 3, 1)
    named = standing(1_000, OWED, [Paid(600, date(2026, 1, 1), 2)], day)
    assert (named.paid, named.overdue, named.undated) == (600, 300, 100)
    spilt = standing(1_000, OWED, [Paid(700, date(2026, 1, 1), 2)], day)
    assert (spilt.overdue, spilt.undated, spilt.excess) == (200, 100, 0)
    loose = standing(1_000, OWED, [Paid(350, date(2026, 1, 1)), Paid(1, date(2026, 3, 2))], day)
    assert (loose.paid, loose.overdue) == (350, 550)
    over = standing(1_000, OWED, [Paid(1_001, date(2026, 1, 1), 9)], day)
    assert (over.unpaid, over.excess, over.payable) == (-1, 1, 0)


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.none() | days), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(1, 10**9), days, st.none() | st.integers(1, 7)), max_size=8),
    st.integers(-(10**6), 10**6),
    days,
)
def test_the_contract_is_always_paid_plus_unpaid_to_the_fen(owed, payments, change, at):
    rows = [Owed(order, fen, due) for order, (fen, due) in enumerate(owed, 1)]
    contract = sum(row.fen for row in rows) + change
    got = standing(contract, rows, [Paid(*payment) for payment in payments], at)
    assert got.contract == got.paid + got.unpaid
    assert got.unpaid == got.payable + got.to_come + got.undated + got.unplanned - got.excess
    assert 0 <= got.overdue <= got.payable
    assert min(got.to_come, got.undated, got.excess) >= 0
    later = standing(contract, rows, [Paid(*payment) for payment in payments], at + timedelta(days=400))
    assert later.paid == sum(payment[0] for payment in payments) >= got.paid


def test_supplements_stop_at_a_tenth_of_the_original_exactly():
    tenth = Change(ChangeKind.SUPPLEMENT, 100)
    assert change_faults(1_000, [], tenth, 0) == []
    assert change_faults(1_000, [], tenth._replace(fen=101), 0) != []
    assert change_faults(1_000, [tenth], tenth._replace(fen=1), 0) != []
    assert change_faults(1_000, [Change(ChangeKind.REDUCTION, 500), tenth], tenth, 0) != []
    assert change_faults(999, [], tenth, 0) != []
    assert room(999, []) == 99
    assert current(1_000, [tenth, Change(ChangeKind.REDUCTION, 30)]) == 1_070


def test_a_reduction_stops_at_what_is_paid():
    cut = Change(ChangeKind.REDUCTION, 400)
    assert change_faults(1_000, [], cut, 600) == []
    assert change_faults(1_000, [], cut, 601) != []
    assert change_faults(1_000, [], cut._replace(fen=1_000), 0) != []
    assert change_faults(1_000, [], cut._replace(fen=0), 0) != []


@given(st.integers(1, 10**12), st.lists(st.integers(1, 10**11), max_size=12))
def test_accepted_supplements_never_pass_a_tenth(original, wishes):
    signed: list[Change] = []
    for fen in wishes:
        wish = Change(ChangeKind.SUPPLEMENT, fen)
        if not change_faults(original, signed, wish, 0):
            signed.append(wish)
    assert sum(change.fen for change in signed) * 10 <= original
