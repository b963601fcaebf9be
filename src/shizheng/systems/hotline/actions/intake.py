"""What an agent does with a call: a matter is taken in and at once dispatched, answered, declined or merged; or the
caller adds to an open matter, or asks how far it is. Each is one action, so that it happens whole or not at all."""

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from shizheng.engines.cases.actions.moves import Made, make_move, open_case
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.state import Fields
from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.vault.models import for_machine
from shizheng.systems.hotline.domain.calls import AgentState
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models import AgentSpan, Call, DeskDraft

ACCEPT = "hotline.accept"
FOLLOWING = ("dispatch", "answer", "decline", "merge")
"""Moves that may follow 受理 in the same breath."""


@action("hotline.take_matter", "接听受理", permission=ACCEPT)
def take_matter(
    actor: Actor,
    *,
    answers: Fields,
    contact: ContactDetails | None,
    following: str = "",
    following_answers: Mapping[str, object] | None = None,
    call: Call | None = None,
    key: str = "",
) -> Made:
    """受理, and where `following` names a move of FOLLOWING that move too; both or neither.

    `contact` None is an anonymous caller; one without a number gets that of the call. MoveRefusedError with every fault
    of the move that was refused; DeniedError where either move needs a permission that the actor lacks.
    """
    details = _reached(contact, call)
    made = open_case(actor, process=WORK_ORDER.id, move="register", answers=answers, contact=details, key=key)
    words = "接听受理"
    if following:
        step = WORK_ORDER.move(following)
        if step is None or following not in FOLLOWING:
            raise ValueError(following)
        made = make_move(
            actor,
            case=made.case,
            move=following,
            answers=following_answers or {},  # type: ignore[arg-type]  # what a form of the move's asks gives
            expected_version=1,
            key=f"{key}+" if key else "",
        )
        words = f"接听受理并{step.label}"
    _settle(actor, made.case, call)
    trace(made.case, f"{words}：{made.case.number}")
    return made


@action("hotline.add_to_matter", "补充诉求", permission=ACCEPT, on="case")
def add_to_matter(actor: Actor, *, case: Case, move: str, more: str, call: Call | None = None, key: str = "") -> Made:
    """`move` is `supplement` or `ask_after`: the caller tells more, or asks how far the matter is."""
    given = {"more": more} if more.strip() else {}
    made = make_move(actor, case=case, move=move, answers=given, expected_version=case.version, key=key)
    _settle(actor, made.case, call)
    trace(made.case, f"来电补充：{made.case.number}" if move == "supplement" else f"来电催办：{made.case.number}")
    return made


@action("hotline.restore_draft", "恢复坐席草稿", permission=ACCEPT)
def restore_draft(actor: Actor, *, draft: DeskDraft) -> dict[str, list[str]]:
    """What its author was typing, opened for the author alone."""
    row = DeskDraft.objects.visible_to(actor).get(pk=draft.pk)
    trace(row, "恢复没有提交的内容")
    return msgspec.json.decode(for_machine(row.content) or "{}", type=dict[str, list[str]])


def _reached(contact: ContactDetails | None, call: Call | None) -> ContactDetails | None:
    if contact is None or contact.phone or call is None:
        return contact
    return replace(contact, phone=for_machine(call.caller))


def _settle(actor: Actor, case: Case, call: Call | None) -> None:
    """The call led to the case; what was typed is kept no longer; the agent is ready for the next call."""
    if call is not None:
        row = Call.objects.select_for_update().get(pk=call.pk)
        if row.case_id is None:
            row.case, row.linked_at, row.changed_at = case, clock.now(), clock.now()
            row.save(update_fields=["case", "linked_at", "changed_at"])
    DeskDraft.objects.forget(actor, call)
    span = AgentSpan.objects.open_of(actor.account_id or 0)
    if span is not None and span.state == AgentState.WRAPPING:
        AgentSpan.objects.enter(span.account_id, span.organisation_id, AgentState.READY, clock.now())
