"""公开: finished matters, redacted by one and published by another.

Columns for figures, all of `Publication`: 公开数 counts rows with `state="published"` by `published_at`, `unit`,
`category`, `nature`; 公开率 = 公开数 ÷ finished matters, that is cases in stage closed or archived whose `ended_at` is
in the period (`published_at` is not asked then: of the period's finished cases, those with a published row; join
`case`). `decided_at` moves with every decision.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.engines.cases.models import Case, Category
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.search.models import TermsField, holding
from shizheng.systems.hotline.domain.publication import REASONS, PublicationState

PROPOSE, PUBLISH = "hotline.propose", "hotline.publish_matters"
Places = dict[str, list[list[object]]] | None
_SCOPE = ScopeFields(view=PROPOSE, organisation="case__keeper_id", path="case__keeper__path")


class MatterQuerySet(VisibleQuerySet["Publication"]):
    def public(self) -> "MatterQuerySet":
        """For everybody: what is published and was not withdrawn."""
        return self.filter(state=PublicationState.PUBLISHED)

    def holding(self, words: str) -> "MatterQuerySet":
        return self.filter(holding(words))


class Publication(models.Model):
    """`title`, `text`, `place` and `reply` are the redacted words; the original ones stay with the case alone.

    `edited_by` last changed them: whoever did, or proposed, does not publish. `reason_kind` and `reason` say why it was
    withheld or withdrawn. `satisfaction` is the last grade given. `covered` says by field
    where the original was covered when it was proposed: [start, end, kind in words].
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="publication", verbose_name="工单")
    title = models.CharField("标题", max_length=200)
    text = models.TextField("诉求内容")
    place = models.CharField("地点", max_length=200, blank=True)
    reply = models.TextField("答复内容")
    unit = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="承办单位"
    )
    category = models.ForeignKey(
        Category, to_field="code", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="类别"
    )
    nature = models.CharField("性质", max_length=30, blank=True)
    satisfaction = models.CharField("满意度", max_length=1, blank=True)
    opened_at = models.DateTimeField("受理时间")
    ended_at = models.DateTimeField("办结时间")
    state = models.CharField(
        "状态", max_length=10, choices=PublicationState.choices(), default=PublicationState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="提请人"
    )
    proposed_at = models.DateTimeField("提请时间", default=clock.now)
    edited_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="编辑人")
    decided_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="审定人"
    )
    decided_at = models.DateTimeField("审定时间", null=True)
    published_at = models.DateTimeField("公开时间", null=True)
    reason_kind = models.CharField("不公开情形", max_length=12, choices=REASONS, blank=True)
    reason = models.CharField("理由", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    covered: "models.JSONField[Places, Places]" = models.JSONField(null=True)
    terms = TermsField("检索词", of=("title", "text", "place", "reply"))

    objects: ClassVar = MatterQuerySet.as_manager()
    scope_fields: ClassVar = _SCOPE

    class Meta:
        db_table = "hot_publication"
        verbose_name = verbose_name_plural = "公开事项"
        ordering = ["-proposed_at", "-pk"]
        indexes = [
            models.Index(fields=["-published_at", "-id"], name="hot_pub_new_idx", condition=Q(state="published")),
            models.Index(fields=["state", "-proposed_at"], name="hot_pub_state_idx"),
            models.Index(fields=["unit", "published_at"], name="hot_pub_unit_idx"),
            models.Index(fields=["category", "published_at"], name="hot_pub_cat_idx"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("hotline:publication", kwargs={"pk": self.pk})


class ProposalRule(models.Model):
    """What is proposed by itself every day, one row: empty lists of `categories` (codes, with what lies below) and
    `natures` mean all; `least` is the lowest grade, empty where none need be given; `days` how long ago a matter may
    have been finished."""

    is_active = models.BooleanField("启用", default=False)
    categories: "models.JSONField[list[str], list[str]]" = models.JSONField("类别", default=list)
    natures: "models.JSONField[list[str], list[str]]" = models.JSONField("性质", default=list)
    least = models.CharField("最低满意度", max_length=1, blank=True)
    days = models.PositiveSmallIntegerField("办结后天数", default=30)

    objects: ClassVar = VisibleQuerySet["ProposalRule"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=PUBLISH)

    class Meta:
        db_table = "hot_proposal_rule"
        verbose_name = verbose_name_plural = "自动提请规则"

    def __str__(self) -> str:
        return "自动提请规则"
