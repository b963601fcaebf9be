"""Letters become cases, or more about a case of the same sender."""

from shizheng.engines.cases.actions.moves import make_move, open_case
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.models import Case
from shizheng.kit.digest import sm3
from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.actions import store_file
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.vault.models import known_as
from shizheng.systems.hotline.domain.letters import Letter as Said
from shizheng.systems.hotline.domain.letters import UnreadableLetterError, letter_of
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models.mailbox import Letter, Outcome
from shizheng.systems.hotline.queries.office import office

SUBMIT = "hotline.submit"
_FILE_LIMIT = 20 << 20


@action("hotline.take_letter", "收取邮件", permission=SUBMIT)
def take_letter(actor: Actor, *, raw: bytes, place: str) -> Letter:
    """The row of the letter, which may have been taken before; what cannot be read is kept aside with the reason."""
    try:
        said = letter_of(raw)
    except UnreadableLetterError as error:
        return _kept(actor, f"sm3:{sm3(raw)}", place, Outcome.ASIDE, reason=error.fault.message)
    ident = said.ident or f"sm3:{sm3(raw)}"
    known = Letter.objects.filter(ident=ident).first()
    if known is not None:
        trace(None, f"重复邮件，未再受理：{known.pk}")
        return known
    if said.is_automatic:
        return _kept(actor, ident, place, Outcome.IGNORED, said)
    case = _named(said)
    if case is not None:
        return _added(actor, ident, place, said, case)
    return _taken(actor, ident, place, said)


def _taken(actor: Actor, ident: str, place: str, said: Said) -> Letter:
    files, refused = _stored(actor, said)
    answers: dict[str, Value] = {
        "channel": "mailbox",
        "nature": "help",
        "urgency": "ordinary",
        "title": said.title,
        "text": said.text,
        "call_back": False,
        **({"photos": files} if files else {}),
    }
    try:
        made = open_case(
            actor,
            process=WORK_ORDER.id,
            move="submit",
            answers=answers,
            keeper=office().centre,
            contact=ContactDetails(name=said.sender),
        )
    except ShizhengError as error:
        return _kept(actor, ident, place, Outcome.ASIDE, said, reason=str(error))
    return _kept(actor, ident, place, Outcome.TAKEN, said, made.case, refused)


def _added(actor: Actor, ident: str, place: str, said: Said, case: Case) -> Letter:
    try:
        make_move(actor, case=case, move="supplement", answers={"more": said.text}, expected_version=case.version)
    except ShizhengError as error:
        return _kept(actor, ident, place, Outcome.ASIDE, said, case, str(error))
    return _kept(actor, ident, place, Outcome.ADDED, said, case)


def _named(said: Said) -> Case | None:
    """The case that the subject names, if the same sender had written of it: anybody may guess a number."""
    if not said.number:
        return None
    own = Letter.objects.filter(known_as(Letter, "sender_index", said.address), case=int(said.number[8:]))
    found = own.select_related("case").first()
    return found.case if found is not None and found.case and found.case.number == said.number else None


def _stored(actor: Actor, said: Said) -> tuple[list[int], str]:
    """The files that may be kept, and why the others were not."""
    kept: list[int] = []
    refused: list[str] = []
    for each in said.files:
        try:
            kept.append(store_file(actor, name=each.name, chunks=[each.content], limit=_FILE_LIMIT).pk)
        except ShizhengError as error:
            refused.append(f"附件“{each.name}”没有保存：{error.fault.message}")
    return kept, "；".join(refused)


def _kept(
    actor: Actor,
    ident: str,
    place: str,
    outcome: Outcome,
    said: Said | None = None,
    case: Case | None = None,
    reason: str = "",
) -> Letter:
    row, _ = Letter.objects.get_or_create(
        ident=ident[:200],
        defaults={
            "place": place[:60],
            "sender": said.address if said else "",
            "subject": said.subject if said else "",
            "outcome": outcome,
            "reason": reason[:300],
            "case": case,
        },
    )
    trace(row, f"收取邮件：{outcome.label}")
    return row
