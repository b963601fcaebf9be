"""What Open311 shows: categories as services, cases as service requests."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef

from shizheng.engines.cases.domain.process import Move
from shizheng.engines.cases.models import Case, Category, EventRow
from shizheng.kit import clock
from shizheng.systems.hotline.domain.open311 import Record
from shizheng.systems.hotline.domain.process.process import WORK_ORDER

_TELLING = tuple(move.id for move in WORK_ORDER.moves if any(ask.is_public for ask in move.asks))


def services() -> Iterator[Record]:
    """The leaves of the tree of categories that may be chosen today, with the branch above as their group."""
    below = Category.objects.filter(parent=OuterRef("pk"))
    rows = Category.objects.at(clock.today()).filter(~Exists(below), process__in=["", WORK_ORDER.id])
    for each in rows.select_related("parent").order_by("path"):
        yield service(each)


def service(category: Category) -> Record:
    return {
        "service_code": category.code,
        "service_name": category.name,
        "description": f"{category.parent.name}：{category.name}" if category.parent else category.name,
        "metadata": "false",
        "type": "realtime",
        "keywords": "",
        "group": category.parent.name if category.parent else "",
    }


def service_of(code: str) -> Category | None:
    found: Category | None = Category.objects.at(clock.today()).filter(code=code).select_related("parent").first()
    return found


def requests(cases: Iterable[Case]) -> list[Record]:
    """The cases as service requests, with the latest answer that may be told; two statements."""
    rows = list(cases)
    notes = _answers(rows)
    return [_request(case, notes.get(case.pk, "")) for case in rows]


def _answers(cases: Iterable[Case]) -> Mapping[int, str]:
    rows = EventRow.objects.filter(case_id__in=[case.pk for case in cases], move__in=_TELLING)
    return {row.case_id: _told(row) for row in rows.order_by("case_id", "position")}


def _told(row: EventRow) -> str:
    move: Move | None = WORK_ORDER.move(row.move)
    answers = row.event.body.answers
    return "；".join(str(answers[ask.id]) for ask in (move.asks if move else ()) if ask.is_public and ask.id in answers)


def _request(case: Case, note: str) -> Record:
    stage = WORK_ORDER.stage(case.stage)
    values: dict[str, Any] = {
        "service_request_id": case.number,
        "status": "closed" if case.ended_at else "open",
        "status_notes": note if case.ended_at else "",
        "service_name": case.category.name if case.category else "",
        "service_code": case.category_id or "",
        "description": case.text,
        "agency_responsible": str(case.main or ""),
        "service_notice": stage.label if stage else "",
        "requested_datetime": clock.aware(case.opened_at).isoformat(),
        "updated_datetime": clock.aware(case.since).isoformat(),
        "expected_datetime": clock.aware(case.due_at).isoformat() if case.due_at else "",
        "address": case.place,
        "lat": "" if case.latitude is None else str(case.latitude),
        "long": "" if case.longitude is None else str(case.longitude),
    }
    return values
