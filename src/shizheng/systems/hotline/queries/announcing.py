"""What other platforms are told of cases: what happened and where the case stands, nothing of whoever raised it."""

from collections.abc import Sequence
from typing import Any

from shizheng.engines.cases.models import External
from shizheng.engines.cases.models.following import Follower, Happening
from shizheng.kit import clock
from shizheng.platform.hooks.domain.events import HookEvent
from shizheng.platform.hooks.models import Delivery, Subscription
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

VIEW = WORK_ORDER.view
EVENTS = (
    HookEvent("hotline.opened", "工单受理", VIEW),
    HookEvent("hotline.dispatched", "工单派遣", VIEW),
    HookEvent("hotline.replied", "工单办结回复", VIEW),
    HookEvent("hotline.closed", "工单结案", VIEW),
    HookEvent("hotline.declined", "不予受理", VIEW),
)
_OF_MOVES = {
    "dispatch": "hotline.dispatched",
    "add": "hotline.dispatched",
    "reply": "hotline.replied",
    "close": "hotline.closed",
    "answered_with_parent": "hotline.closed",
    "decline": "hotline.declined",
}


def announce(actor: Actor, happenings: Sequence[Happening]) -> None:
    """Follower: into the outboxes of those who subscribed, of the keeper's part of the city or of a party's."""
    found = [(each, event) for each in happenings if (event := _event(each))]
    if not found or not Subscription.objects.filter(is_active=True).exists():
        return
    keys = {each.case.pk for each, _ in found}
    wanted = {organisation for each, _ in found for organisation in _concerned(each)}
    paths = dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "path"))
    numbers = {row.case_id: row for row in External.objects.filter(case_id__in=keys)}
    for each, event in found:
        keeper, *others = (paths.get(pk) or "-" for pk in _concerned(each))
        payload = _payload(each, numbers.get(each.case.pk))
        key = f"{each.case.number}-{each.row.position}"
        Delivery.objects.announce(event, payload, key=key, path=keeper, also=others)


def _event(each: Happening) -> str:
    if each.row.position == 1:
        return "hotline.opened"
    return _OF_MOVES.get(each.row.move, "")


def _concerned(each: Happening) -> list[int]:
    return [each.after.keeper, *(party.organisation for party in each.after.active())]


def _payload(each: Happening, external: External | None) -> dict[str, Any]:
    case, move = each.case, WORK_ORDER.move(each.row.move)
    stage = WORK_ORDER.stage(case.stage)
    answers = each.row.event.body.answers
    asks = [ask for ask in (move.asks if move else ()) if ask.is_public and ask.id in answers]
    return {
        "number": case.number,
        "source": external.source if external else "",
        "source_number": external.number if external else "",
        "move": each.row.move,
        "name": move.label if move else "",
        "stage": case.stage,
        "stage_name": stage.label if stage else "",
        "at": clock.aware(each.row.at).isoformat(),
        "due_at": clock.aware(case.due_at).isoformat() if case.due_at else None,
        "public": {ask.label: str(answers[ask.id]) for ask in asks},
    }


ANNOUNCING = Follower("hotline.hooks", WORK_ORDER.id, announce)
