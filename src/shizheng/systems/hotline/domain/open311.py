"""Open311 GeoReport v2 as plain values: what is asked, what is answered, in JSON and in XML.

Source: the public specification GeoReport v2 (wiki.open311.org). Lists are named in XML as it names them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree

from shizheng.engines.cases.domain.points import written
from shizheng.kit.errors import InvalidInputError

Record = Mapping[str, str]
_ITEMS = {"services": "service", "service_requests": "request", "errors": "error"}
LONGEST = 4000
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TITLE = 40


class ReportError(Exception):
    """A refusal in the words of the specification: its status and a description."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status, self.description = status, description


@dataclass(frozen=True, slots=True)
class Posted:
    """A request as it was sent in, judged."""

    service_code: str
    description: str
    address: str
    point: str
    name: str
    phone: str
    media_url: str

    @property
    def title(self) -> str:
        first = self.description.splitlines()[0]
        return first if len(first) <= TITLE else first[: TITLE - 1] + "…"

    @property
    def text(self) -> str:
        return f"{self.description}\n附图：{self.media_url}" if self.media_url else self.description


def posted(form: Mapping[str, str]) -> Posted:
    """What was sent in; ReportError (400) says what is missing or wrong."""
    found = {name: form.get(name, "").strip() for name in form}
    get = found.get
    code, description = get("service_code", ""), get("description", "")
    if not code:
        raise ReportError(400, "service_code was not provided 没有写明事项编码")
    if not description:
        raise ReportError(400, "description was not provided 没有写明诉求内容")
    if len(description) > LONGEST:
        raise ReportError(400, f"description is longer than {LONGEST} 诉求内容超过{LONGEST}个字")
    point, address = _point(get("lat", ""), get("long", "")), get("address_string", "")[:200]
    if not (point or address):
        raise ReportError(400, "lat and long or address_string were not provided 没有写明地点")
    name = f"{get('last_name', '')}{get('first_name', '')}"[:50]
    return Posted(code, description, address, point, name, get("phone", "")[:25], get("media_url", "")[:500])


def _point(latitude: str, longitude: str) -> str:
    if not latitude and not longitude:
        return ""
    try:
        return written(Decimal(latitude), Decimal(longitude))
    except (InvalidOperation, InvalidInputError) as error:
        raise ReportError(400, "lat and long are no coordinates 坐标有误") from error


def instant(text: str, name: str) -> datetime | None:
    """A W3C date and time with its zone; None for nothing."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00").replace(" ", "+"))
    except ValueError as error:
        raise ReportError(400, f"{name} is no W3C date time 时间应写成 2026-01-31T08:00:00+08:00") from error
    if found.tzinfo is None:
        raise ReportError(400, f"{name} has no time zone 时间没有写明时区")
    return found


def as_json(records: Sequence[Record]) -> str:
    return json.dumps([dict(each) for each in records], ensure_ascii=False)


def as_xml(root: str, records: Sequence[Record]) -> str:
    top = ElementTree.Element(root)
    for record in records:
        item = ElementTree.SubElement(top, _ITEMS[root])
        for name, value in record.items():
            ElementTree.SubElement(item, name).text = _allowed(value)
    return '<?xml version="1.0" encoding="utf-8"?>' + ElementTree.tostring(top, encoding="unicode")


def _allowed(text: str) -> str:
    """Without what no XML may hold."""
    return _FORBIDDEN.sub("", text)
