"""The chain by itself, without a database."""

from dataclasses import replace
from datetime import datetime

from shizheng.kit.chain import GENESIS
from shizheng.kit.clock import ZONE
from shizheng.platform.journal.domain.sealing import Content, seal
from shizheng.platform.journal.domain.verification import Anchor, Break, Fault, Sealed, breaks


def chain(length: int) -> list[Sealed]:
    entries, previous = [], GENESIS
    for sequence in range(1, length + 1):
        content = Content(
            at=datetime(2026, 11, 21, 9, sequence, tzinfo=ZONE),
            action="orgs.rename",
            account_id=1,
            account_name="经办",
            post_id=None,
            post_name="",
            organisation_id=None,
            organisation_name="",
            organisation_path="",
            object_type="",
            object_id="",
            object_label="",
            summary=f"第{sequence}次",
            changes="{}",
            reason="",
            client="",
        )
        digest = seal(previous, sequence, content)
        entries.append(Sealed(sequence, content, previous, digest))
        previous = digest
    return entries


def found(entries: list[Sealed], anchor: Anchor | None) -> list[Break]:
    digests = {entry.digest for entry in entries}
    return list(breaks(entries, anchor, digests.__contains__))


def anchor(entries: list[Sealed]) -> Anchor:
    return Anchor(entries[-1].sequence, entries[-1].digest)


def test_a_sound_chain_has_no_break():
    entries = chain(5)
    assert found(entries, anchor(entries)) == []
    assert found([], Anchor(0, GENESIS)) == []


def test_an_altered_entry_is_named():
    entries = chain(5)
    end = anchor(entries)
    entries[2] = replace(entries[2], content=replace(entries[2].content, summary="别的"))
    assert found(entries, end) == [Break(Fault.ALTERED, 3, 3)]


def test_an_entry_altered_and_sealed_anew_is_named_by_its_successor():
    entries = chain(5)
    end = anchor(entries)
    content = replace(entries[2].content, summary="别的")
    entries[2] = replace(entries[2], content=content, digest=seal(entries[2].previous, 3, content))
    assert found(entries, end) == [Break(Fault.ALTERED, 3, 3)]


def test_removed_entries_are_named_with_their_range():
    entries = chain(6)
    end = anchor(entries)
    assert found(entries[:1] + entries[3:], end) == [Break(Fault.REMOVED, 2, 3)]
    assert found(entries[2:], end) == [Break(Fault.REMOVED, 1, 2)]


def test_a_removal_hidden_by_renumbering_is_found():
    entries = chain(4)
    end = anchor(entries)
    renumbered = [entries[0], *(replace(entry, sequence=entry.sequence - 1) for entry in entries[2:])]
    assert found(renumbered, end) == [Break(Fault.REMOVED, 2, 2), Break(Fault.ALTERED, 3, 3), Break(Fault.TAIL, 4, 4)]


def test_a_removed_tail_is_found_by_the_anchor():
    entries = chain(5)
    assert found(entries[:3], anchor(entries)) == [Break(Fault.TAIL, 4, 5)]
    assert found([], anchor(entries)) == [Break(Fault.TAIL, 1, 5)]


def test_swapped_entries_are_reordered_and_not_altered():
    entries = chain(5)
    end = anchor(entries)
    second, third = entries[1], entries[2]
    entries[1], entries[2] = replace(third, sequence=2), replace(second, sequence=3)
    assert found(entries, end) == [Break(Fault.REORDERED, at, at) for at in (2, 3, 4)]


def test_added_entries_and_a_wrong_or_missing_anchor_are_found():
    entries = chain(3)
    assert found(entries, anchor(entries[:2])) == [Break(Fault.FORGED, 3, 3)]
    assert found(entries, None) == [Break(Fault.HEADLESS, 3, 3)]
    assert found(entries, Anchor(3, "f" * 64)) == [Break(Fault.HEADLESS, 3, 3)]
