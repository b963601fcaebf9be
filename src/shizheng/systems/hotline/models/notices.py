"""How far units have been told what came to them and what runs out."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class ToldQuerySet(VisibleQuerySet["Told"]):
    def span(self, until: datetime) -> tuple[datetime, datetime] | None:
        """From where the last telling ended until now, moved on; None the first time, when all would be news. The
        timer's own bookkeeping, told by its notices."""
        row = self.select_for_update().first()
        if row is None:
            self.create(until=until)
            return None
        span = (row.until, until)
        row.until = until
        row.save()
        return span if span[0] < span[1] else None


class Told(models.Model):
    until = models.DateTimeField()

    objects = ToldQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="hotline.view")

    class Meta:
        db_table = "hot_told"

    def __str__(self) -> str:
        return self.until.isoformat()
