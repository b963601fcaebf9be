"""Catalogues of purchased services: codes without a parent, gaps among siblings, names left out or changing."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.sheets.phrases import is_exported
from shizheng.systems.disclosure.domain.source import Line

CATALOGUE = "财综〔2020〕102号等政府购买服务指导性目录编制要求：分级编码，上下级对应"
CODE = re.compile(r"([A-Z]\d{2}(?:\d{2}){0,3})[ \t]")
UPPER = 5  # characters of a code that all parts of a catalogue share
LEAF = 7  # characters of a code that each part numbers for itself
RARE = 10  # groups of siblings to one gap: below that gaps are the catalogue's way


class Entry(NamedTuple):
    """A row of a catalogue."""

    code: str
    name: str
    line: Line
    torn: bool  # stands right below a table head that a page break repeats


@rule("code.catalogue_parent", family="code", title="目录编码缺上级、缺名称或名称不一", source=CATALOGUE)
def catalogue(reading: Reading) -> Iterator[Finding]:
    """A1604 without A16; a name left out; one code of an upper level under two names."""
    names: dict[str, Counter[str]] = {}
    first: dict[tuple[str, str], Line] = {}
    exported = is_exported(reading)
    parts = list(_catalogues(reading))
    yield from _gaps(parts)
    for entries in parts:
        yield from _orphans(entries, exported)
        for entry in entries:
            if entry.name and len(entry.code) <= UPPER:
                names.setdefault(entry.code, Counter())[entry.name] += 1
                first.setdefault((entry.code, entry.name), entry.line)
    yield from _renamed(names, first)


def _orphans(entries: Iterable[Entry], exported: bool) -> Iterator[Finding]:
    """What follows a repeated table head was cut by the page; so was a name that is gone."""
    held: set[str] = set()
    for entry in entries:
        known = len(entry.code) == 3 or entry.code[:-2] in held
        parents = () if known else tuple(entry.code[:size] for size in range(3, len(entry.code), 2))
        lacking = [parent for parent in parents if parent not in held]
        held.update((entry.code, *parents))
        if lacking and not any(f"{letter}{entry.code[1:-2]}" in held - {lacking[-1]} for letter in "ABC"):
            torn: Severity = "extraction" if exported and entry.torn else "warning"
            message = f"“{entry.code}”没有上级“{lacking[-1]}”，可能漏行或编码有误，请核对。"
            yield Finding(
                "code.catalogue_parent", torn, entry.line.number, entry.code, message, entry.code, lacking[-1]
            )
        if not entry.name:
            gone: Severity = "extraction" if exported else "warning"
            message = f"“{entry.code}”没有名称，请核对原件并补充。"
            yield Finding("code.catalogue_parent", gone, entry.line.number, entry.code, message, entry.code)


def _gaps(parts: Iterable[Iterable[Entry]]) -> Iterator[Finding]:
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


def _renamed(names: dict[str, Counter[str]], first: dict[tuple[str, str], Line]) -> Iterator[Finding]:
    for code, counted in names.items():
        usual, times = counted.most_common(1)[0]
        full = next((name for name in counted if name.endswith("服务") and name.removesuffix("服务") in counted), "")
        for name, count in counted.items():
            right = full if name + "服务" == full else usual
            rare = times >= 3 * count and (name in usual or usual in name)
            if name not in (right, full) and (rare or right == full):
                line = first[code, name]
                message = f"“{code}”此处名称为“{name}”，别处为“{right}”，请统一。"
                yield Finding("code.catalogue_parent", "warning", line.number, name[:30], message, name, right)


def _catalogues(reading: Reading) -> Iterator[list[Entry]]:
    """Runs of coded rows; a new one begins where the codes begin anew with a first level."""
    for block in reading.blocks:
        if not isinstance(block, Table) or block.is_sheet:
            continue
        if not any(CODE.match(line.text) for line in block.rows[:8]):
            continue
        entries: list[Entry] = []
        coded = True
        for line in block.rows:
            match = CODE.match(line.text)
            if match:
                name = line.text[match.end() :].strip().partition("\t")[0]
                entries.append(Entry(match[1], name, line, not coded))
            elif line.text.startswith("A\t") and entries:
                yield entries
                entries = []
            coded = bool(match) or not line.text.startswith("代码")
        if len(entries) > 1:
            yield entries
