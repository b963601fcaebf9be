"""Which period, unit and dimension a page of figures is about: read from its address, offered on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.measures.domain.periods import Period, month_of, parse, year_of
from shizheng.platform.measures.queries.declaring import Measure, Side

_DAY = timedelta(days=1)
_OWN = frozenset({"period", "from", "to", "page"})


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """`fault` says why what was asked for is not what is shown."""

    period: Period
    fault: str = ""


def chosen_period(request: HttpRequest) -> Chosen:
    """``?period=2026-09`` or ``?from=…&to=…``; this month where nothing is asked, or nothing that can be read."""
    asked, usual = request.GET, month_of(clock.today())
    try:
        if asked.get("from") and asked.get("to"):
            return Chosen(parse(f"{asked['from']}~{asked['to']}"))
        return Chosen(parse(asked["period"]) if asked.get("period") else usual)
    except InvalidInputError as error:
        return Chosen(usual, str(error))


def period_context(request: HttpRequest, chosen: Chosen) -> dict[str, Any]:
    """What ``measures/period.html`` shows: usual periods, the one before and after, and two boxes for any days."""
    kept = {name: str(value) for name, value in request.GET.items() if name not in _OWN}
    return {
        "period": chosen.period,
        "period_fault": chosen.fault,
        "period_choices": [_choice(label, each, chosen.period, kept) for label, each in usual_periods(clock.today())],
        "period_before": _choice("上一期", chosen.period.previous(), chosen.period, kept),
        "period_after": _choice("下一期", chosen.period.following(), chosen.period, kept),
        "period_kept": kept.items(),
    }


def _choice(label: str, period: Period, current: Period, kept: Mapping[str, str]) -> Choice:
    return Choice(label, f"?{urlencode({**kept, 'period': period.code})}", period == current)


def usual_periods(today: date) -> list[tuple[str, Period]]:
    month, week = month_of(today), Period(today - today.weekday() * _DAY, today + (6 - today.weekday()) * _DAY)
    quarter = parse(f"{today.year}Q{(today.month + 2) // 3}")
    year = year_of(today)
    return [
        ("今日", Period(today, today)),
        ("本周", week),
        ("本月", month),
        ("上月", month.previous()),
        ("本季度", quarter),
        ("本年", year),
        ("上年", year.previous()),
    ]


def rows_url(measure: Measure, period: Period, side: Side = "numerator", /, **which: object) -> str:
    """The list of rows behind a figure; `which` may name `unit`, or `dimension` and `value`."""
    query = {"period": period.code, "side": side, **{name: value for name, value in which.items() if value != ""}}
    return f"{reverse('measures:rows', kwargs={'code': measure.id})}?{urlencode(query, doseq=True)}"
