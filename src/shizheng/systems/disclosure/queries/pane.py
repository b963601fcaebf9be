"""A document as its reader sees it: headings, paragraphs and tables, with every place of every finding marked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple, Protocol

from shizheng.systems.disclosure.domain.finding import SEVERITIES
from shizheng.systems.disclosure.domain.segments import Block, Contents, Heading, Paragraph, Table, segment
from shizheng.systems.disclosure.domain.source import Line, Source

BOLD = re.compile(r"\*\*|</?b>")
"""What exports leave of bold type; the quotes of findings lose it too."""
NUMERIC = re.compile(r"^[-−—+（(]?[\d,，.\s]+[)）]?%?$")


class Found(Protocol):
    """What of a finding the pane needs; `places` are its other lines and quotes."""

    number: int
    severity: str
    line: int
    quote: str
    places: Sequence[tuple[int, str]]


class Place(NamedTuple):
    """A quote of a finding in one line, which may hold it several `times`."""

    number: int
    severity: str
    quote: str
    times: int


class Span(NamedTuple):
    """Where in a text a finding stands."""

    start: int
    end: int
    number: int
    severity: str


Marks = dict[int, list[Place]]
"""By line."""


class Bit(NamedTuple):
    """A stretch of text; `numbers` are the findings that stand on it, `severity` the gravest of theirs.

    `goes_on` where one of them stands on the next stretch too: its word is shown once, at the end.
    """

    text: str
    numbers: tuple[int, ...] = ()
    severity: str = ""
    goes_on: bool = False


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
    marks = _marks(findings)
    drawn = [_block(block, marks) for block in segment(source)]
    shown = {line.number for block in drawn for line in (*block.lines, *block.captions, *block.notes)}
    astray = [_line(source.lines[number - 1], marks) for number in sorted(marks) if _stray(number, shown, source)]
    return [*drawn, PaneBlock("text", tuple(astray))] if astray else drawn


def _marks(findings: Iterable[Found]) -> Marks:
    marks: Marks = defaultdict(list)
    for each in findings:
        stands = Counter([(each.line, each.quote), *((line, quote) for line, quote in each.places)])
        for (line, quote), times in stands.items():
            marks[line].append(Place(each.number, each.severity, BOLD.sub("", quote), times))
    return marks


def _stray(number: int, shown: set[int], source: Source) -> bool:
    return number not in shown and 0 < number <= len(source.lines)


def _block(block: Block, marks: Marks) -> PaneBlock:
    if isinstance(block, Heading):
        return PaneBlock("heading", (_line(block.line, marks),), min(block.depth, 3) + 1)
    if isinstance(block, Paragraph):
        return PaneBlock("text", _lines(block.lines, marks))
    if isinstance(block, Contents):
        return PaneBlock("contents", _lines(block.lines, marks))
    return _table(block, marks)


def _lines(lines: Iterable[Line], marks: Marks) -> tuple[PaneLine, ...]:
    return tuple(_line(line, marks) for line in lines)


def _line(line: Line, marks: Marks) -> PaneLine:
    """A line of running text; tabs in it become spaces."""
    text = BOLD.sub("", line.text.strip(" #"))
    return _marked(line, [text.replace("\t", " ")], marks.get(line.number, ()), 1)


def _table(table: Table, marks: Marks) -> PaneBlock:
    width = max(len(line.cells) for line in table.rows)
    rows = tuple(_row(line, width, marks) for line in table.rows)
    return PaneBlock("table", rows, 0, _lines(table.titles, marks), _lines(table.notes, marks))


def _row(line: Line, width: int, marks: Marks) -> PaneLine:
    """A row; text that spilled over from a cell takes the whole width."""
    cells = [BOLD.sub("", cell) for cell in line.cells]
    return _marked(line, cells, marks.get(line.number, ()), width if len(cells) == 1 else 1)


def _marked(line: Line, texts: Sequence[str], found: Sequence[Place], span: int) -> PaneLine:
    by_cell: dict[int, list[Span]] = defaultdict(list)
    whole: list[Place] = []
    for place in found:
        spots = list(islice(_spots(texts, place.quote), place.times))
        for index, start in spots:
            by_cell[index].append(Span(start, start + len(place.quote), place.number, place.severity))
        if not spots:
            whole.append(place)
    cells = tuple(
        PaneCell(tuple(split(text, by_cell.get(index, ()))), bool(NUMERIC.match(text)), span)
        for index, text in enumerate(texts)
    )
    return PaneLine(line.number, cells, tuple(place.number for place in whole), gravest(whole))


def _spots(texts: Sequence[str], quote: str) -> Iterator[tuple[int, int]]:
    """Cell and start of each occurrence, in order."""
    for index, text in enumerate(texts):
        start = text.find(quote) if quote else -1
        while start >= 0:
            yield index, start
            start = text.find(quote, start + len(quote))


def split(text: str, spans: Sequence[Span]) -> Iterator[Bit]:
    """Cut a text where marks begin and end; what several marks share carries all of their numbers."""
    if not spans:
        yield Bit(text)
        return
    cuts = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    for begin, end in pairwise(cuts):
        over = [span for span in spans if span.start <= begin and end <= span.end]
        goes_on = any(span.end > end for span in over)
        yield Bit(text[begin:end], tuple(dict.fromkeys(span.number for span in over)), gravest(over), goes_on)


def gravest(found: Sequence[Place] | Sequence[Span]) -> str:
    """The severity that a mark shared by these shows; empty for none."""
    return min((each.severity for each in found), key=SEVERITIES.index, default="")
