"""Cut a source into blocks: contents, headings, paragraphs, tables and performance sheets, in document order.

A page break in an exported text shows as blank lines in the middle of a sentence or a table; both are joined again
here.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.systems.disclosure.domain.chapters import chapters, end_of_contents, opens_chapter
from shizheng.systems.disclosure.domain.source import Line, Source

NUMERAL = "[一二三四五六七八九十廿]"
HEADING = re.compile(
    rf"^\s*(?:#+\s*)?(?:-\s+)?(?:\*\*|<b>)?\s*"
    rf"(?:(第{NUMERAL}+部分)|({NUMERAL}{{1,3}}、)|([（(]{NUMERAL}{{1,3}}[)）]))"
)
CONTENTS = re.compile(r"目\s*录\s*(?:\*\*|</b>)?\s*$")
FIRST_PART = re.compile(r"^[#\s*<b>-]*第一部分")
SHEET_TITLE = re.compile(r"绩效(?:目标|自评|评价|运行).{0,12}表")
TITLE = re.compile(
    r"(?:表\s*$|表\s*[（(][^（）()]*[)）]\s*$|表[—－-]{1,2}[^。，；]{2,24}$|"
    r"^\s*(?:预算|部门|单位)?公开\s*(?:表\s*)?\d+\s*表?|^\s*表\s*\d+|^\s*附件|年度[)）]\s*$)"
)
UNIT = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(?:万元|元|亿元)")
NOTE = re.compile(r"^\s*[（(]?\s*(?:注|说明|备注)\s*\d*\s*[:：]")
FURNITURE = re.compile(r"^\s*(?:[-—–*\s]*\d{0,3}[-—–*\s]*|第\s*\d+\s*页.*|\d+\s*/\s*\d+)\s*$")
PART = re.compile(rf"^[#\s*<b>-]*(?:第{NUMERAL}+部分|{NUMERAL}{{1,3}}、)")
ITEM = re.compile(r"^\s*(?:-\s|\d{1,2}\s*[.、．]|[（(]\d{1,2}[)）]|[①-⑳])")
LABEL = re.compile(
    r"^\s*(?:编制|填报|填制|公开|预算|决算|主管|汇总)?(?:部门|单位|日期|时间|公开)[^。:：]{0,4}(?:名称|代码|编码)?\s*[:：（(]|"
    r"^[（(]?\s*\d{4}\s*年度?\s*[)）]?$|^附件"
)
NAMED = re.compile(r"(?:[^\t]*[^\t。；，]表)\s*(?:[（(][^（）()]*[)）])?")
HEADING_MARKS = re.compile(r"[#*]|</?b>")
SENTENCE_END = "。；！？;!?：:”"
REACH = 14  # lines of running text a cell may spill over before the next tabular line


class Contents(NamedTuple):
    """The table of contents: what the document promises to hold."""

    lines: tuple[Line, ...]


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
    """Tabular lines with the short lines printed above (titles, unit) and the notes below."""

    titles: tuple[Line, ...]
    rows: tuple[Line, ...]
    notes: tuple[Line, ...]
    is_sheet: bool


Block = Contents | Heading | Paragraph | Table


def segment(source: Source) -> list[Block]:
    """All blocks of a document; page furniture (page numbers, rules) belongs to none."""
    return list(_Cutter(source.lines).blocks())


class _Cutter:
    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.at = 0
        self.chapters: tuple[str, ...] = ()  # what the contents promise without a part to lie in
        self.loose: list[Line] = []  # running text, whose last short lines may turn out to be a table's titles

    def blocks(self) -> Iterator[Block]:
        yield from self.contents()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if _tabular(line):
                titles = self.take_titles()
                yield from self.take_prose()
                yield self.table(titles)
                continue
            if line.text.strip() and not FURNITURE.match(line.text):
                self.loose.append(line)
            self.at += 1
        yield from self.take_prose()

    def contents(self) -> Iterator[Block]:
        """The list of contents, when a 目录 stands at the head of the document."""
        start = next((i for i, line in enumerate(self.lines[:60]) if CONTENTS.search(line.text)), None)
        if start is None:
            return
        firsts = [i for i, line in enumerate(self.lines[:400]) if i > start and FIRST_PART.match(line.text)]
        end = firsts[1] if len(firsts) == 2 else end_of_contents(self.lines, start)
        if not end:
            return
        self.loose = [line for line in self.lines[:start] if line.text.strip()]
        yield from self.take_prose()
        entries = tuple(line for line in self.lines[start:end] if line.text.strip())
        yield Contents(entries)
        self.chapters = chapters(entries)
        self.at = end

    def table(self, titles: tuple[Line, ...]) -> Table:
        """The table whose first row is at hand."""
        rows: list[Line] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            text = line.text.strip()
            if _tabular(line) or (text and not FURNITURE.match(text) and self.spills()):
                rows.append(line)
            elif text and not FURNITURE.match(text):
                break
            self.at += 1
        above = next((index for index, row in enumerate(rows) if not _labels(row)), 0)
        titles = (*titles, *rows[:above])
        is_sheet = any(SHEET_TITLE.search(title.text) for title in titles)
        return Table(titles, tuple(rows[above:]), self.notes(), is_sheet)

    def spills(self) -> bool:
        """Whether the running text at hand lies inside the table: a tabular line follows before any title."""
        for line in self.lines[self.at : self.at + REACH]:
            text = line.text.strip()
            if _tabular(line):
                return True
            if text and (TITLE.search(text) or NOTE.match(text) or UNIT.search(text) or PART.match(text)):
                return False
        return False

    def notes(self) -> tuple[Line, ...]:
        notes: list[Line] = []
        for line in self.lines[self.at :]:
            if line.text.strip() and not NOTE.match(line.text):
                break
            if line.text.strip():
                notes.append(line)
        if notes:
            self.at = notes[-1].number
        return tuple(notes)

    def take_titles(self) -> tuple[Line, ...]:
        """The last short lines before a table, outermost first; at most eight."""
        titles: list[Line] = []
        while self.loose and len(titles) < 8 and (_titles(self.loose[-1].text.strip()) or self.between_titles()):
            titles.insert(0, self.loose.pop())
        return tuple(titles)

    def between_titles(self) -> bool:
        """Whether the last line is some remark in few words below a line that names a table."""
        if len(self.loose) < 2:
            return False
        text, above = self.loose[-1].text.strip(), self.loose[-2].text.strip()
        short = len(text) <= 40 and text[-1:] not in SENTENCE_END and not HEADING.match(text) and not ITEM.match(text)
        return short and _titles(above) and NAMED.fullmatch(above) is not None

    def take_prose(self) -> Iterator[Heading | Paragraph]:
        """Headings and joined paragraphs of the running text so far."""
        open_lines: list[Line] = []
        for line in self.loose:
            heading = HEADING.match(line.text)
            if self.chapters and not heading and opens_chapter(line.text, self.chapters):
                if open_lines:
                    yield _paragraph(open_lines)
                    open_lines = []
                yield Heading(line, HEADING_MARKS.sub("", line.text).strip(), 1)
                continue
            if open_lines and (heading or ITEM.match(line.text) or open_lines[-1].text.rstrip()[-1:] in SENTENCE_END):
                yield _paragraph(open_lines)
                open_lines = []
            if heading and len(line.text.strip()) <= 60 and line.text.rstrip()[-1:] not in "。；，":
                yield Heading(line, HEADING_MARKS.sub("", line.text).strip(), heading.lastindex or 3)
            else:
                open_lines.append(line)
        if open_lines:
            yield _paragraph(open_lines)
        self.loose = []


def _tabular(line: Line) -> bool:
    text = line.text
    return "\t" in text and bool(text.strip()) and not _names_table(text)


def _names_table(text: str) -> bool:
    """A lone cell, as spreadsheets are exported, that names a table."""
    alone = text.strip()
    return "表" in alone[-20:] and "\t" not in alone and 4 <= len(alone) <= 40 and NAMED.fullmatch(alone) is not None


def _labels(line: Line) -> bool:
    """A row of cells that say only whose table it is and in which unit."""
    cells = [cell.strip() for cell in line.text.split("\t") if cell.strip()]
    return len(cells) < 4 and all(UNIT.search(cell) or LABEL.match(cell) for cell in cells if len(cell) < 40)


def _titles(text: str) -> bool:
    if len(text) > 60 or text[-1:] in "。；，" or PART.match(text):
        return False
    return bool(TITLE.search(text) or UNIT.search(text) or LABEL.match(text))


def _paragraph(lines: list[Line]) -> Paragraph:
    starts, texts, offset = [], [], 0
    for line in lines:
        text = line.text.strip()
        starts.append(offset)
        texts.append(text)
        offset += len(text)
    return Paragraph("".join(texts), tuple(lines), tuple(starts))
