import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.numerals import number, numeral, ordinal, read_ordinal


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "零"),
        (10, "十"),
        (12, "十二"),
        (21, "二十一"),
        (99, "九十九"),
        (110, "一百一十"),
        (1050, "一千零五十"),
        (10007, "一万零七"),
        (100_050, "十万零五十"),
        (1_530_000_000, "十五亿三千万"),
        (10**12, "一万亿"),
        (-5, "负五"),
    ],
)
def test_numerals_both_ways(value, written):
    assert numeral(value) == written
    assert number(written) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("廿一", 21),
        ("廿", 20),
        ("卅五", 35),
        ("两百", 200),
        ("一百十五", 115),
        ("二〇二六", 2026),
        ("壹拾贰", 12),
        ("叁仟零陆", 3006),
        ("一十", 10),
        ("十", 10),
    ],
)
def test_other_writings_are_read(written, value):
    assert number(written) == value


ILL_FORMED = [
    "",
    " ",
    "一百二",
    "二三十",
    "十百",
    "万",
    "一亿亿",
    "甲",
    "3",
    "一万七",
    "零十",
    "十零",
    "亿" * 3000,
    "一" * 9000,
]


@pytest.mark.parametrize("text", ILL_FORMED)
def test_ill_formed_numerals_are_not_guessed_at(text):
    with pytest.raises(ValueError, match="不是中文数字"):
        number(text)


@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_every_number_survives_the_round_trip(value):
    assert number(numeral(value)) == value


def test_numerals_end_where_their_places_end():
    with pytest.raises(ValueError, match="below"):
        numeral(10**16)


@given(st.integers(1, 120), st.sampled_from(["一、", "（一）", "1.", "（1）", "第一"]))
def test_every_ordinal_survives_the_round_trip(value, style):
    text = ordinal(value, style)
    assert read_ordinal(text + "基本情况") == (value, style, len(text))


@pytest.mark.parametrize("value", range(1, 51))
def test_ringed_ordinals(value):
    text = ordinal(value, "①")
    assert len(text) == 1
    assert read_ordinal(text) == (value, "①", 1)


def test_known_ringed_ordinals():
    assert [ordinal(value, "①") for value in (1, 20, 21, 35, 36, 50)] == ["①", "⑳", "㉑", "㉟", "㊱", "㊿"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("（二十一）其他", (21, "（一）", 5)),
        ("(廿一) 其他", (21, "（一）", 5)),
        ("  三、收入", (3, "一、", 4)),
        ("1.基本", (1, "1.", 2)),
        ("12、项目", (12, "1.", 3)),
        ("第三部分", (3, "第一", 2)),
        ("2023.1", None),
        ("1.5万元", None),
        ("2023、2024", None),
        ("万、亿", None),
        ("十百、", None),
        ("零、", None),
        ("收入", None),
        ("", None),
    ],
)
def test_headings(text, read):
    assert read_ordinal(text) == read


@pytest.mark.parametrize(("value", "style"), [(0, "一、"), (51, "①"), (3, "iii")])
def test_ordinals_that_do_not_exist(value, style):
    with pytest.raises(ValueError, match="no ordinal"):
        ordinal(value, style)
