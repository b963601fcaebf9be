"""Instants as exports of many systems write them: ISO, Chinese, and American with AM and PM."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from shizheng.kit.clock import ZONE

_MINUTE = r"(?:(?P<minute>\d{1,2})[:：分]?(?:(?P<second>\d{1,2})(?:\.\d+)?秒?)?)?"
_CLOCK = r"(?:[ T]*(?P<half>上午|下午|中午|晚上|凌晨|早上)?\s*(?P<hour>\d{1,2})[:：时点]" + _MINUTE
_TAIL = r"\s*(?P<ampm>[AaPp]\.?[Mm]\.?)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?$"
_YEAR_FIRST = re.compile(
    r"^(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?" + _CLOCK + _TAIL
)
_MONTH_FIRST = re.compile(r"^(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})" + _CLOCK + _TAIL)
_COMPACT = re.compile(
    r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[ T]?(?P<hour>\d{2}):?(?P<minute>\d{2}):?(?P<second>\d{2})?)?$"
)
_AFTERNOON = {"下午", "晚上", "pm"}
_NOON = 12
SHAPES = "如 2018-02-08 15:34:40、2018年2月8日 15时34分、02/08/2018 03:34:40 PM"


def read_instant(text: str, zone: ZoneInfo = ZONE) -> datetime | None:
    """An aware instant, a bare day being its midnight; None where the text is no instant.

    A slash with the year last is read month first, as exports of the United States are written.
    """
    text = text.strip()
    match = _YEAR_FIRST.match(text) or _MONTH_FIRST.match(text) or _COMPACT.match(text)
    if match is None:
        return None
    part = {name: value for name, value in match.groupdict().items() if value}
    try:
        day = date(int(part["year"]), int(part["month"]), int(part["day"]))
        moment = time(_hour(int(part.get("hour", 0)), part), int(part.get("minute", 0)), int(part.get("second", 0)))
    except ValueError:
        return None
    if "zone" in part:
        return datetime.fromisoformat(f"{day}T{moment}" + part["zone"].replace("Z", "+00:00"))
    return datetime.combine(day, moment, zone)


def _hour(hour: int, part: dict[str, str]) -> int:
    half = part.get("ampm", "").lower().replace(".", "") or part.get("half", "")
    if half == "am" and hour > _NOON:
        raise ValueError("thirteen in the morning")
    if half in _AFTERNOON and hour < _NOON:
        return hour + _NOON
    return 0 if half in {"am", "凌晨", "上午"} and hour == _NOON else hour
