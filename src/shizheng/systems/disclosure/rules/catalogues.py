"""Annexed catalogues (政府购买服务指导性目录 and the like), judged by themselves: their codes and names."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.sheets.phrases import is_exported
from shizheng.systems.disclosure.domain.source import Line

CATALOGUE = "财综〔2020〕102号等政府购买服务指导性目录编制要求：分级编码，上下级对应"
ALIKE = "算术（同一目录内编码与名称应一一对应，下级编码以上级编码开头）"
ROW = re.compile(r"([A-Z]\d{2}(?:\d{2}){0,3})([ \t]+)([^\t]*)")
UPPER = 5  # characters of a code that all parts of a catalogue share
LEAF = 7  # characters of a code that each part numbers for itself
RARE = 10  # groups of siblings to one gap: below that gaps are the catalogue's way
LONG = 40  # named rows of a table from which on a catalogue speaks for itself
FIRM = 2  # times a name must stand under another code to be at home there


class Entry(NamedTuple):
    """A row of a catalogue; ``level`` is the cell in which its name stands."""

    code: str
    name: str
    line: Line
    level: int
    torn: bool  # stands right below a table head that a page break repeats


Part = Sequence[Entry]


@once
def _catalogues(reading: Reading) -> list[list[Part]]:
    """The catalogues, each in parts: a new one begins where the codes begin anew with a first level."""
    tables = (block for block in reading.blocks if isinstance(block, Table) and not block.is_sheet)
    return [list(_parts(table)) for table in tables if any(ROW.match(line.text) for line in table.rows[:8])]


def _parts(table: Table) -> Iterator[Part]:
    entries: list[Entry] = []
    torn = False
    for line in table.rows:
        match = ROW.match(line.text)
        if match:
            code, gap, name = match.groups()
            entries.append(Entry(code, name.rstrip(), line, gap.count("\t"), torn))
            torn = False
            continue
        torn = line.text.startswith("代码")
        if line.text.startswith("A\t") and entries:
            yield entries
            entries = []
    yield entries


@rule("code.catalogue_parent", family="code", title="目录编码缺上级、缺名称或名称不一", source=CATALOGUE)
def upper_levels(reading: Reading) -> Iterator[Finding]:
    """A1604 without A16; a name left out; one code of an upper level under two names."""
    exported = is_exported(reading)
    parts = [part for parts in _catalogues(reading) for part in parts if len(part) > 1 or part is not parts[-1]]
    yield from _gaps(parts)
    for entries in parts:
        yield from _parentless(entries, exported)
    yield from _renamed([entry for part in parts for entry in part if len(entry.code) <= UPPER and entry.name])


def _parentless(entries: Part, exported: bool) -> Iterator[Finding]:
    """What follows a repeated table head was cut by the page; so was a name that is gone."""
    held: set[str] = set()
    for entry in entries:
        code, name, line, _, page_break = entry
        if len(code) > 3 and code[:-2] not in held:
            lacking = next(code[:size] for size in range(len(code) - 2, 2, -2) if code[:size] not in held)
            if not any(f"{letter}{code[1:-2]}" in held for letter in "ABC"):
                torn: Severity = "extraction" if exported and page_break else "warning"
                message = f"“{code}”没有上级“{lacking}”，可能漏行或编码有误，请核对。"
                yield Finding("code.catalogue_parent", torn, line.number, code, message, code, lacking)
            held.update(code[:size] for size in range(3, len(code), 2))
        held.add(code)
        if not name:
            gone: Severity = "extraction" if exported else "warning"
            message = f"“{code}”没有名称，请核对原件并补充。"
            yield Finding("code.catalogue_parent", gone, line.number, code, message, code)


def _gaps(parts: Iterable[Part]) -> Iterator[Finding]:
    """A030402 as the first below A0304, in a catalogue that otherwise numbers without a gap."""
    groups, found = 0, []
    for entries in parts:
        last: dict[str, int] = {}
        for entry in entries:
            if len(entry.code) != LEAF:
                continue
            parent, number = entry.code[:-2], int(entry.code[-2:])
            groups += parent not in last
            before = last.get(parent, 0)
            if number > before + 1 and not entry.torn:
                found.append((entry, f"{parent}{before + 1:02}"))
            last[parent] = number
    for entry, lacking in found if RARE * len(found) <= groups else ():
        message = f"“{entry.code}”之前没有“{lacking}”，编码不连续，请核对是否漏行或编错。"
        yield Finding("code.catalogue_parent", "warning", entry.line.number, entry.code, message, entry.code, lacking)


def _renamed(entries: Part) -> Iterator[Finding]:
    """Only codes of several names need a closer look."""
    counts = Counter((entry.code, entry.name) for entry in entries)
    several = {code for code, times in Counter(code for code, _ in counts).items() if times > 1}
    first = {(entry.code, entry.name): entry.line for entry in reversed(entries) if entry.code in several}
    for code in sorted(several):
        counted = Counter({name: times for (other, name), times in counts.items() if other == code})
        usual, times = counted.most_common(1)[0]
        full = next((name for name in counted if name.endswith("服务") and name.removesuffix("服务") in counted), "")
        for name, count in counted.items():
            right = full if name + "服务" == full else usual
            rare = times >= 3 * count and (name in usual or usual in name)
            if name not in (right, full) and (rare or right == full):
                line = first[code, name]
                message = f"“{code}”此处名称为“{name}”，别处为“{right}”，请统一。"
                yield Finding("code.catalogue_parent", "warning", line.number, name[:30], message, name, right)


@rule("code.catalogue", family="code", title="目录中编码与名称一一对应，下级编码承上级编码", source=ALIKE)
def alike(reading: Reading) -> Iterator[Finding]:
    """Only where a table speaks for itself."""
    for parts in _catalogues(reading):
        entries = [entry for entry in chain.from_iterable(parts) if entry.level and entry.name]
        if len(entries) >= LONG:
            yield from _strangers(entries)
            yield from _misled(entries)


def _strangers(entries: Part) -> Iterator[Finding]:
    """A name at home under another code stands, once, under a code that elsewhere means something else."""
    names = [squeeze(entry.name) for entry in entries]
    pairs = Counter(zip((entry.code for entry in entries), names, strict=True))
    moving = {name for name, codes in Counter(name for _, name in pairs).items() if codes > 1}
    usual: dict[str, tuple[int, str]] = {}
    home: dict[str, tuple[int, str]] = {}
    for (code, name), times in pairs.items() if moving else ():
        usual[code] = max(usual.get(code, (0, "")), (times, name))
        if name in moving:
            home[name] = max(home.get(name, (0, "")), (times, code))
    for index, own in enumerate(names) if moving else ():
        if own not in moving:
            continue
        entry, (known, code) = entries[index], home[own]
        if code == entry.code or known < FIRM or len(code) != len(entry.code):
            continue
        times, name = usual[entry.code]
        if name != own and times > pairs[entry.code, own]:
            yield from _strange(entries, index, name, code)


def _strange(entries: Part, index: int, usual: str, home: str) -> Iterator[Finding]:
    code, name, line = entries[index][:3]
    message = f"编码{code}在本目录其他各处为“{usual}”，而“{squeeze(name)}”的编码为{home}。请核对编码。"
    key = (f"code:{line.number}",)
    yield Finding("code.catalogue", "error", line.number, code, message, code, home, convicts=key)
    for below in entries[index + 1 :]:
        if not (below.code.startswith(code) and len(below.code) > len(code)):
            return
        right = home + below.code[len(code) :]
        message = f"上级编码{code}有误（应为{home}），本级编码{below.code}也应相应改为{right}。"
        yield Finding(
            "code.catalogue", "error", below.line.number, below.code, message, below.code, right, convicts=key
        )


def _misled(entries: Part) -> Iterator[Finding]:
    """Codes whose letter alone differs from their parent's, so that a lost row above is no explanation."""
    for above, entry in pairwise(entries):
        if entry.code[0] == above.code[0] or entry.level != above.level + 1:
            continue
        if entry.code[1:].startswith(above.code[1:]) and len(entry.code) > len(above.code):
            right = above.code[0] + entry.code[1:]
            message = f"编码{entry.code}排在{above.code}“{squeeze(above.name)}”之下，按上级编码应为{right}。请核对。"
            yield Finding("code.catalogue", "error", entry.line.number, entry.code, message, entry.code, right)
