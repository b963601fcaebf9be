"""Opening a case and moving it on: the two writes that every process is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec
from django.db import IntegrityError, transaction

from shizheng.engines.cases.actions.refusals import KeyReusedError, MoveRefusedError, StaleCaseError
from shizheng.engines.cases.domain.contacts import ContactDetails, contact_faults
from shizheng.engines.cases.domain.deciding import Decision, Refusal, decide
from shizheng.engines.cases.domain.events import TIMED, Cause
from shizheng.engines.cases.domain.facts import Wish
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.making import FollowUp
from shizheng.engines.cases.domain.process import Move, Process
from shizheng.engines.cases.domain.state import NOTHING, Fields, State
from shizheng.engines.cases.domain.words import AskKind
from shizheng.engines.cases.models import Attachment, Case, Contact, EventRow, Submission
from shizheng.engines.cases.models.following import follow
from shizheng.engines.cases.models.writing import Step, write_opening, write_step
from shizheng.engines.cases.queries.history import events_of, state_of
from shizheng.engines.cases.queries.knowledge import gather
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.kit.digest import sm3
from shizheng.kit.errors import Fault
from shizheng.platform.journal.actions import action, chained, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError, require
from shizheng.platform.vault.domain.sealing import blind
from shizheng.platform.vault.models import keys


@dataclass(frozen=True, slots=True)
class Made:
    """The case as it is now, and where the event stands. `repeated` where the same submission had made it before."""

    case: Case
    position: int
    repeated: bool = False


@action("cases.open", "受理", permission=None, journal="own")
def open_case(
    actor: Actor,
    *,
    process: str,
    move: str,
    answers: Fields,
    keeper: Organisation | None = None,
    key: str = "",
    limits: Mapping[str, Limit] | None = None,
    contact: ContactDetails | None = None,
) -> Made:
    """A new case by one of the process's opening moves; without a keeper the actor's own organisation keeps it.

    `limits` by clock are those that another platform has already set, `contact` is kept sealed. MoveRefusedError with
    every fault; DeniedError without the move's permission over the keeper; KeyReusedError where the key was used for
    something else.
    """
    declared, step = _opening(process, move)
    keeper_id = keeper.pk if keeper else actor.organisation_id or 0
    _require_reach(actor, step.permission, keeper)
    wish = Wish(move, answers, keeper_id, limits=limits or {})
    said = _said(actor, process, wish, contact)
    if earlier := _earlier(key, said):
        trace(None, f"重复提交，未再受理：{earlier.case.number}")
        return earlier
    try:
        with transaction.atomic():
            case = _open(actor, declared, step, replace(wish, contact=_written(contact, declared, step)))
            _remember(key, said, case)
    except IntegrityError:
        if earlier := _earlier(key, said):
            trace(None, f"重复提交，未再受理：{earlier.case.number}")
            return earlier
        raise
    return Made(case, 1)


@action("cases.move", "办理", permission=None, journal="own")
def make_move(
    actor: Actor,
    *,
    case: Case,
    move: str,
    answers: Fields,
    expected_version: int,
    organisation: int = 0,
    request: int = 0,
    key: str = "",
) -> Made:
    """One move on the case as its maker saw it; `organisation` and `request` where it is not evident for whom and about
    what.

    StaleCaseError with the events between where others moved it meanwhile; MoveRefusedError with every fault;
    DeniedError without the move's permission over the case.
    """
    declared = process_of(case.process)
    step = declared.move(move)
    if step is None:
        raise MoveRefusedError.of([Fault(f"{declared.noun}没有“{move}”这个动作")], move)
    require(actor, step.permission, case)
    wish = Wish(move, answers, organisation, request)
    case = _locked(case.pk, step, wish)
    said = _said(actor, str(case.uid), wish)
    if earlier := _earlier(key, said):
        trace(None, f"重复提交，未再办理：{case.number}")
        return earlier
    events = events_of(case)
    _require_fresh(declared, case, events, expected_version)
    position = _advance(actor, declared, step, wish, case, events)
    _remember(key, said, case)
    return Made(case, position)


def _opening(process: str, move: str) -> tuple[Process, Move]:
    declared = process_of(process)
    step = declared.move(move)
    if step is None or not step.opens:
        raise MoveRefusedError.of([Fault(f"“{move}”不是建立{declared.noun}的动作")], move)
    return declared, step


def _require_reach(actor: Actor, permission: str, keeper: Organisation | None) -> None:
    """The permission must reach the organisation that will keep the case."""
    require(actor, permission)
    scope = actor.scope(permission)
    if keeper is None or keeper.pk == actor.organisation_id or scope is Scope.ALL:
        return
    path, mine = keeper.path or "", actor.organisation_path
    if scope is not Scope.SUBTREE or not mine or not path.startswith(mine):
        raise DeniedError("不能代该单位受理", remedy="请切换岗位，或由该单位自行受理")


def _written(contact: ContactDetails | None, process: Process, move: Move) -> int:
    """The key of a new contact, 0 where the process keeps none. It is written even where nothing is known yet, so that
    it can be filled in: the opening event is what names it."""
    if not process.contacts:
        return 0
    details = contact or ContactDetails()
    if faults := contact_faults(details):
        raise MoveRefusedError.of(faults, move.label)
    row = Contact.of(details)
    row.save()
    return int(row.pk)


def _open(actor: Actor, process: Process, move: Move, wish: Wish) -> Case:
    facts = gather(actor, process, move, NOTHING, wish, clock.now())
    outcome = decide(process, NOTHING, wish, facts)
    if isinstance(outcome, Refusal):
        raise MoveRefusedError.of(outcome.faults, move.label)
    case = Case(process=process.id, opened_by_id=actor.account_id)
    step = Step(case, outcome.event, NOTHING, outcome.state)
    row = write_opening(step)
    chained(row)
    _attach(case, move, row.position, outcome)
    follow(actor, [(step, row)])
    return case


def _advance(actor: Actor, process: Process, move: Move, wish: Wish, case: Case, events: Sequence[EventRow]) -> int:
    """Decide on the locked case and write the event, with what other cases must do because of it."""
    before = state_of(events)
    at = max(clock.now(), events[-1].at)
    outcome = decide(process, before, wish, gather(actor, process, move, before, wish, at))
    if isinstance(outcome, Refusal):
        raise MoveRefusedError.of(outcome.faults, move.label)
    step = Step(case, outcome.event, before, outcome.state)
    row = write_step(step)
    chained(row)
    _attach(case, move, row.position, outcome)
    follow(actor, [(step, row)])
    for follow_up in outcome.follow_ups:
        _follow(actor, process, case, row.position, follow_up, outcome.state)
    return row.position


def _follow(actor: Actor, process: Process, case: Case, position: int, wanted: FollowUp, state: State) -> None:
    """What a move makes other cases do is part of it: all of it or none."""
    move = process.move(wanted.move)
    if move is None:
        raise MoveRefusedError.of([Fault(f"{process.noun}没有“{wanted.move}”这个动作")], wanted.move)
    wish = Wish(move.id, wanted.answers, cause=Cause(case.pk, position))
    if wanted.splits:
        part = replace(wish, organisation=state.keeper, origin=case.pk, contact=case.contact_id or 0)
        _open(actor, process, move, part)
        return
    for child in Case.objects.select_for_update().filter(parent_id=case.pk).order_by("pk"):
        events = events_of(child)
        if state_of(events).stage in move.origins:
            _advance(actor, process, move, wish, child, events)


def _locked(pk: int, move: Move, wish: Wish) -> Case:
    """The case's row, locked until the transaction ends, with any other case that the move names: lowest key first, so
    that two moves cannot wait for each other."""
    named = (wish.answers.get(ask.id) for ask in move.asks if ask.kind is AskKind.CASE)
    wanted = {pk, *(each for each in named if isinstance(each, int))}
    rows = {row.pk: row for row in Case.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    return rows[pk]


def _require_fresh(process: Process, case: Case, events: Sequence[EventRow], expected: int) -> None:
    """What time alone does, and quiet moves, leave the maker's picture true."""
    between = [row for row in events if row.position > expected]
    quiet = {*TIMED, *(move.id for move in process.moves if move.quiet)}
    if expected > case.version or any(row.move not in quiet for row in between):
        raise StaleCaseError(process, case, between)


