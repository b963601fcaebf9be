"""Whether the journal still says what was written."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from shizheng.platform.journal.domain.verification import Anchor, Break, Fault, Sealed, breaks
from shizheng.platform.journal.models import Entry, EntryQuerySet, Head


@dataclass(frozen=True, slots=True)
class Verdict:
    """`anchor` is what to keep outside the database, so that a later check finds a rewritten tail too."""

    count: int
    anchor: Anchor | None
    breaks: tuple[Break, ...]

    @property
    def sound(self) -> bool:
        return not self.breaks


def _stored() -> Iterator[Sealed]:
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        yield entry.sealed


def _known(digest: str) -> bool:
    return Entry.objects.filter(digest=digest).exists()


def _kept(kept: Anchor | None) -> Iterator[Break]:
    """Compare with an anchor that somebody wrote down earlier."""
    if kept and not Entry.objects.filter(sequence=kept.sequence, digest=kept.digest).exists():
        yield Break(Fault.HEADLESS, kept.sequence, kept.sequence)


def verify(kept: Anchor | None = None) -> Verdict:
    """Read the whole journal once (memory flat) and find every altered, removed, reordered or forged entry."""
    head = Head.objects.first()
    anchor = head.anchor if head else None
    found = (*breaks(_stored(), anchor, _known), *_kept(kept))
    return Verdict(Entry.objects.count(), anchor, found)


def history_of(row: models.Model, limit: int = 100) -> EntryQuerySet:
    """The latest entries about one row; for who may see the row itself."""
    return Entry.objects.about(row)[:limit]
