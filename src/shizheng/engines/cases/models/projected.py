"""Clocks and requests as sweeps and lists read them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Coalesce

from shizheng.engines.cases.domain.state import Clock, Mark, Request
from shizheng.engines.cases.domain.words import ClockState, Unit
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.platform.policy.models import VisibleQuerySet


class ClockRow(models.Model):
    """`organisation` is 0 for a clock of the whole case, `wake_at` the next instant at which time changes it."""

    case = models.ForeignKey(
        "Case", on_delete=models.CASCADE, related_name="clocks", verbose_name="工单", db_index=False
    )
    rule = models.CharField("时限", max_length=30)
    organisation_id = models.BigIntegerField("单位编号", default=0)
    state = models.CharField("状态", max_length=10, choices=ClockState.choices())
    started_at = models.DateTimeField("开始时间")
    due_at = models.DateTimeField("到期时间")
    wake_at = models.DateTimeField(null=True, editable=False)
    left = models.BigIntegerField("剩余秒数", null=True)
    amount = models.PositiveIntegerField("时限数")
    unit = models.CharField("时限单位", max_length=16)
    source = models.CharField("时限依据", max_length=200, blank=True)
    edition = models.PositiveIntegerField("时限表版本", default=0)
    calendar = models.CharField("日历版本", max_length=8, blank=True)
    provisional = models.BooleanField("日历未公布", default=False)
    paused_at = models.DateTimeField("暂停时间", null=True)
    stopped_at = models.DateTimeField("停止时间", null=True)
    warned_at = models.DateTimeField("提醒时间", null=True)
    breached_at = models.DateTimeField("超时时间", null=True)

    objects: ClassVar[Any] = VisibleQuerySet["ClockRow"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_clock"
        verbose_name = verbose_name_plural = "计时"
        ordering = ["case", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "rule", "organisation_id"], name="cas_clock_once")]
        indexes = [
            models.Index(fields=["wake_at"], name="cas_clock_wake_idx"),
            models.Index(fields=["provisional", "due_at"], name="cas_clock_prov_idx"),
            models.Index("rule", Coalesce("breached_at", "stopped_at"), name="cas_clock_verdict_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_at}"

    @property
    def unit_label(self) -> str:
        return Unit(self.unit).label

    @classmethod
    def of(cls, case: Any, clock: Clock) -> "ClockRow":
        return cls(case=case, **cls.columns(clock))

    @staticmethod
    def columns(clock: Clock) -> dict[str, Any]:
        """Every column but the key and the case."""
        return {
            "rule": clock.rule,
            "organisation_id": clock.organisation,
            "state": clock.state,
            "started_at": clock.started_at,
            "due_at": clock.due.at,
            "wake_at": clock.wakes_at,
            "left": clock.left,
            "amount": clock.limit.amount,
            "unit": clock.limit.unit,
            "source": clock.limit.source[:200],
            "edition": clock.limit.edition,
            "calendar": clock.due.calendar,
            "provisional": clock.is_running and clock.due.provisional,
            "paused_at": clock.paused_at,
            "stopped_at": clock.stopped_at,
            "warned_at": clock.warned_at,
            "breached_at": clock.breached_at,
        }


class RequestRow(models.Model):
    """What one asked for and another decides; `number` is the position of the event that asked."""

    case = models.ForeignKey(
        "Case", on_delete=models.CASCADE, related_name="requests", verbose_name="工单", db_index=False
    )
    number = models.PositiveIntegerField("序号")
    kind = models.CharField("申请", max_length=30)
    organisation_id = models.BigIntegerField("单位编号", default=0)
    account_id = models.BigIntegerField("申请人编号", null=True)
    at = models.DateTimeField("申请时间")
    granted = models.BooleanField("是否同意", null=True)
    decided_at = models.DateTimeField("审批时间", null=True)

    objects: ClassVar[Any] = VisibleQuerySet["RequestRow"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_request"
        verbose_name = verbose_name_plural = "申请"
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="cas_request_once")]
        indexes = [models.Index(fields=["kind", "granted", "at"], name="cas_request_open_idx")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @classmethod
    def of(cls, case: Any, request: Request) -> "RequestRow":
        return cls(case=case, **cls.columns(request))

    @staticmethod
    def columns(request: Request) -> dict[str, Any]:
        """Every column but the key and the case."""
        return {
            "number": request.number,
            "kind": request.kind,
            "organisation_id": request.organisation,
            "account_id": request.account,
            "at": request.at,
            "granted": request.granted,
            "decided_at": request.decided_at,
        }


class MarkRow(models.Model):
    """What figures count of one event: an answer, or with an empty `ask` that the move was made."""

    case = models.ForeignKey(
        "Case", on_delete=models.CASCADE, related_name="marks", verbose_name="工单", db_index=False
    )
    position = models.PositiveIntegerField("序号")
    move = models.CharField("动作", max_length=30)
    ask = models.CharField("所答", max_length=30, blank=True)
    value = models.CharField("答案", max_length=60, blank=True)
    at = models.DateTimeField("时间")
    organisation_id = models.BigIntegerField("单位编号", default=0)
    account_id = models.BigIntegerField("办理人编号", null=True)

    objects: ClassVar[Any] = VisibleQuerySet["MarkRow"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_mark"
        verbose_name = verbose_name_plural = "统计标记"
        ordering = ["case", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "position", "ask"], name="cas_mark_once")]
        indexes = [models.Index(fields=["move", "ask", "at"], name="cas_mark_count_idx")]

    def __str__(self) -> str:
        return f"{self.move} {self.ask} {self.value}"

    @classmethod
    def of(cls, case: Any, mark: Mark) -> "MarkRow":
        return cls(case=case, **cls.columns(mark))

    @staticmethod
    def columns(mark: Mark) -> dict[str, Any]:
        """Every column but the key and the case."""
        return {
            "position": mark.position,
            "move": mark.move,
            "ask": mark.ask,
            "value": mark.value[:60],
            "at": mark.at,
            "organisation_id": mark.organisation,
            "account_id": mark.account,
        }
