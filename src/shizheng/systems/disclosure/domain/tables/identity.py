"""Whose document it is: unit, year and stage, from its cover."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from shizheng.systems.disclosure.domain.source import Line

_COVER = 60  # lines that a cover and a table of contents take
_YEAR = re.compile(r"(20\d\d)\s*年")
_UNIT = re.compile(r"(?:部门|单位|编制单位)名称\s*[:：]\s*(\S[^\t]{1,40}?)\s*(?:(?:金额)?单位\s*[:：].*)?$")


_MAKER = re.compile(
    r"^(?:预算|决算)?(?:主管部门|(?:编制|公开)(?:部门|单位)|预算单位|决算单位)\s*[:：]\s*([^\s:：]{4,40})"
)
_ANNEX = re.compile(r"^附件\s*\d*\s*[:：]?")
_TITLED = re.compile(r"(20\d\d)\s*年度?[^，。；：]{0,24}(?:预算|决算)")
_BEHIND = re.compile(r"20\d\d\s*年度?\s*([^\s，。；：]{4,40}?)(?:部门|单位)?(?:综合)?(?:预算|决算)")
_TITLE = 50  # characters of a title at most
_FILED = re.compile(r"(?:监督)?索引号|(?:公开|发布|报送)(?:时间|日期)|保密审查|文号|密级")
_COVER_LINES = 3  # over which a long name may be broken


class Identity(NamedTuple):
    """The publishing unit, the year the document is about (0 unknown), and budget or final."""

    unit: str
    year: int
    stage: str


def identify(lines: Sequence[Line]) -> Identity:
    """As the cover tells; the unit as the tables name it, else by the document's first line."""
    text = "".join(line.text for line in lines[:_COVER])
    years = Counter(int(year) for year in _YEAR.findall(text))
    year = _titled(lines) or (years.most_common(1)[0][0] if years else 0)
    stage = "final" if text.count("决算") > text.count("预算") / 2 and "决算" in text else "budget"
    return Identity(_unit(lines), year, stage)


def _cover(lines: Sequence[Line]) -> list[str]:
    """The first lines that say something, without marks of the file itself (附件1, 索引号, 公开时间)."""
    texts = (_ANNEX.sub("", line.text.strip("#* \t")) for line in lines[:_COVER])
    return [text for text in texts if text and not _FILED.match(text)][:_COVER_LINES]


def _titled(lines: Sequence[Line]) -> int:
    """The year in the title on the cover; 0 where it has none of its own."""
    found = next((match for text in _cover(lines) if len(text) < _TITLE and (match := _TITLED.search(text))), None)
    return int(found[1]) if found else 0


def _unit(lines: Sequence[Line]) -> str:
    named = Counter(
        found[1] for line in lines if "称" in line.text and len(line.text) < 60 and (found := _UNIT.search(line.text))
    )
    if named:
        return named.most_common(1)[0][0]
    made = Counter(found[1] for line in lines if "：" in line.text[:8] and (found := _MAKER.match(line.text.strip())))
    return made.most_common(1)[0][0] if made else _unit_of_cover(lines)


def _unit_of_cover(lines: Sequence[Line]) -> str:
    """What stands before the year on the cover, be it broken over lines."""
    words = ""
    for text in _cover(lines):
        words += text
        if _YEAR.search(words):
            break
    else:
        words = next((line.text.strip("#* ") for line in lines if line.text.strip()), "")
    before = re.split(r"\s*20\d\d\s*年", words)[0].strip()
    behind = _BEHIND.search(words) if not before else None
    return behind[1] if behind else before
