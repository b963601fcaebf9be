"""A document as its reader sees it: headings, paragraphs and tables, with the places of findings marked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from shizheng.systems.disclosure.domain.finding import SEVERITIES
from shizheng.systems.disclosure.domain.segments import Block, Contents, Heading, Paragraph, Table, segment
from shizheng.systems.disclosure.domain.source import Line, Source

NUMERIC = re.compile(r"^[-−—+（(]?[\d,，.\s]+[)）]?%?$")


class Found(Protocol):
    """What of a finding the pane needs."""

    number: int
    severity: str
    line: int
    quote: str


class Bit(NamedTuple):
    """A stretch of text; `numbers` are the findings that stand on it, `severity` the gravest of theirs."""

    text: str
    numbers: tuple[int, ...] = ()
    severity: str = ""


class PaneCell(NamedTuple):
    bits: tuple[Bit, ...]
    is_number: bool = False
    span: int = 1


class PaneLine(NamedTuple):
    """One line of the source; `numbers` are findings about the line as a whole."""

    number: int
    cells: tuple[PaneCell, ...]
    numbers: tuple[int, ...] = ()
    severity: str = ""


class PaneBlock(NamedTuple):
    """`kind` is contents, heading, text or table; `captions` and `notes` stand above and below a table."""

    kind: str
    lines: tuple[PaneLine, ...]
    level: int = 0
    captions: tuple[PaneLine, ...] = ()
    notes: tuple[PaneLine, ...] = ()


def pane(source: Source, findings: Iterable[Found]) -> list[PaneBlock]:
    """The whole document; lines that belong to no block (page numbers) are left out unless something is found there."""
    marks: dict[int, list[Found]] = defaultdict(list)
    for finding in findings:
        marks[finding.line].append(finding)
    drawn = [_block(block, marks) for block in segment(source)]
    shown = {line.number for block in drawn for line in (*block.lines, *block.captions, *block.notes)}
    astray = [_line(source.lines[number - 1], marks) for number in sorted(marks) if _stray(number, shown, source)]
    return [*drawn, PaneBlock("text", tuple(astray))] if astray else drawn


def _stray(number: int, shown: set[int], source: Source) -> bool:
    return number not in shown and 0 < number <= len(source.lines)


def _block(block: Block, marks: dict[int, list[Found]]) -> PaneBlock:
    if isinstance(block, Heading):
        return PaneBlock("heading", (_line(block.line, marks),), min(block.depth, 3) + 1)
    if isinstance(block, Paragraph):
        return PaneBlock("text", _lines(block.lines, marks))
    if isinstance(block, Contents):
        return PaneBlock("contents", _lines(block.lines, marks))
    return _table(block, marks)


def _lines(lines: Iterable[Line], marks: dict[int, list[Found]]) -> tuple[PaneLine, ...]:
    return tuple(_line(line, marks) for line in lines)


def _line(line: Line, marks: dict[int, list[Found]]) -> PaneLine:
    """A line of running text; tabs in it become spaces."""
    text = line.text.strip(" #").replace("**", "")
    return _marked(line, [text.replace("\t", " ")], marks.get(line.number, ()), 1)


def _table(table: Table, marks: dict[int, list[Found]]) -> PaneBlock:
    width = max(len(line.cells) for line in table.rows)
    rows = tuple(_row(line, width, marks) for line in table.rows)
    return PaneBlock("table", rows, 0, _lines(table.titles, marks), _lines(table.notes, marks))


def _row(line: Line, width: int, marks: dict[int, list[Found]]) -> PaneLine:
    """A row; text that spilled over from a cell takes the whole width."""
    cells = line.cells
    return _marked(line, cells, marks.get(line.number, ()), width if len(cells) == 1 else 1)


def _marked(line: Line, texts: Sequence[str], found: Sequence[Found], span: int) -> PaneLine:
    by_cell: dict[int, list[Found]] = defaultdict(list)
    whole: list[Found] = []
    for finding in found:
        place = next((index for index, text in enumerate(texts) if finding.quote and finding.quote in text), None)
        (whole if place is None else by_cell[place]).append(finding)
    cells = tuple(
        PaneCell(tuple(split(text, by_cell.get(index, ()))), bool(NUMERIC.match(text)), span)
        for index, text in enumerate(texts)
    )
    return PaneLine(line.number, cells, tuple(finding.number for finding in whole), gravest(whole))


def split(text: str, found: Sequence[Found]) -> Iterator[Bit]:
    """Cut a text where marks begin and end; what several marks share carries all of their numbers."""
    if not found:
        yield Bit(text)
        return
    spans = [(text.index(each.quote), each) for each in found]
    cuts = sorted({0, len(text), *(edge for start, each in spans for edge in (start, start + len(each.quote)))})
    for begin, end in pairwise(cuts):
        over = [each for start, each in spans if start <= begin and end <= start + len(each.quote)]
        yield Bit(text[begin:end], tuple(each.number for each in over), gravest(over))


def gravest(found: Sequence[Found]) -> str:
    """The severity that a mark shared by these shows; empty for none."""
    return min((each.severity for each in found), key=SEVERITIES.index, default="")
