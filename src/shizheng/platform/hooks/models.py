"""Who wants to be told of what, and what is on its way to them."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.vault.models import SealedField


class State(models.TextChoices):
    WAITING = "waiting", "待推送"
    SENT = "sent", "已送达"
    DEAD = "dead", "未送达"


class Subscription(models.Model):
    """`events` are ids of HookEvent. Told is what lies in the subtree of `organisation`."""

    name = models.CharField("名称", max_length=60)
    url = models.CharField("接收地址", max_length=500)
    events = models.JSONField("事件", default=list)
    secret = SealedField("签名密钥")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="subscriptions", verbose_name="单位"
    )
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField("建立时间", default=clock.now, editable=False)
    version = models.IntegerField(default=1)

    objects: ClassVar = VisibleQuerySet["Subscription"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="hooks.manage", organisation="organisation_id", path="organisation__path")

    class Meta:
        db_table = "hook_subscription"
        verbose_name = verbose_name_plural = "推送订阅"
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hooks:detail", kwargs={"pk": self.pk})

    @property
    def state(self) -> str:
        return "启用" if self.is_active else "停用"


def _lies_in(paths: Iterable[str], subscription: Subscription) -> bool:
    return any(path.startswith(subscription.organisation.path or "-") for path in paths)


class DeliveryQuerySet(VisibleQuerySet["Delivery"]):
    def announce(
        self, event: str, payload: Mapping[str, Any], *, key: str, path: str, also: Collection[str] = ()
    ) -> int:
        """Put the happening into the outbox of every subscription it concerns, in the caller's transaction; how many.

        `key` names the happening: announced twice it is delivered once. `path` is the organisation's it happened in,
        `also` those of others that it concerns.
        Part of the action that announces, and told by its journal entry.
        """
        active = Subscription.objects.filter(is_active=True).select_related("organisation")
        wanted = [each for each in active if event in each.events and _lies_in((path, *also), each)]
        body = json.dumps({"event": event, "key": key, **payload}, ensure_ascii=False, sort_keys=True, default=str)
        rows = [Delivery(subscription=each, event=event, key=key, body=body, next_at=clock.now()) for each in wanted]
        self.bulk_create(rows, ignore_conflicts=True)
        return len(rows)

    def mark_sent(self, status: int) -> None:
        """The outbox's own bookkeeping, no act of anybody: not journalled."""
        now = clock.now()
        self.update(state=State.SENT, attempts=F("attempts") + 1, answer=status, error="", sent_at=now)

    def mark_failed(self, status: int, error: str, again: datetime) -> None:
        self.update(attempts=F("attempts") + 1, answer=status, error=error[:200], next_at=again)

    def due(self, at: datetime) -> "DeliveryQuerySet":
        return self.filter(state=State.WAITING, next_at__lte=at, subscription__is_active=True)


class Delivery(models.Model):
    """One letter. `answer` is the receiver's status (0 where it did not answer), `error` why it was not taken."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.PROTECT, related_name="deliveries", verbose_name="订阅"
    )
    event = models.CharField("事件", max_length=60)
    key = models.CharField("编号", max_length=80)
    body = models.TextField("内容")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.SmallIntegerField("次数", default=0)
    answer = models.SmallIntegerField("应答", default=0)
    error = models.CharField("原因", max_length=200, blank=True)
    created_at = models.DateTimeField("发生时间", default=clock.now, editable=False)
    next_at = models.DateTimeField("下次推送")
    sent_at = models.DateTimeField("送达时间", null=True)

    objects = DeliveryQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="hooks.manage",
        organisation="subscription__organisation_id",
        path="subscription__organisation__path",
    )

    class Meta:
        db_table = "hook_delivery"
        verbose_name = verbose_name_plural = "推送记录"
        ordering = ["-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["subscription", "event", "key"], name="hook_once")]
        indexes = [
            models.Index(fields=["next_at"], name="hook_due_idx", condition=Q(state="waiting")),
            models.Index(fields=["subscription", "-created_at"], name="hook_of_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.key}"

    def get_absolute_url(self) -> str:
        return reverse("hooks:delivery", kwargs={"pk": self.pk})

    def claim(self, until: datetime) -> bool:
        """Take the letter to the post: of several workers one does; what a dead one took is free again at `until`."""
        turn = Delivery.objects.filter(pk=self.pk, state=State.WAITING, next_at=self.next_at)
        return bool(turn.update(next_at=until))
