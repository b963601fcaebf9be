"""Numbers of rows and tables: gaps, repetitions, two ways of numbering."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from shizheng.kit.numerals import numeral
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.source import Line

COUNTING = "算术（计数）"
FEW = 4  # rows in a run that repeats a number
ENOUGH = 6  # rows in a run; shorter ones may be anything
LINE_HEAD = re.compile(r"^(?:行\s*次|栏\s*次)$")
NUMBERED = re.compile(r"^\s*(?P<prefix>(?:预算|部门|单位|决算)?公开)\s*表?\s*\d{1,2}\s*表?\s*$")
ORDINAL = re.compile(r"(?:^|\t)[ 　]*([一二三四五六七八九十]{1,3}|\d{1,2})、")


_VALUES = {numeral(value): value for value in range(1, 100)}


class Ordinal(NamedTuple):
    """A number in front of a row's words."""

    value: int
    line: Line
    cell: str


@rule("count.row_numbers", family="count", title="表内序号重复或跳号", source=COUNTING)
def row_numbers(reading: Reading) -> Iterator[Finding]:
    """十二、, 十四、 in one column of a table that is otherwise numbered without a gap."""
    for block in reading.blocks:
        if isinstance(block, Table) and not block.is_sheet and sum("、" in row.text for row in block.rows[:12]) > 1:
            for run in _runs(block):
                yield from _fault(run)


def _runs(block: Table) -> Iterator[list[Ordinal]]:
    """Top-level numbered rows of each column, cut where the numbering starts anew."""
    columns: dict[tuple[int, bool], list[Ordinal]] = {}
    for line in block.rows:
        for match in ORDINAL.finditer(line.text) if "、" in line.text else ():
            written = match[1]
            value = _VALUES.get(written) or (int(written) if written.isdecimal() else 0)
            at = line.text.count("\t", 0, match.start(1)), written.isdecimal()
            run = columns.setdefault(at, [])
            if run and value <= run[0].value and value < run[-1].value:
                yield run
                columns[at] = run = []
            if value:
                run.append(Ordinal(value, line, line.text[match.start(1) :].partition("\t")[0].strip()))
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
        cells = [(line.cells, line) for line in block.rows] if columns else []
        for at in columns:
            rows = [(int(row[at]), line) for row, line in cells if len(row) > at and row[at].isdigit()]
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
