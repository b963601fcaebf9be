"""Opening, filling and settling a year's book."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import BookStage, FactRow, row_faults
from shizheng.engines.fiscal.domain.naming import in_words
from shizheng.engines.fiscal.models import Book, Fact, once, text_faults
from shizheng.engines.fiscal.models.books import DIMENSIONS, BookStatus
from shizheng.engines.fiscal.queries.versions import held, locked
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor

YEARS = range(1990, 2101)


class BookError(ShizhengError):
    """Something a book's state does not allow."""


class FactsWritten(NamedTuple):
    """What a set of rows did; all zero but `unchanged` where it had been written before."""

    book: Book
    created: int
    updated: int
    removed: int
    unchanged: int


@action("fiscal.book.open", "建立预算账", permission="fiscal.budget", on="organisation")
def open_book(actor: Actor, *, organisation: Organisation, year: int, stage: BookStage) -> Book:
    if year not in YEARS:
        raise InvalidInputError([Fault(f"年度“{year}”不在{YEARS[0]}至{YEARS[-1]}年之间", "年度")])
    with once(BookError(f"“{organisation}”{year}年{stage.label}已经建立", "年度、阶段", "请直接打开它")):
        book = Book.objects.create(organisation=organisation, year=year, stage=stage)
    trace(book, f"建立{year}年{stage.label}")
    return book


@action("fiscal.book.lock", "预算账定稿", permission="fiscal.lock", on="book")
def lock_book(actor: Actor, *, book: Book, expected_version: int) -> Book:
    return _set_status(held(book, expected_version), BookStatus.LOCKED, "定稿", "")


@action("fiscal.book.unlock", "退回修改预算账", permission="fiscal.lock", on="book")
def unlock_book(actor: Actor, *, book: Book, expected_version: int, reason: str) -> Book:
    if not reason.strip():
        raise InvalidInputError([Fault("没有说明退回的事由", "事由")])
    return _set_status(held(book, expected_version), BookStatus.OPEN, "退回修改", reason)


def _set_status(book: Book, status: BookStatus, verb: str, reason: str) -> Book:
    if book.status == status:
        raise BookError(f"“{book}”已是{status.label}")
    changes = amend(book, status=status, version=book.version + 1)
    book.save()
    trace(book, f"{book}{verb}", changes=changes, reason=reason)
    return book


@action("fiscal.facts.set", "填报账目", permission="fiscal.budget", on="book")
def set_facts(actor: Actor, *, book: Book, rows: Sequence[FactRow], expected_version: int) -> FactsWritten:
    """Write rows by coordinate, all or none. Rows that are already so change nothing, whatever the version.

    Coordinates take the book's year and stage. InvalidInputError names every faulty row.
    """
    book, rows = locked(book), [_in_book(row, book) for row in rows]
    kept = {fact.coord: fact for fact in Fact.objects.filter(book=book).select_related("book")}
    changed = [row for row in rows if _differs(row, kept.get(row.coord))]
    if changed:
        book = held(book, expected_version)
        _require_open(book)
    if faults := [*_unfit(rows), *row_faults(rows, kept)]:
        raise InvalidInputError(faults, f"有{len(faults)}处问题，没有保存任何一行")
    changes: dict[str, tuple[object, object]] = dict(_changes(changed, kept))
    if changed:
        _write(book, changed)
        changes |= amend(book, version=book.version + 1)
        book.save(update_fields=["version"])
    written = _count(book, rows, changed, kept)
    trace(book, f"填报{book}：新增{written.created}、修改{written.updated}、删除{written.removed}", changes=changes)
    return written


def _in_book(row: FactRow, book: Book) -> FactRow:
    return row._replace(coord=row.coord.over(year=book.year, stage=book.stage))


def _unfit(rows: Sequence[FactRow]) -> Iterator[Fault]:
    for number, row in enumerate(rows, 1):
        texts = {name: getattr(row.coord, name) for name in DIMENSIONS} | {"note": row.note, "source": row.source}
        yield from (fault.within(row.place or f"第{number}行") for fault in text_faults(Fact, texts))


def _require_open(book: Book) -> None:
    if book.status != BookStatus.OPEN:
        raise BookError(f"“{book}”已定稿，不能再改", remedy="请先由负责人退回修改")


def _differs(row: FactRow, fact: Fact | None) -> bool:
    if fact is None or row.amount is None:
        return (row.amount is None) != (fact is None)
    return (row.amount, row.note, row.source) != (fact.amount, fact.note, fact.source)


def _change(row: FactRow, fact: Fact | None) -> tuple[Decimal | None, Decimal | None]:
    return (fact.amount if fact else None, row.amount)


def _changes(
    changed: Sequence[FactRow], kept: Mapping[Coord, Fact]
) -> Iterator[tuple[str, tuple[Decimal | None, Decimal | None]]]:
    """Each fact in words; where several read alike, with the dimensions that tell them apart."""
    alike = Counter(in_words(row.coord) for row in changed)
    for row in changed:
        words = in_words(row.coord)
        told = "" if alike[words] == 1 else " ".join(getattr(row.coord, name) for name in DIMENSIONS)
        yield f"{words} {told}".strip(), _change(row, kept.get(row.coord))


def _write(book: Book, changed: Sequence[FactRow]) -> None:
    gone = [row.coord for row in changed if row.amount is None]
    for coord in gone:
        Fact.objects.filter(book=book).at(coord).delete()
    facts = [_fact(book, row) for row in changed if row.amount is not None]
    Fact.objects.bulk_create(
        facts,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["book", *DIMENSIONS],
        update_fields=["amount", "note", "source"],
    )


def _fact(book: Book, row: FactRow) -> Fact:
    dimensions = {name: getattr(row.coord, name) for name in DIMENSIONS}
    return Fact(book=book, **dimensions, amount=row.amount, note=row.note, source=row.source)


def _count(book: Book, rows: Sequence[FactRow], changed: Sequence[FactRow], kept: Mapping[Coord, Fact]) -> FactsWritten:
    removed = sum(row.amount is None for row in changed)
    created = sum(row.amount is not None and row.coord not in kept for row in changed)
    return FactsWritten(book, created, len(changed) - removed - created, removed, len(rows) - len(changed))
