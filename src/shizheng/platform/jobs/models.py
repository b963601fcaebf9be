"""One row a piece of background work, for its owner to follow."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

SILENCE = timedelta(minutes=30)
"""A running job that has told nothing for so long is taken to have died with its worker."""


class State(models.TextChoices):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


class JobRunQuerySet(VisibleQuerySet["JobRun"]):
    def stalled(self, at: datetime) -> "JobRunQuerySet":
        return self.filter(state=State.RUNNING, heard_at__lt=at - SILENCE)

    def unfinished(self) -> "JobRunQuerySet":
        return self.filter(state__in=[State.QUEUED, State.RUNNING])


class JobRun(models.Model):
    """`arguments` and `result` are JSON; `error` is Chinese and may be shown; `heard_at` is the last sign of life."""

    job = models.CharField("任务", max_length=60)
    label = models.CharField("名称", max_length=200)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="jobs", verbose_name="提交人")
    post_id = models.BigIntegerField(null=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="jobs", verbose_name="单位"
    )
    arguments = models.JSONField(default=dict)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    percent = models.SmallIntegerField("进度", default=0)
    note = models.CharField("说明", max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField("原因", blank=True)
    attempts = models.SmallIntegerField("次数", default=0)
    created_at = models.DateTimeField("提交时间", default=clock.now, editable=False)
    started_at = models.DateTimeField("开始时间", null=True)
    heard_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField("结束时间", null=True)

    objects = JobRunQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="jobs.view", owner="owner_id", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "job_run"
        verbose_name = verbose_name_plural = "后台任务"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["owner", "-created_at"], name="job_owner_idx"),
            models.Index(fields=["heard_at"], name="job_alive_idx", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", kwargs={"pk": self.pk})

    @property
    def is_over(self) -> bool:
        return self.state in {State.DONE, State.FAILED}

    @property
    def may_be_retried(self) -> bool:
        silent = self.heard_at is not None and self.heard_at < clock.now() - SILENCE
        return self.state == State.FAILED or (self.state == State.RUNNING and silent)

    def begin(self) -> bool:
        """Claim the run for this worker; False where another has it already or it is over."""
        now = clock.now()
        claimed = JobRun.objects.filter(pk=self.pk, state=State.QUEUED).update(
            state=State.RUNNING, started_at=now, heard_at=now, percent=0, attempts=models.F("attempts") + 1
        )
        self.refresh_from_db()
        return bool(claimed)

    def advance(self, percent: int, note: str) -> None:
        self.percent, self.note, self.heard_at = percent, note[:200], clock.now()
        self.save(update_fields=["percent", "note", "heard_at"])

    def finish(self, result: Any) -> None:
        self.state, self.percent, self.result, self.finished_at = State.DONE, 100, result, clock.now()
        self.save(update_fields=["state", "percent", "result", "finished_at"])

    def fail(self, error: str) -> None:
        self.state, self.error, self.finished_at = State.FAILED, error, clock.now()
        self.save(update_fields=["state", "error", "finished_at"])

    def requeue(self) -> None:
        self.state, self.percent, self.note, self.error, self.finished_at = State.QUEUED, 0, "", "", None
        self.save(update_fields=["state", "percent", "note", "error", "finished_at"])


class TimerStateQuerySet(VisibleQuerySet["TimerState"]):
    def due(self, at: datetime) -> "TimerStateQuerySet":
        return self.filter(is_paused=False, next_at__lte=at)


class TimerState(models.Model):
    """Where a declared timer stands. `note` is what the last run said, `error` why it failed ("" where it did not)."""

    timer = models.CharField("任务", max_length=60, unique=True)
    label = models.CharField("名称", max_length=200)
    rhythm = models.CharField("频率", max_length=40)
    next_at = models.DateTimeField("下次执行")
    started_at = models.DateTimeField("上次开始", null=True)
    finished_at = models.DateTimeField("上次完成", null=True)
    note = models.CharField("结果", max_length=200, blank=True)
    error = models.CharField("未完成的原因", max_length=500, blank=True)
    is_paused = models.BooleanField("已暂停", default=False)

    objects = TimerStateQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="jobs.manage")

    class Meta:
        db_table = "job_timer"
        verbose_name = verbose_name_plural = "定时任务"
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("jobs:resume_timer" if self.is_paused else "jobs:pause_timer", kwargs={"pk": self.pk})

    @property
    def state(self) -> str:
        if self.is_paused:
            return "已暂停"
        return "上次未完成" if self.error else "正常"

    def claim(self, at: datetime, following: datetime) -> bool:
        """Take this turn; of several tickers that try, exactly one does."""
        turn = TimerState.objects.filter(pk=self.pk, next_at=self.next_at, is_paused=False)
        return bool(turn.update(next_at=following, started_at=at))

    def tell(self, *, note: str = "", error: str = "") -> None:
        """What the turn came to; kept by the ticker alone and no record of the office, hence not journalled."""
        TimerState.objects.filter(pk=self.pk).update(note=note[:200], error=error[:500], finished_at=clock.now())
