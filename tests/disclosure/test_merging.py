"""Two officers on one form, tried with every kind of change."""

from hypothesis import given
from hypothesis import strategies as st

from shizheng.systems.disclosure.domain.budgeting.merging import Differing, merge

CONTENTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 3))


def test_a_change_of_theirs_comes_in_and_a_clash_stays_mine() -> None:
    merged = merge({"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 2, "c": 1}, {"a": 5, "b": 3, "d": 4})
    assert merged.values == {"a": 5, "b": 2, "d": 4}
    assert merged.taken == (
        Differing("a", 1, 1, 5),
        Differing("c", 1, 1, None),
        Differing("d", None, None, 4),
    )
    assert merged.clashes == (Differing("b", 1, 2, 3),)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_every_place_is_as_one_of_the_two_left_it(opened: dict, mine: dict, theirs: dict) -> None:
    merged = merge(opened, mine, theirs)
    clashes = {each.key for each in merged.clashes}
    for key in {*opened, *mine, *theirs}:
        before, own, other = opened.get(key), mine.get(key), theirs.get(key)
        assert merged.values.get(key) == (own if own != before else other)
        assert (key in clashes) == (own != before and other not in (before, own))


@given(CONTENTS, CONTENTS)
def test_alone_nothing_is_merged(opened: dict, mine: dict) -> None:
    merged = merge(opened, mine, opened)
    assert (merged.values, merged.taken, merged.clashes) == (mine, (), ())
    back = merge(opened, opened, mine)
    assert (dict(back.values), back.clashes) == (mine, ())
