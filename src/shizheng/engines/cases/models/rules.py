"""Dispatch rules as they are stored: a live set a process, the draft that will replace it, and those replaced."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.engines.cases.domain.dispatch_rules import Rule, Span, split_words
from shizheng.engines.cases.models.trees import Area, Category
from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

KEEP = "cases.rules"


class SetState(models.TextChoices):
    DRAFT = "draft", "草稿"
    LIVE = "live", "施行中"
    FORMER = "former", "已被替换"


class RuleSetQuerySet(VisibleQuerySet["RuleSet"]):
    def live(self, process: str) -> "RuleSet | None":
        return self.filter(process=process, state=SetState.LIVE).first()

    def draft(self, process: str) -> "RuleSet | None":
        return self.filter(process=process, state=SetState.DRAFT).first()


class RuleSet(models.Model):
    """All rules of a process at a time. A draft may go live once it has been tried since it last changed: `trial` is
    what that came to, as JSON."""

    process = models.CharField("流程", max_length=30)
    edition = models.PositiveIntegerField("版本")
    state = models.CharField("状态", max_length=8, choices=SetState.choices, default=SetState.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField("建立时间", default=clock.now, editable=False)
    changed_at = models.DateTimeField("修改时间", default=clock.now)
    tried_at = models.DateTimeField("试运行时间", null=True)
    trial = models.JSONField(null=True)
    live_at = models.DateTimeField("施行时间", null=True)
    live_by = models.CharField("发布人", max_length=100, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)

    objects: ClassVar[Any] = RuleSetQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view=KEEP)
    shows_journal: ClassVar = True

    class Meta:
        db_table = "cas_rule_set"
        verbose_name = verbose_name_plural = "派遣规则表"
        ordering = ["process", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["process", "edition"], name="cas_rule_set_once"),
            models.UniqueConstraint(fields=["process"], condition=Q(state="live"), name="cas_rule_set_live"),
            models.UniqueConstraint(fields=["process"], condition=Q(state="draft"), name="cas_rule_set_draft"),
        ]

    def __str__(self) -> str:
        return f"第{self.edition}版派遣规则"

    def get_absolute_url(self) -> str:
        return reverse("cases:rule_set", kwargs={"pk": self.pk})

    @property
    def is_draft(self) -> bool:
        return self.state == SetState.DRAFT

    @property
    def is_tried(self) -> bool:
        """Whether the trial is of the rules as they stand."""
        return isinstance(self.trial, dict) and self.trial.get("version") == self.version


class DispatchRule(models.Model):
    """What is left empty is not asked for. Words are kept as they were typed; `co` are keys of organisations and
    `weekdays` digits 1 to 7."""

    ruleset = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="rules", verbose_name="规则表")
    number = models.PositiveIntegerField("顺序")
    title = models.CharField("规则名称", max_length=100)
    is_on = models.BooleanField("启用", default=True)
    category = models.ForeignKey(
        Category, to_field="code", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="类别"
    )
    area = models.ForeignKey(
        Area, to_field="code", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="区域"
    )
    any_words = models.CharField("含任一关键词", max_length=500, blank=True)
    all_words = models.CharField("须全含关键词", max_length=500, blank=True)
    starts = models.TimeField("时段起", null=True)
    ends = models.TimeField("时段止", null=True)
    weekdays = models.CharField("星期", max_length=7, blank=True)
    channel = models.CharField("来源渠道", max_length=30, blank=True)
    nature = models.CharField("性质", max_length=30, blank=True)
    main = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="主办单位")
    co = models.JSONField("协办单位", default=list)
    valid_from = models.DateField("生效日期", null=True)
    valid_to = models.DateField("失效日期", null=True)
    source = models.CharField("依据", max_length=200, blank=True)
    note = models.CharField("说明", max_length=500, blank=True)

    objects: ClassVar[Any] = VisibleQuerySet["DispatchRule"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=KEEP)

    class Meta:
        db_table = "cas_rule"
        verbose_name = verbose_name_plural = "派遣规则"
        ordering = ["ruleset", "number", "id"]

    def __str__(self) -> str:
        return f"规则{self.number}：{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("cases:rule_edit", kwargs={"pk": self.pk})

    @property
    def rule(self) -> Rule:
        return Rule(
            self.pk or 0,
            self.number,
            self.title,
            self.main_id,
            co=tuple(self.co),
            category=self.category_id or "",
            area=self.area_id or "",
            any_words=split_words(self.any_words),
            all_words=split_words(self.all_words),
            hours=Span(self.starts, self.ends) if self.starts and self.ends else None,
            weekdays=frozenset(int(day) for day in self.weekdays),
            channel=self.channel,
            nature=self.nature,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )
