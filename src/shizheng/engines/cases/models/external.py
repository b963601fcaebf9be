"""What a case is called elsewhere: the platform that passed it on, or the file it came from, and its number there."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.kit import clock
from shizheng.platform.policy.models import VisibleQuerySet


class ExternalQuerySet(VisibleQuerySet["External"]):
    def known(self, source: str, numbers: "list[str]") -> set[str]:
        """Those of the numbers that a case already has from this source."""
        found: set[str] = set()
        for start in range(0, len(numbers), 500):
            chunk = self.filter(source=source, number__in=numbers[start : start + 500])
            found.update(chunk.values_list("number", flat=True))
        return found

    def case_of(self, source: str, number: str) -> Case | None:
        found = self.select_related("case").filter(source=source, number=number).first()
        return found.case if found else None


class External(models.Model):
    """`source` is a code of the other platform; one of its numbers names one case. `due_at` is the limit that it set,
    null where it set none."""

    source = models.CharField("来源平台", max_length=40)
    number = models.CharField("原编号", max_length=80)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="externals", verbose_name="工单")
    due_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField("原时限", null=True)
    received_at = models.DateTimeField("转入时间", default=clock.now, editable=False)

    objects: ClassVar[Any] = ExternalQuerySet.as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_external"
        verbose_name = verbose_name_plural = "外部编号"
        ordering = ["source", "number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="cas_external_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"
