"""A self-evaluation as it is filled: what it starts from, and the points that follow."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from shizheng.engines.fiscal.domain.evaluation import POINT, Evaluation, evaluate
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.models import Book, Project
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.systems.disclosure.domain.budgeting.content import Content, SheetContent
from shizheng.systems.disclosure.domain.budgeting.figures import Facts, expense, total
from shizheng.systems.disclosure.domain.budgeting.promised import sheet_of
from shizheng.systems.disclosure.models import Preparation

ANNUAL = "annual"


class Money(NamedTuple):
    """年初预算数, 全年预算数, 全年执行数 in 元; None where it is not known."""

    budget: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None


def known_money(preparation: Preparation, project: Project | None) -> Money:
    """From the books of the year: what was planned at first, what was planned at last, what the account says."""
    books = Book.objects.filter(organisation_id=preparation.book.organisation_id, year=preparation.book.year)
    spent = {book.stage: _spent(ledger_of(book), project) for book in books}
    planned = spent.get(BookStage.BUDGET)
    return Money(planned, spent.get(BookStage.ADJUSTED, planned), spent.get(BookStage.FINAL))


def _spent(ledger: Facts, project: Project | None) -> Decimal | None:
    facts = expense(ledger)
    held = {coord: amount for coord, amount in facts.items() if project is None or coord.project == project.name}
    return total(held) if held else None


def worked_out(preparation: Preparation, sheet: SheetContent) -> Evaluation:
    """Points given stay; the others follow from money, numbers and dates where they can."""
    book = preparation.book
    content = Content(str(book.organisation), book.year, book.stage, preparation.form, {}, [sheet])
    return evaluate(sheet_of(sheet, content))


def points_of(evaluation: Evaluation) -> Mapping[str, Decimal]:
    """By indicator, those that are given or follow."""
    return {mark.name: Decimal(mark.points) / POINT for mark in evaluation.marks if mark is not None}
