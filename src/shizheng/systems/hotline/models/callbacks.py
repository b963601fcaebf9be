"""Callback: the links that citizens evaluate by, and every attempt to reach somebody.

What was answered in the end stands in the case's own marks (moves `close` and `rework`, asks `contacted`, `solved`,
`satisfaction`): 首次满意度 counts the first mark `satisfaction` of a case, 重办后满意度 the later ones.
"""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.systems.hotline.domain.callback import Outcome

CALL = "hotline.call"
_SCOPE = ScopeFields(view=CALL, organisation="case__keeper_id", path="case__keeper__path")


class InvitationQuerySet(VisibleQuerySet["Invitation"]):
    def of_token(self, digest: str) -> "InvitationQuerySet":
        """The one that the token opens: whoever holds the token may see it."""
        return self.filter(digest=digest).select_related("case")


class Invitation(models.Model):
    """A link that evaluates one round of one case once. `digest` is of the token, which only the message holds;
    `position` is the event by which the case came to wait for its callback."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="invitations", verbose_name="工单")
    position = models.PositiveIntegerField("办理经过序号")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("发出时间", default=clock.now, editable=False)
    expires_at = models.DateTimeField("有效期至")
    used_at = models.DateTimeField("使用时间", null=True)

    objects: ClassVar = InvitationQuerySet.as_manager()
    scope_fields: ClassVar = _SCOPE

    class Meta:
        db_table = "hot_invitation"
        verbose_name = verbose_name_plural = "评价链接"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"评价链接{self.pk}"


class AttemptQuerySet(VisibleQuerySet["Attempt"]):
    def of_round(self, case: Case, since: datetime) -> "AttemptQuerySet":
        return self.filter(case=case, at__gte=since).order_by("at", "pk")


class Attempt(models.Model):
    """One attempt to hear what the caller says of the result: by an agent's telephone, or by the citizen's own hand
    through a link (`account` null). `again_at` is when to try again, null where it need not be."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="callback_attempts", verbose_name="工单")
    at = models.DateTimeField("时间", default=clock.now)
    outcome = models.CharField("结果", max_length=12, choices=Outcome.choices())
    note = models.CharField("说明", max_length=500, blank=True)
    satisfaction = models.CharField("满意度", max_length=1, blank=True)
    solved = models.BooleanField("是否解决", null=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="回访人")
    again_at = models.DateTimeField("再次回访时间", null=True)

    objects: ClassVar = AttemptQuerySet.as_manager()
    scope_fields: ClassVar = _SCOPE

    class Meta:
        db_table = "hot_callback_attempt"
        verbose_name = verbose_name_plural = "回访记录"
        ordering = ["case", "at", "id"]
        indexes = [
            models.Index(fields=["case", "at"], name="hot_attempt_case_idx"),
            models.Index(fields=["again_at"], name="hot_attempt_again_idx", condition=Q(again_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}"
