"""Performance target sheets, their indicators, and what was achieved."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from shizheng.engines.fiscal.domain.promises import Column, Level1, Level2
from shizheng.engines.fiscal.domain.targets import Target, parse
from shizheng.engines.fiscal.models.projects import Project
from shizheng.engines.fiscal.models.versioned import Versioned, money, scope_through
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import VisibleQuerySet


class TargetSheet(Versioned):
    """Of a project, or of the whole unit where `project` is empty.

    The amounts are those of the self-evaluation: 年初预算数, 全年预算数, 全年执行数; empty until it is filled.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fiscal_sheets", verbose_name="单位"
    )
    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets", verbose_name="项目"
    )
    year = models.PositiveSmallIntegerField("年度")
    period_goal = models.TextField("实施期目标", blank=True)
    annual_goal = models.TextField("年度目标", blank=True)
    budget = money("年初预算数", null=True, blank=True)
    adjusted = money("全年预算数", null=True, blank=True)
    executed = money("全年执行数", null=True, blank=True)

    objects: ClassVar = VisibleQuerySet["TargetSheet"].as_manager()
    scope_fields: ClassVar = scope_through("organisation")

    class Meta:
        db_table = "fis_target_sheet"
        verbose_name = verbose_name_plural = "绩效目标表"
        ordering = ["-year", "organisation", "project"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year"], condition=Q(project__isnull=False), name="fis_sheet_of_project"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"], condition=Q(project__isnull=True), name="fis_sheet_of_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project or self.organisation}{self.year}年度绩效目标"


class IndicatorQuerySet(VisibleQuerySet["Indicator"]):
    def annual(self) -> "IndicatorQuerySet":
        return self.filter(column=Column.ANNUAL)

    def judged(self) -> "IndicatorQuerySet":
        """Those that no record can settle: somebody has to judge them."""
        return self.filter(is_judgement=True)


class Indicator(models.Model):
    """One promise. `text` is as printed; the columns below it are what the grammar reads in it, for queries.

    Scales of `value` and `upper` are the grammar's: ppm for rates, 分 for money, 1/10 000 of `unit` otherwise. Months
    read 202605; `per` and `times` are a rhythm. A compound target keeps its parts in `text` alone.
    """

    sheet = models.ForeignKey(TargetSheet, on_delete=models.CASCADE, related_name="indicators", verbose_name="目标表")
    column = models.CharField("栏", max_length=8, choices=Column.choices(), default=Column.ANNUAL)
    level1 = models.CharField("一级指标", max_length=12, choices=Level1.choices())
    level2 = models.CharField("二级指标", max_length=12, choices=Level2.choices())
    order = models.PositiveSmallIntegerField("序号")
    name = models.CharField("三级指标", max_length=200)
    text = models.CharField("指标值", max_length=300)
    hint = models.CharField("计量单位", max_length=20, blank=True)
    weight = models.DecimalField("分值", max_digits=6, decimal_places=2, null=True, blank=True)
    kind = models.CharField(max_length=10, editable=False)
    comparator = models.CharField(max_length=1, blank=True, editable=False)
    value = models.BigIntegerField(null=True, editable=False)
    upper = models.BigIntegerField(null=True, editable=False)
    unit = models.CharField(max_length=20, blank=True, editable=False)
    first_month = models.IntegerField(null=True, editable=False)
    last_month = models.IntegerField(null=True, editable=False)
    times = models.PositiveIntegerField(null=True, editable=False)
    per = models.CharField(max_length=8, blank=True, editable=False)
    is_judgement = models.BooleanField("须人工判断", default=False, editable=False)
    judgement_reason = models.CharField("判断缘由", max_length=100, blank=True, editable=False)

    objects = IndicatorQuerySet.as_manager()
    scope_fields: ClassVar = scope_through("sheet__organisation")

    class Meta:
        db_table = "fis_indicator"
        verbose_name = verbose_name_plural = "绩效指标"
        ordering = ["sheet", "column", "order"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "column", "level2", "name"], name="fis_indicator_once"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gte=0, weight__lte=100), name="fis_indicator_weight"
            ),
            models.CheckConstraint(
                condition=Q(upper__isnull=True) | Q(value__lte=F("upper")), name="fis_indicator_range"
            ),
        ]
        indexes = [models.Index(fields=["kind", "unit"], name="fis_indicator_kind_idx")]

    def __str__(self) -> str:
        return f"{self.name} {self.text}"

    @property
    def target(self) -> Target:
        return parse(self.text, self.hint)


def reading(target: Target, year: int) -> dict[str, Any]:
    """Columns of an indicator from its parsed target; a month without a year is of the sheet's year."""
    when, rhythm = target.when, target.rhythm
    return {
        "kind": target.kind,
        "comparator": target.comparator,
        "value": target.value if target.is_measured and not target.parts else None,
        "upper": target.upper or None,
        "unit": target.unit,
        "first_month": (when.first.year or year) * 100 + when.first.month if when else None,
        "last_month": (when.last.year or year) * 100 + when.last.month if when else None,
        "times": rhythm.times if rhythm else None,
        "per": rhythm.per if rhythm else "",
        "is_judgement": target.kind in ("judgement", "absent"),
        "judgement_reason": target.reason,
    }


class EvaluationRow(models.Model):
    """What was achieved for one indicator of the annual column."""

    indicator = models.OneToOneField(
        Indicator, on_delete=models.PROTECT, related_name="evaluation", verbose_name="绩效指标"
    )
    actual = models.CharField("全年完成值", max_length=300)
    score = models.DecimalField("得分", max_digits=6, decimal_places=2)
    reason = models.CharField("偏差原因及改进措施", max_length=1000, blank=True)
    is_judgement = models.BooleanField("人工判断", default=False)
    account_name = models.CharField("填报人", max_length=100)
    at = models.DateTimeField("填报时间")

    objects: ClassVar = VisibleQuerySet["EvaluationRow"].as_manager()
    scope_fields: ClassVar = scope_through("indicator__sheet__organisation")

    class Meta:
        db_table = "fis_evaluation"
        verbose_name = verbose_name_plural = "绩效自评"
        ordering = ["indicator"]
        constraints = [models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="fis_evaluation_score")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.actual}"
