"""Persons and their telephone numbers across the sheets: one person with two numbers, two persons with one."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table

SOURCE = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容真实、前后一致；《个人信息保护法》第二十五条"
AGENT = re.compile(r"(?:经办人|填报人|填表人|联系人)[\s:：]*([一-鿿]{2,4})(?=[\s,，;；]|$)")
NUMBER = re.compile(r"(联系电话|电话)[\s:：]*(\d[\d\- ]{6,14}\d)")
LABELS = ("联系", "电话", "填报", "日期", "负责")


class Contact(NamedTuple):
    """Who can be asked about a sheet; never shown."""

    name: str
    number: str
    line: int
    label: str


@rule("privacy.contacts", family="privacy", title="同一经办人的电话前后不一", source=SOURCE)
def contacts(reading: Reading) -> Iterator[Finding]:
    """Says at which lines, without printing name or number; each line once."""
    seen: list[Contact] = []
    for contact in _contacts(reading):
        other = next((one for one in seen if (one.name == contact.name) != (one.number == contact.number)), None)
        if other:
            what = "同一经办人在两处的电话号码不同" if other.name == contact.name else "两名经办人的电话号码相同"
            message = f"{what}（第{other.line}行与本行），至少有一处有误，请核对；个人电话一般不应公开。"
            yield Finding("privacy.contacts", "warning", contact.line, contact.label, message)
        seen.append(contact)


def _contacts(reading: Reading) -> Iterator[Contact]:
    for block in reading.blocks:
        if not isinstance(block, Table) or not block.is_sheet:
            continue
        for row in block.rows[-6:]:
            name, number = AGENT.search(row.text), NUMBER.search(row.text)
            if name and number and not name[1].startswith(LABELS):
                yield Contact(name[1], re.sub(r"\D", "", number[2]), row.number, number[1])
