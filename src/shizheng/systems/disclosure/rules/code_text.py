"""Codes and names of the classification in running text."""

import re
from collections.abc import Iterator
from functools import cache

from shizheng.engines.fiscal.domain.codes import books, squeeze
from shizheng.engines.fiscal.domain.lexicon import function_named
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, paragraphs
from shizheng.systems.disclosure.domain.segments import Heading, Paragraph
from shizheng.systems.disclosure.rules.codes import BOOK, book_of

_CODED = re.compile(r"(?<=[一-鿿)）])\s*[（(]\s*(\d{7}|\d{5}|\d{3})\s*[)）]")
_BRACKETED = re.compile(r"\d[\d\s]{2,}[)）]")  # without one no code: much faster to see
_SUM = re.compile(r"支出\s*\d")
_BEFORE = re.compile(r"[一-鿿（）()]{2,40}$")
_SPENT = re.compile(r"([一-鿿]{4,24}支出)\s*(?=\d[\d,，]*(?:\.\d+)?\s*(?:万元|亿元|元))")
_SECTION = re.compile(r"\s*[（(]\s*款\s*[)）]")
_NAMED = re.compile(r"(?:[一-鿿“”、]|[（(](?!\s*[类款项]\s*[)）])[一-鿿]{1,8}[)）]){2,30}$")
_GOVERNMENT = re.compile(r"政府(?:预算)?支出经济分类")
_DEPARTMENTAL = re.compile(r"(?:部门|单位)(?:预算)?支出经济分类")
_MONEY = re.compile(r"\s*\d[\d,，]*(?:\.\d+)?\s*(?:万元|亿元|元)")
ALIKE = 0.6  # share of the official name's characters that a wrong name must hold to be meant for it


def _quoted(paragraph: Paragraph, start: int, text: str) -> tuple[int, str]:
    """Line and literal quote of a match in joined text; the part on its first line where it is broken."""
    line = paragraph.line_at(start)
    while text and text not in line.text:
        text = text[:-1]
    return line.number, text


@rule("code.text", family="code", title="文字中的科目名称与所附编码一致", source=BOOK)
def coded(reading: Reading) -> Iterator[Finding]:
    for paragraph in paragraphs(reading):
        for match in _CODED.finditer(paragraph.text) if _BRACKETED.search(paragraph.text) else ():
            code, start = match[1], _start(_BEFORE, paragraph.text, match.start())
            while paragraph.text[start : start + 1] in {"）", ")"}:
                start += 1  # the bracket of an ordinal
            told = squeeze(paragraph.text[start : match.start()])
            book = book_of(code)
            known = book.find(code, reading.year) if book else None
            if known is None or any(told.endswith((name, name + "支出")) for name in known.names):
                continue
            if not _meant(told, squeeze(known.name)):
                continue
            line, quote = _quoted(paragraph, start, paragraph.text[start : match.end()])
            message = f"编码{code}的科目名称为“{known.name}”，文中写作“{told}”。请按科目表规范名称。"
            other = [row for row in book.named(told) if row != code] if book else []
            yield Finding("code.text", "error" if other else "warning", line, quote, message, told, known.name)


def _start(before: re.Pattern[str], text: str, end: int) -> int:
    """Where the name that ends here begins."""
    found = before.search(text, max(0, end - 40), end)
    return found.start() if found else end


def _meant(told: str, name: str) -> bool:
    """A text that holds most of the name's characters at its end was meant for it."""
    tail = told[-len(name) - 2 :]
    return sum(char in tail for char in name) >= ALIKE * len(name) and len(told) >= 4


@rule("code.class", family="code", title="文字中的功能分类类级名称规范", source=BOOK)
def classes(reading: Reading) -> Iterator[Finding]:
    """Only beside classes that are named rightly: 社会保险基金预算支出 among funds is no class."""
    for paragraph in paragraphs(reading):
        spent = list(_SPENT.finditer(paragraph.text)) if _SUM.search(paragraph.text) else []
        if not any(function_named(match[1]) for match in spent):
            continue
        for match in spent:
            name = match[1]
            official = _nearest_class(name)
            if official:
                line, quote = _quoted(paragraph, match.start(), name)
                message = f"功能分类没有“{name}”这一类，应为“{official}”，与报表中的名称一致。请改正。"
                yield Finding("code.class", "error", line, quote, message, name, official)


