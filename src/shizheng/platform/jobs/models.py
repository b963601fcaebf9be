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
