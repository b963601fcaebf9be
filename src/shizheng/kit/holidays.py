"""Days off and make-up working days of one year, as a State Council notice announces them; read from a pack's YAML.

year: 2026
notices:  [{number, title, url}]
holidays: [{name, from, to, makeup: [days worked on a weekend instead]}]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from shizheng.kit.errors import Fault, InvalidInputError

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """The document that announced it."""

    number: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday, both ends included, with the weekend days that are worked for it."""

    name: str
    first: date
    last: date
    makeup: tuple[date, ...] = ()

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=step) for step in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class AnnouncedYear:
    """A year whose arrangement is known. Its first holiday may begin in the December before."""

    year: int
    notices: tuple[Notice, ...]
    holidays: tuple[Holiday, ...]


def read_years(folder: Path) -> list[AnnouncedYear]:
    """Every `<year>.yaml` of a folder, in order; all faults of all files together."""
    years: list[AnnouncedYear] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("[0-9][0-9][0-9][0-9].yaml")):
        try:
            years.append(read_year(path))
        except InvalidInputError as error:
            faults += error.faults
    if faults:
        raise InvalidInputError(faults, "节假日数据有误，未作任何改动")
    return years


def read_year(path: Path) -> AnnouncedYear:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name} 第{mark.line + 1}行" if mark else path.name
        raise InvalidInputError([Fault("不是有效的 YAML 文件", place, "请检查缩进、冒号和日期")]) from error
    return parse_year(data, path.name)


def parse_year(data: Any, source: str) -> AnnouncedYear:
    """The year that a pack's mapping states; InvalidInputError with every fault, placed by `source` and its key."""
    if not isinstance(data, dict) or not isinstance(data.get("year"), int):
        raise InvalidInputError([Fault("缺少年份", f"{source} year", "请写成 year: 2026")])
    faults: list[Fault] = []
    notices = tuple(_notices(data.get("notices"), faults))
    holidays = tuple(_holidays(data.get("holidays"), data["year"], faults))
    faults += _contradictions(holidays)
    if faults:
        raise InvalidInputError([fault.within(source) for fault in faults])
    return AnnouncedYear(data["year"], notices, holidays)


def _entries(items: Any, key: str, faults: list[Fault]) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(items, list) or not items:
        faults.append(Fault("应为至少有一项的列表", key, "请逐项列出"))
        return
    for index, item in enumerate(items):
        if isinstance(item, dict):
            yield f"{key}[{index}]", item
        else:
            faults.append(Fault("应为“名称: 值”的形式", f"{key}[{index}]"))


def _notices(items: Any, faults: list[Fault]) -> Iterator[Notice]:
    for place, item in _entries(items, "notices", faults):
        number, title = item.get("number"), item.get("title")
        if isinstance(number, str) and isinstance(title, str):
            yield Notice(number, title, str(item.get("url", "")))
        else:
            faults.append(Fault("通知缺少文号或标题", place, "请填写 number 和 title"))


def _holidays(items: Any, year: int, faults: list[Fault]) -> Iterator[Holiday]:
    for place, item in _entries(items, "holidays", faults):
        name, makeup = item.get("name"), item.get("makeup", [])
        first, last = item.get("from"), item.get("to")
        if not (isinstance(name, str) and _is_day(first) and _is_day(last) and _are_days(makeup)):
            faults.append(Fault("节日缺少名称，或日期不是“2026-01-01”的形式", place, "请填写 name、from、to、makeup"))
            continue
        found = Holiday(name, first, last, tuple(makeup))
        fault = _misplaced(found, year)
        if fault:
            faults.append(Fault(fault, place))
        yield found


def _is_day(value: Any) -> TypeGuard[date]:
    # A datetime is a date to isinstance, yet in a calendar it is a slip of the pen.
    return type(value) is date


def _are_days(values: Any) -> TypeGuard[list[date]]:
    return isinstance(values, list) and all(_is_day(value) for value in values)


def _misplaced(holiday: Holiday, year: int) -> str:
    """Why its days cannot be meant, or an empty string."""
    earliest, latest = date(year - 1, 12, 1), date(year, 12, 31)
    if holiday.last < holiday.first or (holiday.last - holiday.first).days > 30:
        return "放假的起止日期颠倒或过长"
    if not all(earliest <= day <= latest for day in (holiday.first, holiday.last, *holiday.makeup)):
        return f"日期不在{year}年内"
    if any(day.weekday() < _SATURDAY for day in holiday.makeup):
        return "调休上班日应为周六或周日"
    return ""


def _contradictions(holidays: tuple[Holiday, ...]) -> list[Fault]:
    # A reversed or endless holiday is reported already; walking it would cost more than it tells.
    sound = [holiday for holiday in holidays if not _misplaced(holiday, holiday.last.year)]
    off = {day: holiday.name for holiday in sound for day in holiday.days()}
    return [
        Fault(f"{day}既是{off[day]}放假又是{holiday.name}调休上班", "holidays", "请核对通知原文")
        for holiday in holidays
        for day in holiday.makeup
        if day in off
    ]
