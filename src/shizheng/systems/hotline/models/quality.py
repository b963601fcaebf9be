"""What the checks of replies need to remember, and the texts that a unit keeps for its replies."""

from typing import ClassVar

from django.db import models

from shizheng.engines.cases.models import Case
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class ReplyPrintQuerySet(VisibleQuerySet["ReplyPrint"]):
    def note(self, prints: "list[ReplyPrint]") -> None:
        """Part of the move that replied, and told by its event."""
        self.bulk_create(
            prints, update_conflicts=True, unique_fields=["case", "organisation_id"], update_fields=["fingerprint"]
        )


class ReplyPrint(models.Model):
    """The latest public reply of a unit to a case, as a fingerprint, to see the same text again elsewhere."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    organisation_id = models.BigIntegerField()
    fingerprint = models.CharField(max_length=32, db_index=True)

    objects = ReplyPrintQuerySet.as_manager()
    scope_fields: ClassVar = PartyScope(view="hotline.view", case="case_id")

    class Meta:
        db_table = "hot_reply_print"
        constraints = [models.UniqueConstraint(fields=["case", "organisation_id"], name="hot_reply_print_once")]

    def __str__(self) -> str:
        return self.fingerprint


class StockPhrase(models.Model):
    """A phrase that says nothing, from the pack."""

    text = models.CharField("套话", max_length=40, unique=True)

    objects: ClassVar = VisibleQuerySet["StockPhrase"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="hotline.view")

    class Meta:
        db_table = "hot_stock_phrase"
        verbose_name = verbose_name_plural = "套话"
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text


class ReplyTemplate(models.Model):
    """A unit's own wording; ``{标题}``, ``{地点}`` and ``{单位}`` stand for the case's."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="reply_templates", verbose_name="单位"
    )
    name = models.CharField("名称", max_length=60)
    text = models.TextField("内容", max_length=2000)
    changed_at = models.DateTimeField("修改时间", default=clock.now, editable=False)
    version = models.IntegerField(default=1)

    objects: ClassVar = VisibleQuerySet["ReplyTemplate"].as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="hotline.handle", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "hot_reply_template"
        verbose_name = verbose_name_plural = "答复模板"
        ordering = ["organisation", "name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="hot_reply_template_once")]

    def __str__(self) -> str:
        return self.name
