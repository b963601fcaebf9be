"""Amounts, months and stretches of text inside the written fields of a sheet."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import Field, Funding, Indicator, TargetSheet
from shizheng.systems.disclosure.domain.finding import Finding, Severity
from shizheng.systems.disclosure.domain.reading import Reading

WRITTEN = ("overview", "basis", "need", "measures", "plan", "goal", "goal.period", "goal.annual")
PROSE = ("overview", "need", "measures", "plan", "goal", "goal.period", "goal.annual")
QUOTE = 30
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|亿|万|元)(?![人户件条次个套台余亩吨平])")
_WORDED = re.compile(r"([一两二三四五六七八九]|十)(百万|千万|万)(元)?(?![人户件条次个家])")
_FEN = {"亿元": 10**10, "亿": 10**10, "万元": 10**6, "万": 10**6, "元": 100}
_DIGITS = {**dict(zip("一二三四五六七八九十", range(1, 11), strict=True)), "两": 2}
_CLAUSE = re.compile(r"[^，。；;,！!？?\n]+")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_ITEM = re.compile(r"(?:^|(?<=[。；;\s）)>]))\s*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）])(?!\d)")


class Sum(NamedTuple):
    """An amount in running text, in fen, with its printed precision and where it stands."""

    fen: int
    ulp: int
    start: int
    end: int
    text: str

    @property
    def low(self) -> int:
        """Lower end of the interval, in half fen."""
        return 2 * self.fen - self.ulp

    @property
    def high(self) -> int:
        """Upper end of the interval, in half fen."""
        return 2 * self.fen + self.ulp


class Stretch(NamedTuple):
    """A clause, sentence or item with its offset in the whole text."""

    start: int
    text: str


@lru_cache(maxsize=512)
def sums_in(text: str) -> tuple[Sum, ...]:
    """Every amount of money in a text; 两百万 is one too."""
    found = [_sum(match) for match in _AMOUNT.finditer(text)]
    if "百万" in text or "千万" in text:
        found += [_worded(match) for match in _WORDED.finditer(text)]
        found.sort(key=lambda item: item.start)
    return tuple(found)


def sums_within(text: str, stretch: Stretch) -> list[Sum]:
    """The amounts of a text that stand in one of its stretches."""
    end = stretch.start + len(stretch.text)
    return [money for money in sums_in(text) if stretch.start <= money.start < end]


def _sum(match: re.Match[str]) -> Sum:
    whole, _, fraction = match[1].replace(",", "").partition(".")
    scale: int = _FEN[match[2]]
    ulp = max(1, scale // 10 ** len(fraction))
    return Sum(int(whole + fraction) * scale // 10 ** len(fraction), ulp, match.start(), match.end(), match[0])


def _worded(match: re.Match[str]) -> Sum:
    scale = {"百万": 10**8, "千万": 10**9, "万": 10**6}[match[2]]
    return Sum(_DIGITS[match[1]] * scale, scale, match.start(), match.end(), match[0])


@lru_cache(maxsize=512)
def clauses(text: str) -> tuple[Stretch, ...]:
    """Stretches between commas and stops."""
    return tuple(Stretch(match.start(), match[0]) for match in _CLAUSE.finditer(text))


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[Stretch, ...]:
    """Stretches between full stops and semicolons."""
    return tuple(Stretch(match.start(), match[0]) for match in _SENTENCE.finditer(text))


@lru_cache(maxsize=512)
def items(text: str) -> tuple[Stretch, ...]:
    """The numbered items of a text (1. … 2. …); a text without numbers is one item."""
    starts = [match.start() for match in _ITEM.finditer(text)]
    if not starts or starts[0] > 0:
        starts.insert(0, 0)
    ends = [*starts[1:], len(text)]
    return tuple(Stretch(start, text[start:end]) for start, end in zip(starts, ends, strict=True) if end > start)


def written(sheet: TargetSheet, names: tuple[str, ...] = PROSE) -> Iterator[tuple[str, Field]]:
    """The fields that hold running text."""
    for name in names:
        field = sheet.fields.get(name)
        if field is not None:
            yield name, field


def mark(field: Field, start: int, end: int) -> tuple[int, str]:
    """Line and literal quote of a stretch; what runs over the line's end is left out."""
    offset = 0
    for piece in field.pieces:
        if start < offset + len(piece.text):
            return piece.line, piece.text[start - offset : end - offset][:QUOTE]
        offset += len(piece.text)
    return field.pieces[-1].line, field.pieces[-1].text[:QUOTE]


def at_field(
    rule: str,
    severity: Severity,
    sheet: TargetSheet,
    field: Field,
    span: tuple[int, int],
    message: str,
    printed: str = "",
    expected: str = "",
) -> Finding:
    """A finding at a stretch of a written field."""
    line, quote = mark(field, *span)
    return Finding(rule, severity, line, quote, message, printed, expected, sheet.name)


def at_indicator(
    rule: str, severity: Severity, sheet: TargetSheet, item: Indicator, message: str, expected: str = ""
) -> Finding:
    """A finding at an indicator: at its target where one is printed, else at its name."""
    quote = (item.target.text and item.quote) or item.name
    return Finding(rule, severity, item.line, quote[:QUOTE], message, item.target.text, expected, sheet.name)


def at_name(
    rule: str, severity: Severity, sheet: TargetSheet, item: Indicator, message: str, expected: str = ""
) -> Finding:
    """A finding at an indicator's name."""
    return Finding(rule, severity, item.line, item.name[:QUOTE], message, item.target.text, expected, sheet.name)


def facing(found: Finding, sheet: TargetSheet, words: str) -> Iterator[Finding]:
    """A finding at an indicator, and the words of the sheet's text that contradict it as its other place."""
    fields = (field for _, field in written(sheet, WRITTEN) if words in field.text)
    field = next(fields, None)
    if field is None or not words:
        yield found
        return
    key = f"facing:{found.rule}:{found.line}"
    yield found._replace(convicts=(*found.convicts, key))
    start = field.text.index(words)
    line, quote = mark(field, start, start + len(words))
    message = f"此处写“{words}”，第{found.line}行的“{found.quote}”与之不符，请核对哪一处有误。"
    yield Finding(found.rule, "warning", line, quote, message, quote, "", sheet.name, convicts=(key,))


def money_key(money: Funding) -> str:
    """What a sheet's total is called where one finding explains another."""
    return f"money:{money.line}"


def target_key(item: Indicator) -> str:
    """The same of one target of an indicator."""
    return f"target:{item.line}:{item.target.text}"


def is_exported(reading: Reading) -> bool:
    """Whether the text went through an export that can move, cut or lose cells (a PDF or a plain text)."""
    return reading.source.origin in ("txt", "md", "pdf")


def wan(fen: int) -> str:
    """Fen as 万元, with as many decimals as it needs and at least none: 330, 110.49, 0.48."""
    whole, rest = divmod(abs(fen), 10**6)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole}" + (f".{rest:06}".rstrip("0") if rest else "")


COLUMN = {"period": "实施期", "annual": "年度"}
