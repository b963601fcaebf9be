"""Histories of their own and the journal: what is sealed, what may be sealed now, and what was done to it since.

Keys are given out before their rows are committed, so that a greater key may be seen before a smaller one. A range is
therefore sealed only when every transaction that could still hold a key in it has ended: `settled_key`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import Max

from shizheng.platform.journal.domain.merkle import root
from shizheng.platform.journal.domain.ranges import Damage, Range
from shizheng.platform.journal.models import Entry, Horizon

SEAL = "seal"
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class SealedHistory:
    """`label` and `measure` are how officials call the rows and count them; `columns` are what a seal covers, the row's
    own digest among them. Whoever writes a row has written something else in the same transaction before."""

    id: str
    label: str
    measure: str
    model: type[models.Model]
    columns: tuple[str, ...]

    @property
    def rows(self) -> Any:
        return self.model._default_manager.order_by("pk")


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """A range that is not as it was sealed by the entry `sequence`."""

    history: SealedHistory
    sequence: int
    range: Range
    damage: Damage
    count: int

    def __str__(self) -> str:
        sealed, measure = self.range, self.history.measure
        place = f"{self.history.label}第{sealed.first}–{sealed.last}号（操作日志第{self.sequence}条封存）"
        return f"{place}：{self.damage.value}，封存时{sealed.count}{measure}，现有{self.count}{measure}"


def entries_of(history: SealedHistory) -> Any:
    """The journal's entries that seal the history, oldest first."""
    return Entry.objects.filter(object_type=history.id, object_id=SEAL).order_by("sequence")


def sealed_key(history: SealedHistory) -> int:
    """The greatest key that is sealed; 0 where none is."""
    last = entries_of(history).last()
    return Range.stated(last.changes).last if last else 0


def latest_key(history: SealedHistory) -> int:
    """The greatest key that is to be seen."""
    return int(history.rows.aggregate(found=Max("pk"))["found"] or 0)


def settled_key(history: SealedHistory) -> int:
    """Up to where no row can be added any more; 0 where that is not known yet."""
    horizon = Horizon.objects.filter(pk=history.id).first()
    return horizon.key if horizon is not None and oldest_running() >= horizon.mark else 0


def is_waiting(history: SealedHistory) -> bool:
    """Whether a range may be sealed now."""
    return settled_key(history) > sealed_key(history)


def present_mark() -> int:
    """A number greater than that of every transaction that has written until now. SQLite knows one writer at a time,
    which is whoever asks."""
    return _number("SELECT pg_current_xact_id()::text::bigint")


_OLDEST = """
WITH top AS (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS xid),
running AS (
    SELECT backend_xid::text::bigint AS xid FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
    UNION ALL
    SELECT transaction::text::bigint FROM pg_prepared_xacts WHERE database = current_database()
)
SELECT coalesce(
    min(top.xid + ((running.xid - top.xid + 2147483648) & 4294967295) - 2147483648),
    greatest(max(top.xid), coalesce(pg_current_xact_id_if_assigned()::text::bigint, 0))
)
FROM top LEFT JOIN running ON true
"""
"""Running transactions are listed by the lower half of their number; the upper one is that of the next number."""


def oldest_running() -> int:
    """The number of the oldest other transaction of this database that has written and not ended; where none runs, one
    that no transaction has yet. Those of other databases of the server add nothing here, however long they run."""
    return _number(_OLDEST)


def is_foreign(mark: int) -> bool:
    """Whether the mark was noted by another server, before the database was brought here from a copy."""
    return bool(mark) and mark >= _number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


def _number(statement: str) -> int:
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def range_of(history: SealedHistory, first: int, last: int) -> Range:
    """The rows between two keys as they stand, read once with flat memory."""
    counted = Counted(history.rows.filter(pk__gte=first, pk__lte=last).values_list(*history.columns))
    found = root(counted)
    return Range(first, last, counted.count, found)


class Counted:
    """The bytes that a seal covers of each row, and how many there were."""

    def __init__(self, rows: Any) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[bytes]:
        for values in self._rows.iterator(chunk_size=CHUNK):
            self.count += 1
            yield "\x1f".join(map(str, values)).encode()


def last_of(history: SealedHistory, first: int, end: int, most: int) -> int:
    """The last key of at most so many rows from `first`, not beyond `end`."""
    keys = history.rows.filter(pk__gte=first, pk__lte=end).values_list("pk", flat=True)
    beyond = keys[most : most + 1].first()
    return end if beyond is None else int(beyond) - 1


def broken_seals(history: SealedHistory, heard: Callable[[Range], None] | None = None) -> Iterator[BrokenSeal]:
    """Every sealed range whose rows are not as they were. `heard` is told of each range when it has been read."""
    expected = 0
    for entry in entries_of(history).iterator():
        sealed = Range.stated(entry.changes)
        now = range_of(history, sealed.first, sealed.last)
        if sealed.first != expected + 1:
            yield BrokenSeal(history, entry.sequence, sealed, Damage.SKIPPED, now.count)
        damage = sealed.damage(now)
        if damage is not None:
            yield BrokenSeal(history, entry.sequence, sealed, damage, now.count)
        if heard is not None:
            heard(sealed)
        expected = sealed.last
