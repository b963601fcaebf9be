from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.chinese import close_gaps, dates_in, format_date, format_date_numerals, normalise, parse_date, width


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_survive_both_writings(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(format_date_numerals(day)) == day
    assert parse_date(day.isoformat()) == day


SAME_DAY = ["2026年11月21日", " 2026 年 11 月 21 日 ", "２０２６年１１月２１日", "2026年11月21号", "2026-11-21"]
SAME_DAY += ["2026/11/21", "2026.11.21", "二〇二六年十一月二十一日", "二零二六年十一月廿一日"]


@pytest.mark.parametrize("text", SAME_DAY)
def test_one_date_in_many_writings(text):
    assert parse_date(text) == date(2026, 11, 21)


@pytest.mark.parametrize("text", ["2026年11月", "26年6月底前", "2026-11/21", "十一月二十一日", "", "2026年11月21日起"])
def test_what_is_no_full_date(text):
    with pytest.raises(ValueError, match="不是完整的日期"):
        parse_date(text)


@pytest.mark.parametrize("text", ["2026年2月29日", "2026年13月1日", "二〇二六年零月一日"])
def test_a_day_that_does_not_exist(text):
    with pytest.raises(ValueError, match="不是存在的日期"):
        parse_date(text)


def test_the_writings():
    assert format_date(date(2026, 3, 5)) == "2026年3月5日"
    assert format_date_numerals(date(2020, 10, 30)) == "二〇二〇年十月三十日"


def test_dates_inside_a_sentence_with_their_places():
    text = "自2026年1月1日至2026年6月30日，2026年6月31日除外"
    found = dates_in(text)
    assert [day for day, _, _ in found] == [date(2026, 1, 1), date(2026, 6, 30)]
    assert [text[start:end] for _, start, end in found] == ["2026年1月1日", "2026年6月30日"]


def test_widths_are_normalised():
    assert normalise("ＡＢ１２．５％（万元）　−3\u200b") == "AB12.5%(万元) -3"
    assert normalise("《预算法》、。") == "《预算法》、。"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_ascii_is_left_alone_and_its_full_width_twin_comes_back(text):
    assert normalise(text) == text
    wide = "".join(chr(ord(char) + 0xFEE0) if char > " " else "\u3000" for char in text)
    assert normalise(wide) == text


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


def test_gaps_between_characters_close_and_others_stay():
    assert close_gaps("总  计 12 项 A 类") == "总计 12 项 A 类"


def test_widths_of_text():
    assert width("合计ab") == 6
    assert width("（１）") == 6
