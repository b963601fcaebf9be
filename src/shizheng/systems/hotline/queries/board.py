"""What lies before the centre's supervisors: figures and the cases behind them, by the same conditions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shizheng.engines.cases.models import Case, ClockRow, MarkRow, RequestRow
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

DAY = timedelta(days=1)
DISPUTED = 2
"""Returned or recalled so often a matter needs somebody to decide whose it is."""


def _request(kind: str) -> Q:
    return Q(Exists(RequestRow.objects.filter(case_id=OuterRef("pk"), kind=kind, granted=None)))


def _supervision(*, late: bool) -> Callable[[datetime], Q]:
    def asked(now: datetime) -> Q:
        running = ClockRow.objects.filter(case_id=OuterRef("pk"), rule="supervision", state="running")
        return Q(Exists(running.filter(due_at__lt=now) if late else running))

    return asked


def _unsatisfied(now: datetime) -> Q:
    bad = MarkRow.objects.filter(case_id=OuterRef("pk"), ask="satisfaction", value__in=("1", "2"))
    return Q(Exists(bad.filter(at__gte=now - 30 * DAY)))


def _disputed(now: datetime) -> Q:
    """A unit has left it twice: returned with consent, or recalled."""
    recalled = MarkRow.objects.filter(case_id=OuterRef("pk"), move="recall")
    returned = RequestRow.objects.filter(case_id=OuterRef("pk"), kind="return", granted=True)
    again = returned.order_by().values("case_id").annotate(n=Count("pk")).filter(n__gte=DISPUTED)
    return Q(Exists(again)) | (Q(Exists(returned)) & Q(Exists(recalled)))


@dataclass(frozen=True, slots=True)
class Heap:
    """Cases that want a supervisor's eye; `tone` colours its figure where there are any."""

    id: str
    label: str
    condition: Callable[[datetime], Q]
    tone: str = ""


HEAPS = (
    Heap("dispatching", "待派遣", lambda now: Q(stage="dispatching")),
    Heap("soon", "24小时内到期", lambda now: Q(due_at__gte=now, due_at__lt=now + DAY), "soon"),
    Heap("late", "已超期", lambda now: Q(due_at__lt=now), "bad"),
    Heap("return", "申请退回待审批", lambda now: _request("return"), "soon"),
    Heap("extension", "申请延期待审批", lambda now: _request("extension"), "soon"),
    Heap("pause", "申请缓办待审批", lambda now: _request("pause"), "soon"),
    Heap("supervised", "督办待答复", _supervision(late=False)),
    Heap("unanswered", "督办逾期未答复", _supervision(late=True), "bad"),
    Heap("disputed", "多次退回有争议", _disputed, "bad"),
    Heap("callback", "待回访", lambda now: Q(stage="callback")),
    Heap("unsatisfied", "近30日不满意", _unsatisfied, "soon"),
    Heap("shelved", "挂账", lambda now: Q(stage="shelved")),
)
_BY_ID = {heap.id: heap for heap in HEAPS}


def cases(actor: Actor) -> "QuerySet[Case]":
    rows: QuerySet[Case] = Case.objects.visible_to(actor, WORK_ORDER.view).of(WORK_ORDER.id)
    return rows


def heaped(rows: "QuerySet[Case]", ident: str) -> "QuerySet[Case]":
    """The cases of a heap; all that are open where there is no such heap. Only those unsatisfied may be ended."""
    heap = _BY_ID.get(ident)
    if ident != "unsatisfied":
        rows = rows.filter(ended_at=None)
    return rows.filter(heap.condition(clock.now())) if heap else rows


def figures(actor: Actor) -> dict[str, int]:
    """How many lie in each heap; one statement over open cases and one over answers of the last thirty days."""
    now = clock.now()
    wanted: dict[str, Any] = {
        heap.id: Count("pk", filter=heap.condition(now)) for heap in HEAPS if heap.id != "unsatisfied"
    }
    found = cases(actor).filter(ended_at=None).aggregate(**wanted)
    return {**found, "unsatisfied": heaped(cases(actor), "unsatisfied").count()}


def late_by_unit(actor: Actor, most: int = 15) -> list[dict[str, Any]]:
    """Units with most cases past their limit."""
    rows = heaped(cases(actor), "late").exclude(main=None)
    counted = rows.order_by().values("main_id", "main__name", "main__code").annotate(n=Count("pk"))
    return [dict(row) for row in counted.order_by("-n", "main__name")[:most]]
