"""The table of contents against the body: what is promised, in which order, under which name and number."""

from collections.abc import Iterator

from shizheng.systems.disclosure.domain.chapters import OWN
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.titles import Title, core_of
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Heading, Paragraph, Table

ORDER = "财预〔2016〕143号《地方预决算公开操作规程》：公开内容应当完整、便于查阅"
SECTION = "一、"


@rule("count.contents", family="count", title="目录所列章节在正文中没有", source=ORDER)
def contents(reading: Reading) -> Iterator[Finding]:
    """A section that the contents promise and no heading, title or paragraph of the body bears."""
    cores = {title.core for title in reading.narrative.printed}
    entries = [title for title in reading.narrative.promised if title.style == SECTION and title.core not in cores]
    absent = [title for title in entries if len(title.core) > 2 and not _is_table(title)]
    body = "".join(_words(reading)) if absent else ""
    for entry in absent:
        if OWN.sub("", entry.core) in body or any(_alike(entry.core, core) for core in cores):
            continue
        yield Finding(
            "count.contents", "warning", entry.line.number, _entry(entry),
            f"目录列有“{entry.text}”，正文中找不到这一节，请补充或修改目录。",
        )  # fmt: skip


@rule("naming.order", family="naming", title="章节次序与目录不一致", source=ORDER)
def order(reading: Reading) -> Iterator[Finding]:
    """Sections printed in another order than the contents list them; once a part."""
    listed = [title for title in reading.narrative.promised if title.style == SECTION]
    found = [title for title in reading.narrative.printed if title.style == SECTION]
    for part in sorted({title.part for title in listed}):
        body = [title.core for title in found if title.part == part]
        pairs = [(title, body.index(title.core)) for title in listed if title.part == part and title.core in body]
        places = [place for _, place in pairs]
        if len(pairs) > 2 and len(set(places)) == len(places) and places != sorted(places):
            first = next(title for at, (title, place) in enumerate(pairs) if place != sorted(places)[at])
            yield Finding(
                "naming.order", "warning", first.line.number, _entry(first),
                f"目录中“{first.text}”等章节的次序与正文不同，请按正文次序修改目录。",
            )  # fmt: skip


@rule("naming.section", family="naming", title="同级标题重复", source=ORDER)
def section(reading: Reading) -> Iterator[Finding]:
    """Two sections of one part under one title."""
    seen: dict[tuple[int, str], Title] = {}
    for title in reading.narrative.printed:
        if title.style != SECTION or len(title.text) < 6:
            continue
        first = seen.setdefault((title.part, title.text), title)
        if first is not title and first.value != title.value:
            quote = title.text if title.text in title.line.text else title.text[:2]
            yield Finding(
                "naming.section", "warning", title.line.number, quote,
                f"标题“{title.text}”与第{first.value}节（第{first.line.number}行）相同，内容不同的应有别。", title.text,
            )  # fmt: skip


@rule("count.numbering", family="count", title="章节编号跳号或重号", source=ORDER)
def numbering(reading: Reading) -> Iterator[Finding]:
    """Section numbers of one part run 一、二、三 …"""
    last: Title | None = None
    for title in reading.narrative.printed:
        if title.style not in (SECTION, "第一"):
            continue
        if last is not None and _jumps(last, title):
            yield Finding(
                "count.numbering", "warning", title.line.number, title.line.text.strip("#*- \t")[:20],
                f"章节编号不连续：上一节“{last.text}”为第{last.value}，本节为第{title.value}，请检查是否漏节或编错。",
            )  # fmt: skip
        last = title


def _jumps(last: Title, title: Title) -> bool:
    siblings = title.style == last.style == SECTION and title.part == last.part
    return siblings and title.value not in (last.value + 1, 1)


@rule("count.pages", family="count", title="目录页码先后颠倒", source=ORDER)
def pages(reading: Reading) -> Iterator[Finding]:
    """Page numbers of the contents never go back."""
    highest = 0
    for title in reading.narrative.promised:
        if title.page and title.page < highest:
            yield Finding(
                "count.pages", "warning", title.line.number, _entry(title),
                f"目录中“{title.text}”的页码{title.page}小于前一项的{highest}，请更新目录。", str(title.page),
            )  # fmt: skip
        highest = max(highest, title.page)


def _entry(title: Title) -> str:
    """The entry as it is printed, without leaders and page number."""
    at = title.line.text.find(title.text)
    return title.line.text[: at + len(title.text)].strip() if at >= 0 and title.text else title.line.text.strip()[:20]


def _is_table(title: Title) -> bool:
    return title.text.endswith("表") or "表（" in title.text


def _alike(one: str, other: str) -> bool:
    """Titles that differ by a word more or less mean one section."""
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if short in long:
        return True
    shared = sum(char in long for char in short)
    return shared >= 0.8 * len(short) and len(long) - shared <= 4


def _words(reading: Reading) -> Iterator[str]:
    """Short lines of the body that may serve as titles."""
    for block in reading.blocks:
        if isinstance(block, Heading):
            yield core_of(block.text)
        elif isinstance(block, Paragraph) and len(block.text) < 60:
            yield core_of("".join(block.text.split()))
        elif isinstance(block, Table):
            yield from (core_of("".join(line.text.split())) for line in block.titles)
