"""What time alone does: warnings and breaches noted, and provisional deadlines reckoned again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import msgspec

from shizheng.engines.cases.domain.events import Event
from shizheng.engines.cases.domain.folding import apply, fold
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.domain.timing import passed, reckoned_again
from shizheng.engines.cases.models import Case, ClockRow, EventRow
from shizheng.engines.cases.models.following import follow
from shizheng.engines.cases.models.writing import Step, write_steps
from shizheng.engines.cases.queries.calendars import working_calendar
from shizheng.kit import clock
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor

BATCH = 500


@dataclass(frozen=True, slots=True)
class Swept:
    """How many cases changed, the last case looked at, and whether there may be more."""

    cases: int
    last: int
    more: bool


@action("cases.sweep", "核对时限", permission="cases.sweep")
def sweep_clocks(actor: Actor, *, batch: int = BATCH) -> Swept:
    """Note the warnings and breaches of the cases that are due longest; call again while there are more.

    Several may sweep at once: a case that another holds is left to it.
    """
    at = clock.now()
    waking = ClockRow.objects.filter(wake_at__lte=at).order_by("wake_at").values_list("case_id", flat=True)[:batch]
    wanted = set(waking)
    done = _turn(actor, wanted, lambda state: passed(state, at))
    trace(None, f"核对时限：{done}件到期提醒或超时")
    return Swept(done, max(wanted, default=0), more=len(waking) == batch and done > 0)


@action("cases.announce", "重算时限", permission="cases.sweep")
def announce_year(actor: Actor, *, after: int = 0, batch: int = BATCH) -> Swept:
    """Reckon deadlines again that rest on a year which the calendar may know by now, for cases after the given key;
    call again with the last one while there are more."""
    at, calendar = clock.now(), working_calendar()
    rows = ClockRow.objects.filter(provisional=True, case_id__gt=after).order_by("case_id")
    wanted = set(rows.values_list("case_id", flat=True)[:batch])
    done = _turn(actor, wanted, lambda state: reckoned_again(state, calendar, at))
    trace(None, f"按新公布的放假安排重算时限：{done}件")
    return Swept(done, max(wanted, default=after), more=bool(wanted))


def _turn(actor: Actor, wanted: Iterable[int], turn: Callable[[State], Event | None]) -> int:
    """Write what `turn` makes of each case that nobody else holds; how many changed."""
    cases = Case.objects.select_for_update(skip_locked=True).filter(pk__in=list(wanted)).order_by("pk")
    by_key = {case.pk: case for case in cases}
    steps = [_step(by_key[pk], state, last, turn) for pk, state, last in _states(list(by_key))]
    found = [step for step in steps if step is not None]
    if found:
        follow(actor, list(zip(found, write_steps(found), strict=True)))
    return len(found)


def _states(keys: list[int]) -> Iterable[tuple[int, State, datetime]]:
    """Of each case its state and the instant of its last event."""
    rows = EventRow.objects.filter(case_id__in=keys).order_by("case_id", "position")
    for pk, found in groupby(rows, key=lambda row: row.case_id):
        events = [row.event for row in found]
        yield pk, fold(events), events[-1].at


def _step(case: Case, state: State, last: datetime, turn: Callable[[State], Event | None]) -> Step | None:
    """A server's clock that was put back does not put an event before the one it follows."""
    event = turn(state)
    if event is None:
        return None
    event = msgspec.structs.replace(event, at=max(event.at, last))
    return Step(case, event, state, apply(state, event))
