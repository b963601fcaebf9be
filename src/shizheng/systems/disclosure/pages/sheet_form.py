"""A target sheet between its form, its rows and another officer's sheet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpRequest, QueryDict

from shizheng.engines.fiscal.domain.promises import Column, Level2, Promise
from shizheng.engines.fiscal.models import Indicator, TargetSheet
from shizheng.systems.disclosure.domain.budgeting.grid import amount
from shizheng.systems.disclosure.domain.budgeting.merging import merge
from shizheng.systems.disclosure.domain.budgeting.template import level1_of
from shizheng.systems.disclosure.pages.conflicts import Conflict, conflict, unsealed

FIELD = re.compile(r"g(\d{1,4})-(column|level2|name|text|weight)")
MOST = 200
GOALS = ("实施期目标", "年度目标")
Key = tuple[str, str, str]
Value = tuple[str, str]


class Filled(NamedTuple):
    """A sheet as its form holds it: the indicators, and the goals of the period and of the year."""

    rows: list[dict[str, str]]
    goals: tuple[str, str]

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Filled":
        return cls(kept["rows"], (kept["goals"][0], kept["goals"][1]))


def goal_rows(data: QueryDict) -> list[dict[str, str]]:
    """The indicator rows of the form in their order, without those that hold nothing."""
    found: dict[int, dict[str, str]] = {}
    for field, text in data.items():
        if match := FIELD.fullmatch(field):
            found.setdefault(int(match[1]), {})[match[2]] = str(text).strip()[:300]
    rows = [found[number] for number in sorted(found)]
    return [row for row in rows if row.get("name") or row.get("text")][:MOST]


def promise_of(row: Mapping[str, str]) -> Promise:
    """What a row promises; a level or weight that is none of ours becomes the first or none."""
    level2 = next((each for each in Level2 if each == row.get("level2")), Level2.QUANTITY)
    column = next((each for each in Column if each == row.get("column")), Column.ANNUAL)
    weight = amount(row.get("weight", ""))
    return Promise(
        level1_of(level2),
        level2,
        row.get("name", ""),
        row.get("text", ""),
        column,
        weight=weight if isinstance(weight, Decimal) and weight else None,
    )


def bad_weights(rows: Sequence[Mapping[str, str]]) -> list[str]:
    return [
        f"第{number}行 分值：“{row.get('weight', '')}”不是数字"
        for number, row in enumerate(rows, 1)
        if isinstance(amount(row.get("weight", "")), str)
    ]


def posted(request: HttpRequest) -> tuple[Filled, Filled, int]:
    """What is in the form, and what it was opened on: its content and its version."""
    goals = request.POST.get("period_goal", "")[:4000], request.POST.get("annual_goal", "")[:4000]
    rows, opened = unsealed(request.POST.get("base", ""), ([], ("", "")))
    version = request.POST.get("sheet_version", "")
    return (
        Filled(goal_rows(request.POST), goals),
        Filled(rows, (opened[0], opened[1])),
        int(version) if version.isdecimal() else 0,
    )


def filled(sheet: TargetSheet | None) -> Filled:
    """What is stored, as the form holds it."""
    if sheet is None:
        return Filled([], ("", ""))
    return Filled([_row(each) for each in _ordered(sheet)], (sheet.period_goal, sheet.annual_goal))


def keyed(rows: Iterable[Mapping[str, str]]) -> dict[Key, Value]:
    """Indicators by what makes one the same, each with its text and weight."""
    return {_key(row): (row.get("text", ""), _weight(row.get("weight", ""))) for row in rows}


def both(typed: Filled, base: Filled, now: Filled, who: str) -> tuple[Filled, Conflict]:
    """What was typed together with what only the other changed, and the difference in words."""
    rows = merge(*(keyed(each.rows) for each in (base, typed, now)))
    goals = merge(*(dict(zip(GOALS, each.goals, strict=True)) for each in (base, typed, now)))
    mine = {_key(row): row for row in typed.rows}
    merged = [_row_of(key, value, mine) for key, value in rows.values.items()]
    told = conflict(who, rows, _what, _told, goals)
    return Filled(merged, (goals.values[GOALS[0]], goals.values[GOALS[1]])), told


def _key(row: Mapping[str, str]) -> Key:
    promise = promise_of(row)
    return str(promise.column), str(promise.level2), promise.name


def _weight(text: str) -> str:
    weight = amount(text)
    return f"{weight.normalize():f}" if isinstance(weight, Decimal) and weight else ""


def _row_of(key: Key, value: Value, mine: Mapping[Key, dict[str, str]]) -> dict[str, str]:
    column, level2, name = key
    shown = {"column": column, "level2": level2, "name": name, "text": value[0], "weight": value[1]}
    return {**mine.get(key, {}), **shown}


def _what(key: Key) -> str:
    column, level2, name = key
    return " ".join((dict(Column.choices())[column], dict(Level2.choices())[level2], name))


def _told(value: Value) -> str:
    text, weight = value
    return f"{text}（{weight}分）" if weight else text


def _ordered(sheet: TargetSheet) -> Iterable[Indicator]:
    return sorted(sheet.indicators.all(), key=lambda row: (row.column, row.order))


def _row(indicator: Indicator) -> dict[str, str]:
    return {
        "column": indicator.column,
        "level2": indicator.level2,
        "name": indicator.name,
        "text": indicator.text,
        "weight": "" if indicator.weight is None else _weight(f"{indicator.weight:f}"),
    }
