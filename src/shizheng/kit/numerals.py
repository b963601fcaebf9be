"""Chinese numerals and heading numbers, written and read."""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_PLAIN = str.maketrans(
    dict(zip("〇○壹贰貳叁参肆伍陆陸柒捌玖拾佰仟萬億两", "零零一二二三三四五六六七八九十百千万亿二", strict=True))
    | {"廿": "二十", "卅": "三十", "卌": "四十"}
)
_LONGEST = 40
_VALUES = {char: value for value, char in enumerate(_DIGITS)}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BARE_TEN = re.compile("(?<![一二三四五六七八九])十")

NUMERAL = "[零〇○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅卌]"


def numeral(value: int) -> str:
    """Chinese numeral of an integer below 10^16 either side of zero: 21 → 二十一, 10007 → 一万零七."""
    if abs(value) >= 10**16:
        raise ValueError("a numeral is written only below 10^16")
    if value < 0:
        return "负" + numeral(-value)
    written = _written(value) or _DIGITS[0]
    return written[1:] if written.startswith("一十") else written


def _written(value: int) -> str:
    """Numeral with 一十 in full, empty for zero; a 零 stands for any run of missing places."""
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if value >= scale:
            high, low = divmod(value, scale)
            gap = "零" if 0 < low < scale // 10 else ""
            return _written(high) + name + gap + _written(low)
    out, zero = "", False
    for place in (3, 2, 1, 0):
        digit = value // 10**place % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + _PLACES[place]
        zero = not digit
    return out


def number(text: str) -> int:
    """Integer of a Chinese numeral: ordinary, capital, with 廿 or 卅, or digit by digit as in 二〇二六.

    ValueError for anything that is not written by the rules, so that 一百二 and 二三十 are never guessed at.
    """
    plain = text.strip().translate(_PLAIN)
    if plain.startswith("负"):
        return -number(plain[1:])
    if len(plain) > _LONGEST:
        raise ValueError(f"“{text[:_LONGEST]}…”不是中文数字")
    if len(plain) > 1 and all(char in _VALUES for char in plain):
        return int("".join(str(_VALUES[char]) for char in plain))
    value = _value(plain)
    if not plain or value >= 10**16 or _BARE_TEN.sub("一十", plain) != (_written(value) or "零"):
        raise ValueError(f"“{text}”不是中文数字")
    return value


def _value(plain: str) -> int:
    """Value of a well-formed numeral; of any other text some integer, which `number` then finds not to match it."""
    for name, scale in (("亿", 10**8), ("万", 10**4)):
        high, mark, low = plain.rpartition(name)
        if mark:
            return _value(high) * scale + _value(low)
    total, digit = 0, None
    for char in plain:
        if char in _UNITS:
            total, digit = total + (1 if digit is None else digit) * _UNITS[char], None
        else:
            digit = _VALUES.get(char, 0) or None
    return total + (digit or 0)


_COUNTED = "[零〇一二三四五六七八九十百廿卅]"
_STYLES = ("一、", "（一）", "1.", "（1）", "①", "第一")
_ORDINAL = re.compile(
    rf"\s*(?:第(?P<nth>{_COUNTED}+|\d{{1,3}})|[（(]\s*(?P<inner>{_COUNTED}+|\d{{1,3}})\s*[)）]"
    rf"|(?P<listed>{_COUNTED}+)\s*[、.．,，]|(?P<plain>\d{{1,3}})\s*(?:[、．]|\.(?!\d))|(?P<ring>[①-⑳㉑-㉟㊱-㊿]))\s*"
)


def ordinal(value: int, style: str = "一、") -> str:
    """Heading number in one of the styles 一、 （一） 1. （1） ① 第一; ① reaches 50, the rest any positive number."""
    if style not in _STYLES or value < 1 or (style == "①" and value > 50):
        raise ValueError(f"no ordinal {value} in the style {style}")
    if style == "①":
        return chr(value + (0x245F if value <= 20 else 0x323C if value <= 35 else 0x328D))
    return style.replace("一", numeral(value)) if "一" in style else style.replace("1", str(value))


def _ring_value(char: str) -> int:
    code = ord(char)
    return code - (0x245F if code < 0x3000 else 0x323C if code < 0x3260 else 0x328D)


def read_ordinal(text: str) -> tuple[int, str, int] | None:
    """`(value, style, end)` of the heading number that `text` begins with, its words starting at `end`; else None."""
    match = _ORDINAL.match(text)
    if match is None or match.lastgroup is None:
        return None
    kind, written = match.lastgroup, match[match.lastgroup]
    if kind == "ring":
        return _ring_value(written), "①", match.end()
    arabic = written.isdecimal()
    try:
        value = int(written) if arabic else number(written)
    except ValueError:
        return None
    style = {"nth": "第一", "inner": "（1）" if arabic else "（一）", "listed": "一、", "plain": "1."}[kind]
    return (value, style, match.end()) if value else None
