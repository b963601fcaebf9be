"""The tree over a range: one root for all, a path for one, and no way to pass something else for a member."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.digest import sm3
from shizheng.platform.journal.domain.merkle import EMPTY, leaf, path, proves, root
from shizheng.platform.journal.domain.ranges import Damage, Range

MEMBERS = st.lists(st.binary(max_size=40), min_size=1, max_size=40)


def test_the_root_of_nothing_one_and_two():
    assert root([]) == EMPTY == sm3(b"")
    assert root([b"a"]) == sm3(b"\x00a")
    both = b"\x01" + leaf(b"a") + leaf(b"b")
    assert root([b"a", b"b"]) == sm3(both)
    assert root([both]) != root([b"a", b"b"])


def test_three_stand_as_two_and_one():
    left = bytes.fromhex(root([b"a", b"b"]))
    assert root([b"a", b"b", b"c"]) == sm3(b"\x01" + left + leaf(b"c"))


@given(MEMBERS, st.data())
def test_a_path_proves_its_member_and_no_other(members, data):
    place = data.draw(st.integers(0, len(members) - 1))
    stated, beside = root(members), path(members, place)
    assert len(beside) <= max(1, (len(members) - 1).bit_length())
    assert proves(members[place], place, len(members), beside, stated)
    assert not proves(members[place] + b"x", place, len(members), beside, stated)
    assert not proves(members[place], place, len(members), (*beside, stated), stated)
    assert not proves(members[place], len(members), len(members), beside, stated)


@given(MEMBERS, st.data())
def test_whatever_is_changed_changes_the_root(members, data):
    place = data.draw(st.integers(0, len(members) - 1))
    assert root([*members[:place], members[place] + b"\x00", *members[place + 1 :]]) != root(members)
    assert root([*members[:place], *members[place + 1 :]]) != root(members)


def test_a_range_is_stated_and_compared():
    sealed = Range(3, 9, 2, root([b"a", b"b"]))
    changes = {name: [None, after] for name, (_, after) in sealed.changes.items()}
    assert Range.stated(json.dumps(changes)) == sealed
    assert sealed.damage(sealed) is None
    assert sealed.damage(Range(3, 9, 1, "")) is Damage.FEWER
    assert sealed.damage(Range(3, 9, 3, "")) is Damage.MORE
    assert sealed.damage(Range(3, 9, 2, "")) is Damage.CHANGED
    with pytest.raises((KeyError, ValueError)):
        Range.stated("{}")
