"""What the checks found in a document, and what a person made of it."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Count, Q
from django.urls import reverse

from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.systems.disclosure.domain.finding import FAMILIES, RULES, Finding
from shizheng.systems.disclosure.domain.gathering import told
from shizheng.systems.disclosure.domain.styling import styled
from shizheng.systems.disclosure.models.document import Document


class Severity(models.TextChoices):
    ERROR = "error", "错误"
    WARNING = "warning", "提示"
    ROUNDING = "rounding", "四舍五入"
    EXTRACTION = "extraction", "提取疑点"


class Handling(models.TextChoices):
    OPEN = "open", "待处理"
    ACCEPTED = "accepted", "已采纳"
    DISMISSED = "dismissed", "已忽略"


COUNTED = {
    Severity.ERROR: "errors",
    Severity.WARNING: "warnings",
    Severity.ROUNDING: "roundings",
    Severity.EXTRACTION: "extractions",
}
"""Severity → the document's field that counts its open findings."""
MOST_PLACES = 1000
"""Of one matter, beside the first; the lines of the rest are in its words."""


class FindingQuerySet(VisibleQuerySet["DocumentFinding"]):
    def open(self) -> Self:
        return self.filter(state=Handling.OPEN)

    def open_counts(self) -> dict[str, int]:
        """Field of the document → number of open findings, every severity named."""
        sums = {field: Count("pk", filter=Q(severity=severity)) for severity, field in COUNTED.items()}
        return self.open().aggregate(**sums)

    def renew(self, document: Document, findings: Iterable[Finding]) -> None:
        """Replace the document's findings; what a person decided about one that is found again stays decided."""
        decided = {row.key: row for row in self.filter(document=document).exclude(state=Handling.OPEN)}
        rows = [DocumentFinding.of(document, number, finding) for number, finding in enumerate(findings, 1)]
        for row in rows:
            row.decide_as(decided.get(row.key))
        self.filter(document=document).delete()
        self.bulk_create(rows, batch_size=200)


class DocumentFinding(models.Model):
    """`number` counts from 1 in the order of the document; `clause` is what the rule stands on.

    `places` are the other places of the same matter: pairs of line and quote.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="findings")
    number = models.IntegerField("序号")
    rule = models.CharField("规则", max_length=60)
    family = models.CharField("类别", max_length=20, choices=list(FAMILIES.items()))
    severity = models.CharField("级别", max_length=10, choices=Severity.choices)
    section = models.CharField("位置", max_length=200, blank=True)
    line = models.IntegerField("行")
    quote = models.TextField("原文")
    places = models.JSONField("其余各处", default=list, blank=True)
    printed = models.CharField("印作", max_length=300, blank=True)
    expected = models.CharField("应为", max_length=300, blank=True)
    message = models.TextField("说明")
    clause = models.CharField("依据", max_length=300, blank=True)
    state = models.CharField("处理", max_length=10, choices=Handling.choices, default=Handling.OPEN)
    reason = models.CharField("理由", max_length=500, blank=True)
    handled_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField("处理时间", null=True)

    objects = FindingQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="disclosure.view",
        owner="document__uploaded_by_id",
        organisation="document__organisation_id",
        path="document__organisation__path",
    )

    class Meta:
        db_table = "disc_finding"
        verbose_name = verbose_name_plural = "检查发现"
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="disc_finding_number")]
        indexes = [models.Index(fields=["document", "state", "severity"], name="disc_finding_state_idx")]

    def __str__(self) -> str:
        return f"第{self.line}行“{self.quote[:40]}”"

    def get_absolute_url(self) -> str:
        return f"{reverse('disclosure:document', kwargs={'pk': self.document_id})}#finding-{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == Handling.OPEN

    @property
    def key(self) -> tuple[str, int, str, str]:
        """What makes it the same finding after another check."""
        return self.rule, self.line, self.quote, self.printed

    def decide_as(self, earlier: "DocumentFinding | None") -> None:
        """Take over what was decided about the same finding."""
        if earlier is not None:
            self.state, self.reason = earlier.state, earlier.reason
            self.handled_by_id, self.handled_at = earlier.handled_by_id, earlier.handled_at

    @classmethod
    def of(cls, document: Document, number: int, finding: Finding) -> "DocumentFinding":
        """The unsaved row of a finding, what it expects written as the document writes."""
        rule, finding = RULES.get(finding.rule), styled(finding)
        return cls(
            document=document,
            number=number,
            rule=finding.rule[:60],
            family=rule.family,
            severity=finding.severity,
            section=finding.section[:200],
            line=finding.line,
            quote=finding.quote,
            places=[[other.line, other.quote] for other in finding.also[:MOST_PLACES]],
            printed=finding.printed[:300],
            expected=finding.expected[:300],
            message=told(finding),
            clause=rule.source[:300],
        )
