"""Running text made fit for patterns: no blanks, one form of each punctuation mark, every character still traceable."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from shizheng.systems.disclosure.domain.segments import HEADING, Block, Heading, Paragraph
from shizheng.systems.disclosure.domain.source import Line

SPEAKS = re.compile(r"\d\s*(?:[万亿千]?\s*元|[%％])")
PSEUDO_HEADING = re.compile(r"\s*(?:-\s*)?(?:\d{1,2}\s*[.、．](?!\d)|[（(]\d{1,2}[)）]|[①-⑳])|\s*[-*]\s")
DECIMAL = re.compile(r"\d{1,3}\.\d")
BULLET = re.compile(r"^\s*(?:[-*]\s+|#+\s*)")
ORDINAL = re.compile(
    r"^(?:-)?(?:(?P<section>[一二三四五六七八九十廿]{1,3}、)|(?P<bracket>（[一二三四五六七八九十]{1,3}）)"
    r"|(?P<arabic>\d{1,2}(?:[、．]|\.(?!\d)))|(?P<inner>（\d{1,2}）)|(?P<ring>[①-⑳]))"
)
CHART = re.compile(r"^[^，。；：]{2,24}(?:结构图|分布图|比例图|饼图|柱状图|构成图|对比图|变化图|示意图)$")
"""The caption of a chart."""
LIST_COMMA = re.compile(r",(?!\d{3}(?!\d))")
WIDE = re.compile(r"[０-９]")
PLAIN_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0xFF0E: 0x2E}


@dataclass(slots=True)
class Passage:
    """One paragraph: ``text`` is canonical, ``titles`` the headings above it, outermost first."""

    paragraph: Paragraph
    text: str
    titles: tuple[str, ...]
    section: int  # passages under one heading of depth 1 or 2 share a number
    spread: list[int] = field(default_factory=list)  # canonical offset → offset in the paragraph, when blanks fell out

    @property
    def title(self) -> str:
        """The innermost heading."""
        return self.titles[-1] if self.titles else ""

    @property
    def heading(self) -> str:
        """All headings above, outermost first."""
        return "／".join(self.titles)

    def offset(self, at: int) -> int:
        """Where the canonical character ``at`` stands in the paragraph's joined text."""
        if len(self.text) == len(self.paragraph.text):
            return at
        if not self.spread:
            self.spread.extend(i for i, char in enumerate(self.paragraph.text) if not char.isspace())
        return self.spread[at] if at < len(self.spread) else len(self.paragraph.text)

    def line_at(self, at: int) -> Line:
        """The source line of the canonical character ``at``."""
        return self.paragraph.line_at(self.offset(at))

    def quote(self, start: int, end: int) -> tuple[int, str]:
        """Line number and literal words of a span; of a span over several lines the part on the first one."""
        low, high = self.offset(start), self.offset(end - 1) + 1
        index = max(0, bisect_right(self.paragraph.starts, low) - 1)
        if index + 1 < len(self.paragraph.starts):
            high = min(high, self.paragraph.starts[index + 1])
        return self.paragraph.lines[index].number, self.paragraph.text[low:high].strip()


def canonical(text: str) -> str:
    """Blanks dropped and punctuation unified, one character for one character."""
    tight = "".join(text.split())
    tight = tight.replace("(", "（").replace(")", "）").replace(";", "；").replace(":", "：").replace("％", "%")
    if "," in tight:
        tight = LIST_COMMA.sub("，", tight)
    return tight.translate(PLAIN_DIGITS) if WIDE.search(tight) else tight


def passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Every paragraph, and every heading that itself states an amount, under the headings above it."""
    titles: dict[int, str] = {}
    section = 0
    for block in _rejoined(blocks):
        if isinstance(block, Heading):
            titles = {depth: title for depth, title in titles.items() if depth < block.depth}
            titles[block.depth] = canonical(block.text)
            section += block.depth < 3
        elif isinstance(block, Paragraph):
            title, rest = _parted(block)
            if title:
                titles = {depth: text for depth, text in titles.items() if depth < 4} | {4: canonical(title)}
            if rest is not None:
                yield _passage(rest, titles, section)


def _rejoined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Paragraphs that a line's end in a full stop, or a line's beginning in a decimal, has cut in two."""
    blocks = list(blocks)
    full = _full_line(blocks)
    held: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Heading) and SPEAKS.search(block.text):
            block = _as_paragraph(block)
        if held is not None and isinstance(block, Paragraph) and _continues(held, block, full):
            offset = len(held.text)
            starts = (*held.starts, *(start + offset for start in block.starts))
            held = Paragraph(held.text + block.text, (*held.lines, *block.lines), starts)
            continue
        if held is not None:
            yield held
        held = block if isinstance(block, Paragraph) else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _full_line(blocks: Sequence[Block]) -> int:
    """From how many characters a line counts as filled to the margin; no line where the text is not broken at one."""
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    broken = sorted(len(line.text.strip()) for block in paragraphs for line in block.lines[:-1])
    return broken[len(broken) // 2] * 4 // 5 if len(broken) > 5 else 1_000_000


def _continues(before: Paragraph, block: Paragraph, full: int) -> bool:
    first = block.lines[0]
    if before.text[-1:] in "。；！？" and CHART.match(canonical(first.text)):
        return False
    if before.text[-1:] in "。；！？：:;" and len(before.lines[-1].text.strip()) < full:
        return False
    if DECIMAL.match(block.text) and before.text[-1:] not in "。；！？":
        return True
    adjacent = first.number == before.lines[-1].number + 1
    return adjacent and len(before.text) > 20 and not PSEUDO_HEADING.match(first.text) and not HEADING.match(first.text)


def _passage(paragraph: Paragraph, titles: dict[int, str], section: int) -> Passage:
    text = paragraph.text
    bullet = BULLET.match(text)
    passage = Passage(paragraph, canonical(text), tuple(titles.values()), section)
    if bullet and bullet.end():
        passage.text = canonical(text[bullet.end() :])
        passage.spread = [i for i, char in enumerate(text) if i >= bullet.end() and not char.isspace()]
    return passage


def _parted(block: Paragraph) -> tuple[str, Paragraph | None]:
    """A numbered title that is a paragraph, or the first line of one; and what follows it."""
    if len(block.lines) == 1:
        return (block.text, None) if _is_title(block.text) else ("", block)
    first = block.text[: block.starts[1]]
    if not _is_title(first):
        return "", block
    starts = tuple(start - len(first) for start in block.starts[1:])
    return first, Paragraph(block.text[len(first) :], block.lines[1:], starts)


def _is_title(text: str) -> bool:
    if len(text) > 40 or not PSEUDO_HEADING.match(text):
        return False
    if re.search(r"[（(][类款项][)）]", text):
        return False
    return text.rstrip()[-1:] not in "。；;，," and not SPEAKS.search(text)


def _as_paragraph(heading: Heading) -> Paragraph:
    return Paragraph(heading.line.text.strip(), (heading.line,), (0,))