def _attach(case: Case, move: Move, position: int, outcome: Decision) -> None:
    answers = outcome.event.body.answers
    found = [
        Attachment(case=case, file_id=file, position=position, ask=ask.id)
        for ask in move.asks
        if ask.kind is AskKind.FILES
        for file in _listed(answers.get(ask.id))
    ]
    if found:
        Attachment.objects.bulk_create(found)


def _listed(value: object) -> list[int]:
    return value if isinstance(value, list) else []


def _said(actor: Actor, about: str, wish: Wish, contact: ContactDetails | None = None) -> str:
    """A digest of who submitted what; of whoever raised it only what a key of the vault makes of them."""
    who = blind(keys().current, repr(contact), "cas_submission") if contact else ""
    said = (actor.account_id, about, wish.move, dict(wish.answers), wish.organisation, wish.request, who)
    return sm3(msgspec.json.encode(said, order="deterministic"))


def _earlier(key: str, said: str) -> Made | None:
    if not key:
        return None
    found = Submission.objects.select_related("case").filter(pk=key).first()
    if found is None:
        return None
    if found.digest != said:
        raise KeyReusedError
    return Made(found.case, found.position, repeated=True)


def _remember(key: str, said: str, case: Case) -> None:
    if key:
        Submission.objects.create(key=key, case=case, position=case.version, digest=said, at=clock.now())
