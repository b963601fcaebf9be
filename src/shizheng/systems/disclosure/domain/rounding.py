"""Where a document itself says that its last places are rounded: what differs there by rounding needs no remark.

A note that speaks of the whole document leaves open which sum it means: the sums are told, but no note is asked for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.segments import Block, Heading, Paragraph, Table

NOTED = re.compile(r"四舍五入[^；]{0,60}(?:分项|各项|之和|合计)[^；]{0,20}(?:尾|差|末位)")
"""A note that sums differ; 部分金额可能存在尾差 for a whole set of tables leaves open whether this sum does."""
ANYWHERE = re.compile(r"四舍五入[^。；]{0,40}(?:尾|差|末位)|(?:尾|末位)[^。；]{0,20}四舍五入")
ADVICE = re.compile(r"[，；]建议加注[^。]*")
Span = tuple[int, int]


def unexplained(findings: Iterable[Finding], blocks: Sequence[Block]) -> list[Finding]:
    """The findings less the roundings that stand where the document has its note on rounding."""
    findings = list(findings)
    if not any(found.severity == "rounding" for found in findings):
        return findings
    spans = [*_tables(blocks), *_chapters(blocks)]
    left = [found for found in findings if found.severity != "rounding" or not _inside(found.line, spans)]
    return [_advised(found) for found in left] if _is_noted(blocks) else left


def _is_noted(blocks: Iterable[Block]) -> bool:
    return any("四舍五入" in text and ANYWHERE.search(text) for text in _words(blocks))


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            yield from (note.text for note in block.notes)


def _advised(found: Finding) -> Finding:
    if found.severity != "rounding":
        return found
    return found._replace(message=ADVICE.sub("，文件已有四舍五入的说明", found.message))


def _inside(line: int, spans: Iterable[Span]) -> bool:
    return any(first <= line <= last for first, last in spans)


def _tables(blocks: Iterable[Block]) -> Iterator[Span]:
    """Tables with the note below them."""
    for block in blocks:
        if isinstance(block, Table) and any(NOTED.search(note.text) for note in block.notes):
            first = (block.titles or block.rows)[0]
            yield first.number, block.notes[-1].number


def _chapters(blocks: Sequence[Block]) -> Iterator[Span]:
    """Parts of the text that hold the note in a paragraph of their own; tables between have notes of their own."""
    start, held, last = 0, False, 0
    for block in blocks:
        if isinstance(block, Heading) and block.depth == 1:
            if held:
                yield start, last
            start, held = block.line.number, False
        if isinstance(block, Paragraph):
            held = held or NOTED.search(block.text) is not None
            last = block.lines[-1].number
    if held:
        yield start, last
