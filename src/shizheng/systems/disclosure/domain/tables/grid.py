"""Lay a table out: its cells in rows and columns, the head apart from the body, sections apart from each other."""

import re
from itertools import pairwise
from typing import NamedTuple

from shizheng.engines.fiscal.domain.lexicon import head_of, label_of
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.source import Line

_BOLD = re.compile(r"</?(?:b|i|u|strong)>|\*\*")
_MONEY = re.compile(r"[-(（]?\s*\d[\d,， ]*\.\s*\d{1,8}\s*[)）]?|\d{1,3}(?:[,，]\s?\d{3})+")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_COUNTER = re.compile(r"\d{1,2}(?:\.0+)?|\*+|栏次|行次|项目|[-—]")
HEADS = 6  # rows among which a head stands
_LEVELS = frozenset("类款项")
_WORDS = re.compile(r"[一-鿿]{2}")
_INTEGER = re.compile(r"\d{1,12}")


class Record(NamedTuple):
    """A tabular line with its cells."""

    line: Line
    cells: list[str]


class Grid(NamedTuple):
    """``heads`` and ``body`` are padded to ``width``; ``title`` is that of a section inside a table."""

    title: str
    heads: list[list[str]]
    body: list[Record]
    width: int
    spilled: list[Line]


def lay_out(table: Table) -> list[Grid]:
    """The grids of a table: one, or one a section where a table is made of several with heads of their own."""
    records, spilled = [], []
    for line in table.rows:
        if "\t" not in line.text:
            spilled.append(line)
            continue
        text = _BOLD.sub("", line.text) if "<" in line.text or "*" in line.text else line.text
        records.append(Record(line, [cell.strip() for cell in text.split("\t")]))
    records = [record for record in records if any(record.cells)]
    width = max((len(record.cells) for record in records), default=0)
    for record in records:
        record.cells.extend([""] * (width - len(record.cells)))
    return _sections([part for record in records[:HEADS] for part in _parted(record)] + records[HEADS:], width, spilled)


def _sections(records: list[Record], width: int, spilled: list[Line]) -> list[Grid]:
    grids: list[Grid] = []
    title = ""
    heads: list[list[str]] = []
    body: list[Record] = []
    for record in records:
        if body and is_head(record.cells) and not _repeats(record.cells, heads):
            title_row = body.pop() if _lonely(body[-1].cells) else None
            if body:
                grids.append(Grid(title, heads, body, width, spilled))
                spilled = []
            title, heads, body = title_row.cells[0] if title_row else "", [record.cells], []
        elif body and title and _lonely(record.cells) and label_of(record.cells[0]).style == "一、":
            grids.append(Grid(title, heads, body, width, spilled))
            spilled, title, body = [], record.cells[0], []
        elif not body and not is_body(record.cells, bool(heads)):
            heads = [record.cells] if title and is_head(record.cells) else [*heads, record.cells]
        elif not _is_counter(record.cells) and not _repeats(record.cells, heads):
            body.append(record)
    if body or heads or not grids:
        grids.append(Grid(title, heads, body, width, spilled))
    return grids


def _parted(record: Record) -> list[Record]:
    """A row in which a head leaves 类, 款, 项 beside the first amounts or the column numbers: its parts."""
    line, cells = record
    if "类" not in cells or "款" not in cells:
        return [record]
    head, rest = [c if c in _LEVELS else "" for c in cells], ["" if c in _LEVELS else c for c in cells]
    if any(_MONEY.fullmatch(cell) for cell in rest):
        return [Record(line, head), Record(line, rest)]
    return [Record(line, head)] if _is_counter(rest) else [record]


def _lonely(cells: list[str]) -> bool:
    return bool(cells[0]) and not any(cells[1:])


def _repeats(cells: list[str], heads: list[list[str]]) -> bool:
    """A head printed again after a page break."""
    return cells in heads


def is_head(cells: list[str]) -> bool:
    """A row inside the body that begins a new head: it names its rows and at least one column, and holds no number."""
    if head_of(cells[0]).role not in {"label", "code", "name", "serial"}:
        return False
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(head_of(cell).role for cell in filled)


def is_body(cells: list[str], headed: bool) -> bool:
    """Whether a row above which no body has begun yet belongs to the body."""
    filled = [cell for cell in cells if cell]
    first = filled[0]
    if _is_counter(cells):
        return headed
    known = sum(1 for cell in filled if _is_known_head(cell))
    numbers = sum(1 for cell in filled if _MONEY.fullmatch(cell))
    if known >= 2 and known > numbers:
        return _CODE.fullmatch(first) is not None
    if numbers or _CODE.fullmatch(first):
        return True
    if headed and (_lonely(cells) or _opens_row(first, cells)):
        return head_of(first).role not in {"code", "text"}
    label = label_of(first)
    return bool(label.style) and (bool(label.at) or len(filled) == 1)


def _is_known_head(cell: str) -> bool:
    return bool(head_of(cell).role) and not label_of(cell).style


def _opens_row(first: str, cells: list[str]) -> bool:
    """A row of whole numbers, or a total with nothing behind it."""
    rest = [cell for cell in cells[1:] if cell and cell != first]
    if any(_INTEGER.fullmatch(cell) for cell in rest):
        return True
    if not cells[0] and any(_WORDS.search(cell) for cell in rest):
        return False
    return bool(label_of(first).total) and not any(_is_known_head(cell) for cell in rest)


def _is_counter(cells: list[str]) -> bool:
    """The row that numbers the columns: 栏次 1 2 3, or asterisks."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or not all(_COUNTER.fullmatch(cell) for cell in filled):
        return False
    numbers = [int(float(cell)) for cell in filled if cell[0].isdigit()]
    return all(later == earlier + 1 for earlier, later in pairwise(numbers))


def paths(heads: list[list[str]], width: int) -> list[tuple[str, ...]]:
    """The head cells above each column, outermost first, horizontal merges filled from the left."""
    columns: list[list[str]] = [[] for _ in range(width)]
    for depth, cells in enumerate(heads):
        current = ""
        for index, text in enumerate(cells):
            if text:
                current = text
            elif any(below[index] for below in heads[depth + 1 :]):
                text = current
            if text:
                columns[index].append(text)
    return [tuple(path) for path in columns]
