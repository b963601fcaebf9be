"""Call figures: how many came in, how many were answered and how soon, how agents spent their time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Max, Q, QuerySet

from shizheng.kit import clock
from shizheng.platform.measures.domain.figures import PERCENT, SECONDS, Direction, Shape
from shizheng.platform.measures.queries.declaring import Changed, Column, Measure, Population, Reckoned, Source, Tally
from shizheng.systems.hotline.domain.calls import AgentState
from shizheng.systems.hotline.models.calls import AgentSpan, Call

SERVICE = "GB/T 33358—2016《政府热线服务规范》"
SOON = 15
"""Seconds within which a call should be answered (GB/T 33358)."""
OVERLAP = timedelta(hours=1)
"""So far back a reading begins again: a change is stamped before its transaction commits."""


def _read(cursor: str) -> datetime | None:
    return datetime.fromisoformat(cursor) if cursor else None


def _latest() -> datetime | None:
    stamps: list[Any] = [
        Call.objects.aggregate(at=Max("changed_at"))["at"],
        AgentSpan.objects.aggregate(at=Max("until"))["at"],
    ]
    return max((clock.aware(stamp) for stamp in stamps if stamp is not None), default=None)


def news(cursor: str) -> bool:
    """Whether a call changed or an agent's state ended since; both columns only grow."""
    latest, read = _latest(), _read(cursor)
    return latest is not None and (read is None or latest > read)


def changed(cursor: str) -> Changed:
    """The days of calls and of ended states that changed since. When a call came in never changes, nor does a state
    that has ended, so that the day it stands on now is the only one."""
    latest, read = _latest(), _read(cursor)
    if latest is None:
        return Changed(frozenset() if read else None, cursor)
    if read is None:
        return Changed(None, latest.isoformat())
    return Changed(frozenset(_days(read - OVERLAP)), latest.isoformat())


def _days(since: datetime) -> Iterator[date]:
    calls = Call.objects.filter(changed_at__gte=since).values_list("started_at", flat=True)
    spans = AgentSpan.objects.filter(until__gte=since).values_list("until", flat=True)
    for at in (*calls.iterator(), *spans.iterator()):
        if at is not None:
            yield clock.aware(at).date()


CALL_FACTS = Source("hotline_calls", "热线通话", changed, news)


def _incoming() -> "QuerySet[Any]":
    rows: QuerySet[Any] = Call.objects.incoming()
    return rows


def _offered() -> "QuerySet[Any]":
    rows: QuerySet[Any] = Call.objects.incoming().filter(offered_at__isnull=False)
    return rows


def _spans() -> "QuerySet[Any]":
    rows: QuerySet[Any] = AgentSpan.objects.filter(until__isnull=False).exclude(state=AgentState.AWAY)
    return rows


def _lasted(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds()))


_SHOWN = (
    Column("来电时间", "started_at", "instant"),
    Column("结果", "disposition"),
    Column("坐席", "account.name"),
    Column("等待秒数", "wait_seconds"),
    Column("通话秒数", "talk_seconds"),
)


def _of_calls(ident: str, rows: Any) -> Population:
    agent = {"agent": "account_id"}
    return Population(
        f"hotline.{ident}", CALL_FACTS.id, "来电", rows, "started_at", "organisation_id", agent, _SHOWN,
        lambda row: row.get_absolute_url(), ("account",),
    )  # fmt: skip


INCOMING, OFFERED = _of_calls("incoming", _incoming), _of_calls("offered", _offered)
SPANS = Population(
    "hotline.spans",
    CALL_FACTS.id,
    "坐席状态",
    _spans,
    "until",
    "organisation_id",
    {"agent": "account_id"},
    (
        Column("坐席", "account.name"),
        Column("状态", "state"),
        Column("起", "since", "instant"),
        Column("止", "until", "instant"),
    ),
    related=("account",),
)
_ANSWERED = Q(answered_at__isnull=False)
_SPENT = Reckoned(("since", "until"), _lasted)
_measure = partial(Measure, owner="hotline", permission="hotline.calls", source=SERVICE)
COUNT_OF_CALLS = Shape("个")

INCOMING_COUNT = _measure(
    "hotline.calls",
    "呼入量",
    definition="统计期间呼入热线的电话个数。",
    numerator=Tally(INCOMING),
    shape=COUNT_OF_CALLS,
    order=60,
)
ANSWERED_SHARE = _measure(
    "hotline.connected",
    "接通率",
    definition="统计期间转到坐席的来电中，坐席接起的占比。",
    numerator=Tally(OFFERED, _ANSWERED),
    denominator=Tally(OFFERED),
    shape=PERCENT,
    better=Direction.MORE,
    order=62,
)
SOON_SHARE = _measure(
    "hotline.answered_soon",
    "15秒接起率",
    definition="统计期间转到坐席的来电中，15秒内接起的占比。",
    numerator=Tally(OFFERED, _ANSWERED & Q(wait_seconds__lte=SOON)),
    denominator=Tally(OFFERED),
    shape=PERCENT,
    better=Direction.MORE,
    order=64,
)
TALK_TIME = _measure(
    "hotline.talk_time",
    "平均通话时长",
    definition="统计期间坐席接起的来电的平均通话秒数。",
    numerator=Tally(OFFERED, _ANSWERED, "talk_seconds"),
    denominator=Tally(OFFERED, _ANSWERED),
    shape=SECONDS,
    order=66,
)
BUSY_SHARE = _measure(
    "hotline.busy",
    "坐席利用率",
    definition="统计期间结束的坐席状态中，通话和话后处理的时长与签入时长之比。",
    numerator=Tally(SPANS, Q(state__in=[AgentState.TALKING, AgentState.WRAPPING]), _SPENT),
    denominator=Tally(SPANS, amount=_SPENT),
    shape=PERCENT,
    better=Direction.MORE,
    order=68,
)
ALL = (INCOMING_COUNT, ANSWERED_SHARE, SOON_SHARE, TALK_TIME, BUSY_SHARE)
