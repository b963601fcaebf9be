"""Cut a source into blocks: headings, paragraphs, tables and performance sheets, in document order.

A page break in an exported text shows as blank lines in the middle of a sentence or table; both are joined again here.
"""

import re
from typing import NamedTuple

from shizheng.systems.disclosure.domain.source import Line, Source

HEADING = re.compile(
    r"^\s*(?:#+\s*)?(?:\*\*|<b>)?\s*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])"
)
SHEET_TITLE = re.compile(r"绩效(?:目标|自评|评价).{0,12}表|目标(?:申报)?表\s*$")
NOTE = re.compile(r"^\s*[（(]?(?:注|说明|备注)[:：]")
SENTENCE_END = "。；！？;!?：:"


class Heading(NamedTuple):
    """A numbered title; ``depth`` 1 for 第X部分, 2 for 一、, 3 for （一）."""

    line: Line
    text: str
    depth: int


class Paragraph(NamedTuple):
    """Running text; ``starts`` are the offsets in ``text`` where each source line begins."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    def line_at(self, offset: int) -> Line:
        """The source line that holds the character at ``offset`` of the joined text."""
        index = len(self.starts) - 1
        while index > 0 and self.starts[index] > offset:
            index -= 1
        return self.lines[index]


class Table(NamedTuple):
    """Consecutive tabular lines with the short lines printed above (titles, unit) and notes below."""

    titles: tuple[Line, ...]
    rows: tuple[Line, ...]
    notes: tuple[Line, ...]
    is_sheet: bool


Block = Heading | Paragraph | Table


class Section(NamedTuple):
    """The headings in force at a block, outermost first."""

    path: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What a finding prints as its section."""
        return " › ".join(self.path)
