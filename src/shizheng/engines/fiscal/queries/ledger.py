"""A book's facts as a ledger, and what its projects are given in it."""

from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import group
from shizheng.engines.fiscal.domain.projects.kinds import Kind
from shizheng.engines.fiscal.models import Book, Fact, Project, ProjectFunding
from shizheng.engines.fiscal.models.books import DIMENSIONS, coordinate


def ledger_of(book: Book) -> dict[Coord, Decimal]:
    """All facts of the book; one query. `domain.ledger` sums them by any dimension."""
    rows = Fact.objects.filter(book=book).values_list(*DIMENSIONS, "amount")
    return {coordinate(book, dict(zip(DIMENSIONS, row[:-1], strict=True))): row[-1] for row in rows}


class ProjectMoney(NamedTuple):
    """What a project asks for in a year beside what the ledger gives it; `project` is None where it is unknown."""

    name: str
    project: Project | None
    asked: Decimal
    given: Decimal

    @property
    def difference(self) -> Decimal:
        return self.given - self.asked


def project_money(book: Book) -> list[ProjectMoney]:
    """Every project of the book's unit and year, and every project name in the ledger; three queries.

    Projects of staff and public expense stand in the ledger by nature, not by name, and are left out.
    """
    named = [kind for kind in Kind if kind.nature == "project"]
    projects = Project.objects.filter(organisation_id=book.organisation_id, kind__in=named).running_in(book.year)
    funding = ProjectFunding.objects.filter(project__in=projects, year=book.year)
    asked = dict(funding.order_by().values_list("project").annotate(Sum("amount")))
    given = {name: amount for name, amount in group(ledger_of(book), "project", side="expense").items() if name}
    zero = Decimal(0)
    rows = [
        ProjectMoney(project.name, project, asked.get(project.pk, zero), given.pop(project.name, zero))
        for project in projects.order_by("code")
    ]
    return rows + [ProjectMoney(name, None, zero, amount) for name, amount in given.items()]
