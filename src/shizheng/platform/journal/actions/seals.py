"""Sealing other histories into the journal: one entry for a whole range of rows that are chained by themselves."""

from django.db import transaction

from shizheng.platform.journal.actions.declare import trace
from shizheng.platform.journal.actions.record import About
from shizheng.platform.journal.domain.ranges import Range
from shizheng.platform.journal.models import Horizon
from shizheng.platform.journal.queries.seals import (
    SEAL,
    SealedHistory,
    is_foreign,
    last_of,
    latest_key,
    present_mark,
    range_of,
    sealed_key,
    settled_key,
)

MOST = 50_000
"""Rows in one range: what has to be read to find what was done to one of them."""


def note_horizon(history: SealedHistory) -> None:
    """Remember how far the history has been written, unless an earlier horizon still waits to be sealed: that one
    would otherwise move on for ever before a long transaction."""
    with transaction.atomic():
        # The mark comes after the key: whoever holds a smaller key already has a smaller number.
        key = latest_key(history)
        horizon = Horizon.objects.select_for_update().filter(pk=history.id).first()
        if horizon is None or is_foreign(horizon.mark) or horizon.key <= sealed_key(history) < key:
            Horizon.objects.update_or_create(pk=history.id, defaults={"key": key, "mark": present_mark()})


def seal(history: SealedHistory, most: int = MOST) -> Range | None:
    """Seal the next settled range as the entry of the running action; None, and that said, where there is none."""
    Horizon.objects.select_for_update().filter(pk=history.id).first()
    first, end = sealed_key(history) + 1, settled_key(history)
    about = About(history.id, SEAL if end >= first else "", history.label)
    if end < first:
        trace(about, f"没有待封存的{history.label}")
        return None
    found = range_of(history, first, last_of(history, first, end, most))
    words = f"封存{history.label}{found.count}{history.measure}（第{found.first}–{found.last}号）"
    trace(about, words, changes=found.changes)
    return found
