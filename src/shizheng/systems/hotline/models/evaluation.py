"""What decides how units are evaluated: cases left out after review, groups and rules, points given by hand, and the
rankings and reports as they were published."""

from typing import Any, ClassVar, NoReturn, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.engines.cases.models import Case, PartyScope
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.files.models import StoredFile
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

VIEW, EVALUATE, REVIEW = "hotline.view", "hotline.evaluate", "hotline.review_exclusions"
REPORTS = "hotline.reports"


class Ground(models.TextChoices):
    UNREASONABLE = "unreasonable", "无理诉求"
    BEYOND = "beyond", "超出职责"


class ExclusionQuerySet(VisibleQuerySet["Exclusion"]):
    def standing(self) -> Self:
        """Those that were reviewed and agreed to."""
        return self.filter(is_accepted=True)

    def open(self) -> Self:
        return self.filter(is_accepted=None)


class Exclusion(models.Model):
    """A case proposed to leave the denominators, and what another person decided. `is_accepted` is null until then."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="exclusions", verbose_name="工单")
    ground = models.CharField("情形", max_length=20, choices=Ground.choices)
    reason = models.CharField("理由", max_length=500)
    proposed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提出人"
    )
    proposed_at = models.DateTimeField("提出时间", default=clock.now)
    is_accepted = models.BooleanField("是否同意", null=True)
    opinion = models.CharField("复核意见", max_length=500, blank=True)
    reviewed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
    decided_at = models.DateTimeField("复核时间", null=True)

    objects: ClassVar[Any] = ExclusionQuerySet.as_manager()
    scope_fields: ClassVar = PartyScope(view=VIEW, case="case_id")

    class Meta:
        db_table = "hot_exclusion"
        verbose_name = verbose_name_plural = "不计入考核"
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_accepted=None) | Q(is_accepted=True), name="hot_exclusion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_ground_display()}"

    def get_absolute_url(self) -> str:
        return reverse("hotline:exclusion_decide", kwargs={"pk": self.pk})

    @property
    def state(self) -> str:
        return {None: "待复核", True: "同意", False: "不同意"}[self.is_accepted]


class UnitGroup(models.Model):
    """Units that are ranked with each other. `units` are codes of organisations, `rules` what the pack says: measure,
    weight, target and the line at which no point is left."""

    name = models.CharField("分组", max_length=60, unique=True)
    order = models.IntegerField("排序", default=0)
    units = models.JSONField("单位", default=list)
    rules = models.JSONField("计分规则", default=list)

    objects: ClassVar[Any] = VisibleQuerySet["UnitGroup"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=VIEW)

    class Meta:
        db_table = "hot_unit_group"
        verbose_name = verbose_name_plural = "考核分组"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Adjustment(models.Model):
    """Points added to a unit's month, or taken away, by hand and with a reason. `month` is the first of the month."""

    month = models.DateField("月份")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    points = models.DecimalField("加减分", max_digits=6, decimal_places=2)
    reason = models.CharField("理由", max_length=500)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="登记人")
    made_at = models.DateTimeField("登记时间", default=clock.now)

    objects: ClassVar[Any] = VisibleQuerySet["Adjustment"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=VIEW, organisation="organisation_id", path="organisation__path")

    class Meta:
        db_table = "hot_adjustment"
        verbose_name = verbose_name_plural = "加减分"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["month", "organisation"], name="hot_adjust_month_idx")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.points:+}"


class PublishedError(ShizhengError):
    """Somebody tried to change a ranking that was published."""


def _refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise PublishedError("已发布的排名不能修改", remedy="数据有更正时，请发布新的一版")


class RankingQuerySet(VisibleQuerySet["Ranking"]):
    update = _refuse
    delete = _refuse


class Ranking(models.Model):
    """A month's ranking as it was published, with rules, figures and points; a correction is the next version.

    `lines` holds everything that the page shows, `digest` is its SM3.
    """

    month = models.DateField("月份")
    version = models.PositiveIntegerField("版次")
    as_of = models.DateTimeField("数据截至")
    published_at = models.DateTimeField("发布时间", default=clock.now)
    published_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发布人"
    )
    note = models.CharField("说明", max_length=500, blank=True)
    lines = models.JSONField("排名", default=list)
    digest = models.CharField("摘要值", max_length=64)

    objects: ClassVar[Any] = RankingQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view=VIEW)

    class Meta:
        db_table = "hot_ranking"
        verbose_name = verbose_name_plural = "月度排名"
        ordering = ["-month", "-version"]
        constraints = [models.UniqueConstraint(fields=["month", "version"], name="hot_ranking_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y年%m月}第{self.version}版"

    def get_absolute_url(self) -> str:
        return reverse("hotline:published_ranking", kwargs={"pk": self.pk})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            _refuse()
        super().save(*args, **kwargs | {"force_insert": True})

    delete = _refuse


class Report(models.Model):
    """A report over a period as it was written: once in Word, once in PDF."""

    kind = models.CharField("种类", max_length=10, choices=[("day", "日报"), ("week", "周报"), ("month", "月报")])
    first = models.DateField("开始日期")
    last = models.DateField("结束日期")
    title = models.CharField("标题", max_length=100)
    as_of = models.DateTimeField("数据截至")
    made_at = models.DateTimeField("生成时间", default=clock.now)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="生成人")
    word = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="Word")
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="PDF")

    objects: ClassVar[Any] = VisibleQuerySet["Report"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=REPORTS)

    class Meta:
        db_table = "hot_report"
        verbose_name = verbose_name_plural = "热线报告"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["kind", "-first"], name="hot_report_kind_idx")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hotline:report", kwargs={"pk": self.pk})
