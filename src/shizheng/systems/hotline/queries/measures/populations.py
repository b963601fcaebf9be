"""The rows that the hotline's measures count."""

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from shizheng.engines.cases.models import Case, ClockRow, MarkRow, PartyRow, RequestRow
from shizheng.engines.cases.queries.calendars import working_calendar
from shizheng.engines.cases.queries.figures import CASES
from shizheng.kit import clock
from shizheng.kit.calendar import WorkingCalendar
from shizheng.platform.measures.queries.declaring import Column, Population
from shizheng.systems.hotline.models import Exclusion

PROCESS = "hotline"
_SHOWN = (
    Column("编号", "number"),
    Column("标题", "title"),
    Column("类别", "category"),
    Column("区域", "area"),
    Column("主办单位", "main"),
    Column("受理时间", "opened_at", "instant"),
    Column("办结时间", "ended_at", "instant"),
)
_OF_CASE = tuple(Column(each.label, f"case.{each.path}", each.kind) for each in _SHOWN[:6])
_RELATED = ("main", "category", "area")
_RELATED_OF_CASE = tuple(f"case__{name}" for name in _RELATED)
_DIMENSIONS = {
    "area": "area_id",
    "category": "category_id",
    "channel": "channel",
    "nature": "nature",
    "agent": "opened_by_id",
}
_DIMENSIONS_OF_CASE = {name: f"case__{path}" for name, path in _DIMENSIONS.items()}
RESPONSIBLE = Coalesce("main_id", "keeper_id")
"""The unit a case is counted for: its main one, until it has one the centre that took it in."""
RESPONSIBLE_OF_CASE = Coalesce("case__main_id", "case__keeper_id")


def _case_address(row: Case) -> str:
    return row.get_absolute_url()


def _of_case_address(row: Any) -> str:
    return str(row.case.get_absolute_url())


def left_out(case: str) -> Exists:
    """Whether the case was left out of the denominators after review."""
    return Exists(Exclusion.objects.standing().filter(case=OuterRef(case)))


def _accepted() -> "QuerySet[Any]":
    rows: QuerySet[Any] = Case.objects.of(PROCESS).exclude(stage="declined")
    return rows


def _declined() -> "QuerySet[Any]":
    rows: QuerySet[Any] = Case.objects.of(PROCESS).filter(stage="declined")
    return rows


def _closed() -> "QuerySet[Any]":
    rows: QuerySet[Any] = Case.objects.of(PROCESS).filter(ended_at__isnull=False, stage__in=["closed", "archived"])
    return rows


def _handled(rule: str) -> "QuerySet[Any]":
    """Clocks of the rule on which there is a verdict: it was missed, or stopped because the unit did its part."""
    party = PartyRow.objects.filter(case=OuterRef("case_id"), organisation=OuterRef("organisation_id"))
    done = party.filter(signed_at__isnull=False) if rule == "sign" else party.filter(replied_at__isnull=False)
    rows = ClockRow.objects.filter(rule=rule, case__process=PROCESS)
    settled: QuerySet[Any] = rows.filter(Q(breached_at__isnull=False) | Q(Exists(done), stopped_at__isnull=False))
    return settled


def _signings() -> "QuerySet[Any]":
    return _handled("sign")


def _handlings() -> "QuerySet[Any]":
    return _handled("handle").exclude(left_out("case_id"))


def _dispatched() -> "QuerySet[Any]":
    rows: QuerySet[Any] = PartyRow.objects.filter(case__process=PROCESS, role__in=["main", "co"])
    return rows


def _calls(ask: str) -> "QuerySet[Any]":
    rows = MarkRow.objects.filter(move__in=["close", "rework"], ask=ask, case__process=PROCESS)
    found: QuerySet[Any] = rows.exclude(left_out("case_id"))
    return found


def _solved() -> "QuerySet[Any]":
    return _calls("solved")


def _graded() -> "QuerySet[Any]":
    return _calls("satisfaction")


