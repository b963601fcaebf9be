"""Codes in annexed catalogues (政府购买服务指导性目录 and the like), judged by the catalogue itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.source import Line

SOURCE = "算术（同一目录内编码与名称应一一对应，下级编码以上级编码开头）"
_ROW = re.compile(r"([A-Z]\d{2,10})[^\S\t]*(\t\s*)(\S[^\t]*)")
LONG = 40  # rows from which a list speaks for itself
FIRM = 2  # times a name must stand under another code to be at home there


class Item(NamedTuple):
    """A row of a catalogue; ``level`` is the cell in which its name stands."""

    line: Line
    code: str
    name: str
    level: int


def _catalogues(reading: Reading) -> Iterator[list[Item]]:
    for block in reading.blocks:
        if isinstance(block, Table) and not block.is_sheet and len(block.rows) >= LONG:
            items = [item for line in block.rows if (item := _item(line))]
            if len(items) >= LONG:
                yield items


def _item(line: Line) -> Item | None:
    found = _ROW.match(line.text)
    if found is None or line.text.count("\t") < 2:
        return None
    code, gap, name = found.groups()
    return Item(line, code, squeeze(name.rstrip()), gap.count("\t"))


@rule("code.catalogue", family="code", title="目录中编码与名称一一对应，下级编码承上级编码", source=SOURCE)
def catalogue(reading: Reading) -> Iterator[Finding]:
    for items in _catalogues(reading):
        yield from _strangers(items)
        yield from _orphans(items)


def _strangers(items: Sequence[Item]) -> Iterator[Finding]:
    """A name at home under another code stands, once, under a code that elsewhere means something else."""
    pairs = Counter((item.code, item.name) for item in items)
    usual: dict[str, tuple[int, str]] = {}
    home: dict[str, tuple[int, str]] = {}
    for (code, name), times in pairs.items():
        usual[code] = max(usual.get(code, (0, "")), (times, name))
        home[name] = max(home.get(name, (0, "")), (times, code))
    if all(home[name][1] == code for code, name in pairs):
        return
    for index, item in enumerate(items):
        known, code = home[item.name]
        if code == item.code or known < FIRM or len(code) != len(item.code):
            continue
        times, name = usual[item.code]
        if name != item.name and times > pairs[item.code, item.name]:
            yield from _strange(items, index, name, code)


def _strange(items: Sequence[Item], index: int, usual: str, home: str) -> Iterator[Finding]:
    item = items[index]
    message = f"编码{item.code}在本目录其他各处为“{usual}”，而“{item.name}”的编码为{home}。请核对编码。"
    key = (f"code:{item.line.number}",)
    yield Finding("code.catalogue", "error", item.line.number, item.code, message, item.code, home, convicts=key)
    for below in items[index + 1 :]:
        if not (below.code.startswith(item.code) and len(below.code) > len(item.code)):
            return
        right = home + below.code[len(item.code) :]
        message = f"上级编码{item.code}有误（应为{home}），本级编码{below.code}也应相应改为{right}。"
        yield Finding(
            "code.catalogue", "error", below.line.number, below.code, message, below.code, right, convicts=key
        )


def _orphans(items: Sequence[Item]) -> Iterator[Finding]:
    """Codes whose letter alone differs from their parent's, so that a lost row above is no explanation."""
    for above, item in pairwise(items):
        if item.code[0] == above.code[0] or item.level != above.level + 1:
            continue
        if item.code[1:].startswith(above.code[1:]) and len(item.code) > len(above.code):
            right = above.code[0] + item.code[1:]
            message = f"编码{item.code}排在{above.code}“{above.name}”之下，按上级编码应为{right}。请核对。"
            yield Finding("code.catalogue", "error", item.line.number, item.code, message, item.code, right)
