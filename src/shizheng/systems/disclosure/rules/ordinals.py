"""Numbers of rows, tables and catalogue entries: gaps, repetitions, two ways of numbering, codes without a parent."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from shizheng.kit.numerals import read_ordinal
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.sheets.phrases import is_exported
from shizheng.systems.disclosure.domain.source import Line

COUNTING = "算术（计数）"
CATALOGUE = "财综〔2020〕102号等政府购买服务指导性目录编制要求：分级编码，上下级对应"
FEW = 4  # rows in a run that repeats a number
ENOUGH = 6  # rows in a run; shorter ones may be anything
LINE_HEAD = re.compile(r"^(?:行\s*次|栏\s*次)$")
NUMBERED = re.compile(r"^\s*(?P<prefix>(?:预算|部门|单位|决算)?公开)\s*表?\s*\d{1,2}\s*表?\s*$")
CODE = re.compile(r"([A-Z]\d{2}(?:\d{2}){0,3})[ \t]")
ORDINAL = re.compile(r"(?:^|\t)[ 　]*(?:[一二三四五六七八九十]{1,3}|\d{1,2})、")


class Ordinal(NamedTuple):
    """A number in front of a row's words."""

    value: int
    style: str
    line: Line
    cell: str


@rule("count.row_numbers", family="count", title="表内序号重复或跳号", source=COUNTING)
def row_numbers(reading: Reading) -> Iterator[Finding]:
    """十二、, 十四、 in one column of a table that is otherwise numbered without a gap."""
    for block in reading.blocks:
        if isinstance(block, Table) and not block.is_sheet:
            for run in _runs(block):
                yield from _fault(run)


def _runs(block: Table) -> Iterator[list[Ordinal]]:
    """Top-level numbered rows of each column, cut where the numbering starts anew."""
    columns: dict[tuple[int, str], list[Ordinal]] = {}
    for line in block.rows:
        if "、" not in line.text or not ORDINAL.search(line.text):
            continue
        for at, cell in enumerate(line.cells):
            found = read_ordinal(cell) if "、" in cell[:4] else None
            if found is None:
                continue
            value, style, _ = found
            run = columns.setdefault((at, style), [])
            if run and value <= run[0].value and value < run[-1].value:
                yield run
                columns[at, style] = run = []
            run.append(Ordinal(value, style, line, cell))
    yield from columns.values()


def _fault(run: list[Ordinal]) -> Iterator[Finding]:
    """One slip in a long run; more of them are a form that keeps the numbers of rows it leaves out."""
    steps = [(one, other) for one, other in pairwise(run) if other.value != one.value + 1]
    if len(run) < FEW or run[0].value != 1 or len(steps) != 1:
        return
    one, other = steps[0]
    if other.value == one.value > 1:
        what = f"序号“{other.cell[:8]}”与第{one.line.number}行重复"
    elif other.value == one.value + 2 and len(run) >= ENOUGH:
        what = f"序号由“{one.cell[:8]}”跳到“{other.cell[:8]}”，缺{one.value + 1}"
    else:
        return
    message = f"{what}，请核对是否重复列示、漏行或编错。"
    yield Finding("count.row_numbers", "warning", other.line.number, other.cell[:30], message, str(other.value))


@rule("count.line_numbers", family="count", title="行次跳号", source=COUNTING)
def line_numbers(reading: Reading) -> Iterator[Finding]:
    """行次 15, 17: a line of the form is missing or was numbered wrongly."""
    for block in reading.blocks:
        if not isinstance(block, Table) or block.is_sheet:
            continue
        heads = [line for line in block.rows[:4] if "次" in line.text]
        columns = {at for line in heads for at, cell in enumerate(line.cells) if LINE_HEAD.match(cell)}
        for at in columns:
            rows = [
                (int(line.cells[at]), line) for line in block.rows if len(line.cells) > at and line.cells[at].isdigit()
            ]
            steps = [(one, other) for one, other in pairwise(rows) if other[0] != one[0] + 1]
            if len(rows) < ENOUGH or len(steps) != 1 or steps[0][1][0] != steps[0][0][0] + 2:
                continue
            (before, _), (after, line) = steps[0]
            message = f"行次由{before}跳到{after}，缺{before + 1}，请核对是否漏行或编错。"
            yield Finding(
                "count.line_numbers", "warning", line.number, _first(line), message, str(after), str(before + 1)
            )


def _first(line: Line) -> str:
    return next(cell for cell in line.cells if cell)[:30]


@rule("naming.table_numbers", family="naming", title="表号写法不统一", source="财预〔2016〕143号：公开表格格式统一")
def table_numbers(reading: Reading) -> Iterator[Finding]:
    """部门公开表9 between 预算公开表1 and 预算公开表10; or two tables of a dozen with a number."""
    numbered: list[tuple[str, Line]] = []
    tables = [block for block in reading.blocks if isinstance(block, Table) and not block.is_sheet and block.titles]
    for block in tables:
        for line in block.titles:
            match = NUMBERED.match(line.text)
            if match:
                numbered.append((match["prefix"], line))
    if not numbered:
        return
    usual = Counter(prefix for prefix, _ in numbered).most_common(1)[0][0]
    for prefix, line in numbered:
        if prefix != usual:
            message = f"表号写作“{line.text.strip()}”，别的表写作“{usual}表”，请统一。"
            yield Finding("naming.table_numbers", "warning", line.number, line.text.strip(), message, prefix, usual)
    if 2 * len(numbered) < len(tables) and len(tables) >= ENOUGH:
        line = numbered[0][1]
        message = f"{len(tables)}张表中只有{len(numbered)}张标有表号，请全部编号或全部不编。"
        yield Finding("naming.table_numbers", "warning", line.number, line.text.strip(), message)


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
    for entries in _catalogues(reading):
        yield from _orphans(entries, exported)
        for entry in entries:
            if entry.name and len(entry.code) <= 5:
                names.setdefault(entry.code, Counter())[entry.name] += 1
                first.setdefault((entry.code, entry.name), entry.line)
    yield from _renamed(names, first)


def _orphans(entries: Iterable[Entry], exported: bool) -> Iterator[Finding]:
    """What follows a repeated table head was cut by the page; so was a name that is gone."""
    held: set[str] = set()
    for entry in entries:
        parents = [entry.code[:size] for size in range(3, len(entry.code), 2)]
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


def _renamed(names: dict[str, Counter[str]], first: dict[tuple[str, str], Line]) -> Iterator[Finding]:
    for code, counted in names.items():
        usual, times = counted.most_common(1)[0]
        for name, count in counted.items():
            if name != usual and times >= 3 * count and (name in usual or usual in name):
                line = first[code, name]
                message = f"“{code}”此处名称为“{name}”，别处{times}次为“{usual}”，请统一。"
                yield Finding("code.catalogue_parent", "warning", line.number, name[:30], message, name, usual)


def _catalogues(reading: Reading) -> Iterator[list[Entry]]:
    """Runs of coded rows; a new one begins where the codes begin anew with a first level."""
    for block in reading.blocks:
        if not isinstance(block, Table) or block.is_sheet:
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
