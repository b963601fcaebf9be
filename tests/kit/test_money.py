from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.capital import capital, read_capital
from shizheng.kit.money import (
    Amount,
    Unit,
    find_unit,
    format_percent,
    format_wan,
    format_yuan,
    from_fen,
    percent,
    quantised,
    read_amount,
    to_fen,
)
from shizheng.kit.printed import Printed, Unread

FEN = st.integers(-(10**15), 10**15)
MONEY = st.sampled_from([unit for unit in Unit if unit.is_money])


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("18,714.47万元", Amount(Printed(1871447, 2), Unit.WAN)),
        ("1.2亿元", Amount(Printed(12, 1), Unit.YI)),
        ("300 元", Amount(Printed(300), Unit.YUAN)),
        ("人民币300元", Amount(Printed(300), Unit.YUAN)),
        ("32. 80％", Amount(Printed(3280, 2), Unit.PERCENT)),
        ("-3个百分点", Amount(Printed(-3), Unit.POINTS)),
        ("（3）万元", Amount(Printed(-3), Unit.WAN)),
        ("22人", Amount(Printed(22), Unit.PERSON)),
        ("1.5万人", Amount(Printed(15, 1), Unit.WAN_PERSONS)),
        ("7", Amount(Printed(7), Unit.WAN)),
    ],
)
def test_amounts_with_and_without_their_unit(text, amount):
    assert read_amount(text, Unit.WAN) == amount


@pytest.mark.parametrize(
    ("text", "why"),
    [("元", Unread.TEXT), ("共22人", Unread.TEXT), ("—", Unread.NIL), ("", Unread.EMPTY), ("3吨", Unread.TEXT)],
)
def test_what_is_no_amount(text, why):
    assert read_amount(text) is why


def test_units_by_their_label():
    assert find_unit(" 万元 ") is Unit.WAN
    assert find_unit("％") is Unit.PERCENT
    assert find_unit("公里") is None


def test_value_and_precision_in_fen():
    amount = read_amount("1.50万元")
    assert isinstance(amount, Amount)
    assert (amount.value, amount.fen, amount.ulp_fen) == (Decimal(15000), 1_500_000, 10_000)
    assert amount.interval() == (14950, 15050)
    assert str(amount) == "1.50万元"


@pytest.mark.parametrize("amount", [Amount(Printed(1, 3)), Amount(Printed(5), Unit.PERCENT)])
def test_what_fen_cannot_hold(amount):
    with pytest.raises(ValueError, match=r"not money|finer"):
        _ = amount.fen


@given(FEN, MONEY, MONEY)
def test_conversion_keeps_value_and_precision(units, one, other):
    amount = Amount(Printed(units, 2), one)
    moved = amount.to(other)
    assert moved.value == amount.value
    assert moved.interval() == amount.interval()
    assert moved.to(one) == amount
    assert moved.agrees(amount)


def test_kinds_of_unit_do_not_mix():
    with pytest.raises(ValueError, match="different kinds"):
        Amount(Printed(1), Unit.YUAN).to(Unit.PERSON)
    with pytest.raises(ValueError, match="different kinds"):
        Amount(Printed(1), Unit.YUAN).agrees(Amount(Printed(1), Unit.PERCENT))


def test_agreement_across_units_reaches_to_the_touching_half():
    table, text = Amount(Printed(1_234_500, 2)), Amount(Printed(123, 2), Unit.WAN)
    assert table.agrees(text)  # 12,345.00 元 may print as 1.23 万元
    assert not Amount(Printed(1_235_001, 2)).agrees(text)  # 12,350.01 ± 0.005 lies above 12,350
    assert Amount(Printed(1_235_000, 2)).agrees(text)


@given(FEN, st.sampled_from([Unit.YUAN, Unit.WAN, Unit.YI]), st.integers(0, 4))
def test_printing_rounds_once_to_the_nearest(fen, unit, decimals):
    amount = from_fen(fen, unit, decimals)
    assert amount.printed.decimals == decimals
    low, high = amount.interval()
    assert low <= Fraction(fen, 100) <= high


@given(FEN)
def test_fen_survive_printing_in_yuan(fen):
    amount = read_amount(format_yuan(fen))
    assert isinstance(amount, Amount)
    assert amount.fen == fen
    assert to_fen(amount.value) == fen


def test_formats():
    assert format_yuan(433_310) == "4,333.10"
    assert format_yuan(-5) == "-0.05"
    assert format_wan(4_333_100_000) == "4,333.10"
    assert format_wan(43_335_000) == "43.34"
    assert format_wan(-43_335_000, 0) == "-43"
    assert format_percent(328, 1000) == "32.80%"
    assert format_percent(-1, 3) == "-33.33%"
    assert format_percent(1, 0) == "—"
    assert percent(Decimal("0.125"), 100, 2) == Printed(13, 2)
    assert quantised(Decimal("2.345")) == Decimal("2.35")


def test_fractions_of_a_fen_are_refused():
    with pytest.raises(ValueError, match="fraction"):
        to_fen(Decimal("0.001"))


@pytest.mark.parametrize(
    ("fen", "written"),
    [
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角整"),
        (105, "人民币壹元零伍分"),
        (150, "人民币壹元伍角整"),
        (1_000, "人民币壹拾元整"),
        (1_005_003, "人民币壹万零伍拾元零叁分"),
        (10_050_030, "人民币壹拾万零伍佰元叁角整"),
        (-20_000, "人民币负贰佰元整"),
        (123_456_789, "人民币壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
    ],
)
def test_capitals_both_ways(fen, written):
    assert capital(fen) == written
    assert read_capital(written) == fen


@given(FEN)
def test_capitals_survive_the_round_trip(fen):
    assert read_capital(capital(fen)) == fen


@pytest.mark.parametrize("text", ["", "人民币", "整", "三百", "甲元整", "人民币叁佰贰元整"])
def test_what_is_no_capital_amount(text):
    with pytest.raises(ValueError, match="不是"):
        read_capital(text)
