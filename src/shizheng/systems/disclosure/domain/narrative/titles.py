"""Titles promised by the contents and titles that stand in the body, in a form in which they can be compared."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shizheng.kit.numerals import read_ordinal
from shizheng.systems.disclosure.domain.narrative.passage import BULLET, canonical
from shizheng.systems.disclosure.domain.segments import HEADING_MARKS, Block, Contents, Heading
from shizheng.systems.disclosure.domain.source import Line

LEADERS = re.compile(r"(?:\.{2,}|…+|·{2,}|\t)\s*(?:\d{1,3})?\s*$")
PAGE = re.compile(r"(\d{1,3})\s*$")
NOISE = re.compile(r"[“”\"'《》\s]|20\d{2}年?度?|的|情况|说明|（[^（）]*）")


class Title(NamedTuple):
    """``style`` and ``value`` are its number (第一 for parts); ``part`` the ordinal of the part it lies in."""

    line: Line
    text: str
    style: str
    value: int
    part: int
    page: int = 0
    core: str = ""  # the words without year, quotes and the words that titles drop at will


def promised(blocks: Iterable[Block]) -> list[Title]:
    """The entries of the table of contents."""
    contents = next((block for block in blocks if isinstance(block, Contents)), None)
    return list(_titles(_entries(contents.lines))) if contents else []


def printed(blocks: Iterable[Block]) -> list[Title]:
    """The headings of the body."""
    headings = (block for block in blocks if isinstance(block, Heading))
    return list(_titles((heading.line, HEADING_MARKS.sub("", heading.text), 0) for heading in headings))


def _entries(lines: Iterable[Line]) -> Iterator[tuple[Line, str, int]]:
    for line in lines:
        raw = HEADING_MARKS.sub("", line.text)
        page = PAGE.search(raw) if LEADERS.search(raw) else None
        yield line, LEADERS.sub("", raw).strip(), int(page[1]) if page else 0


def _titles(entries: Iterable[tuple[Line, str, int]]) -> Iterator[Title]:
    part = 0
    for line, raw, page in entries:
        text = canonical(BULLET.sub("", raw)).lstrip("-")
        if not text or text in ("目录", "目　录"):
            continue
        ordinal = read_ordinal(text)
        value, style, end = ordinal if ordinal else (0, "", 0)
        if text.startswith("第") and "部分" in text[:6]:
            end, style = text.index("部分") + 2, "第一"
            part = value
        yield Title(line, text[end:], style, value, part, page, core_of(text[end:]))


def core_of(text: str) -> str:
    """What two titles of one section have in common."""
    return NOISE.sub("", text)
