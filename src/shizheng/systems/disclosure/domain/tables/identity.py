"""Whose document it is: unit, year and stage, from its cover."""

import re
from collections import Counter

from shizheng.systems.disclosure.domain.reading import Reading

_COVER = 60  # lines that a cover and a table of contents take
_YEAR = re.compile(r"(20\d\d)\s*年")
_UNIT = re.compile(r"(?:部门|单位|编制单位)名称\s*[:：]\s*(\S[^\t]{1,40}?)\s*$")


def identify(reading: Reading) -> None:
    """Fill in what nobody has said yet."""
    lines = [line.text for line in reading.source.lines[:_COVER]]
    text = "".join(lines)
    if not reading.year:
        years = Counter(int(year) for year in _YEAR.findall(text))
        reading.year = years.most_common(1)[0][0] if years else 0
    if not reading.stage:
        reading.stage = "final" if text.count("决算") > text.count("预算") / 2 and "决算" in text else "budget"
    if not reading.unit:
        reading.unit = _unit(reading)


def _unit(reading: Reading) -> str:
    named = Counter(
        found[1]
        for line in reading.source.lines
        if "称" in line.text and len(line.text) < 60 and (found := _UNIT.search(line.text))
    )
    if named:
        return named.most_common(1)[0][0]
    first = next((line.text for line in reading.source.lines if line.text.strip()), "")
    return re.split(r"\s*20\d\d\s*年", first.strip("#* "))[0].strip()
