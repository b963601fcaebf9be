"""The table of limits as it is stored; `domain.limits` says which row applies."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.engines.cases.domain.limits import Limit, LimitRow
from shizheng.engines.cases.domain.words import LIMIT_UNITS, Unit
from shizheng.engines.cases.models.open_scope import OPEN
from shizheng.kit import clock
from shizheng.platform.policy.models import VisibleQuerySet


class LimitRowModel(models.Model):
    """Empty columns apply to all. `edition` counts the imports of the process's table; clocks keep the one that they
    were reckoned by."""

    process = models.CharField("流程", max_length=30)
    clock = models.CharField("时限", max_length=30)
    urgency = models.CharField("紧急程度", max_length=30, blank=True)
    category = models.CharField("类别", max_length=40, blank=True)
    nature = models.CharField("性质", max_length=30, blank=True)
    area = models.CharField("区域", max_length=40, blank=True)
    amount = models.PositiveIntegerField("时限数")
    unit = models.CharField("时限单位", max_length=16, choices=[(str(unit.value), unit.label) for unit in LIMIT_UNITS])
    source = models.CharField("依据", max_length=200)
    edition = models.PositiveIntegerField("版本")
    valid_from = models.DateField("生效日期")
    valid_to = models.DateField("失效日期", null=True, blank=True)

    objects: ClassVar[Any] = VisibleQuerySet["LimitRowModel"].as_manager()
    scope_fields: ClassVar = OPEN

    class Meta:
        db_table = "cas_limit"
        verbose_name = verbose_name_plural = "时限表"
        ordering = ["process", "clock", "urgency", "category", "nature", "area", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["process", "clock", "urgency", "category", "nature", "area", "valid_from"],
                name="cas_limit_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="cas_limit_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.process} {self.clock} {self.amount}{self.get_unit_display()}"

    @property
    def line(self) -> dict[str, Any]:
        """Every column but keys and edition, for the record of an edition."""
        names = ("clock", "urgency", "category", "nature", "area", "amount", "unit", "source")
        days = {name: str(getattr(self, name) or "") for name in ("valid_from", "valid_to")}
        return {**{name: getattr(self, name) for name in names}, **days}

    @property
    def row(self) -> LimitRow:
        return LimitRow(
            self.process,
            self.clock,
            Limit(self.amount, Unit(self.unit), self.source, self.edition),
            self.valid_from,
            category=self.category,
            nature=self.nature,
            urgency=self.urgency,
            area=self.area,
            valid_to=self.valid_to,
        )


class LimitEdition(models.Model):
    """A table of limits as it was brought in, for whoever asks by what a case was reckoned. `rows` are texts by the
    columns of the list."""

    process = models.CharField("流程", max_length=30)
    edition = models.PositiveIntegerField("版本")
    made_at = models.DateTimeField("导入时间", default=clock.now)
    made_by = models.CharField("导入人", max_length=100, blank=True)
    rows = models.JSONField(default=list)

    objects: ClassVar[Any] = VisibleQuerySet["LimitEdition"].as_manager()
    scope_fields: ClassVar = OPEN

    class Meta:
        db_table = "cas_limit_edition"
        verbose_name = verbose_name_plural = "时限表版本"
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["process", "edition"], name="cas_edition_once")]

    def __str__(self) -> str:
        return f"时限表第{self.edition}版"

    def get_absolute_url(self) -> str:
        return reverse("cases:limit_edition", kwargs={"pk": self.pk})
