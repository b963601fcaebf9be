"""Read one printed target. Every text gives a target: measured, dated, or a judgement with its reason."""

import re
from functools import lru_cache

from shizheng.engines.fiscal.domain.targets.moments import read_rhythm, read_when
from shizheng.engines.fiscal.domain.targets.target import Comparator, Target
from shizheng.engines.fiscal.domain.targets.words import (
    DESCRIPTION,
    JUDGEMENTS,
    MONEY_UNITS,
    SHORT_WORDS,
    SUFFIX_COMPARATORS,
    TIME_UNITS,
    UNITS,
    UNREADABLE,
    WORDY_COMPARATORS,
)
from shizheng.kit.chinese import normalise

_ABSENT = frozenset(("", "无", "/", "\\", "-", "—", "——", "--", "无此项", "不涉及", "N/A"))
_COMPARATORS: dict[str, Comparator] = dict(WORDY_COMPARATORS)  # type: ignore[arg-type]
_SUFFIXES: dict[str, Comparator] = dict(SUFFIX_COMPARATORS)  # type: ignore[arg-type]
_COMPARE = re.compile("|".join(map(re.escape, sorted(_COMPARATORS, key=len, reverse=True))))
_UNIT = "|".join(map(re.escape, sorted({*UNITS, *TIME_UNITS, *MONEY_UNITS}, key=len, reverse=True)))
_SUFFIX = "|".join(_SUFFIXES)
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_OTHER_UNIT = r"(?:[A-Za-z]|(?![月年季半全以及左内前底上下保达完])[一-鿿]){1,3}?"
_PER = r"(?:[/每](?:人|年|月|次|天|日|个|户|平方米|㎡|台|套))?"
QUANTITY = re.compile(
    rf"(?P<low>{_NUMBER})(?:%?[-~—–至到](?P<high>{_NUMBER}))?"
    rf"(?:(?P<share>%|‰|个?百分点)|(?P<scale>[亿万千百](?!元))?\+?(?P<unit>{_UNIT}|月|{_OTHER_UNIT})?)"
    rf"{_PER}(?P<suffix>{_SUFFIX})?"
)
_BRACKETED = re.compile(r"([^()（）]*\d)[(（](%|[一-鿿A-Za-z/㎡]{1,6})[)）]")  # ≥80.00(%), as some systems print units
_COVERAGE = re.compile(r"\d{1,2}[x×X*✕]\d{1,2}(?:小时|h)?.{0,4}")
_DOTTED_MONTH = re.compile(r"20\d{2}\.(?:0?[1-9]|1[0-2])$")
_SPACES = re.compile(r"\s+")
_SPLIT = re.compile("[、，,;；]")
_SCALES = {"亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}
_MONEY = {"元": 100, "千元": 10**5, "万元": 10**6, "百万元": 10**8, "亿元": 10**10, "万亿元": 10**14}
_TIMES = frozenset(TIME_UNITS)
_KNOWN = frozenset(UNITS) | _TIMES | frozenset(MONEY_UNITS)
NUMBER_SCALE = 10_000
RATE_SCALE = 10_000


@lru_cache(maxsize=8192)
def parse(text: str, unit: str = "") -> Target:
    """The target printed as ``text``; ``unit`` is one printed elsewhere (a column 计量单位, or the name's brackets)."""
    plain = _SPACES.sub("", normalise(text))
    if plain in _ABSENT:
        return Target("absent", text, reason="没有填写指标值")
    bracketed = _BRACKETED.fullmatch(plain) if plain[-1] in ")）" else None
    if bracketed:
        plain = bracketed[1] + bracketed[2]
    found = _exact(plain, unit)
    if found is None:
        found = _compound(plain, unit) or _embedded(plain, unit) or _judgement(plain)
    return found._replace(text=text)


def _exact(plain: str, unit: str) -> Target | None:
    """A target that is nothing but a quantity, a date, a rhythm or hours of service."""
    if plain in SHORT_WORDS:
        return None
    compared = _COMPARE.match(plain)
    comparator: Comparator = _COMPARATORS[compared[0]] if compared else ""
    rest = plain[compared.end() :] if compared else plain
    if not rest:
        return None
    if rest[0].isdigit():
        often = read_rhythm(rest) if "/" in rest else None
        if often:
            return Target("rhythm", plain, comparator, rhythm=often)
        quantity = QUANTITY.fullmatch(rest)
        if quantity and not _is_moment(quantity, unit):
            return _quantity(quantity, comparator, unit)
        if _COVERAGE.fullmatch(rest):
            return Target("coverage", plain, comparator)
    when = None if unit in ("月", "个月") else read_when(rest)
    if when:
        return Target("date", plain, comparator, when=when)
    rhythm = read_rhythm(rest)
    return Target("rhythm", plain, comparator, rhythm=rhythm) if rhythm else None


def _is_moment(quantity: re.Match[str], hint: str = "") -> bool:
    """3月 and 2023年 are a month and a year, not amounts of time; so is 2022.01-2022.12."""
    low, unit = quantity["low"], quantity["unit"]
    if not unit:
        return bool(quantity["high"]) and "." in low and _DOTTED_MONTH.match(low) is not None
    return (unit == "月" and hint not in ("月", "个月")) or (unit == "年" and len(low) == 4)


def _quantity(match: re.Match[str], comparator: Comparator, hint: str) -> Target:
    unit = match["unit"] or ""
    scale = _SCALES.get(match["scale"] or "", 1)
    share = match["share"]
    suffix = match["suffix"]
    if suffix:
        comparator = _SUFFIXES[suffix]
    if not unit and not share and hint:
        share, unit = (hint, unit) if hint in ("%", "‰") else (share, "万元" if hint == "万" else hint)
    low, digits = _fixed(match["low"])
    high = _fixed(match["high"])[0] if match["high"] else 0
    if match["high"]:
        comparator = "~"
    if share:
        rate = RATE_SCALE // 10 if share == "‰" else RATE_SCALE
        return _scaled("rate", match, comparator, low, high, digits, rate, share)
    if unit in _MONEY:
        return _scaled("money", match, comparator, low, high, digits, _MONEY[unit] * scale, unit)
    kind = "duration" if unit in _TIMES or unit == "月" else "number"
    return _scaled(kind, match, comparator, low, high, digits, NUMBER_SCALE * scale, unit)


def _scaled(
    kind: str, match: re.Match[str], comparator: Comparator, low: int, high: int, digits: int, scale: int, unit: str
) -> Target:
    power: int = 10**digits
    high_digits = len(match["high"].partition(".")[2]) if match["high"] else 0
    return Target(
        kind,  # type: ignore[arg-type]
        match[0],
        comparator,
        low * scale // power,
        high * scale // 10**high_digits,
        max(1, scale // power),
        unit,
    )


def _fixed(number: str) -> tuple[int, int]:
    whole, _, fraction = number.replace(",", "").partition(".")
    return int(whole + fraction), len(fraction)


def _compound(plain: str, unit: str) -> Target | None:
    """一般故障4小时内、较大故障8小时内: every part is a target, after a word of its own."""
    pieces = [piece for piece in _SPLIT.split(plain) if piece]
    if len(pieces) < 2 or len(pieces) > 6:
        return None
    parts = [_exact(piece, unit) or _embedded(piece, unit) for piece in pieces]
    if all(part is not None and part.kind != "judgement" for part in parts):
        return Target("compound", plain, parts=tuple(part for part in parts if part))
    return None


def _embedded(plain: str, unit: str) -> Target | None:
    """完成率80%, 100%保障: one quantity with a known unit beside a word."""
    found = [match for match in QUANTITY.finditer(plain) if match["share"] or (match["unit"] or "") in _KNOWN]
    if len(found) != 1 or len(plain) > 30:
        return None
    match = found[0]
    before, after = plain[: match.start()], plain[match.end() :]
    glued = before[-1:].isascii() and before[-1:].isalnum()
    if glued or after[:1].isdigit() or _is_moment(match):
        return None
    compared = _COMPARE.search(before)
    comparator: Comparator = _COMPARATORS[compared[0]] if compared and compared.end() == len(before) else ""
    word = before[: compared.start()] if compared else before
    return _quantity(match, comparator, unit)._replace(junk=word + after)


def _judgement(plain: str) -> Target:
    best = None
    for reason, words in JUDGEMENTS:
        for word in words:
            at = plain.find(word)
            if at >= 0 and (best is None or at < best[0]):
                best = (at, word, reason)
    if best is None:
        described = any("一" <= char <= "鿿" for char in plain)
        return Target("judgement", plain, reason=DESCRIPTION if described else UNREADABLE)
    at, word, reason = best
    tail = plain[at + len(word) :]
    junk = tail if at == 0 and tail in ("无", ";", "；", "。", ".", "、", ",", "，") else ""
    return Target("judgement", plain, reason=reason, junk=junk)
