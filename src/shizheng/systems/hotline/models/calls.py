"""Telephone calls, whose extension an agent sits at, and what each agent was doing.

Columns for figures, all of `Call`, by `started_at`, `organisation`, `account`, `queue`; incoming ones `direction="in"`;
`changed_at` moves with every change, however late it comes:

- 呼入量: incoming calls. 转坐席量 (offered to agents): incoming with `offered_at`.
- 接起量: offered with `answered_at`; 接通率 = 接起量 ÷ 转坐席量. Abandoned early: no `answered_at`, `wait_seconds` < 5.
- 15 秒接起率: offered, answered, `wait_seconds` <= 15, ÷ 转坐席量.
- 平均通话时长: `talk_seconds` ÷ answered calls.
- 坐席利用率: seconds of `AgentSpan` in talking and wrapping ÷ seconds in every state but away; `since` to `until`.
"""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.engines.cases.models import Case, Contact
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.vault.domain.masking import Personal
from shizheng.platform.vault.domain.sealing import blinds
from shizheng.platform.vault.models import BlindField, SealedField, keys, sealed_field
from shizheng.systems.hotline.domain.calls import AGENT_STATES, DIRECTIONS, DISPOSITIONS, AgentState

CALLS, TELEPHONY = "hotline.calls", "hotline.telephony"
SOURCES = [("api", "电话平台接口"), ("freeswitch", "FreeSWITCH话单"), ("asterisk", "Asterisk话单")]


class CallerIndex(BlindField):
    """The blind index of a number as contacts of cases keep it, so that a call, a contact and a block of one number
    meet by equality. While keys are being changed rows under different keys do not meet."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To migrations it is the field it is made of: the column is the same."""
        name, _path, args, kwargs = super().deconstruct()
        return name, f"{BlindField.__module__}.{BlindField.__qualname__}", args, kwargs

    def _context(self) -> str:
        return sealed_field(Contact, "phone").context


def caller_indexes(number: str) -> list[str]:
    """What the number is known by, under any key; none for an empty one."""
    return [value for value in blinds(keys(), number, sealed_field(Contact, "phone").context) if value]


class CallQuerySet(VisibleQuerySet["Call"]):
    def from_number(self, number: str) -> Self:
        return self.filter(caller_index__in=caller_indexes(number))

    def incoming(self) -> Self:
        return self.filter(direction="in")

    def waiting_for(self, account_id: int, after: datetime) -> Self:
        """Calls of an agent since the instant that have led to no case yet, newest first."""
        return self.filter(account_id=account_id, case=None, started_at__gte=after, direction="in").order_by(
            "-started_at"
        )


class Call(models.Model):
    """One call, as the exchange tells of it. `caller` is the outside number, whoever dialled; empty where withheld.

    `started_at` is when it came in, `offered_at` when it was first put to an agent or a queue of agents (null for what
    ended in the announcements). `wait_seconds` run from the offer to the answer or the hanging up, `talk_seconds` from
    the answer; both as the exchange counted them. `case` is what it led to; `linked_by` null where the desk linked it.
    """

    external_id = models.CharField("话单编号", max_length=100, unique=True)
    source = models.CharField("来源", max_length=12, choices=SOURCES, default="api")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="热线机构")
    direction = models.CharField("方向", max_length=10, choices=DIRECTIONS)
    caller = SealedField("对方号码", personal=Personal.PHONE)
    caller_index = CallerIndex(of="caller")
    extension = models.CharField("分机", max_length=20, blank=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="坐席")
    queue = models.CharField("队列", max_length=40, blank=True)
    started_at = models.DateTimeField("来电时间")
    offered_at = models.DateTimeField("转坐席时间", null=True)
    answered_at = models.DateTimeField("接听时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    wait_seconds = models.PositiveIntegerField("等待秒数", default=0)
    talk_seconds = models.PositiveIntegerField("通话秒数", default=0)
    disposition = models.CharField("结果", max_length=10, choices=DISPOSITIONS)
    cause = models.CharField("挂断原因", max_length=60, blank=True)
    recording = models.CharField("录音", max_length=300, blank=True)
    changed_at = models.DateTimeField("变更时间", default=clock.now, db_index=True)
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="calls", verbose_name="工单"
    )
    linked_at = models.DateTimeField("关联时间", null=True)
    linked_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="关联人")

    objects: ClassVar[Any] = CallQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view=CALLS, owner="account_id", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "hot_call"
        verbose_name = verbose_name_plural = "通话"
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["started_at", "id"], name="hot_call_started_idx"),
            models.Index(fields=["account", "started_at"], name="hot_call_agent_idx"),
            models.Index(fields=["caller_index", "started_at"], name="hot_call_caller_idx"),
        ]

    def __str__(self) -> str:
        return f"{clock.aware(self.started_at):%m-%d %H:%M} {self.get_direction_display()}"

    def get_absolute_url(self) -> str:
        return reverse("hotline:call", kwargs={"pk": self.pk})


class ExtensionQuerySet(VisibleQuerySet["Extension"]):
    def of(self, actor: Actor) -> "Extension | None":
        """The extension the agent sits at."""
        return self.filter(account_id=actor.account_id).order_by("number").first() if actor.account_id else None


class Extension(models.Model):
    """Who sits at an extension of the exchange; an agent may have several, one extension has one agent."""

    number = models.CharField("分机号", max_length=20, unique=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="坐席")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="热线机构")
    set_at = models.DateTimeField("设置时间", default=clock.now)

    objects = ExtensionQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view=TELEPHONY, organisation="organisation_id", path="organisation__path")

    class Meta:
        db_table = "hot_extension"
        verbose_name = verbose_name_plural = "分机"
        ordering = ["number"]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("hotline:extension_free", kwargs={"pk": self.pk})


class SpanQuerySet(VisibleQuerySet["AgentSpan"]):
    def open_of(self, account_id: int) -> "AgentSpan | None":
        return self.filter(account_id=account_id, until=None).first()

    def enter(self, account_id: int, organisation_id: int, state: AgentState, at: datetime) -> bool:
        """End what the agent was doing and begin `state`; False where nothing changes. AWAY begins nothing."""
        list(Account.objects.select_for_update().filter(pk=account_id))  # one change at a time for an agent
        last = self.filter(account_id=account_id, until=None).first()
        if last is not None and last.state == state:
            return False
        if last is not None:
            last.until = max(at, last.since)
            last.save(update_fields=["until"])
        if state is not AgentState.AWAY:
            self.create(account_id=account_id, organisation_id=organisation_id, state=state, since=at)
        return last is not None or state is not AgentState.AWAY


class AgentSpan(models.Model):
    """What an agent was doing from an instant until another; `until` null while it lasts. One lasts at a time."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="坐席")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="热线机构")
    state = models.CharField("状态", max_length=10, choices=AGENT_STATES)
    since = models.DateTimeField("起")
    until = models.DateTimeField("止", null=True)

    objects = SpanQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view=CALLS, owner="account_id", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "hot_agent_span"
        verbose_name = verbose_name_plural = "坐席状态"
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(until=None), name="hot_span_one_open"),
        ]
        indexes = [models.Index(fields=["since"], name="hot_span_since_idx")]

    def __str__(self) -> str:
        return f"{self.account} {self.get_state_display()}"
