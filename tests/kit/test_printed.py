from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed, Unread, from_cell, read_number

PRINTED = st.builds(Printed, st.integers(-(10**14), 10**14), st.integers(0, 6))
COARSE = st.builds(Printed, st.integers(-(10**9), 10**9), st.integers(-4, 6))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("4,333.10", Printed(433310, 2)),
        ("4, 333, 910. 41", Printed(433391041, 2)),
        ("304 , 560 . 00", Printed(30456000, 2)),
        ("１２，３４５．６０", Printed(1234560, 2)),
        ("-0.5", Printed(-5, 1)),
        ("－0.5", Printed(-5, 1)),
        ("- 12", Printed(-12)),
        ("+3", Printed(3)),
        ("（12.3）", Printed(-123, 1)),
        ("( 1, 234. 5 )", Printed(-12345, 1)),
        (".5", Printed(5, 1)),
        ("0.00", Printed(0, 2)),
        ("12\u00a0", Printed(12)),
        ("\u30007", Printed(7)),
        ("0012", Printed(12)),
    ],
)
def test_numbers_as_they_are_printed(text, read):
    assert read_number(text) == read


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Unread.EMPTY),
        (" \u3000", Unread.EMPTY),
        ("—", Unread.NIL),
        ("——", Unread.NIL),
        ("-", Unread.NIL),
        ("/", Unread.NIL),
        ("／", Unread.NIL),
        ("1,23.4", Unread.GROUPING),
        ("12,3456", Unread.GROUPING),
        (",123", Unread.GROUPING),
        ("12 34", Unread.SPLIT),
        ("1 234.5", Unread.SPLIT),
        ("12.3.4", Unread.POINT),
        ("5.", Unread.POINT),
        ("无", Unread.TEXT),
        ("- 1 -", Unread.TEXT),
        ("1-2", Unread.TEXT),
        ("一", Unread.TEXT),
        (",,,", Unread.TEXT),
        (".....", Unread.TEXT),
        ("²", Unread.TEXT),
        ("1e5", Unread.TEXT),
        ("9" * 5000, Unread.TEXT),
        ("9" * 100_000 + "x", Unread.TEXT),
    ],
)
def test_why_there_is_no_number(text, why):
    assert read_number(text) is why
    assert why.reason


def test_nothing_claimed_is_told_from_something_unreadable():
    assert [why.name for why in Unread if why.absent] == ["EMPTY", "NIL"]


@given(PRINTED)
def test_what_is_printed_reads_back(printed):
    assert read_number(grouped(printed)) == printed
    assert read_number(str(printed)) == printed
    assert read_number(grouped(printed).replace(",", ", ").replace(".", ". ")) == printed


@given(st.text(st.sampled_from("0123456789,.-+() （）－—/　１２３x元"), max_size=14))
def test_any_text_gives_a_number_or_a_reason(text):
    read = read_number(text)
    assert isinstance(read, Printed | Unread)
    if isinstance(read, Printed):
        digits = "".join(str(int(char)) for char in text if char.isdigit())
        assert abs(read.units) == int(digits)


@given(COARSE)
def test_intervals_are_half_a_unit_either_way(printed):
    low, high = printed.interval()
    assert high - low == printed.ulp == Fraction(10) ** -printed.decimals
    assert (low + high) / 2 == printed.exact == Fraction(printed.value)
    places = max(printed.decimals, 0) + 1
    assert printed.bounds(places) == (low * 10**places, high * 10**places)


def test_bounds_are_exact_or_refused():
    assert Printed(15, 1).bounds(2) == (145, 155)
    with pytest.raises(ValueError, match="half a unit"):
        Printed(15, 1).bounds(1)


@given(COARSE, COARSE)
def test_agreement_is_that_intervals_meet(one, other):
    (low, high), (other_low, other_high) = one.interval(), other.interval()
    meets = low <= other_high and other_low <= high
    assert one.agrees(other) == other.agrees(one) == meets


@given(COARSE, st.integers(-5, 6))
def test_a_rounded_number_agrees_with_its_origin(printed, decimals):
    rounded = printed.rounded(decimals)
    assert rounded.agrees(printed)
    assert abs(rounded.exact - printed.exact) <= rounded.ulp / 2


def test_one_unit_apart_still_agrees_and_two_do_not():
    assert Printed(100, 2).agrees(Printed(101, 2))
    assert Printed(100, 2).agrees(Printed(99, 2))
    assert not Printed(100, 2).agrees(Printed(102, 2))


def test_halves_round_away_from_zero():
    assert Printed(125, 2).rounded(1) == Printed(13, 1)
    assert Printed(-125, 2).rounded(1) == Printed(-13, 1)
    assert Printed(-124, 2).rounded(1) == Printed(-12, 1)


def test_rescaling_is_exact_or_refused():
    assert Printed(15, 1).at(3) == 1500
    assert Printed(1500, 3).at(1) == 15
    with pytest.raises(ValueError, match="does not fit"):
        Printed(15, 1).at(0)


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        (4333.1, Printed(43331, 1)),
        (0.1 + 0.2, Printed(3, 1)),
        (12.0, Printed(12)),
        (-7, Printed(-7)),
        (1e20, Printed(10**20)),
        (Decimal("1.50"), Printed(150, 2)),
    ],
)
def test_spreadsheet_cells(cell, printed):
    assert from_cell(cell) == printed


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), Decimal("1e999999")])
def test_cells_that_hold_no_number(cell):
    with pytest.raises(ValueError, match="no printable number"):
        from_cell(cell)
