"""Notices, one row a recipient; short messages to people outside, one row a message."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.vault.domain.masking import Personal
from shizheng.platform.vault.models import SealedField


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


class MessageState(models.TextChoices):
    WAITING = "waiting", "待发送"
    SENT = "sent", "已发送"
    DEAD = "dead", "未送达"


class MessageQuerySet(VisibleQuerySet["ShortMessage"]):
    def post(self, *, phone: str, text: str, organisation: int, purpose: str) -> "ShortMessage":
        """Put a message into the outbox, in the caller's transaction. Part of the action that sends it, and told by
        its journal entry."""
        return self.create(phone=phone, text=text, organisation_id=organisation, purpose=purpose, next_at=clock.now())

    def due(self, at: datetime) -> "MessageQuerySet":
        return self.filter(state=MessageState.WAITING, next_at__lte=at)

    def mark_sent(self) -> None:
        """The outbox's own bookkeeping, no act of anybody: not journalled. What was sent is kept no longer."""
        now = clock.now()
        self.update(state=MessageState.SENT, attempts=F("attempts") + 1, error="", sent_at=now, text="")

    def mark_failed(self, error: str, again: datetime) -> None:
        self.update(attempts=F("attempts") + 1, error=error[:200], next_at=again)


class ShortMessage(models.Model):
    """A message to a telephone; number and words are sealed, the words are dropped once they were sent.

    `key` is what the gateway may tell a repeated message by. `purpose` says in words what it is about.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="发送单位")
    phone = SealedField("手机号码", personal=Personal.PHONE)
    text = SealedField("内容")
    purpose = models.CharField("事由", max_length=60)
    state = models.CharField("状态", max_length=8, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.SmallIntegerField("次数", default=0)
    error = models.CharField("原因", max_length=200, blank=True)
    created_at = models.DateTimeField("时间", default=clock.now, editable=False)
    next_at = models.DateTimeField("下次发送")
    sent_at = models.DateTimeField("发送时间", null=True)

    objects = MessageQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="notify.messages", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "ntf_message"
        verbose_name = verbose_name_plural = "短信"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["next_at"], name="ntf_message_due_idx", condition=Q(state="waiting")),
            models.Index(fields=["-created_at"], name="ntf_message_new_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}（{self.phone}）"

    def get_absolute_url(self) -> str:
        return reverse("notify:messages")

    def claim(self, until: datetime) -> bool:
        """Take the message to the gateway: of several workers one does; a dead one's is free again at `until`."""
        turn = ShortMessage.objects.filter(pk=self.pk, state=MessageState.WAITING, next_at=self.next_at)
        return bool(turn.update(next_at=until))
