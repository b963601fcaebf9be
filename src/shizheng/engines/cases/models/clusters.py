"""热点: matters that many report, and 预警: what a supervisor should be told at once."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.trees import Category
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

ALERTS = "cases.alerts"


class Cluster(models.Model):
    """One matter of several cases. It keeps its row as long as later runs find most of its cases together again;
    `week` counts the last seven days and `before` the seven before; `places` are [place, count], commonest first."""

    process = models.CharField("流程", max_length=30)
    title = models.CharField("事项", max_length=200)
    count = models.PositiveIntegerField("件数")
    week = models.PositiveIntegerField("近7日")
    before = models.PositiveIntegerField("前7日")
    places = models.JSONField("地点", default=list)
    first_at = models.DateTimeField("最早受理")
    last_at = models.DateTimeField("最近受理")
    made_at = models.DateTimeField("计算时间")

    objects: ClassVar[Any] = VisibleQuerySet["Cluster"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=ALERTS)

    class Meta:
        db_table = "cas_cluster"
        verbose_name = verbose_name_plural = "热点"
        ordering = ["-count", "-last_at", "id"]
        indexes = [models.Index(fields=["process", "count"], name="cas_cluster_count_idx")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:cluster", kwargs={"pk": self.pk})

    @property
    def trend(self) -> str:
        change = self.week - self.before
        return f"上升{change}件" if change > 0 else f"下降{-change}件" if change < 0 else "持平"

    @property
    def place(self) -> str:
        """The commonest places, in words."""
        return "、".join(f"{name}（{count}件）" for name, count in self.places[:3])


class ClusterCase(models.Model):
    """A case belongs to one matter at most."""

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="members", verbose_name="热点")
    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="cluster_place", verbose_name="工单")

    objects: ClassVar[Any] = VisibleQuerySet["ClusterCase"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=ALERTS)

    class Meta:
        db_table = "cas_cluster_case"
        verbose_name = verbose_name_plural = "热点工单"

    def __str__(self) -> str:
        return f"{self.cluster_id} {self.case_id}"


class AlertKind(models.TextChoices):
    SAFETY = "safety", "安全"
    BURST = "burst", "集中反映"
    REPEAT = "repeat", "重复来电"
    RISE = "rise", "类别上升"


class AlertState(models.TextChoices):
    NEW = "new", "未处理"
    SEEN = "seen", "已查看"
    DISMISSED = "dismissed", "已排除"


class Alert(models.Model):
    """`key` says what it is about, so that nobody is told twice; `link` leads to the cases."""

    process = models.CharField("流程", max_length=30)
    kind = models.CharField("类型", max_length=8, choices=AlertKind.choices)
    key = models.CharField(max_length=100, unique=True, editable=False)
    title = models.CharField("内容", max_length=200)
    detail = models.CharField("依据", max_length=500, blank=True)
    count = models.PositiveIntegerField("件数", default=1)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="工单")
    cluster = models.ForeignKey(Cluster, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="热点")
    category = models.ForeignKey(
        Category, to_field="code", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="类别"
    )
    at = models.DateTimeField("时间")
    state = models.CharField("状态", max_length=10, choices=AlertState.choices, default=AlertState.NEW)
    handled_by = models.CharField("处理人", max_length=100, blank=True)
    handled_at = models.DateTimeField("处理时间", null=True)
    reason = models.CharField("说明", max_length=500, blank=True)

    objects: ClassVar[Any] = VisibleQuerySet["Alert"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=ALERTS)
    shows_journal: ClassVar = True

    class Meta:
        db_table = "cas_alert"
        verbose_name = verbose_name_plural = "预警"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["state", "at"], name="cas_alert_state_idx")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cases:alert", kwargs={"pk": self.pk})


class WatchWord(models.Model):
    """A word of danger (燃气泄漏, 轻生…) under its heading; the city's pack brings them."""

    kind = models.CharField("类型", max_length=20)
    word = models.CharField("词", max_length=40, unique=True)

    objects: ClassVar[Any] = VisibleQuerySet["WatchWord"].as_manager()
    scope_fields: ClassVar = ScopeFields(view=ALERTS)

    class Meta:
        db_table = "cas_watch_word"
        verbose_name = verbose_name_plural = "安全词"
        ordering = ["kind", "word"]

    def __str__(self) -> str:
        return self.word
