"""Roads under repair. The table is made by a fixture: no application is installed for it."""

from typing import Any

from django.db import models
from django.urls import reverse


class RoadQuerySet(models.QuerySet["Road"]):
    def visible_to(self, actor: Any) -> "RoadQuerySet":
        return self.all() if actor.may("roads.view") else self.none()


class Road(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", "计划中"
        BUSY = "busy", "施工中"
        DONE = "done", "已完工"
        STOPPED = "stopped", "停工"

    name = models.CharField("路名", max_length=60)
    code = models.CharField("编号", max_length=20)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PLANNED)
    budget = models.DecimalField("预算（元）", max_digits=16, decimal_places=2, default=0)
    paid = models.DecimalField("支付率", max_digits=6, decimal_places=4, default=0)
    begun = models.DateField("开工日期", null=True, blank=True)
    due = models.DateTimeField("时限", null=True, blank=True)
    remark = models.TextField("说明", blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RoadQuerySet.as_manager()

    class Meta:
        app_label = "sandbox"
        db_table = "sandbox_road"
        ordering = ["-id"]
        verbose_name = "道路"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sandbox:road", args=[self.pk])
