"""What happened to a case: its events, folded and told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from shizheng.engines.cases.domain.events import TIMED
from shizheng.engines.cases.domain.folding import fold
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.models import Case, EventRow
from shizheng.kit.clock import aware


@dataclass(frozen=True, slots=True)
class Told:
    """One event in words: who did what, and when."""

    at: datetime
    who: str
    what: str
    position: int

    def __str__(self) -> str:
        return f"{aware(self.at):%m月%d日%H:%M} {self.who}{self.what}"


def events_of(case: Case) -> list[EventRow]:
    return list(EventRow.objects.filter(case_id=case.pk).order_by("position"))


def state_of(events: Iterable[EventRow]) -> State:
    return fold(row.event for row in events)


def told(process: Process, events: Sequence[EventRow]) -> list[Told]:
    labels = {**TIMED, **{move.id: move.label for move in process.moves}}
    return [
        Told(row.at, row.organisation_name or row.account_name or "系统", labels.get(row.move, row.move), row.position)
        for row in events
    ]
