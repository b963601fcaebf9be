"""What a citizen may know of a matter: an honest state in plain words, and the replies that were reviewed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from shizheng.engines.cases.models import Area, Case, EventRow, Submission
from shizheng.engines.cases.queries.history import events_of
from shizheng.platform.policy.domain.actor import Actor, system
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.domain.web import FINISHED, STEPS, Step, plain_stage, step_of
from shizheng.systems.hotline.queries.office import office

KEPT = 1800
"""Seconds for which what was looked up may be added to without looking it up again."""
_RECEIPT, _OPENED = "hotline.receipt", "hotline.opened"


@dataclass(frozen=True, slots=True)
class PublicReply:
    at: datetime
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Standing:
    """`steps` are the line of stages with where the matter stands; `words` say it in a sentence."""

    case: Case
    words: str
    steps: Sequence[Step]
    replies: Sequence[PublicReply]
    may_add: bool
    may_evaluate: bool


def at_centre(client: str) -> Actor:
    """The platform acting for the hotline centre on behalf of a citizen; NoOfficeError where no centre is set."""
    centre = office().centre
    named = replace(system("群众网上提交"), organisation_id=centre.pk, organisation_name=centre.name)
    return replace(named, organisation_path=centre.path or "").at(client)


def citizen(client: str) -> Actor:
    """The platform itself writing down what a citizen says of a result: of no organisation, so that it judges none of
    its own."""
    return system("群众网上评价").at(client)


def submitted(key: str) -> Case | None:
    """What this client key has opened before."""
    found = Submission.objects.select_related("case").filter(pk=key).first()
    return found.case if found else None


def receipt(case: Case) -> str:
    return signing.dumps(case.pk, salt=_RECEIPT)


def receipted(token: str) -> Case | None:
    return _signed(token, _RECEIPT, 7 * 24 * 3600)


def opened(case: Case) -> str:
    """What proves for half an hour that the asker knew number and tail."""
    return signing.dumps(case.pk, salt=_OPENED)


def reopened(token: str) -> Case | None:
    return _signed(token, _OPENED, KEPT)


def _signed(token: str, salt: str, age: int) -> Case | None:
    try:
        pk = signing.loads(token, salt=salt, max_age=age)
    except signing.BadSignature:
        return None
    return cases().filter(pk=pk).first()  # type: ignore[no-any-return]  # the platform's queryset


def cases() -> Any:
    return Case.objects.of(WORK_ORDER.id).select_related("contact", "main")


def lookup_code(case: Case) -> str:
    """Four digits that only the receipt tells."""
    digest = salted_hmac("hotline.lookup", str(case.uid), secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10000:04d}"


def has_phone(case: Case) -> bool:
    return bool(case.contact and case.contact.phone)


def numbered(number: str) -> Case | None:
    known = number.isascii() and number.isdecimal() and 8 < len(number) < 27
    found = cases().filter(pk=int(number[8:]) if known else 0).first()
    return found if found is not None and found.number == number else None


def standing(case: Case) -> Standing:
    events = events_of(case)
    return Standing(
        case,
        plain_stage(case.stage),
        [Step(label, step_of(case.stage) >= index) for index, label in enumerate(STEPS)],
        list(_replies(events)),
        may_add=case.ended_at is None,
        may_evaluate=case.stage == "callback",
    )


def _replies(events: Sequence[EventRow]) -> Iterator[PublicReply]:
    """Public answers of moves that led to, or were reviewed into, an end; not what still waits for its review."""
    public = {(move.id, ask.id) for move in WORK_ORDER.moves for ask in move.asks if ask.is_public}
    waiting: list[PublicReply] = []
    for row in events:
        if row.move in {"reject", "rework", "reopen"}:
            waiting = []
        for ask, value in row.event.body.answers.items():
            if (row.move, ask) in public and isinstance(value, str) and value:
                waiting = [each for each in waiting if each.unit != row.organisation_name]
                waiting.append(PublicReply(row.at, row.organisation_name, value))
        if row.stage in FINISHED:
            yield from waiting
            waiting = []


def districts() -> list[tuple[str, str]]:
    """The topmost areas, for whoever does not know the community."""
    tops = Area.objects.filter(parent=None, valid_to=None).order_by("code")
    return [(area.code, area.name) for area in tops]
