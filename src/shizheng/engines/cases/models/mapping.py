"""How the columns of other platforms' files are read, and the files that were brought in by them."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from shizheng.engines.cases.models.open_scope import OpenScope
from shizheng.kit import clock
from shizheng.platform.files.models import StoredFile
from shizheng.platform.jobs.models import JobRun
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

LOAD = "cases.load"


class CaseMapping(models.Model):
    """A saved way of reading. `body` is a `domain.mapping` Mapping as JSON."""

    name = models.CharField("名称", max_length=60, unique=True)
    process = models.CharField("流程", max_length=30)
    body = models.JSONField()
    changed_at = models.DateTimeField("修改时间", default=clock.now)

    objects: ClassVar[Any] = VisibleQuerySet["CaseMapping"].as_manager()
    scope_fields: ClassVar = OpenScope(view=LOAD)
    shows_journal: ClassVar = True

    class Meta:
        db_table = "cas_mapping"
        verbose_name = verbose_name_plural = "导入对应关系"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cases:mapping", kwargs={"pk": self.pk})


class ImportState(models.TextChoices):
    DRAFT = "draft", "待导入"
    RUNNING = "running", "导入中"
    DONE = "done", "已导入"


class CaseImport(models.Model):
    """One file handed in to be brought in. `body` is the mapping that it is read by, so that a saved one may change;
    `result` counts what came of it."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="文件")
    body = models.JSONField()
    state = models.CharField("状态", max_length=8, choices=ImportState.choices, default=ImportState.DRAFT)
    result = models.JSONField(null=True)
    run = models.ForeignKey(JobRun, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="后台任务")
    account_id = models.BigIntegerField("导入人编号", null=True, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="单位"
    )
    created_at = models.DateTimeField("上传时间", default=clock.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = VisibleQuerySet["CaseImport"].as_manager()
    scope_fields: ClassVar = ScopeFields(
        view=LOAD, owner="account_id", organisation="organisation_id", path="organisation__path"
    )
    shows_journal: ClassVar = True

    class Meta:
        db_table = "cas_import"
        verbose_name = verbose_name_plural = "批量导入"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        return reverse("cases:import", kwargs={"pk": self.pk})
