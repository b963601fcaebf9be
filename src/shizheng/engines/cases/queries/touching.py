"""Which days figures over cases may no longer hold for, read from the events.

A case is its events, so both what its rows were at the last reading and what they are now can be said: every day that
a column of either names is touched. Keys of events are given out before their commit; a key below the highest that is
not there yet is remembered as a gap and looked for again until no transaction can live that long.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import msgspec
from django.db import models
from django.db.models import F, Max, Min, Q, Window
from django.db.models.functions import Lead

from shizheng.engines.cases.domain.folding import fold
from shizheng.engines.cases.models import Case, ClockRow, EventRow, MarkRow, PartyRow, RequestRow
from shizheng.kit import clock
from shizheng.platform.measures.queries.declaring import Changed

PATIENCE = timedelta(days=1)
"""So long a gap is looked for: a transaction that is older has been cut by any database in service."""
WINDOW, MOST_GAPS = 100_000, 1_000
"""How far back the first reading looks for gaps, and how many are remembered: a transaction that was rolled back leaves
one too, so that a long history is full of old ones."""
AT_ONCE = 500
EVERYTHING = 50_000
"""From so many touched cases on, all days are counted again: sooner done than said."""
_BESIDE: tuple[type[models.Model], ...] = (PartyRow, ClockRow, RequestRow, MarkRow)


class Gap(msgspec.Struct, frozen=True, array_like=True):
    """Keys from `first` to `last`, missing since an instant."""

    first: int
    last: int
    since: datetime


class Cursor(msgspec.Struct, frozen=True):
    high: int = 0
    gaps: tuple[Gap, ...] = ()

    def written(self) -> str:
        return msgspec.json.encode(self).decode()


def news(written: str) -> bool:
    """Whether there is any event that was not read, at the price of one or two look-ups."""
    cursor = _read(written)
    fresh = EventRow.objects.filter(_later(cursor))
    return fresh.exists()


def changed(written: str) -> Changed:
    """Read on from a cursor; all days where there is none yet."""
    cursor, highest = _read(written), EventRow.objects.aggregate(high=Max("pk"))["high"] or 0
    found = EventRow.objects.filter(_later(cursor), pk__lte=max(highest, cursor.high))
    begun = cursor if written else Cursor(max(0, highest - WINDOW))
    following = Cursor(max(highest, cursor.high), tuple(_gaps(begun, highest, clock.now()))[-MOST_GAPS:])
    if not written:
        return Changed(None, following.written())
    # A case's events commit in their order: those not read yet are its last ones.
    firsts = dict(found.order_by().values_list("case_id").annotate(first=Min("position")))
    days = None if len(firsts) > EVERYTHING else frozenset(_days(firsts))
    return Changed(days, following.written())


def days_of(case: int) -> frozenset[date]:
    """Every day that the rows of one case name now: for systems whose own rows decide whether a case counts."""
    return frozenset(_days({case: 1}))


def _read(written: str) -> Cursor:
    return msgspec.json.decode(written.encode(), type=Cursor) if written else Cursor()


def _later(cursor: Cursor) -> Q:
    return Q(pk__gt=cursor.high) | _within(cursor.gaps)


def _within(gaps: Iterable[Gap]) -> Q:
    wanted = Q(pk__in=[])
    for gap in gaps:
        wanted |= Q(pk__gte=gap.first, pk__lte=gap.last)
    return wanted


def _gaps(cursor: Cursor, highest: int, at: datetime) -> Iterator[Gap]:
    """Those that are still open, and those among the keys read now."""
    there = sorted(EventRow.objects.filter(_within(cursor.gaps)).values_list("pk", flat=True)) if cursor.gaps else []
    for gap in cursor.gaps:
        if at - gap.since < PATIENCE:
            yield from _between(gap, [key for key in there if gap.first <= key <= gap.last])
    read = EventRow.objects.filter(pk__gt=cursor.high, pk__lte=highest)
    first = read.aggregate(first=Min("pk"))["first"]
    if first is not None and first > cursor.high + 1:
        yield Gap(cursor.high + 1, first - 1, at)
    jumps = read.annotate(follower=Window(Lead("pk"), order_by="pk")).filter(follower__gt=F("pk") + 1)
    yield from (Gap(pk + 1, follower - 1, at) for pk, follower in jumps.order_by("pk").values_list("pk", "follower"))


def _between(gap: Gap, there: Iterable[int]) -> Iterator[Gap]:
    """What is left of a gap."""
    first = gap.first
    for key in there:
        if key > first:
            yield Gap(first, key - 1, gap.since)
        first = key + 1
    if first <= gap.last:
        yield Gap(first, gap.last, gap.since)


def _days(firsts: dict[int, int]) -> Iterator[date]:
    keys = sorted(firsts)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        yield from _stored_days(some)
        yield from _former_days({key: firsts[key] for key in some if firsts[key] > 1})


def _stored_days(keys: Sequence[int]) -> Iterator[date]:
    """What the rows of the cases name now."""
    yield from _named(Case.objects.filter(pk__in=keys), Case)
    for table in _BESIDE:
        yield from _named(table._default_manager.filter(case__in=keys), table)


def _named(rows: Any, table: type[models.Model]) -> Iterator[date]:
    for values in rows.order_by().values_list(*_instants(table)).iterator():
        yield from (clock.aware(value).date() for value in values if value is not None)


def _instants(table: type[models.Model]) -> list[str]:
    return [field.attname for field in table._meta.local_concrete_fields if isinstance(field, models.DateTimeField)]


def _former_days(firsts: dict[int, int]) -> Iterator[date]:
    """What the rows named before the events from these positions on."""
    if not firsts:
        return
    cases = Case.objects.in_bulk(list(firsts))
    rows = EventRow.objects.filter(case__in=list(firsts), position__lt=max(firsts.values()))
    for key, events in groupby(rows.order_by("case_id", "position").iterator(), key=lambda row: row.case_id):
        state = fold(row.event for row in events if row.position < firsts[key])
        case = cases[key]
        case.take(state)
        for row in (case, *case.projected(state)):
            values = (getattr(row, name) for name in _instants(type(row)))
            yield from (clock.aware(value).date() for value in values if value is not None)
