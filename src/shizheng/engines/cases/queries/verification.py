"""Whether what is stored is what happened: the chain of every case, and every row that follows from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import msgspec
from django.db import models

from shizheng.engines.cases.domain.events import Event, decode, sealed
from shizheng.engines.cases.domain.folding import BrokenHistoryError, fold
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.models import Case, ClockRow, EventRow, MarkRow, PartyRow, RequestRow
from shizheng.engines.cases.models.writing import key, values
from shizheng.kit.chain import GENESIS

BATCH = 500
_BESIDE: tuple[type[models.Model], ...] = (PartyRow, ClockRow, RequestRow, MarkRow)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that does not hold. `position` is 0 where it concerns no single event; `in_chain` tells what happened
    from what is only derived and can be rebuilt."""

    case: int
    number: str
    words: str
    position: int = 0
    in_chain: bool = True

    def __str__(self) -> str:
        place = f"第{self.position}条" if self.position else ""
        return f"工单{self.number}{place}：{self.words}"


def verify(after: int = 0) -> Iterator[tuple[int, list[Flaw]]]:
    """The flaws of every case with a greater key, case by case, in flat memory; an empty list for a sound one."""
    while True:
        cases = list(Case.objects.filter(pk__gt=after).order_by("pk")[:BATCH])
        if not cases:
            return
        keys = [case.pk for case in cases]
        events = _grouped(EventRow.objects.filter(case_id__in=keys).order_by("case_id", "position"))
        beside = _stored(keys)
        for case in cases:
            yield case.pk, list(flaws(case, events.get(case.pk, []), beside.get(case.pk, [])))
        after = keys[-1]


def flaws(case: Case, events: list[EventRow], beside: list[models.Model]) -> Iterator[Flaw]:
    """What is wrong with one case: first the chain, and only where that holds the rows."""
    broken = list(_chain_flaws(case, events))
    if broken:
        yield from broken
        return
    try:
        state = fold(row.event for row in events)
    except BrokenHistoryError:
        yield Flaw(case.pk, case.number, "办理经过前后不符")
        return
    yield from (Flaw(case.pk, case.number, words, in_chain=False) for words in differences(case, state, beside))


def _chain_flaws(case: Case, events: list[EventRow]) -> Iterator[Flaw]:
    previous = GENESIS
    for number, row in enumerate(events, 1):
        if row.position != number:
            yield Flaw(case.pk, case.number, "缺少这一条记录", number)
            return
        if row.previous != previous or not _holds(case, row):
            yield Flaw(case.pk, case.number, "内容被改动", number)
            return
        previous = row.digest
    if len(events) < case.version:
        yield Flaw(case.pk, case.number, "末尾的记录被删除", len(events) + 1)
    elif len(events) > case.version or previous != case.digest:
        yield Flaw(case.pk, case.number, "末尾与工单登记的不符", len(events))


def _holds(case: Case, row: EventRow) -> bool:
    """The seal covers the stored text, so that even blanks in it cannot change; the text must also be readable."""
    try:
        event = Event(row.position, row.move, row.at, row.maker, decode(row.body))
    except msgspec.MsgspecError:
        return False
    return sealed(str(case.uid), event, row.body, row.previous) == row.digest


def differences(case: Case, state: State, beside: list[models.Model]) -> Iterator[str]:
    """Where the stored rows are not what the state comes to, in words."""
    stored, wanted = values(case), Case(pk=case.pk, **values(case))
    wanted.take(state)
    for name, value in values(wanted).items():
        if stored[name] != value:
            yield f"“{Case._meta.get_field(name).verbose_name}”应为{value}，现为{stored[name]}"  # type: ignore[union-attr]
    there = {key(row): values(row) for row in beside}
    derived = {key(row): values(row) for row in case.projected(state)}
    for place in sorted(there.keys() | derived.keys(), key=str):
        if there.get(place) != derived.get(place):
            yield f"{place[0]._meta.verbose_name}{'、'.join(map(str, place[2:]))}与办理经过不符"


def stored_beside(case: Case) -> list[models.Model]:
    return _stored([case.pk]).get(case.pk, [])


def _stored(keys: list[int]) -> dict[int, list[models.Model]]:
    found: dict[int, list[models.Model]] = {}
    for table in _BESIDE:
        rows: Any = table._default_manager.filter(case_id__in=keys)
        for row in rows:
            found.setdefault(row.case_id, []).append(row)
    return found


def _grouped(rows: Any) -> dict[int, list[EventRow]]:
    return {pk: list(events) for pk, events in groupby(rows, key=lambda row: row.case_id)}
