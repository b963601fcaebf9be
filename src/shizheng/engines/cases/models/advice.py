"""What was learned, as a register of model files, and what became of advice."""

from typing import Any, ClassVar

from django.db import models

from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

NOT_AMONG = 0
"""The rank of a choice that was not advised."""


class LearnedModel(models.Model):
    """One training. The file that serves is the newest of its process and kind; `top1` and `top3` are shares of the
    latest cases held out, null where there were too few."""

    process = models.CharField("流程", max_length=30)
    kind = models.CharField("内容", max_length=12, choices=[("dispatch", "承办单位"), ("categories", "类别")])
    version = models.CharField("版本", max_length=30)
    digest = models.CharField("摘要值", max_length=64)
    cases = models.PositiveIntegerField("学习件数")
    tried = models.PositiveIntegerField("检验件数", default=0)
    top1 = models.FloatField("首选正确率", null=True)
    top3 = models.FloatField("前三正确率", null=True)
    made_at = models.DateTimeField("训练时间")

    objects: ClassVar[Any] = VisibleQuerySet["LearnedModel"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="cases.train")

    class Meta:
        db_table = "cas_model"
        verbose_name = verbose_name_plural = "学习结果"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.version}）"


class AdviceRow(models.Model):
    """What was advised when a case was sent to its main unit, and whom the person chose. `units` are [organisation,
    confidence, rule number] best first; `rank` is the chosen one's place among them, 0 for none of them."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="advice", verbose_name="工单", db_index=False)
    position = models.PositiveIntegerField("办理经过序号")
    process = models.CharField("流程", max_length=30)
    at = models.DateTimeField("派遣时间")
    account_id = models.BigIntegerField("派遣人编号", null=True)
    units = models.JSONField("建议", default=list)
    model = models.CharField("模型摘要值", max_length=64, blank=True)
    edition = models.PositiveIntegerField("规则版本", default=0)
    chosen = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="主办单位", db_index=False
    )
    rank = models.PositiveSmallIntegerField("名次")
    by_rule = models.BooleanField("首选出自规则", default=False)

    objects: ClassVar[Any] = VisibleQuerySet["AdviceRow"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_advice"
        verbose_name = verbose_name_plural = "派遣建议"
        ordering = ["case", "position"]
        constraints = [models.UniqueConstraint(fields=["case", "position"], name="cas_advice_once")]
        indexes = [
            models.Index(fields=["process", "at"], name="cas_advice_at_idx"),
            models.Index(fields=["chosen", "at"], name="cas_advice_unit_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.position}"
