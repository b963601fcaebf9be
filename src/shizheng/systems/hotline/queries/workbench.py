"""What lies before a unit: the parties that an actor acts for, box by box; each box one range of an index."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shizheng.engines.cases.domain.words import PartyState, Role
from shizheng.engines.cases.models import ClockRow, PartyRow
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

HANDLE = "hotline.handle"
SOON = timedelta(hours=24)
_OPEN = (PartyState.ASSIGNED, PartyState.SIGNED)
_LEFT = (PartyState.RETURNED, PartyState.WITHDRAWN, PartyState.TRANSFERRED)


class WorkBox(StrEnum):
    """The boxes of a unit's workbench, with the words on their tabs."""

    SIGN = "sign"
    HANDLE = "handle"
    SOON = "soon"
    LATE = "late"
    CO = "co"
    SUPERVISED = "supervised"
    LEFT = "left"
    REPLIED = "replied"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    WorkBox.SIGN: "待签收",
    WorkBox.HANDLE: "待办理",
    WorkBox.SOON: "即将超期",
    WorkBox.LATE: "已超期",
    WorkBox.CO: "协办",
    WorkBox.SUPERVISED: "待回复督办",
    WorkBox.LEFT: "已退回",
    WorkBox.REPLIED: "已办",
}
COUNTED = tuple(box for box in WorkBox if box not in {WorkBox.LEFT, WorkBox.REPLIED})


def _supervised(now: datetime) -> Q:
    running = ClockRow.objects.filter(case_id=OuterRef("case_id"), rule="supervision", state="running")
    return Q(Exists(running), role=Role.MAIN, state__in=_OPEN)


_BOXES: dict[WorkBox, Callable[[datetime], Q]] = {
    WorkBox.SIGN: lambda now: Q(state=PartyState.ASSIGNED),
    WorkBox.HANDLE: lambda now: Q(state=PartyState.SIGNED),
    WorkBox.SOON: lambda now: Q(state__in=_OPEN, due_at__gte=now, due_at__lt=now + SOON),
    WorkBox.LATE: lambda now: Q(state__in=_OPEN, due_at__lt=now),
    WorkBox.CO: lambda now: Q(state__in=_OPEN, role=Role.CO),
    WorkBox.SUPERVISED: _supervised,
    WorkBox.LEFT: lambda now: Q(state__in=_LEFT),
    WorkBox.REPLIED: lambda now: Q(state=PartyState.REPLIED),
}


def parties(actor: Actor) -> "QuerySet[PartyRow]":
    """Of cases of the hotline, as a unit's handlers reach them; whoever works for all units has no desk of one."""
    rows: QuerySet[PartyRow] = PartyRow.objects.visible_to(actor, HANDLE).exclude(role=Role.KEEPER)
    return rows.filter(case__process=WORK_ORDER.id)


def boxed(rows: "QuerySet[PartyRow]", box: WorkBox) -> "QuerySet[PartyRow]":
    return rows.filter(_BOXES[box](clock.now()))


def counts(actor: Actor) -> dict[WorkBox, int]:
    """How many lie in each open box; one statement over what is open."""
    now = clock.now()
    wanted: dict[str, Any] = {box.value: Count("pk", filter=_BOXES[box](now)) for box in COUNTED}
    found = parties(actor).filter(state__in=_OPEN).aggregate(**wanted)
    return {WorkBox(name): count for name, count in found.items()}
