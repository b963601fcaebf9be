"""The ledger: a book a year and stage, and its facts at full coordinates."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.models.versioned import Versioned, money, scope_through
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import VisibleQuerySet

DIMENSIONS = ("org", "side", "fund", "func", "dept", "gov", "nature", "project", "item", "measure")
"""Columns of a fact; year and stage are its book's."""


class BookStatus(models.TextChoices):
    OPEN = "open", "编制中"
    LOCKED = "locked", "已定稿"


class BookQuerySet(VisibleQuerySet["Book"]):
    def open(self) -> "BookQuerySet":
        return self.filter(status=BookStatus.OPEN)


class Book(Versioned):
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fiscal_books", verbose_name="单位"
    )
    year = models.PositiveSmallIntegerField("年度")
    stage = models.CharField("阶段", max_length=10, choices=BookStage.choices())
    status = models.CharField("状态", max_length=10, choices=BookStatus.choices, default=BookStatus.OPEN)

    objects = BookQuerySet.as_manager()
    scope_fields: ClassVar = scope_through("organisation")

    class Meta:
        db_table = "fis_book"
        verbose_name = verbose_name_plural = "预算账"
        ordering = ["-year", "organisation", "stage"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "stage"], name="fis_book_once"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="fis_book_year"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}{self.year}年{BookStage(self.stage).label}"


class FactQuerySet(VisibleQuerySet["Fact"]):
    def at(self, coord: Coord) -> "FactQuerySet":
        """The fact of a book at exactly this coordinate."""
        return self.filter(**{name: getattr(coord, name) for name in DIMENSIONS})


class Fact(models.Model):
    """One number: money in 元, or a count where `measure` says so. It may be negative (红字冲减)."""

    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="facts", verbose_name="预算账")
    org = models.CharField("所属单位", max_length=60, blank=True)
    side = models.CharField("收支", max_length=10, blank=True)
    fund = models.CharField("资金性质", max_length=30, blank=True)
    func = models.CharField("功能分类", max_length=7, blank=True)
    dept = models.CharField("部门经济分类", max_length=5, blank=True)
    gov = models.CharField("政府经济分类", max_length=5, blank=True)
    nature = models.CharField("支出性质", max_length=40, blank=True)
    project = models.CharField("项目名称", max_length=200, blank=True)
    item = models.CharField("专项", max_length=60, blank=True)
    measure = models.CharField("度量", max_length=20, default="amount")
    amount = money("金额")
    note = models.CharField("说明", max_length=500, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)

    objects = FactQuerySet.as_manager()
    scope_fields: ClassVar = scope_through("book__organisation")

    class Meta:
        db_table = "fis_fact"
        verbose_name = verbose_name_plural = "账目"
        ordering = ["book", *DIMENSIONS]
        constraints = [models.UniqueConstraint(fields=["book", *DIMENSIONS], name="fis_fact_once")]

    def __str__(self) -> str:
        return f"{self.func or self.item or self.side} {self.amount}"

    @property
    def coord(self) -> Coord:
        """Reads the book; a list of facts selects it together with them."""
        return coordinate(self.book, {name: getattr(self, name) for name in DIMENSIONS})


def coordinate(book: Book, dimensions: dict[str, str]) -> Coord:
    return Coord(year=book.year, stage=book.stage, **dimensions)
