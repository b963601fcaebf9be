"""What the export of a document did to its text: markup, page numbers, cut sentences, lost charts, split numbers."""

import re
from collections.abc import Iterator
from itertools import pairwise

from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.passage import CHART
from shizheng.systems.disclosure.domain.narrative.prose import watch
from shizheng.systems.disclosure.domain.reading import Reading

EXPORT = "文本提取"

MARKUP = re.compile(r"</?(?:p|br|span|div|td|tr|table|font|strong)\b[^>]{0,40}>|&(?:nbsp|lt|gt|amp);")
watch("<&")
DASHES = ("-", "—", "–")
PAGE_MARK = re.compile(r"\s*[-—–]+\s*\d{1,3}\s*[-—–]*(?:\s*\*\*[-—–]\*\*)?\s*$")
SPLIT = re.compile(r"\d+(?:\s*\.\s+|\s+\.\s*)\d{1,2}(?=\s*(?:万元|元|%))|\d+,\s+\d{3}(?!\d)")
TITLED = re.compile(r"(?:通知|说明|情况|结果|报告|办法|目录|意见|方案)$")
ENDS = "。；！？：:;!?”）)、》"


@rule("extraction.markup", family="extraction", title="网页标记混入文本", source=EXPORT)
def markup(reading: Reading) -> Iterator[Finding]:
    """<p>, &nbsp; … once a line."""
    prose = reading.narrative.prose
    said: set[int] = set()
    end = 0
    for at in sorted([*prose.find("<"), *prose.find("&")]):
        match = MARKUP.match(prose.text, at) if at >= end else None
        if match is None:
            continue
        end, line = match.end(), prose.line_at(at)
        if line.number not in said:
            said.add(line.number)
            yield Finding(
                "extraction.markup", "extraction", line.number, match[0],
                f"文本中混入网页标记“{match[0]}”，是导出时带入的，请核对原件并清除。", match[0],
            )  # fmt: skip


@rule("extraction.page", family="extraction", title="页码混入正文或句子被分页截断", source=EXPORT)
def page(reading: Reading) -> Iterator[Finding]:
    """Statements of amounts that a page break cuts in two."""
    if reading.source.origin != "txt":
        return
    speaking = {id(statement.passage): statement.passage for statement in reading.narrative.statements}
    for passage in speaking.values():
        for line, following in pairwise(passage.paragraph.lines):
            if following.number - line.number < 2 or not _is_cut(line.text):
                continue
            quote = line.text.strip()[-12:]
            yield Finding(
                "extraction.page", "extraction", line.number, quote,
                f"句子在“{quote}”处被分页断开，下文接第{following.number}行；检查时已按一句处理。",
            )  # fmt: skip


@rule("extraction.page_number", family="extraction", title="页码留在正文中", source=EXPORT)
def page_number(reading: Reading) -> Iterator[Finding]:
    """- 5 - standing as a line of the text."""
    for number, text, _ in reading.source.lines:
        if text and len(text) < 20 and text.lstrip().startswith(DASHES) and PAGE_MARK.match(text):
            yield Finding(
                "extraction.page_number", "extraction", number, text.strip(), "页码留在正文中，检查时已略过。"
            )  # fmt: skip


@rule("extraction.chart", family="extraction", title="图表没有导出", source=EXPORT)
def chart(reading: Reading) -> Iterator[Finding]:
    """A caption whose picture a text export cannot carry."""
    if reading.source.origin not in ("txt", "pdf"):
        return
    for passage in reading.narrative.passages:
        if len(passage.text) <= 28 and CHART.match(passage.text):
            line, quote = passage.quote(0, len(passage.text))
            yield Finding(
                "extraction.chart", "extraction", line, quote, f"只提取到“{quote}”的标题，图本身没有导出，无法核对。"
            )  # fmt: skip


@rule("extraction.split_number", family="extraction", title="数字中间有空格", source=EXPORT)
def split_number(reading: Reading) -> Iterator[Finding]:
    """1321. 47 in a sentence; once a paragraph."""
    for passage in reading.narrative.passages:
        blanks = len(passage.text) != len(passage.paragraph.text)
        match = SPLIT.search(passage.paragraph.text) if blanks else None
        if match:
            line = passage.paragraph.line_at(match.start())
            if match[0] in line.text:
                yield Finding(
                    "extraction.split_number", "extraction", line.number, match[0],
                    f"数字“{match[0]}”中间有多余空格，检查时已按一个数处理。", match[0], "".join(match[0].split()),
                )  # fmt: skip


def _is_cut(text: str) -> bool:
    stripped = text.rstrip()
    if len(stripped) < 20 or stripped[-1:] in ENDS or TITLED.search(stripped):
        return False
    return any(mark in stripped for mark in "，。；：,;:、")
