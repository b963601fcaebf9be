"""The journal's tables. Triggers in the database refuse what the classes here refuse."""

from typing import Any, ClassVar, NoReturn

from django.db import models

from shizheng.kit.chain import GENESIS
from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.domain.sealing import Content
from shizheng.platform.journal.domain.verification import Anchor, Sealed
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class AppendOnlyError(ShizhengError):
    """Somebody tried to change or remove what is recorded."""


def refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise AppendOnlyError("操作日志只能追加，不能修改或删除")


class EntryQuerySet(VisibleQuerySet["Entry"]):
    update = refuse
    delete = refuse
    bulk_update = refuse

    def about(self, row: models.Model) -> "EntryQuerySet":
        """The history of one row, newest first."""
        return self.filter(object_type=row._meta.label_lower, object_id=str(row.pk)).order_by("-sequence")


class Entry(models.Model):
    """One thing done. People and organisations are written down as they were, not referred to."""

    sequence = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间")
    action = models.CharField("操作", max_length=60)
    account_id = models.BigIntegerField("账号编号", null=True)
    account_name = models.CharField("操作人", max_length=100)
    post_id = models.BigIntegerField("岗位编号", null=True)
    post_name = models.CharField("岗位", max_length=100, blank=True)
    organisation_id = models.BigIntegerField("单位编号", null=True)
    organisation_name = models.CharField("单位", max_length=200, blank=True)
    organisation_path = models.CharField(max_length=120, blank=True)
    object_type = models.CharField("对象类型", max_length=60, blank=True)
    object_id = models.CharField("对象编号", max_length=60, blank=True)
    object_label = models.CharField("对象", max_length=200, blank=True)
    summary = models.CharField("摘要", max_length=500)
    changes = models.TextField("变更", default="{}")
    reason = models.CharField("事由", max_length=500, blank=True)
    client = models.CharField("来源地址", max_length=45, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField("摘要值", max_length=64)

    objects = EntryQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="journal.view", owner="account_id", organisation="organisation_id", path="organisation_path"
    )

    class Meta:
        db_table = "journal_entry"
        verbose_name = verbose_name_plural = "操作日志"
        ordering = ["-sequence"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "sequence"], name="jrn_object_idx"),
            models.Index(fields=["account_id", "sequence"], name="jrn_account_idx"),
            models.Index(fields=["organisation_path", "sequence"], name="jrn_org_idx"),
            models.Index(fields=["at"], name="jrn_at_idx"),
            models.Index(fields=["digest"], name="jrn_digest_idx"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.summary}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **kwargs | {"force_insert": True})

    delete = refuse

    @property
    def sealed(self) -> Sealed:
        stated = {name: getattr(self, name) for name in Content.__dataclass_fields__}
        return Sealed(self.sequence, Content(**stated), self.previous, self.digest)


class Head(models.Model):
    """The one row that says how long the journal is: the lock of its writers and the anchor of its tail."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        db_table = "journal_head"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="jrn_head_one")]

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.sequence, self.digest)


class Horizon(models.Model):
    """How far another history had been written when somebody last looked: rows up to `key` are all there, or will never
    be, once no transaction older than `mark` runs any more."""

    history = models.CharField(primary_key=True, max_length=60)
    key = models.BigIntegerField(default=0)
    mark = models.BigIntegerField(default=0)

    objects: ClassVar[Any] = VisibleQuerySet["Horizon"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="journal.verify")

    class Meta:
        db_table = "journal_horizon"

    def __str__(self) -> str:
        return f"{self.history} {self.key}"
