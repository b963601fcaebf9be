"""Points of an evaluation: proportion, bounds, deadlines, rhythms, judgements, and one rounding at the end."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain import score
from shizheng.engines.fiscal.domain.targets import Moment, parse


def test_execution_is_in_proportion_and_never_above_its_weight() -> None:
    assert score.execution_points(3658, 3690) == Fraction(36580, 3690)
    assert score.execution_points(60, 60) == 10
    assert score.execution_points(70, 60) == 10
    with pytest.raises(ValueError, match="no budget"):
        score.execution_points(1, 0)


@pytest.mark.parametrize(
    ("text", "actual", "reached"),
    [
        ("≥95%", 950_000, Fraction(1)),
        ("≥95%", 475_000, Fraction(1, 2)),
        ("≤30分钟", 300_000, Fraction(1)),
        ("≤30分钟", 600_000, Fraction(1, 2)),
        ("<10%", 100_000, Fraction(1)),
        ("5个", 40_000, Fraction(4, 5)),
        ("0次", 0, Fraction(1)),
        ("0次", 10_000, Fraction(0)),
        ("1-2人", 40_000, Fraction(1, 2)),
    ],
)
def test_degrees(text: str, actual: int, reached: Fraction) -> None:
    assert score.degree(parse(text), actual).reached == reached


def test_far_above_a_target_wants_a_reason() -> None:
    assert score.degree(parse("≥240次"), 3_650_000).is_lax
    assert not score.degree(parse("≥240次"), 2_500_000).is_lax


def test_a_wording_has_no_degree() -> None:
    with pytest.raises(ValueError, match="only a number"):
        score.degree(parse("提升"), 1)


def test_deadlines_decay_by_the_month() -> None:
    target = parse("5月底前")
    assert score.deadline_degree(target, Moment(0, 5), 2026) == 1
    assert score.deadline_degree(target, Moment(2026, 7), 2026) == Fraction(8, 10)
    assert score.deadline_degree(target, None, 2026) == 0
    assert score.deadline_degree(parse("5月前"), Moment(0, 5), 2026) == Fraction(9, 10)


def test_rhythms_count_periods() -> None:
    assert score.rhythm_degree(parse("每月一次"), 9) == Fraction(9, 12)
    assert score.rhythm_degree(parse("每月"), 3, due=3) == 1


def test_judgements_need_band_and_reason() -> None:
    assert score.judged_degree("partly", Fraction(7, 10), "两项制度未出台") == Fraction(7, 10)
    with pytest.raises(ValueError, match="between"):
        score.judged_degree("partly", Fraction(9, 10), "…")
    with pytest.raises(ValueError, match="reason"):
        score.judged_degree("reached", Fraction(9, 10), " ")


def test_one_rounding_at_the_end() -> None:
    assert score.total([Fraction(10, 3)] * 3) == Decimal("10.00")
    assert [score.grade(points) for points in (90, Decimal("89.99"), 60, 59)] == ["优", "良", "中", "差"]


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_degrees_lie_between_nothing_and_all(value: int, actual: int) -> None:
    for mark in ("≥", "≤", ">", "<", ""):
        target = parse("≥1人")._replace(value=value, comparator=mark)
        assert 0 <= score.degree(target, actual).reached <= 1
