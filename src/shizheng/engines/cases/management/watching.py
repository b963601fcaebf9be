"""The pack section `safety_words`: what asks for a person's eye at once, by heading."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from msgspec import Meta, Struct

from shizheng.engines.cases.actions.clusters import set_watch_words
from shizheng.engines.cases.models import WatchWord
from shizheng.kit.errors import Fault
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.policy.domain.actor import Actor

Word = Annotated[str, Meta(min_length=2, max_length=40)]


class SafetyItem(Struct, forbid_unknown_fields=True, kw_only=True):
    kind: Annotated[str, Meta(min_length=1, max_length=20)]
    words: list[Word]


def review(items: Sequence[SafetyItem], pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    """A word stands under one heading."""
    seen: dict[str, str] = {}
    faults: list[tuple[int, Fault]] = []
    for index, item in enumerate(items):
        for word in item.words:
            if word in seen:
                faults.append((index, Fault(f"“{word}”已在“{seen[word]}”中", "words", "每个词只写一次")))
            seen[word] = item.kind
    return faults


def apply(actor: Actor, item: SafetyItem) -> Outcome:
    known = set(WatchWord.objects.filter(kind=item.kind).values_list("word", flat=True))
    if known == set(item.words):
        return UNCHANGED
    set_watch_words(actor, kind=item.kind, words=item.words)
    return UPDATED if known else CREATED


SAFETY_WORDS = PackSection(id="safety_words", name="安全词", schema=SafetyItem, apply=apply, review=review, rank=450)