@cache
def _class_names() -> tuple[frozenset[str], tuple[str, ...]]:
    rows = books("functional").rows
    every = frozenset(name for row in rows for name in row.names)
    return every, tuple(row.name for row in rows if len(row.code) == 3 and not row.valid_to)


def _nearest_class(name: str) -> str:
    """The class a wrong name stands for: the same with at most two characters put in or left out, never more."""
    every, classes_now = _class_names()
    if name in every:
        return ""
    for official in classes_now:
        gap = len(name) - len(official)
        if 0 < abs(gap) <= 2 and len(official) > 5:
            longer, shorter = (name, official) if gap > 0 else (official, name)
            cut = abs(gap)
            if any(longer[:i] + longer[i + cut :] == shorter for i in range(1, len(longer) - cut)):
                return official
    return ""


@cache
def _old_names() -> tuple[re.Pattern[str], dict[str, tuple[str, int, str]]]:
    """Names that went out of use and are not part of a name in use: old name → new name, first year, code."""
    book = books("functional")
    now = [row.name for row in book.rows if not row.valid_to]
    old = {
        row.name: (book.find(row.code).name, row.valid_to + 1, row.code)  # type: ignore[union-attr]
        for row in book.rows
        if row.valid_to and len(row.name) > 5 and not any(row.name in name for name in now)
    }
    return re.compile("|".join(sorted(map(re.escape, old), key=len, reverse=True))), old


@rule("code.renamed", family="code", title="文字中不用已更名的科目", source=BOOK)
def renamed(reading: Reading) -> Iterator[Finding]:
    pattern, old = _old_names()
    for paragraph in paragraphs(reading):
        for match in pattern.finditer(paragraph.text):
            new, since, code = old[match[0]]
            if not reading.year or reading.year < since or new == match[0]:
                continue
            line, quote = _quoted(paragraph, match.start(), match[0])
            message = f"“{match[0]}”是旧名称，自{since}年起不再使用，科目{code}现名“{new}”。请改用新名称。"
            yield Finding("code.renamed", "warning", line, quote, message, match[0], new)


@rule("code.section", family="code", title="文字中的款级科目在科目表中存在", source=BOOK)
def sections(reading: Reading) -> Iterator[Finding]:
    book = books("functional")
    for paragraph in paragraphs(reading):
        for match in _SECTION.finditer(paragraph.text) if "款" in paragraph.text else ():
            start = _start(_NAMED, paragraph.text, match.start())
            name = paragraph.text[start : match.start()]
            if not name or any(len(code) == 5 for code in book.named(name)):
                continue
            line, quote = _quoted(paragraph, start, paragraph.text[start : match.end()])
            message = f"科目表中没有名为“{name}”的款级科目，可能是旧名称或误写。请与报表中的科目名称核对。"
            yield Finding("code.section", "warning", line, quote, message, name)


@rule("code.classification", family="code", title="政府经济分类说明使用政府经济分类科目", source=BOOK)
def classification(reading: Reading) -> Iterator[Finding]:
    """Under a heading on government economic classes, departmental classes are given with money."""
    government = False
    texts = [block for block in reading.blocks if isinstance(block, Paragraph | Heading)]
    for block in texts if any(_GOVERNMENT.search(block.text) for block in texts) else ():
        if _DEPARTMENTAL.search(block.text):
            government = False
        if _GOVERNMENT.search(block.text):
            government = not _DEPARTMENTAL.search(block.text)
        if isinstance(block, Heading) or not government:
            government = government and not (isinstance(block, Heading) and not _GOVERNMENT.search(block.text))
            continue
        for match in _CODED.finditer(block.text):
            if match[1][0] == "3" and _MONEY.match(block.text, match.end()):
                start = _start(_BEFORE, block.text, match.start())
                line, quote = _quoted(block, start, block.text[start : match.end()])
                message = (
                    f"此处按政府预算支出经济分类说明，却使用部门预算支出经济分类科目{match[1]}。"
                    "政府预算支出经济分类的编码以5开头（如505、509），请按相应报表改写。"
                )
                yield Finding("code.classification", "error", line, quote, message, match[1])
                break
