"""Cases for programs: taken in, listed, read, moved on. Each route calls what the pages call."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from shizheng.console.keyset import keyset_page
from shizheng.engines.cases.actions.moves import Made, make_move, open_case
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.deciding import Offer
from shizheng.engines.cases.domain.process import Ask, Move
from shizheng.engines.cases.domain.words import AskKind
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.queries.choices import stage_labels
from shizheng.engines.cases.queries.contacts import is_withheld
from shizheng.engines.cases.queries.desk import case_file, parties_of
from shizheng.engines.cases.queries.history import told
from shizheng.engines.cases.queries.processes import process
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.files.actions import store_file
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.orgs.queries import keys_of, unit_of
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import acting, require
from shizheng.systems.hotline.api.shapes import (
    CaseFull,
    CaseIn,
    CasesAsked,
    CasesOut,
    EventOut,
    FileOut,
    Ident,
    Limit,
    MadeOut,
    MoveIn,
    OfferOut,
    Problem,
)
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

VIEW = WORK_ORDER.view
router = Router(tags=["工单"])
REFUSED = frozenset({400, 401, 403, 404, 409, 413, 422, 429})
REFUSALS: dict[Any, Any] = {REFUSED: Problem}
_NAMING = {AskKind.ORGANISATION, AskKind.ORGANISATIONS}


def visible(actor: Actor) -> Any:
    require(actor, VIEW)
    return Case.objects.visible_to(actor, VIEW).of(WORK_ORDER.id)


def one(request: HttpRequest, pk: int) -> Case:
    rows = visible(acting(request)).select_related("main", "category", "area", "contact")
    found: Case = get_object_or_404(rows, pk=pk)
    return found


@router.post("/cases", response={200: MadeOut, 201: MadeOut, **REFUSALS}, summary="受理一件诉求")
def add_case(request: HttpRequest, body: CaseIn) -> Any:
    """201 for a new case, 200 where the same submission had made it before."""
    actor = acting(request)
    move = WORK_ORDER.move(body.move)
    made = open_case(
        actor,
        process=WORK_ORDER.id,
        move=body.move,
        answers=named(move, body.answers),
        keeper=_unit(body.keeper, "keeper"),
        key=_own(actor, body.key),
        contact=ContactDetails(**body.contact.dict()) if body.contact else None,
    )
    return Status(200 if made.repeated else 201, _made(made))


@router.get("/cases", response={200: CasesOut, **REFUSALS}, summary="工单列表，最近受理的在前")
def list_cases(request: HttpRequest, asked: Query[CasesAsked], after: str = "", limit: Limit = 50) -> Any:
    rows = _narrowed(visible(acting(request)), asked).select_related("main").order_by("-opened_at", "-pk")
    page = keyset_page(rows.defer("text"), size=limit, after=after[:2000])
    return {"items": [short(case) for case in page.rows], "next": page.next}


@router.get("/cases/{pk}", response={200: CaseFull, **REFUSALS}, summary="一件工单")
def get_case(request: HttpRequest, pk: Ident) -> Any:
    case = one(request, pk)
    parties = parties_of(case)
    shown = [
        {
            "organisation": row.organisation.code,
            "name": str(row.organisation),
            "role": row.role,
            "state": row.state,
            "signed_at": row.signed_at,
            "replied_at": row.replied_at,
            "due_at": row.due_at,
        }
        for row in parties
    ]
    return {**short(case), "text": case.text, "parties": shown, "contact": _masked(acting(request), case)}


@router.get("/cases/{pk}/events", response={200: list[EventOut], **REFUSALS}, summary="办理经过")
def list_events(request: HttpRequest, pk: Ident) -> Any:
    case = one(request, pk)
    declared = process(case.process)
    events = list(case.events.order_by("position"))
    return [
        {
            "position": row.position,
            "at": row.at,
            "move": row.move,
            "name": line.what,
            "who": line.who,
            "stage": row.stage,
            "public": _public(declared.move(row.move), row.event.body.answers),
            "digest": row.digest,
        }
        for row, line in zip(events, told(declared, events), strict=True)
    ]


@router.get("/cases/{pk}/offers", response={200: list[OfferOut], **REFUSALS}, summary="现在可以办理的动作")
def list_offers(request: HttpRequest, pk: Ident) -> Any:
    actor = acting(request)
    found = case_file(actor, one(request, pk))
    codes = {row.organisation_id: row.organisation.code for row in found.parties}
    return [_offered(offer, codes) for offer in found.offers if actor.may(offer.move.permission)]


@router.post("/cases/{pk}/moves", response={200: MadeOut, **REFUSALS}, summary="办理一个动作")
def add_move(request: HttpRequest, pk: Ident, body: MoveIn) -> Any:
    """409 where others moved the case meanwhile, with what they did."""
    case, actor = one(request, pk), acting(request)
    unit = _unit(body.organisation, "organisation")
    made = make_move(
        actor,
        case=case,
        move=body.move,
        answers=named(WORK_ORDER.move(body.move), body.answers),
        expected_version=body.version,
        organisation=unit.pk if unit else 0,
        request=body.request,
        key=_own(actor, body.key),
    )
    return _made(made)


@router.post("/files", response={201: FileOut, **REFUSALS}, summary="上传附件，所得编号用于办理")
def add_file(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> Any:
    require(acting(request), VIEW)
    stored = store_file(acting(request), name=file.name or "", chunks=file.chunks())
    return Status(201, {"id": stored.pk, "name": stored.name, "size": stored.size, "digest": stored.digest})


def _narrowed(rows: Any, asked: CasesAsked) -> Any:
    plain = {"stage": asked.stage, "main__code": asked.unit, "channel": asked.channel}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    for tree in ("category", "area"):
        if code := getattr(asked, tree):
            rows = rows.within(tree, code)
    if asked.opened_from:
        rows = rows.filter(opened_at__gte=_midnight(asked.opened_from))
    if asked.opened_to:
        rows = rows.filter(opened_at__lt=_midnight(asked.opened_to + timedelta(days=1)))
    if asked.overdue:
        rows = rows.overdue(clock.now())
    return rows.called(asked.words) if asked.words.strip() else rows


def _midnight(day: date) -> datetime:
    try:
        return clock.aware(datetime.combine(day, time()))
    except OverflowError as error:
        raise InvalidInputError([Fault("日期超出范围", "opened_from")]) from error


def named(move: Move | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the process takes them: units by code become their keys; what is none stays, to be refused."""
    found = dict(answers)
    asks = [ask for ask in (move.asks if move else ()) if ask.kind in _NAMING and ask.id in found]
    wanted = {code for ask in asks for code in _codes(found[ask.id])}
    units = keys_of(wanted)
    for ask in asks:
        found[ask.id] = _keys(ask, found[ask.id], units)
    return found


