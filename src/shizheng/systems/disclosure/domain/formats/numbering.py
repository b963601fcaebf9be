"""The automatic numbers of a Word document (一、（一）1.), which its paragraphs do not contain as text."""

from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

from shizheng.kit.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCounting",
}


class Level(NamedTuple):
    """One level of a list: its first number, number format and pattern such as ``第%1部分`` or ``%1、``."""

    start: int
    form: str
    pattern: str


class Numbering:
    """Counts as Word does: a number restarts when an outer level advances."""

    def __init__(self, root: etree._Element | None) -> None:
        self.lists: dict[str, dict[int, Level]] = {} if root is None else _lists(root)
        self.counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: etree._Element) -> str:
        """The number Word would print before this paragraph, or an empty string."""
        number = paragraph.find(f"{W}pPr/{W}numPr")
        if number is None:
            return ""
        ident, depth = _value(number.find(f"{W}numId")), int(_value(number.find(f"{W}ilvl")) or 0)
        levels = self.lists.get(ident)
        if not levels or depth not in levels:
            return ""
        counts = self.counts.setdefault(ident, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        label = levels[depth].pattern
        for level in range(depth + 1):
            shown = counts.get(level, levels[level].start if level in levels else 1)
            label = label.replace(f"%{level + 1}", _formatter(levels[level].form if level in levels else "")(shown))
        return label


def _formatter(form: str) -> Callable[[int], str]:
    return numeral if form in CHINESE else str


def _value(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _lists(root: etree._Element) -> dict[str, dict[int, Level]]:
    abstract = {item.get(f"{W}abstractNumId", ""): _levels(item) for item in root.findall(f"{W}abstractNum")}
    return {
        item.get(f"{W}numId", ""): abstract.get(_value(item.find(f"{W}abstractNumId")), {})
        for item in root.findall(f"{W}num")
    }


def _levels(abstract: etree._Element) -> dict[int, Level]:
    levels = {}
    for item in abstract.findall(f"{W}lvl"):
        form = _value(item.find(f"{W}numFmt"))
        if form == "bullet":
            continue
        start = _value(item.find(f"{W}start"))
        pattern = _value(item.find(f"{W}lvlText"))
        levels[int(item.get(f"{W}ilvl", "0"))] = Level(int(start) if start.isdigit() else 1, form, pattern)
    return levels
