"""Faults of the text export in tables: split numbers and names, garbled heads, cut rows, lost tables."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from shizheng.engines.fiscal.domain.codes import books, squeeze
from shizheng.engines.fiscal.domain.lexicon import head_of, subject_of
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once, tables_of_figures
from shizheng.systems.disclosure.domain.segments import Contents, Heading, Table
from shizheng.systems.disclosure.domain.source import Line
from shizheng.systems.disclosure.domain.tables.amounts import unit_in
from shizheng.systems.disclosure.domain.tables.bound import BoundTable

SOURCE = "文本提取检查（非单位差错）"
EXPORTED = frozenset({"txt", "pdf", "html"})
MOST = 12  # places of one kind reported for one table
_SPLIT_NUMBER = re.compile(r"\d[\d,，.]*[,，.]\s+\d[\d,，.\s]*|\d+\s+\.\s*\d+")
_BLANK = re.compile(r"\s")
_SPLIT_NAME = re.compile(r"(?<=[一-鿿])[  　]+(?=[一-鿿])")
_SPACED = re.compile(r"(?:[一-鿿][  　]*)(?:[  　]+[一-鿿])+")
_FOREIGN = re.compile(r"[぀-ヿ가-힯Ѐ-ӿऀ-ॿ]|##|\*/|☆|★|</?i>")
_LONE_NUMBER = re.compile(r"\d{4,}(?:[.,]\d+)?")
_PAIR = re.compile(r"(\S{4,20})\s+\1\s*$")
_MARK = re.compile(r"^[#\s]*公开\s*\d{1,2}\s*$")
_ENTRY = re.compile(
    r"^[-\s]*(?:表\s*[\d一二三四五六七八九十]+)?\s*(?:[一二三四五六七八九十]+、)?\s*(.{2,50}?表(?:[（(][^（）()]*[)）])?)\s*[.．…\t\d\s]*$"
)


def _exported(reading: Reading) -> bool:
    return reading.source.origin in EXPORTED


@once
def _blocks(reading: Reading) -> dict[int, Table]:
    """The tables as printed, by their first line."""
    return {block.rows[0].number: block for block in reversed(tables_of_figures(reading))}


@rule("export.numbers", family="extraction", title="数字中间断开", source=SOURCE)
def numbers(reading: Reading) -> Iterator[Finding]:
    """Once a table: every further number of it is read in the same way."""
    if not _exported(reading):
        return
    for table in reading.tables:
        amounts = [cell for panel in table.panels for row in panel.rows for cell in row.cells.values()]
        if not _BLANK.search("".join([cell.text for cell in amounts])):
            continue
        cells = [cell for cell in amounts if _SPLIT_NUMBER.search(cell.text)]
        if cells:
            cell = min(cells, key=lambda found: (found.line, found.column))
            message = f"数字中间有空格，本表共{len(cells)}处，属文本提取问题，已按连续数字读取。"
            yield Finding("export.numbers", "extraction", cell.line, cell.text, message, cell.text, squeeze(cell.text))


@rule("export.names", family="extraction", title="名称中间断开", source=SOURCE)
def names(reading: Reading) -> Iterator[Finding]:
    """A cell's line break that became a blank inside a word; letter-spaced heads (合 计) are no fault."""
    if not _exported(reading):
        return
    for table in reading.tables:
        block = _blocks(reading)[table.first]
        found = 0
        for line in block.rows:
            text = line.text
            if not (" " in text or "\u3000" in text or "\xa0" in text) or not _SPLIT_NAME.search(text):
                continue
            broken = next((cell.strip() for cell in line.text.split("\t") if _broken(cell.strip())), "")
            if broken and found < MOST:
                found += 1
                message = "名称中间有多余空格，是单元格内换行所致，属文本提取问题。"
                yield Finding("export.names", "extraction", line.number, broken, message, broken, squeeze(broken))


def _broken(cell: str) -> bool:
    return bool(_SPLIT_NAME.search(cell)) and not _SPACED.fullmatch(cell)


@rule("export.heads", family="extraction", title="表头无法辨认", source=SOURCE)
def heads(reading: Reading) -> Iterator[Finding]:
    """Foreign letters, markup or a number where a head should stand."""
    if not _exported(reading):
        return
    for table in reading.tables:
        block = _blocks(reading)[table.first]
        known = _declared(table)
        for line in block.rows[: len(table.heads)]:
            cells = [cell.strip() for cell in line.text.split("\t")]
            garbled = next((cell for cell in cells if _garbled(cell) or (known and _unheard(cell, known))), "")
            if garbled:
                message = "表头文字无法辨认，属文本提取问题；各栏含义已按表样和数字关系判定，请对照原文件核实。"
                yield Finding("export.heads", "extraction", line.number, garbled[:30], message, garbled[:30])


def _declared(table: BoundTable) -> frozenset[str]:
    """All words of the form's heads, squeezed."""
    if table.form is None:
        return frozenset()
    return frozenset(squeeze(text) for p in table.form.panels for column in p.columns for text in column.head)