def _codes(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if _is_code(each)]


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= 40 and "\0" not in value


def _keys(ask: Ask, value: Any, units: Mapping[str, int]) -> Any:
    if isinstance(value, list):
        return [_key(ask, each, units) for each in value]
    return _key(ask, value, units)


def _key(ask: Ask, value: Any, units: Mapping[str, int]) -> int:
    if not _is_code(value) or value not in units:
        raise InvalidInputError([Fault("没有这个单位编码", ask.label, "单位请写编码")])
    return units[value]


def _unit(code: str, place: str) -> Organisation | None:
    if not code:
        return None
    found = unit_of(code) if _is_code(code) else None
    if found is None:
        raise InvalidInputError([Fault("没有这个单位编码", place)])
    return found


def _own(actor: Actor, key: str) -> str:
    """Keys of one client are no business of another's."""
    return f"{actor.account_id}:{key}" if key else ""


def _made(made: Made) -> dict[str, Any]:
    case = made.case
    return {"id": case.pk, "number": case.number, "version": case.version, "repeated": made.repeated}


def short(case: Case) -> dict[str, Any]:
    names = ("version", "stage", "title", "place", "nature", "urgency", "channel", "opened_at", "ended_at", "due_at")
    return {
        "id": case.pk,
        "number": case.number,
        **{name: getattr(case, name) for name in names},
        "stage_name": stage_labels(process(case.process)).get(case.stage, case.stage),
        "category": case.category_id or "",
        "area": case.area_id or "",
        "main": case.main.code if case.main else "",
        "breached": case.breached,
    }


def _masked(actor: Actor, case: Case) -> dict[str, str]:
    """Masked, or nothing of whoever asked for confidence where the actor may not know."""
    contact = case.contact
    if contact is None or is_withheld(actor, case):
        return {}
    return {name: str(getattr(contact, name)) for name in ("name", "phone", "identity", "address")}


def _public(move: Move | None, answers: Mapping[str, Any]) -> dict[str, str]:
    asks = (ask for ask in (move.asks if move else ()) if ask.is_public and ask.id in answers)
    return {ask.label: str(answers[ask.id]) for ask in asks}


def _offered(offer: Offer, codes: Mapping[int, str]) -> dict[str, Any]:
    return {
        "move": offer.move.id,
        "name": offer.move.label,
        "organisation": codes.get(offer.organisation, ""),
        "request": offer.request,
        "objection": offer.objection,
        "asks": [_asked(ask) for ask in offer.move.asks],
    }


def _asked(ask: Ask) -> dict[str, Any]:
    return {
        "id": ask.id,
        "label": ask.label,
        "kind": ask.kind.value,
        "required": ask.required,
        "choices": [{"value": value, "label": label} for value, label in ask.choices],
        "only_if": {"ask": ask.only_if[0], "answers": list(ask.only_if[1])} if ask.only_if else None,
    }
