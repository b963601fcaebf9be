"""Terms of texts, and what a query asks of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.platform.search.domain.terms import asked, terms

CHINESE = st.text(alphabet="路灯不亮东湖区坪山街道噪音扰民", min_size=2, max_size=30)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("路灯不亮", "路灯 灯不 不亮"),
        ("A3区一米阳光", "a3 区一 一米 米阳 阳光"),
        ("路灯，路灯", "路灯"),
        ("ＡＢＣ １２３", "abc 123"),
        ("12345热线", "12345 热线"),
        ("桥", "桥"),
        ("，。！", ""),
        ("", ""),
        ("O'Neil; DROP", "o neil drop"),
    ],
)
def test_terms(text, found):
    assert terms(text) == found


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("路灯 不亮", ("路灯", "不亮")),
        ("A3区", ("a3",)),
        ("桥", ("桥",)),
        ('"路灯" OR 1=1', ("路灯", "or", "1")),
        ("  ", ()),
    ],
)
def test_asked(words, wanted):
    assert asked(words) == wanted


@given(CHINESE, st.data())
def test_every_part_of_two_or_more_characters_is_found(text, data):
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 2, len(text)))
    assert set(asked(text[start:end])) <= set(terms(text).split(" "))


@given(st.text())
def test_terms_are_parted_by_single_blanks_and_distinct(text):
    found = terms(text).split(" ") if terms(text) else []
    assert "" not in found
    assert len(found) == len(set(found))
    assert all('"' not in term for term in found)