@lru_cache(maxsize=2048)
def _unheard(cell: str, known: frozenset[str]) -> bool:
    """A head cell that neither the lexicon nor the form has ever seen, whole or in part."""
    name = squeeze(cell)
    if len(name) < 2 or head_of(cell).role or unit_in([cell]) is not None:
        return False
    return not any(name in text or text in name for text in known) and not any(char.isdigit() for char in name)


@lru_cache(maxsize=2048)
def _garbled(cell: str) -> bool:
    year = cell.startswith("20") and len(cell) == 4
    return bool(_FOREIGN.search(cell)) or bool(not year and _LONE_NUMBER.fullmatch(cell))


@rule("export.cut", family="extraction", title="名称被单元格宽度截断", source=SOURCE)
def cut(reading: Reading) -> Iterator[Finding]:
    """Once a panel: class names of which only the beginning is left."""
    if not _exported(reading):
        return
    for table in reading.tables:
        for panel in table.panels:
            short = [row for row in panel.rows if panel.space in _BOOKS and _is_cut(row.name, _BOOKS[panel.space])]
            if short:
                message = f"科目名称被截断，本栏共{len(short)}处，属文本提取问题，已按科目表补全。"
                line = short[0].line
                quote = short[0].text if short[0].text in line.text else short[0].name
                yield Finding("export.cut", "extraction", line.number, quote, message, quote)


_BOOKS = {"func": "functional", "dept": "departmental", "gov": "government"}


@lru_cache(maxsize=1024)
def _is_cut(name: str, book: str) -> bool:
    short = squeeze(name)
    if len(short) < 4 or books(book).named(short):
        return False
    return any(full.startswith(short) for full in _classes(book))


@cache
def _classes(book: str) -> tuple[str, ...]:
    return tuple(full for row in books(book).rows if len(row.code) == 3 for full in row.names)


@rule("export.rows", family="extraction", title="行的单元格缺失", source=SOURCE)
def rows(reading: Reading) -> Iterator[Finding]:
    """A row with fewer cells than every other of its table."""
    if not _exported(reading):
        return
    for table in reading.tables:
        block = _blocks(reading)[table.first]
        widths = [(width, line) for line in block.rows if (width := line.text.count("\t"))]
        widest = max((width for width, _ in widths), default=0)
        short = [(width, line) for width, line in widths if width < widest]
        if len(short) == 1 and len(widths) > 3:
            line = short[0][1]
            quote = next(cell.strip() for cell in line.text.split("\t") if cell.strip())
            message = f"本行比同表其他行少{widest - short[0][0]}个单元格，属文本提取问题。"
            yield Finding("export.rows", "extraction", line.number, quote, message)


@rule("export.titles", family="extraction", title="表题重复或断开", source=SOURCE)
def titles(reading: Reading) -> Iterator[Finding]:
    if not _exported(reading):
        return
    for block in tables_of_figures(reading):
        for line in block.titles:
            doubled = _PAIR.search(line.text)
            if doubled:
                message = f"表题“{doubled[1]}”重复出现，属文本提取问题。"
                yield Finding("export.titles", "extraction", line.number, doubled[0].strip(), message)
            elif _MARK.match(line.text):
                message = "表号断成两行，属文本提取问题。"
                yield Finding("export.titles", "extraction", line.number, line.text.strip(), message)


@rule("export.missing", family="extraction", title="目录列有、正文未见的报表", source=SOURCE)
def missing(reading: Reading) -> Iterator[Finding]:
    """Tables that the directory or the contents announce as filled, without a body in the text."""
    if not _exported(reading):
        return
    present = {subject_of(line.text, reading.stage).name for line in _title_lines(reading)}
    titles = [title for title in present if len(title) > 3]
    bare = {title.split("(")[0] for title in titles}
    for line, name in _announced(reading):
        known = subject_of(name, reading.stage).name
        if (
            known not in present
            and known.split("(")[0] not in bare
            and not any(known in title or title in known for title in titles)
        ):
            message = f"目录列有“{name}”，正文中没有找到该表，可能在文本提取时丢失。请对照原文件核实是否公开。"
            yield Finding("export.missing", "extraction", line.number, name, message, "", name)


def _title_lines(reading: Reading) -> Iterator[Line]:
    for block in reading.blocks:
        if isinstance(block, Table):
            yield from block.titles
        elif isinstance(block, Heading):
            yield block.line


def _announced(reading: Reading) -> Iterator[tuple[Line, str]]:
    for block in reading.blocks:
        if isinstance(block, Contents):
            for line in block.lines:
                entry = _ENTRY.match(line.text)
                if entry and subject_of(entry[1]).kind not in {"", "sheet"} and "说明" not in line.text:
                    yield line, entry[1].strip()
        elif isinstance(block, Table) and "是否空表" in block.rows[0].text:
            for line in block.rows[1:]:
                cells = [cell.strip() for cell in line.text.split("\t")]
                if len(cells) > 2 and cells[2] == "否" and subject_of(cells[1]).kind != "sheet":
                    yield line, cells[1]