def _supervised() -> "QuerySet[Any]":
    rows: QuerySet[Any] = MarkRow.objects.filter(move="supervise", ask="level", case__process=PROCESS)
    return rows


def _granted(kind: str) -> "QuerySet[Any]":
    rows: QuerySet[Any] = RequestRow.objects.filter(kind=kind, granted=True, case__process=PROCESS)
    return rows


def _returned() -> "QuerySet[Any]":
    return _granted("return")


def _extended() -> "QuerySet[Any]":
    return _granted("extension")


def _of_cases(ident: str, rows: Any, instant: str) -> Population:
    return Population(
        f"hotline.{ident}",
        CASES.id,
        "工单",
        rows,
        instant,
        RESPONSIBLE,
        _DIMENSIONS,
        _SHOWN,
        _case_address,
        _RELATED,
    )


def _beside(ident: str, noun: str, rows: Any, instant: Any, organisation: Any, *columns: Column) -> Population:
    return Population(
        f"hotline.{ident}",
        CASES.id,
        noun,
        rows,
        instant,
        organisation,
        _DIMENSIONS_OF_CASE,
        (*_OF_CASE, *columns),
        _of_case_address,
        _RELATED_OF_CASE,
    )


VERDICT = Coalesce(F("breached_at"), F("stopped_at"))
"""The instant from which a clock's verdict stands: when it was missed, else when it was stopped in time."""
_UNIT = Column("承办单位", "organisation_id", "unit")
_DUE = (_UNIT, Column("到期", "due_at", "instant"), Column("停止", "stopped_at", "instant"))
ACCEPTED = _of_cases("accepted", _accepted, "opened_at")
DECLINED = _of_cases("declined", _declined, "opened_at")
CLOSED = _of_cases("closed", _closed, "ended_at")
SIGNINGS = _beside("signings", "签收时限", _signings, VERDICT, "organisation_id", *_DUE)
HANDLINGS = _beside("handlings", "办理时限", _handlings, VERDICT, "organisation_id", *_DUE)
DISPATCHED = _beside(
    "dispatched",
    "派单",
    _dispatched,
    "since",
    "organisation_id",
    Column("承办单位", "organisation"),
    Column("派遣", "since", "instant"),
)
SOLVED = _beside("solved", "回访", _solved, "at", RESPONSIBLE_OF_CASE, Column("回访", "at", "instant"))
GRADED = _beside("graded", "回访", _graded, "at", RESPONSIBLE_OF_CASE, Column("回访", "at", "instant"))
SUPERVISED = _beside("supervised", "督办", _supervised, "at", RESPONSIBLE_OF_CASE, Column("督办", "at", "instant"))
RETURNED = _beside("returned", "退单", _returned, "at", "organisation_id", _UNIT, Column("申请退回", "at", "instant"))
EXTENDED = _beside("extended", "延期", _extended, "at", "organisation_id", _UNIT, Column("申请延期", "at", "instant"))


def marked(case: str, *moves: str) -> Exists:
    """Whether one of the moves was ever made on the case."""
    return Exists(MarkRow.objects.filter(case=OuterRef(case), move__in=moves))


def was_returned(case: str) -> Exists:
    return Exists(RequestRow.objects.filter(case=OuterRef(case), kind="return", granted=True))


def contacted_in_time() -> Exists:
    """Whether the unit of a clock had spoken with the caller before the clock ran out."""
    return Exists(
        MarkRow.objects.filter(
            case=OuterRef("case_id"),
            organisation_id=OuterRef("organisation_id"),
            move="contact",
            at__lte=OuterRef("due_at"),
        )
    )


def worked(opened: datetime, ended: datetime) -> int:
    """Seconds of working time that a case took."""
    return int(_calendar(clock.today()).hours_between(opened, ended).value.total_seconds())


@lru_cache(maxsize=1)
def _calendar(_day: Any) -> WorkingCalendar:
    """Read once a day: looking for its files costs more than reckoning with it."""
    return working_calendar()
