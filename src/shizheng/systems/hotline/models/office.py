"""How the city runs its hotline: one row, from its pack."""

from typing import ClassVar

from django.db import models

from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet

UNHAPPY = [("rework", "直接重办"), ("call", "先电话回访")]


class HotlineOffice(models.Model):
    """`centre` keeps what citizens and other platforms send in. `callback_days` a link to evaluate is valid, after
    `callback_attempts` calls without an answer a matter is closed as not reached. `unhappy`: whether an
    unhappy evaluation by link is handled again at once or heard by telephone first."""

    centre = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="热线中心")
    accepts_anonymous = models.BooleanField("接受匿名", default=True)
    callback_days = models.PositiveSmallIntegerField("评价链接有效天数", default=7)
    callback_attempts = models.PositiveSmallIntegerField("回访次数", default=3)
    unhappy = models.CharField("不满意时", max_length=6, choices=UNHAPPY, default="rework")

    objects: ClassVar = VisibleQuerySet["HotlineOffice"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="hotline.view", organisation="centre_id", path="centre__path")

    class Meta:
        db_table = "hot_office"
        verbose_name = verbose_name_plural = "热线设置"

    def __str__(self) -> str:
        return str(self.centre)
