"""What the checks of replies need to know, and the hints on a reply to a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from shizheng.engines.cases.models import Case, EventRow, PartyRow
from shizheng.engines.cases.models.following import Happening
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.quality import Hint, Known, Reply, fingerprint, hints
from shizheng.systems.hotline.domain.templates import filled
from shizheng.systems.hotline.models import ReplyPrint, ReplyTemplate, StockPhrase

REPLY = "reply"


def hints_on(case: Case, answers: Mapping[str, Any], organisation: int = 0) -> list[Hint]:
    """The hints on a reply that is being written, or was, by the organisation; three statements."""
    text = str(answers.get("public_reply") or "")
    row = PartyRow.objects.filter(case=case, organisation_id=organisation).first() if organisation else None
    due = row.due_at if row is not None else None
    reply = Reply(
        text,
        answers.get("solved") is True,
        case.title,
        case.text,
        case.place,
        case.nature,
        clock.now() if due else None,
        due,
    )
    return hints(reply, _known(case, text))


def _known(case: Case, text: str) -> Known:
    mark = fingerprint(text)
    others = ReplyPrint.objects.filter(fingerprint=mark).exclude(case=case) if mark else ReplyPrint.objects.none()
    return Known(
        others.values("case").distinct()[:99].count(), tuple(StockPhrase.objects.values_list("text", flat=True))
    )


def hints_on_last(case: Case) -> list[Hint]:
    """The hints on the latest reply to the case; none where nobody has replied."""
    row = EventRow.objects.filter(case=case, move=REPLY).order_by("-position").first()
    return hints_on(case, row.event.body.answers) if row is not None else []


def templates_for(actor: Actor, case: Case, unit: str) -> list[dict[str, str]]:
    """The templates that the actor's unit keeps, with the case's words put in."""
    words = {"标题": case.title, "地点": case.place, "单位": unit}
    rows: Any = ReplyTemplate.objects.visible_to(actor)
    return [{"name": row.name, "text": filled(row.text, words)} for row in rows[:50]]


def remember(actor: Actor, happenings: Sequence[Happening]) -> None:
    """Follower: keep the fingerprints of replies."""
    found = [(each, fingerprint(str(each.row.event.body.answers.get("public_reply") or ""))) for each in happenings]
    ReplyPrint.objects.note(
        [
            ReplyPrint(case=each.case, organisation_id=_acting(each), fingerprint=mark)
            for each, mark in found
            if each.row.move == REPLY and mark
        ]
    )


def _acting(happening: Happening) -> int:
    """The party that replied: the one whose standing the event changed."""
    before = {party.organisation: party.replied_at for party in happening.before.parties}
    fresh = (p.organisation for p in happening.after.parties if p.replied_at != before.get(p.organisation))
    return next(fresh, 0)
