"""What a person said a project is for, where its name told wrongly."""

from typing import ClassVar

from django.db import models

from shizheng.engines.fiscal.domain.projects.purposes import named
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class ProjectPurpose(models.Model):
    """By the project's name, for all documents of one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="单位")
    project = models.CharField("项目名称", max_length=200)
    purpose = models.CharField("项目类别", max_length=20)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("更正时间", default=clock.now)

    objects: ClassVar = VisibleQuerySet["ProjectPurpose"].as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="disclosure.view", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "disc_purpose"
        verbose_name = verbose_name_plural = "项目类别更正"
        constraints = [models.UniqueConstraint(fields=["organisation", "project"], name="disc_purpose_once")]

    def __str__(self) -> str:
        return f"{self.project}：{named(self.purpose)}"
