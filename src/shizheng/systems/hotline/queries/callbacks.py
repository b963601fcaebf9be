"""Whom to call back, what was said so far, and the link that goes out when a matter comes to wait for its callback."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery

from shizheng.engines.cases.models import Case, EventRow, MarkRow
from shizheng.engines.cases.models.following import Happening
from shizheng.kit import clock
from shizheng.kit.digest import sm3
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.callback import TOKEN, Outcome, Satisfaction, rounds
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models import Attempt, Invitation
from shizheng.systems.hotline.models.callbacks import CALL
from shizheng.systems.hotline.queries.office import office

STAGE = "callback"


def to_invite(happenings: Sequence[Happening]) -> list[Happening]:
    """Cases that have come to wait for their callback, whose caller left a number and did not ask to be left alone."""
    come = [each for each in happenings if each.after.stage == STAGE and each.before.stage != STAGE]
    reachable = [each for each in come if each.case.contact is not None and each.case.contact.phone]
    unwanted = _left_alone([each.case.pk for each in reachable]) if reachable else set()
    return [each for each in reachable if each.case.pk not in unwanted]


def _left_alone(cases: Sequence[int]) -> set[int]:
    """Those whose last word on 是否回访 was no."""
    said: dict[int, bool] = {}
    moves = [move.id for move in WORK_ORDER.moves if move.ask("call_back")]
    for row in EventRow.objects.filter(case__in=cases, move__in=moves).order_by("case", "position"):
        if "call_back" in row.event.body.answers:
            said[row.case_id] = bool(row.event.body.answers["call_back"])
    return {case for case, wanted in said.items() if not wanted}


def issue(case: Case, position: int) -> str:
    """A fresh token for the round that began at `position`; only its digest is kept. Part of what sends it."""
    token = secrets.token_urlsafe(24)
    until = clock.now() + timedelta(days=office().callback_days)
    Invitation.objects.create(case=case, position=position, digest=sm3(token.encode()), expires_at=until)
    return token


def invitation(token: str) -> Invitation | None:
    if not TOKEN.fullmatch(token):
        return None
    return Invitation.objects.of_token(sm3(token.encode())).first()


def round_of(case: Case) -> int:
    """The event by which the case came into the stage that it is in."""
    rows = EventRow.objects.filter(case_id=case.pk).order_by("-position").values_list("position", "stage")
    found = 0
    for position, stage in rows:
        if stage != case.stage:
            break
        found = position
    return found


def why_over(found: Invitation | None) -> str:
    """Why a link does not serve any more, in a citizen's words; "" while it does."""
    if found is None:
        return "这个链接无效，请核对短信中的地址是否完整。"
    if found.used_at is not None:
        return "您已经通过这个链接评价过了，感谢您的参与。"
    if found.expires_at < clock.now():
        return "这个链接已经过期。如仍需反映情况，请拨打12345。"
    if found.case.stage != STAGE or round_of(found.case) != found.position:
        return "这件事的办理情况已有变化，不需要再通过这个链接评价。可以查询最新进度。"
    return ""


def waiting(actor: Actor) -> Any:
    """Cases in 待回访 that the actor may call about, with `tries` of this round, `again_at` and what was `said`."""
    mine = Attempt.objects.filter(case=OuterRef("pk"), at__gte=OuterRef("since"))
    last = mine.order_by("-at", "-pk")
    tries = mine.exclude(outcome=Outcome.SAID).order_by().values("case").annotate(n=Count("pk")).values("n")
    return (
        Case.objects.visible_to(actor, CALL)
        .of(WORK_ORDER.id)
        .filter(stage=STAGE)
        .select_related("main", "contact")
        .annotate(
            tries=Subquery(tries),
            again_at=Subquery(last.values("again_at")[:1]),
            said=Subquery(last.filter(outcome=Outcome.SAID).values("satisfaction")[:1]),
        )
    )


def due(rows: Any, at: datetime) -> Any:
    """Those that may be called now."""
    return rows.filter(Q(again_at=None) | Q(again_at__lte=at))


def unanswered(case: Case) -> int:
    return int(Attempt.objects.of_round(case, case.since).filter(outcome=Outcome.NO_ANSWER).count())


def satisfaction(since: datetime) -> Satisfaction:
    """First and repeated grades given since the instant; a case's earlier grades make later ones repeated."""
    graded = MarkRow.objects.filter(ask="satisfaction", move__in=("close", "rework"))
    cases = graded.filter(at__gte=since).values("case")
    marks = graded.filter(case__in=cases).order_by("at", "position").annotate(recent=F("at"))
    told = [(case, grade, at) for case, grade, at in marks.values_list("case", "value", "recent")]
    seen = [(case, grade) for case, grade, at in told if at < since]
    every, before = rounds((case, grade) for case, grade, _ in told), rounds(seen)
    return Satisfaction(
        every.first - before.first,
        every.first_satisfied - before.first_satisfied,
        every.repeated - before.repeated,
        every.repeated_satisfied - before.repeated_satisfied,
    )
