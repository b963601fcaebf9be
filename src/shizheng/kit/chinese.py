"""Chinese dates, character widths and the blanks that layout leaves in text."""

from __future__ import annotations

import re
from datetime import date
from unicodedata import east_asian_width

from shizheng.kit.numerals import NUMERAL, number, numeral

_DATE = re.compile(
    rf"\s*(\d{{4}}|[零〇○一二三四五六七八九]{{4}})\s*年\s*(\d{{1,2}}|{NUMERAL}{{1,3}})\s*月"
    rf"\s*(\d{{1,2}}|{NUMERAL}{{1,3}})\s*[日号]\s*|\s*(\d{{4}})([-/.])(\d{{1,2}})\5(\d{{1,2}})\s*"
)
_DATE_INSIDE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]")


def format_date(day: date) -> str:
    """2026年11月21日: no leading zeros, as official documents write it (GB/T 9704—2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def format_date_numerals(day: date) -> str:
    """二〇二六年十一月二十一日, for seals and covers."""
    year = "".join("〇一二三四五六七八九"[int(char)] for char in f"{day.year:04}")
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"


def parse_date(text: str) -> date:
    """A full date as 2026年11月21日, 二〇二六年十一月二十一日, 2026-11-21, 2026/11/21 or 2026.11.21 in any width."""
    match = _DATE.fullmatch(normalise(text))
    if match is None:
        raise ValueError(f"“{text}”不是完整的日期，请写成“2026年11月21日”")
    parts = match.group(1, 2, 3) if match[1] else match.group(4, 6, 7)
    year, month, day = (int(part) if part.isdecimal() else number(part) for part in parts)
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"“{text.strip()}”不是存在的日期") from None


def dates_in(text: str) -> list[tuple[date, int, int]]:
    """Every full date `年月日` in a sentence that exists on the calendar, with where it begins and ends."""
    found = []
    for match in _DATE_INSIDE.finditer(text):
        try:
            found.append((parse_date(match[0]), match.start(), match.end()))
        except ValueError:
            continue
    return found


_WIDTHS = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BLANKS = dict.fromkeys((0x00A0, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x3000), 0x20)
_NOTHING = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_MARKS = {0x2212: 0x2D, 0x2010: 0x2D, 0x2011: 0x2D, 0xFE63: 0x2D, 0x2044: 0x2F, 0x2215: 0x2F}
_HALF: dict[int, int | None] = {**_WIDTHS, **_BLANKS, **_NOTHING, **_MARKS}


def normalise(text: str) -> str:
    """Half-width form for comparing and parsing: full-width ASCII, odd blanks and minus signs made plain, zero-width
    characters dropped. Stops without an ASCII twin (。 、 《 》) stay as they are."""
    return text if text.isascii() else text.translate(_HALF)


_CJK = r"[⺀-鿿豈-﫿]"
_GAP = re.compile(rf"(?<={_CJK})[ \t]+(?={_CJK})")


def close_gaps(text: str) -> str:
    """Remove the blanks that layout puts between Chinese characters: 总  计 → 总计."""
    return _GAP.sub("", text)


def width(text: str) -> int:
    """Columns that `text` takes in a fixed-width font, a Chinese character counting two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
