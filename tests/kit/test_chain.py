import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.chain import GENESIS, Broken, Kind, Link, append, canonical, link, verify
from shizheng.kit.digest import Digest, sm3, sm3_file, sm3_stream

ENTRIES = st.dictionaries(st.text(max_size=4), st.integers() | st.text(max_size=6) | st.none(), max_size=3)
CHAINS = st.lists(ENTRIES, min_size=3, max_size=9)


def chained(entries) -> list[Link]:
    links: list[Link] = []
    for entry in entries:
        links.append(append(links[-1] if links else None, entry))
    return links


def renumbered(links) -> list[Link]:
    return [replace(item, position=index) for index, item in enumerate(links, 1)]


SIX = chained({"动作": "登记", "次": number} for number in range(1, 7))


def test_the_published_example_of_the_standard():
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm3(b"abc") == expected
    assert sm3_stream(io.BytesIO(b"abc")) == expected


def test_the_longer_published_example(tmp_path):
    path = tmp_path / "data"
    path.write_bytes(b"abcd" * 16)
    assert sm3_file(path) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


def test_a_digest_grows_as_data_passes():
    digest = Digest()
    digest.update(b"ab")
    assert digest.hexdigest() == sm3(b"ab")
    digest.update(b"c")
    assert (digest.hexdigest(), digest.size) == (sm3(b"abc"), 3)


@given(CHAINS)
def test_a_chain_left_alone_is_sound(entries):
    links = chained(entries)
    verdict = verify(links, head=(len(links), links[-1].digest))
    assert verdict.sound
    assert (verdict.count, verdict.head) == (len(links), links[-1].digest)


def test_an_empty_chain_is_sound():
    assert verify([]).sound
    assert verify([]).head == GENESIS


@given(CHAINS, st.data())
def test_an_altered_entry_is_found_where_it_is(entries, data):
    links = chained(entries)
    index = data.draw(st.integers(0, len(links) - 1))
    changed = {**links[index].entry, "添": "改"}
    links[index] = replace(links[index], entry=changed)
    assert verify(links).broken == Broken(Kind.ALTERED, index + 1)


@given(CHAINS, st.data())
def test_an_entry_rewritten_with_its_digest_is_found_by_its_successor(entries, data):
    links = chained(entries)
    index = data.draw(st.integers(0, len(links) - 2))
    item = links[index]
    changed = {**item.entry, "添": "改"}
    links[index] = replace(item, entry=changed, digest=link(item.previous, item.position, changed))
    assert verify(links).broken == Broken(Kind.ALTERED, index + 1)


@given(CHAINS, st.data())
def test_a_removed_entry_is_found_where_it_was(entries, data):
    links = chained(entries)
    del links[index := data.draw(st.integers(0, len(links) - 2))]
    assert verify(links).broken == Broken(Kind.REMOVED, index + 1)


def test_a_missing_tail_needs_a_head_kept_elsewhere():
    assert verify(SIX[:4]).sound
    assert verify(SIX[:4], head=(6, SIX[5].digest)).broken == Broken(Kind.REMOVED, 5)
    assert verify([], head=(6, SIX[5].digest)).broken == Broken(Kind.REMOVED, 1)
    assert verify(SIX, head=(4, SIX[3].digest)).sound


def test_a_chain_rewritten_from_the_start_needs_a_head_kept_elsewhere():
    forged = chained({"动作": "伪造", "次": number} for number in range(1, 7))
    assert verify(forged).sound
    assert verify(forged, head=(6, SIX[5].digest)).broken == Broken(Kind.ALTERED, 6)


@given(CHAINS, st.data(), st.booleans())
def test_moved_entries_are_found_even_when_renumbered(entries, data, renumber):
    links = chained(entries)
    one = data.draw(st.integers(0, len(links) - 2))
    other = data.draw(st.integers(one + 1, len(links) - 1))
    links[one], links[other] = links[other], links[one]
    assert verify(renumbered(links) if renumber else links).broken == Broken(Kind.MOVED, one + 1)


def test_an_inserted_entry_is_found():
    forged = append(SIX[2], {"动作": "伪造"})
    assert verify([*SIX[:3], forged, *SIX[3:]]).broken == Broken(Kind.MOVED, 4)


def test_removal_with_renumbering_is_found():
    assert verify(renumbered([*SIX[:2], *SIX[3:]])).broken == Broken(Kind.ALTERED, 3)


@pytest.mark.parametrize("entry", [{"a": 1.5}, {"a": object()}])
def test_stored_values_without_a_form_are_a_fault_and_not_a_crash(entry):
    links = [*SIX[:2], replace(SIX[2], entry=entry), *SIX[3:]]
    assert verify(links).broken == Broken(Kind.ALTERED, 3)


def test_a_garbled_previous_digest_is_a_fault_and_not_a_crash():
    assert verify([replace(SIX[0], previous="zz"), *SIX[1:]]).broken == Broken(Kind.ALTERED, 1)


def test_a_fault_speaks_chinese():
    assert str(Broken(Kind.REMOVED, 3)) == "第3条：有记录被删除"


def test_the_canonical_form():
    beijing = timezone(timedelta(hours=8))
    entry = {
        "金额": Decimal("12.50"),
        "at": datetime(2026, 1, 2, 8, tzinfo=beijing),
        "日": date(2026, 1, 2),
        "项": (1, None),
    }
    same = {"项": [1, None], "日": date(2026, 1, 2), "at": datetime(2026, 1, 2, tzinfo=UTC), "金额": Decimal("12.50")}
    assert canonical(entry) == canonical(same)
    assert json.loads(canonical(entry)) == {
        "at": "2026-01-02T00:00:00.000000+00:00",
        "日": "2026-01-02",
        "金额": "12.50",
        "项": [1, None],
    }


@pytest.mark.parametrize("value", [0.1, datetime(2026, 1, 1), {1: 2}, b"x", {1, 2}, Decimal("NaN")])  # noqa: DTZ001
def test_values_that_may_come_back_changed_are_refused(value):
    with pytest.raises(TypeError):
        canonical({"a": value})
