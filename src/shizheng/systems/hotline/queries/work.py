"""The hotline's kinds of work on everybody's first page."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from shizheng.engines.cases.domain.words import PartyState, Role
from shizheng.engines.cases.models import Case, PartyRow
from shizheng.platform.desk.domain.boxes import Box, WorkItem
from shizheng.platform.desk.queries import WorkKind
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.queries.board import heaped
from shizheng.systems.hotline.queries.workbench import HANDLE, parties

_OPEN = (PartyState.ASSIGNED, PartyState.SIGNED)


def _cases(actor: Actor, permission: str) -> "QuerySet[Case]":
    rows: QuerySet[Case] = Case.objects.visible_to(actor, permission).of(WORK_ORDER.id)
    return rows.select_related("main").defer("text").order_by("due_at", "pk")


def _reviewable(actor: Actor) -> "QuerySet[Case]":
    """Every handling party has replied, and there is one."""
    mine = PartyRow.objects.filter(case_id=OuterRef("pk")).exclude(role=Role.KEEPER)
    replied, waiting = mine.filter(state=PartyState.REPLIED), mine.filter(state__in=_OPEN)
    return _cases(actor, "hotline.review").filter(Exists(replied), ~Exists(waiting), stage="handling")


def _opened(actor: Actor) -> "QuerySet[Case]":
    if not actor.account_id:
        return Case.objects.none()
    return _cases(actor, WORK_ORDER.view).filter(opened_by_id=actor.account_id).order_by("-opened_at", "-pk")


def _item(case: Case) -> WorkItem:
    stage = WORK_ORDER.stage(case.stage)
    step, unit = stage.label if stage else case.stage, str(case.main or "")
    return WorkItem(f"{case.number} {case.title}", case.get_absolute_url(), step, unit, case.since, case.due_at)


def _party(row: PartyRow) -> WorkItem:
    address = reverse("cases:detail", kwargs={"pk": row.case_id})
    title = f"{row.case.number} {row.case.title}"
    return WorkItem(title, address, row.get_state_display(), str(row.organisation), row.since, row.due_at)


def _mine(actor: Actor) -> Any:
    return parties(actor).select_related("case", "organisation")


KINDS = (
    WorkKind(
        "hotline.handling",
        "热线工单",
        HANDLE,
        {
            Box.TODO: lambda actor: _mine(actor).filter(state__in=_OPEN).order_by("due_at", "pk"),
            Box.DONE: lambda actor: _mine(actor).filter(state=PartyState.REPLIED).order_by("-replied_at", "-pk"),
        },
        _party,
    ),
    WorkKind(
        "hotline.dispatching",
        "工单派遣",
        "hotline.dispatch",
        {Box.TODO: lambda actor: _cases(actor, "hotline.dispatch").filter(stage__in=("accepting", "dispatching"))},
        _item,
    ),
    WorkKind(
        "hotline.returns",
        "退回审批",
        "hotline.dispatch",
        {Box.TODO: lambda actor: heaped(_cases(actor, "hotline.dispatch"), "return")},
        _item,
    ),
    WorkKind("hotline.reviewing", "回复审核", "hotline.review", {Box.TODO: _reviewable}, _item),
    WorkKind(
        "hotline.extensions",
        "延期审批",
        "hotline.supervise",
        {Box.TODO: lambda actor: heaped(_cases(actor, "hotline.supervise"), "extension")},
        _item,
    ),
    WorkKind(
        "hotline.pauses",
        "缓办审批",
        "hotline.supervise",
        {Box.TODO: lambda actor: heaped(_cases(actor, "hotline.supervise"), "pause")},
        _item,
    ),
    WorkKind(
        "hotline.callbacks",
        "工单回访",
        "hotline.call",
        {Box.TODO: lambda actor: _cases(actor, "hotline.call").filter(stage="callback")},
        _item,
    ),
    WorkKind("hotline.opened", "我受理的", WORK_ORDER.view, {Box.STARTED: _opened}, _item),
)
