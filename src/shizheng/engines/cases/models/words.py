"""The terms of a case, apart from its row: they change seldom, the row with every move."""

from typing import Any, ClassVar

from django.db import models

from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.platform.policy.models import VisibleQuerySet
from shizheng.platform.search.models import TermsField


class CaseWords(models.Model):
    """What the search finds a case by: title, content and place."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="words")
    terms = TermsField("检索词", of=("said",))

    objects: ClassVar[Any] = VisibleQuerySet["CaseWords"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_words"
        verbose_name = verbose_name_plural = "检索词"

    def __str__(self) -> str:
        return str(self.case_id)

    @property
    def said(self) -> str:
        return said(self.case.title, self.case.text, self.case.place)


def said(title: str, text: str, place: str) -> str:
    """What of a case is searched by words."""
    return "\n".join((title, text, place))
