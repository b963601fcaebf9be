"""A list of contents without parts (第一部分): where it ends, and which lines of the body open what it promises."""

import re
from collections.abc import Sequence

from shizheng.systems.disclosure.domain.source import Line

ENTRY = re.compile(
    r"^[#*\s-]*(?:第?[一二三四五六七八九十]{1,3}(?:部分|[、．.])|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}\s*[、．.])\s*"
)
LEADERS = re.compile(r"(?:\.{2,}|…+|·{2,}|\t)\s*(?:\d{1,3})?\s*$")
CHAPTER = re.compile(r"^[#*\s-]*[一二三四五六七八九十]{1,3}、")
NOISE = re.compile(r"\s|20\d{2}年?度?|的|[“”\"《》#*]|</?b>")
OWN = re.compile(r"^(?:本?部门|本?单位)")
FEWEST = 3  # entries of a list
LONGEST = 60  # characters of an entry or of a chapter's title
SHORTEST = 4  # characters by which a chapter is known
REACH = 200  # lines of the longest list


def end_of_contents(lines: Sequence[Line], start: int) -> int:
    """The index of the first line behind the list whose 目录 stands at ``start``; 0 where no list follows."""
    entries: list[str] = []
    for index in range(start + 1, min(len(lines), start + REACH)):
        text = lines[index].text.strip()
        if not text:
            continue
        core = _core(text)
        if not _is_entry(text) or core in entries[:1] or (CHAPTER.match(text) and core in entries):
            return index if len(entries) >= FEWEST else 0
        entries.append(core)
    return 0


def _is_entry(text: str) -> bool:
    bare = LEADERS.sub("", text)
    if len(bare) > LONGEST or bare[-1:] in "。；，：":
        return False
    return ENTRY.match(text) is not None or (bare != text and "\t" not in bare)


def _core(text: str) -> str:
    return NOISE.sub("", ENTRY.sub("", LEADERS.sub("", text), count=1))


def chapters(entries: Sequence[Line]) -> tuple[str, ...]:
    """The words by which the body's chapters are known; none where the list has parts."""
    texts = [line.text for line in entries]
    if any("部分" in text[:8] for text in texts):
        return ()
    cores = (OWN.sub("", _core(text)) for text in texts if CHAPTER.match(text))
    return tuple(core for core in cores if len(core) >= SHORTEST and not core.endswith("表"))


def opens_chapter(text: str, promised: tuple[str, ...]) -> bool:
    """Whether an unnumbered line of its own is the title of a chapter, with year or office before its words."""
    if len(text) > LONGEST or "，" in text or text.rstrip()[-1:] in "。；：，":
        return False
    return NOISE.sub("", text).endswith(promised)
