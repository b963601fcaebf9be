"""Codes and names in tables against the books of their year."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import Code, CodeBook, books, squeeze
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.tables.bound import BoundRow

BOOK = "财政部《政府收支分类科目》（年度版本）"
NAME_OF = {"code": "name", "dept_code": "dept_name", "gov_code": "gov_name", "income_code": "name"}
CUT = 4  # characters from which a cut name still tells what it was


class Entry(NamedTuple):
    """A code with the name printed beside it."""

    code: str
    name: str
    row: BoundRow


def book_of(code: str) -> CodeBook | None:
    """The book a code belongs to by its first digit and length."""
    if len(code) not in {3, 5, 7} or not code.isdigit():
        return None
    if code[0] == "2":
        return books("functional")
    if code[0] == "1":
        return books("revenue")
    return {"3": books("departmental"), "5": books("government")}.get(code[0]) if len(code) < 7 else None


@once
def _entries(reading: Reading) -> list[Entry]:
    """Each pair of code and name once, where it stands first."""
    entries: dict[tuple[str, str], Entry] = {}
    for table in reading.tables:
        for panel in table.panels:
            for row in panel.rows:
                for role, code in row.codes.items() if panel.space != "units" else ():
                    name = row.names.get(NAME_OF.get(role, ""), "")
                    name = row.text if role in {"code", "income_code"} and row.text else name
                    if name and code in row.line.text:
                        entries.setdefault((code, squeeze(name)), Entry(code, name, row))
    return list(entries.values())


@rule("code.name", family="code", title="科目名称与编码一致", source=BOOK)
def names(reading: Reading) -> Iterator[Finding]:
    for code, name, row in _entries(reading):
        known = _misnamed(code, name, reading.year)
        book = book_of(code)
        if book is None or known is None:
            continue
        quote = name if name in row.line.text else code
        versions = [version for version in book.versions(code) if version.called(name)]
        if versions:
            message = _renamed(known, name)
        elif book.named(name):
            message = (
                f"编码{code}的科目名称应为“{known.name}”，表中“{name}”是{book.named(name)[0]}的名称。请核对编码或名称。"
            )
        else:
            message = f"编码{code}在科目表中的名称为“{known.name}”，表中写作“{name}”。请按科目表规范名称。"
        yield Finding("code.name", "warning", row.line.number, quote, message, name, known.name)


@lru_cache(maxsize=4096)
def _misnamed(code: str, name: str, year: int) -> Code | None:
    """What a code is called in its book, where it is printed with another name."""
    book = book_of(code)
    known = book.find(code, year) if book else None
    return None if known is None or _fits(known, name) else known


def _renamed(known: Code, name: str) -> str:
    since = f"自{known.valid_from}年起" if known.valid_from else ""
    return f"科目{known.code}{since}名称为“{known.name}”，“{name}”是旧名称。请按当年科目表改用新名称。"


def _fits(known: Code, name: str) -> bool:
    """The same name, or its beginning where the cell cut it."""
    short = squeeze(name)
    return short in known.names or (len(short) >= CUT and any(full.startswith(short) for full in known.names))


@rule("code.unknown", family="code", title="科目编码在科目表中存在", source=BOOK)
def unknown(reading: Reading) -> Iterator[Finding]:
    """Classes and sections only: below them local additions are lawful."""
    for code, name, row in _entries(reading):
        book = book_of(code)
        missing = next(
            (code[:length] for length in (3, 5) if book and len(code) >= length and code[:length] not in book), ""
        )
        if missing and missing == code:
            message = f"编码{code}（{name}）不在科目表中。请核对编码是否录入有误。"
            yield Finding("code.unknown", "warning", row.line.number, code, message, code)
    yield from _strange_classes(reading)


def _strange_classes(reading: Reading) -> Iterator[Finding]:
    """Codes spread over columns: a class in its column that is none; the row was read below the class above it."""
    for panel in (panel for table in reading.tables for panel in table.panels if panel.code_parts):
        for row in panel.rows:
            cells = row.line.cells
            printed = cells[panel.code_parts[0]] if panel.code_parts[0] < len(cells) else ""
            if row.code and printed.isdigit() and book_of(printed) is None and not row.code.startswith(printed):
                right = row.code[:3]
                message = f"“{row.text}”一行的类级编码印为{printed}，不是类级科目编码，按上下行应为{right}。请核对。"
                yield Finding("code.unknown", "warning", row.line.number, printed, message, printed, right)


@rule("code.revenue", family="code", title="收入科目编码栏列收入科目", source=BOOK)
def revenue(reading: Reading) -> Iterator[Finding]:
    """Once a table: the column of revenue codes holds codes of spending."""
    for table in reading.tables:
        for panel in table.panels:
            wrong = [row for row in panel.rows if row.codes.get("income_code", "").startswith("2")]
            if wrong:
                row = wrong[0]
                quote = row.text if row.text in row.line.text else row.code
                message = (
                    f"“收入科目编码”栏填列的{row.code}“{row.text}”等{len(wrong)}行是支出功能分类科目；"
                    "收入科目编码应以101、103、105、110开头。请改列收入科目，没有数据的应留空并说明。"
                )
                yield Finding("code.revenue", "error", row.line.number, quote, message, row.code)
