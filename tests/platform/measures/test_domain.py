"""Periods, figures, comparisons and distributions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.measures.domain.buckets import ERROR, amount_of, bucket, quantile
from shizheng.platform.measures.domain.figures import COUNT, HOURS, NO_DATA, PERCENT, Figure, compared
from shizheng.platform.measures.domain.periods import Period, days, parse, runs

DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))


@st.composite
def periods(draw) -> Period:
    first = draw(DAYS)
    return Period(first, first + timedelta(days=draw(st.integers(0, 900))))


@pytest.mark.parametrize(
    ("code", "first", "last", "label"),
    [
        ("2026", (2026, 1, 1), (2026, 12, 31), "2026年"),
        ("2026Q3", (2026, 7, 1), (2026, 9, 30), "2026年第3季度"),
        ("2024-02", (2024, 2, 1), (2024, 2, 29), "2024年2月"),
        ("2026-W38", (2026, 9, 14), (2026, 9, 20), "2026年9月14日至9月20日"),
        ("2026-09-21", (2026, 9, 21), (2026, 9, 21), "2026年9月21日"),
        ("2025-12-30~2026-01-02", (2025, 12, 30), (2026, 1, 2), "2025年12月30日至2026年1月2日"),
    ],
)
def test_a_code_stands_for_its_days(code, first, last, label):
    period = parse(code)
    assert (period.first, period.last, period.label, period.code) == (date(*first), date(*last), label, code)


@pytest.mark.parametrize(
    "code", ["", "2026-13", "2026Q5", "2026-W60", "2026-02-30", "2026-09-15~2026-09-01", "今年", "1026"]
)
def test_what_is_no_period_is_refused_in_words(code):
    with pytest.raises(InvalidInputError) as caught:
        parse(code)
    assert "统计期间" in str(caught.value)


@given(periods())
def test_a_period_is_its_months_and_edges_once_each(period):
    months, edges = period.parts()
    found = list(days(edges))
    if months is not None:
        month = months[0]
        while month <= months[1]:
            whole = parse(f"{month:%Y-%m}")
            found += days([whole])
            month = whole.last + timedelta(days=1)
    assert sorted(found) == list(days([period]))


@given(periods())
def test_steps_are_the_period_in_order(period):
    assert list(days(period.steps())) == list(days([period]))
    assert len(period.steps()) <= 36


@given(periods())
def test_a_period_is_read_back_from_its_code_and_follows_the_one_before(period):
    assert parse(period.code) == period
    assert period.previous().last + timedelta(days=1) == period.first
    assert period.following().first == period.last + timedelta(days=1)
    assert period.year_before().first.year == period.first.year - 1


def test_a_period_that_is_not_over_is_compared_with_as_many_days():
    month = parse("2026-03")
    before, year = month.compared_with(date(2026, 3, 31))
    assert (before, year) == (parse("2026-02"), parse("2025-03"))
    before, year = month.compared_with(date(2026, 3, 10))
    assert (before.code, year.code) == ("2026-02-01~2026-02-10", "2025-03-01~2025-03-10")
    assert month.compared_with(date(2026, 3, 30))[0] == parse("2026-02")


@given(st.lists(DAYS, max_size=40), st.integers(1, 5))
def test_runs_cover_the_days(found, apart):
    spans = runs(found, apart)
    assert set(found) <= set(days(spans))
    if apart == 1:
        assert set(days(spans)) == set(found)


def test_nothing_over_nothing_is_no_figure():
    assert Figure(0, 0).words(PERCENT) == NO_DATA
    assert Figure(0, 4).words(PERCENT) == "0.00%"
    assert Figure(1, 3).words(PERCENT) == "33.33%"
    assert Figure(12_345).words(COUNT) == "12,345"
    assert Figure(5_400, 1).words(HOURS) == "1.5"


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("98.126", "98.124", "增加0.01个百分点"),
        ("98.13", "95", "增加3.13个百分点"),
        ("95", "98.13", "减少3.13个百分点"),
        ("95.001", "95.004", "持平"),
        (None, "95", "无可比数据"),
    ],
)
def test_what_prints_alike_is_level(now, before, words):
    assert compared(PERCENT, None if now is None else Decimal(now), Decimal(before)) == words


@given(st.integers(1, 10**9))
def test_a_bucket_is_within_its_error(amount):
    assert abs(amount_of(bucket(amount)) - amount) <= Decimal(str(ERROR)) * amount * Decimal("1.001") + 1


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=80), st.sampled_from([0.5, 0.9]))
def test_quantiles_of_parts_put_together_are_those_of_the_whole(found, share):
    counts: dict[int, int] = {}
    for amount in found:
        counts[bucket(amount)] = counts.get(bucket(amount), 0) + 1
    exact = sorted(found)[max(0, -(-int(share * 1000) * len(found) // 1000) - 1)]
    assert abs(quantile(counts, share) - exact) <= Decimal(str(2 * ERROR)) * exact + 1
    assert quantile({}, share) is None
