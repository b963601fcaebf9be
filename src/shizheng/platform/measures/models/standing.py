"""Where each measure stands: the edition of its definition, how far its cells reach, which days wait for a recount."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models

from shizheng.kit import clock
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class Standing(models.Model):
    """One row a measure that was ever counted. `fingerprint` is of what its cells were counted by."""

    code = models.CharField("代码", max_length=60, unique=True)
    edition = models.PositiveIntegerField("口径版本", default=1)
    fingerprint = models.CharField(max_length=64)
    first_day = models.DateField("最早日期", null=True)
    last_day = models.DateField("最晚日期", null=True)
    counted_at = models.DateTimeField("统计时间", null=True)

    objects: ClassVar[Any] = VisibleQuerySet["Standing"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="measures.view")

    class Meta:
        db_table = "mea_standing"
        verbose_name = verbose_name_plural = "指标状态"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    def reach(self, found: Iterable[date]) -> None:
        """Widen the span that the cells cover; nothing is saved."""
        known = [day for day in (self.first_day, self.last_day, *found) if day is not None]
        if known:
            self.first_day, self.last_day = min(known), max(known)


class Edition(models.Model):
    """A definition as it was worded from an instant on: what an old figure meant can be read when it has changed."""

    standing = models.ForeignKey(Standing, on_delete=models.CASCADE, related_name="editions", verbose_name="指标")
    number = models.PositiveIntegerField("口径版本")
    since = models.DateTimeField("启用时间", default=clock.now)
    name = models.CharField("名称", max_length=60)
    definition = models.CharField("口径", max_length=500)
    source = models.CharField("依据", max_length=200)
    fingerprint = models.CharField(max_length=64)

    objects: ClassVar[Any] = VisibleQuerySet["Edition"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="measures.view")

    class Meta:
        db_table = "mea_edition"
        verbose_name = verbose_name_plural = "指标口径"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["standing", "number"], name="mea_edition_once")]

    def __str__(self) -> str:
        return f"{self.name} 第{self.number}版"


class FeedQuerySet(VisibleQuerySet["Feed"]):
    def looked_at(self, at: datetime) -> None:
        """Every source was asked and had nothing new. Bookkeeping of the clock, no act of anybody: not journalled."""
        self.update(read_at=at)


class Feed(models.Model):
    """How far a source's changes were read; `cursor` is the source's own. Its row is the lock of who counts."""

    source = models.CharField(max_length=40, unique=True)
    cursor = models.TextField(blank=True)
    read_at = models.DateTimeField("读取时间", null=True)

    objects: ClassVar[Any] = FeedQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="measures.view")

    class Meta:
        db_table = "mea_feed"

    def __str__(self) -> str:
        return self.source


class TouchedQuerySet(VisibleQuerySet["Touched"]):
    def mark(self, source: str, days: Iterable[date], *, code: str = "") -> int:
        """Have the days of the source counted again, of one measure or of all; in the transaction of whoever changed
        the rows, so that neither comes without the other. Only added to, hence no writer waits for another."""
        rows = [Touched(source=source, day=day, code=code) for day in sorted(set(days))]
        return len(self.bulk_create(rows, batch_size=1_000))


class Touched(models.Model):
    """A day whose cells may no longer hold. Several rows may say the same; a recount removes those it has read."""

    id = models.BigAutoField(primary_key=True)
    source = models.CharField(max_length=40)
    day = models.DateField("日期")
    code = models.CharField(max_length=60, blank=True)

    objects: ClassVar[Any] = TouchedQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="measures.refresh")

    class Meta:
        db_table = "mea_touched"
        verbose_name = verbose_name_plural = "待统计日期"
        indexes = [models.Index(fields=["source", "code", "day"], name="mea_touched_idx")]

    def __str__(self) -> str:
        return f"{self.source} {self.day}"
