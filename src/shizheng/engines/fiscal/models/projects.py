"""Projects, their moves, money and purchases."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from shizheng.engines.fiscal.domain.projects.funding import Fund, Level
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.domain.projects.lifecycle import State
from shizheng.engines.fiscal.domain.projects.procurement import Category, Method
from shizheng.engines.fiscal.domain.projects.stages import Stage
from shizheng.engines.fiscal.models.versioned import Versioned, money, scope_through
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

ENDS = (Stage.CLOSED, Stage.CANCELLED)


class ProjectQuerySet(VisibleQuerySet["Project"]):
    def running_in(self, year: int) -> "ProjectQuerySet":
        """Those whose period covers the year and that were not cancelled."""
        return self.filter(first_year__lte=year, last_year__gte=year).exclude(stage=Stage.CANCELLED)

    def unfinished(self) -> "ProjectQuerySet":
        return self.exclude(stage__in=ENDS)


class Project(Versioned):
    """`held_stage` is where a suspended project comes back to; `owner_id` is the account that proposed it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="fiscal_projects", verbose_name="单位"
    )
    code = models.CharField("项目编码", max_length=40)
    name = models.CharField("项目名称", max_length=200)
    kind = models.CharField("项目类别", max_length=20, choices=Kind.choices())
    continuity = models.CharField("项目属性", max_length=20, choices=Continuity.choices())
    first_year = models.PositiveSmallIntegerField("开始年度")
    last_year = models.PositiveSmallIntegerField("结束年度")
    stage = models.CharField("环节", max_length=20, choices=Stage.choices(), default=Stage.PROPOSAL)
    held_stage = models.CharField("暂停前环节", max_length=20, choices=Stage.choices(), blank=True)
    overview = models.TextField("项目概况", blank=True)
    owner_id = models.BigIntegerField("申报人", null=True, editable=False)

    objects = ProjectQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="fiscal.view", owner="owner_id", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "fis_project"
        verbose_name = verbose_name_plural = "项目"
        ordering = ["organisation", "code"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="fis_project_code"),
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="fis_project_years"),
        ]
        indexes = [models.Index(fields=["stage", "last_year"], name="fis_project_stage_idx")]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> State:
        return State(Stage(self.stage), Stage(self.held_stage) if self.held_stage else None)


class ProjectMove(models.Model):
    """One move made; `on` is the day it really happened. Milestones of promises are read from here."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="moves", verbose_name="项目")
    move = models.CharField("动作", max_length=40)
    origin = models.CharField("原环节", max_length=20, choices=Stage.choices())
    target = models.CharField("到环节", max_length=20, choices=Stage.choices())
    on = models.DateField("日期")
    documents = models.JSONField("材料", default=dict)
    reason = models.CharField("事由", max_length=500, blank=True)
    account_id = models.BigIntegerField("办理人编号", null=True)
    account_name = models.CharField("办理人", max_length=100)
    at = models.DateTimeField("登记时间")

    objects: ClassVar = VisibleQuerySet["ProjectMove"].as_manager()
    scope_fields: ClassVar = scope_through("project__organisation")

    class Meta:
        db_table = "fis_project_move"
        verbose_name = verbose_name_plural = "项目流转"
        ordering = ["project", "id"]

    def __str__(self) -> str:
        return f"{self.move} {self.on}"


class ProjectFunding(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="funding", verbose_name="项目")
    year = models.PositiveSmallIntegerField("年度")
    level = models.CharField("资金来源", max_length=10, choices=Level.choices())
    fund = models.CharField("资金性质", max_length=12, choices=Fund.choices())
    amount = money("金额")

    objects: ClassVar = VisibleQuerySet["ProjectFunding"].as_manager()
    scope_fields: ClassVar = scope_through("project__organisation")

    class Meta:
        db_table = "fis_funding"
        verbose_name = verbose_name_plural = "项目资金"
        ordering = ["project", "year", "level", "fund"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "level", "fund"], name="fis_funding_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fis_funding_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{Level(self.level).label} {self.amount}"


class ProcurementItem(models.Model):
    """`sme` is the part reserved for small and medium firms, `micro` the part of it for small and micro firms."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="purchases", verbose_name="项目")
    year = models.PositiveSmallIntegerField("年度")
    order = models.PositiveSmallIntegerField("序号")
    name = models.CharField("采购内容", max_length=200)
    category = models.CharField("采购类别", max_length=10, choices=Category.choices())
    code = models.CharField("品目编码", max_length=12)
    method = models.CharField("采购方式", max_length=20, choices=Method.choices())
    amount = money("采购预算")
    sme = money("预留中小企业", default=0)
    micro = money("其中预留小微企业", default=0)

    objects: ClassVar = VisibleQuerySet["ProcurementItem"].as_manager()
    scope_fields: ClassVar = scope_through("project__organisation")

    class Meta:
        db_table = "fis_procurement"
        verbose_name = verbose_name_plural = "采购事项"
        ordering = ["project", "year", "order"]
        constraints = [
            models.UniqueConstraint(fields=["project", "year", "order"], name="fis_procurement_once"),
            models.CheckConstraint(
                condition=Q(micro__gte=0, micro__lte=F("sme"), sme__lte=F("amount")), name="fis_procurement_reserve"
            ),
        ]

    def __str__(self) -> str:
        return self.name
