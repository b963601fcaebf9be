"""Taking a year's classification (编码, 名称) into a book: what is new, renamed or ended, all or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from shizheng.engines.fiscal.domain.codes.book import Code, CodeBook, squeeze
from shizheng.kit.tabular.cells import CellFault, Row, TableError

_CODE_HEADS = frozenset({"编码", "科目编码", "代码", "科目代码", "code"})
_NAME_HEADS = frozenset({"名称", "科目名称", "name"})
_LOOKED_AT = 10
"""Rows in which the head is looked for."""


class Change(StrEnum):
    NEW = "新增"
    RENAMED = "更名"
    REVIVED = "恢复"
    ENDED = "停用"


@dataclass(frozen=True, slots=True)
class Changed:
    """One code that the import changes, and the year from which (ended: up to which) it does."""

    change: Change
    code: str
    name: str
    before: str
    year: int


@dataclass(frozen=True, slots=True)
class _Given:
    row: Row
    code: str
    name: str


def _columns(rows: Sequence[Row]) -> tuple[int, int, int]:
    """Position of the head among the rows, and the columns of code and name, from 1."""
    for place, row in enumerate(rows[:_LOOKED_AT]):
        heads = [squeeze(str(cell or "")).lower() for cell in row.cells]
        codes = [at for at, head in enumerate(heads, 1) if head in _CODE_HEADS]
        names = [at for at, head in enumerate(heads, 1) if head in _NAME_HEADS]
        if codes and names:
            return place, codes[0], names[0]
    raise TableError([CellFault("没有找到“编码”和“名称”两列", 1, remedy="表头请写“科目编码”“科目名称”")])


def _given(rows: Sequence[Row]) -> Iterator[_Given]:
    place, code, name = _columns(rows)
    for row in islice(rows, place + 1, None):
        if not row.blank:
            yield _Given(row, row.text(code), row.text(name))


def _parent(code: str, lengths: Sequence[int]) -> str:
    """The code one level up by the lengths of the book; "" at the top."""
    shorter = [length for length in lengths if length < len(code)]
    return code[: shorter[-1]] if shorter else ""


def _faults(given: Sequence[_Given], book: CodeBook, lengths: Sequence[int]) -> Iterator[CellFault]:
    seen: dict[str, int] = {}
    codes = {each.code for each in given}
    for each in given:
        if not each.code.isascii() or not each.code.isdigit() or len(each.code) not in lengths:
            wanted = "、".join(map(str, lengths))
            yield each.row.fault(f"编码“{each.code}”不对", remedy=f"应为{wanted}位数字")
            continue
        if not each.name:
            yield each.row.fault(f"编码{each.code}没有名称", remedy="补上科目名称")
        if each.code in seen:
            yield each.row.fault(f"编码{each.code}与第{seen[each.code]}行重复", remedy="保留一行")
        seen.setdefault(each.code, each.row.number)
        parent = _parent(each.code, lengths)
        if parent and parent not in codes and parent not in book:
            yield each.row.fault(f"编码{each.code}的上级{parent}不存在", remedy="把上级科目一并列入，或更正编码")


def _lengths(book: CodeBook) -> list[int]:
    return sorted({len(row.code) for row in book.rows})


def _close(rows: list[Code], code: str, year: int) -> None:
    """End the row in force; a row that began in that very year is replaced as if it had never been."""
    for place, row in enumerate(rows):
        if row.code == code and row.holds(year) and not row.valid_to:
            if row.valid_from == year:
                del rows[place]
            else:
                rows[place] = row._replace(valid_to=year - 1)
            return


def merge(
    book: CodeBook, rows: Iterable[Row], year: int, *, complete: bool = False
) -> tuple[CodeBook, tuple[Changed, ...]]:
    """The book after the list of `year` is taken in, and what changed; the same list again changes nothing.

    `complete` says that the list is the whole classification: codes it lacks end with the year before. Raises
    TableError with every faulty row; then nothing is taken.
    """
    given, lengths = list(_given(list(rows))), _lengths(book)
    faults = list(_faults(given, book, lengths))
    if faults:
        raise TableError(faults, "科目表没有导入")
    after, changes = list(book.rows), []
    for each in given:
        known = book.find(each.code, year)
        if known and known.holds(year) and known.called(each.name):
            continue
        change = Change.NEW if known is None else Change.RENAMED if known.holds(year) else Change.REVIVED
        changes.append(Changed(change, each.code, each.name, known.name if known else "", year))
        if change is Change.RENAMED:
            _close(after, each.code, year)
        began = 0 if change is Change.NEW and not complete else year
        after.append(Code(each.code, each.name, _parent(each.code, lengths), began))
    if complete:
        listed = {each.code for each in given}
        for row in book.rows:
            if row.code not in listed and row.holds(year) and not row.valid_to:
                changes.append(Changed(Change.ENDED, row.code, row.name, row.name, year - 1))
                _close(after, row.code, year)
    ordered = sorted(after, key=lambda row: (row.code, row.valid_from))
    return CodeBook(ordered), tuple(changes)
