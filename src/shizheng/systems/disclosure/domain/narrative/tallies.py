"""Things that sentences count: a number stated, and the list or the parts that should come to it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shizheng.kit.numerals import number
from shizheng.systems.disclosure.domain.narrative.names import INSIDE
from shizheng.systems.disclosure.domain.narrative.passage import Passage

DIGITS = r"(?P<number>\d{1,5}|[一二两三四五六七八九十]{1,3})"
BODIES = r"(?:科室|处室|股室|内设机构|机构|部门|单位|科|处|股|中心|室|组)"
LISTING = r"[^，。；、\d]{0,8}[，：,]?(?:分别(?:为|是)|即|包括|具体为|为)[：:]?(?P<list>[^。；]+)"
COUNTED_BEFORE = re.compile(DIGITS + rf"个(?P<noun>[^，。；：、\d]{{0,10}}?{BODIES})" + LISTING)
COUNTED_AFTER = re.compile(rf"(?P<noun>[^，。；：、\d]{{0,6}}{BODIES})(?:共|有|共有)?{DIGITS}个" + LISTING)
PROMISED = re.compile(
    rf"(?:共|共设置|设置|设定|设){DIGITS}(?:项|个|条)[^。：]{{0,40}}?具体(?:为|如下|包括)[：:]?(?P<list>[^。]+)"
)
BODY_END = re.compile(r"(?:科|室|处|部|股|中心|办|局|组|所|队|站|院|厅|馆|委|会)(?:（[^（）]*）)?$")
ALL = re.compile(r"[，,].*$")

VEHICLES = re.compile(r"(?P<name>[^，。；：、（）]{0,24}?)(?P<number>\d+)辆")
SPLIT = re.compile(r"其中|包括|分别为")
THESE = re.compile(r"这(?P<number>[两二三四五六七八九十]|\d{1,3})个(?:二级|一级|重点)?项目")
STATED = re.compile(r"(?<![\d.])(?P<number>\d+)个(?:[^，。；、\d个]{0,6})项目")


class Tally(NamedTuple):
    """``stated`` things were said to be there, ``found`` are; offsets of the words that state it."""

    passage: Passage
    start: int
    end: int
    noun: str
    stated: int
    found: int
    certain: bool
    items: tuple[str, ...] = ()


def numbered(text: str) -> int:
    """An integer in either kind of numerals."""
    return int(text) if text.isdecimal() else number(text)


def listed_bodies(passage: Passage) -> Iterator[Tally]:
    """内设3个科室，分别为：A、B、C."""
    for pattern in (COUNTED_BEFORE, COUNTED_AFTER):
        for match in pattern.finditer(passage.text):
            names = ALL.sub("", INSIDE.sub("", match["list"]))
            items = tuple(item for item in re.split(r"[、和及]", names) if item)
            if len(items) < 2:
                continue
            certain = all(BODY_END.search(item) for item in items)
            start, end, stated = match.start(), match.start("list"), numbered(match["number"])
            yield Tally(passage, start, end, match["noun"], stated, len(items), certain, items)


def listed_promises(passage: Passage) -> Iterator[Tally]:
    """共设置12项……具体为a；b；c."""
    for match in PROMISED.finditer(passage.text):
        items = tuple(item for item in match["list"].split("；") if item.strip())
        if len(items) > 1:
            yield Tally(
                passage, match.start(), match.end("number") + 1, "", numbered(match["number"]), len(items), False, items
            )


def vehicles(passage: Passage) -> Iterator[Tally]:
    """共有车辆3辆，其中：…1辆、…2辆: every split total against its parts."""
    text = passage.text
    found = [
        (match["name"], int(match["number"]), match.start("number"), match.end()) for match in VEHICLES.finditer(text)
    ]
    index = 0
    while index < len(found) - 1:
        name, stated, start, end = found[index]
        index += 1
        if not SPLIT.search(text[end : found[index][2]]):
            continue
        parts: list[int] = []
        while index < len(found) and (not parts or not _ends(text[found[index - 1][3] : found[index][2]])):
            parts.append(found[index][1])
            index += 1
        if len(parts) > 1:
            yield Tally(passage, start, end, name, stated, sum(parts), 0 in parts or sum(parts) > stated)


def _ends(between: str) -> bool:
    return "。" in between or bool(SPLIT.search(between))


def referred(passage: Passage) -> Iterator[Tally]:
    """这两个项目, where the paragraph has counted one."""
    for match in THESE.finditer(passage.text):
        before = [int(found["number"]) for found in STATED.finditer(passage.text, 0, match.start())]
        wanted = numbered(match["number"])
        if len(before) == 1 and before[0] != wanted:
            yield Tally(passage, match.start(), match.end(), "项目", wanted, before[0], True)


GRADE = r"“?(?:优秀|优|良好|良|中|差|合格|不合格)”?"
GRADES = re.compile(
    rf"(?P<number>\d+)个?项目?(?:自评|评价)?(?:等级|结果)?(?:评定)?为{GRADE}|"
    rf"(?:评级|等级|结果)为{GRADE}的?(?:项目)?(?P<after>\d+)个"
)
EVALUATED = re.compile(r"自评(?:的)?[^，。；：]{0,14}?(?:项目|个数)[^，。；：\d]{0,6}(?P<number>\d+)个")


def graded(passage: Passage) -> Iterator[Tally]:
    """7个项目自评：6个优、1个良 … the grades against the number evaluated."""
    stated = list(EVALUATED.finditer(passage.text))
    grades = [int(match["number"] or match["after"]) for match in GRADES.finditer(passage.text)]
    if len(stated) == 1 and len(grades) > 2:
        match = stated[0]
        yield Tally(passage, match.start(), match.end(), "自评项目", int(match["number"]), sum(grades), True)
