"""Notices, one row a recipient."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class Kind(models.TextChoices):
    TODO = "todo", "待办"
    REPLY = "reply", "办理结果"
    REMINDER = "reminder", "提醒"
    SYSTEM = "system", "系统消息"


class NoticeQuerySet(VisibleQuerySet["Notice"]):
    def of(self, actor: Actor) -> "NoticeQuerySet":
        """One's own; nobody reads another's messages, whatever they may do."""
        return self.filter(recipient_id=actor.account_id) if actor.account_id else self.none()

    def visible_to(self, actor: Actor, permission: str = "") -> "NoticeQuerySet":
        return self.of(actor)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """`link` is an address within the platform."""

    recipient = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices", verbose_name="收件人")
    kind = models.CharField("类别", max_length=10, choices=Kind.choices, default=Kind.SYSTEM)
    title = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    link = models.CharField("链接", max_length=300, blank=True)
    created_at = models.DateTimeField("时间", default=clock.now, editable=False)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="notify.view", owner="recipient_id")

    class Meta:
        db_table = "ntf_notice"
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="ntf_inbox_idx"),
            models.Index(fields=["recipient"], name="ntf_unread_idx", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        return "已读" if self.read_at else "未读"

    def get_absolute_url(self) -> str:
        return self.link
