"""A published document as it was handed in and read."""

import json
import zlib
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.files.models import StoredFile
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.systems.disclosure.domain.source import Line, Source

LONGEST_SOURCE = 64 * 1024 * 1024


class Stage(models.TextChoices):
    BUDGET = "budget", "预算"
    FINAL = "final", "决算"


class DocumentQuerySet(VisibleQuerySet["Document"]):
    def current(self) -> Self:
        """The latest version of each."""
        return self.filter(is_current=True)

    def within(self, organisation_id: int | None) -> Self:
        """Those of one organisation, or of none."""
        return (
            self.filter(organisation__isnull=True)
            if organisation_id is None
            else self.filter(organisation_id=organisation_id)
        )

    def same_disclosure(self, organisation_id: int | None, unit: str, year: int, stage: str) -> Self:
        """The current document of one unit, year and stage within one organisation; none where one is not known."""
        if not (unit and year and stage):
            return self.none()
        return self.current().within(organisation_id).filter(unit=unit, year=year, stage=stage)


class Document(models.Model):
    """`unit`, `region`, `year`, `stage` are its own, empty where it does not tell; `digest` is the file's SM3.

    The counts are of findings not yet handled. `edition` counts the versions of one unit, year and stage from 1;
    `version` guards against stale edits.
    """

    unit = models.CharField("单位", max_length=200, blank=True)
    region = models.CharField("地区", max_length=60, blank=True)
    year = models.PositiveSmallIntegerField("年度", default=0)
    stage = models.CharField("阶段", max_length=10, choices=Stage.choices, blank=True)
    form = models.CharField("公开格式", max_length=40, blank=True)
    title = models.CharField("标题", max_length=200)
    name = models.CharField("文件名", max_length=150)
    origin = models.CharField("来源格式", max_length=8)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="disclosures")
    digest = models.CharField("SM3 摘要值", max_length=64, db_index=True)
    text = models.BinaryField()
    size = models.BigIntegerField("字节数", default=0)
    lines = models.IntegerField("行数", default=0)
    claims = models.IntegerField("数据条数", default=0)
    errors = models.IntegerField("错误", default=0)
    warnings = models.IntegerField("提示", default=0)
    roundings = models.IntegerField("四舍五入", default=0)
    extractions = models.IntegerField("提取疑点", default=0)
    staff = models.PositiveIntegerField("在职人数", null=True, blank=True)
    edition = models.PositiveSmallIntegerField("版本", default=1)
    edition_reason = models.CharField("换版理由", max_length=500, blank=True)
    is_current = models.BooleanField("现行版本", default=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    uploaded_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="disclosures")
    uploaded_at = models.DateTimeField("上传时间", default=clock.now, editable=False)
    checked_at = models.DateTimeField("检查时间", default=clock.now)
    version = models.IntegerField(default=1)

    objects = DocumentQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="disclosure.view", owner="uploaded_by_id", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "disc_document"
        verbose_name = verbose_name_plural = "公开文件"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-uploaded_at"], name="disc_document_org_idx")]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "unit", "year", "stage"],
                condition=Q(is_current=True) & ~Q(unit="") & ~Q(year=0) & ~Q(stage=""),
                name="disc_document_current",
                violation_error_message="同一单位、年度和阶段已有现行文件",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("disclosure:document", kwargs={"pk": self.pk})

    @property
    def subject(self) -> str:
        """Unit, year and stage in one phrase; the title where one of them is not known."""
        if not (self.unit and self.year and self.stage):
            return self.title
        return f"{self.unit} {self.year}年{self.get_stage_display()}"

    def keep(self, source: Source) -> None:
        """Store the lines, compressed: what a reader saw must be shown again without the file."""
        plain = json.dumps(
            [[line.text, line.place] for line in source.lines], ensure_ascii=False, separators=(",", ":")
        )
        self.text = zlib.compress(plain.encode(), 6)
        self.lines, self.origin, self.name = len(source.lines), source.origin, source.name[:150]

    def source(self) -> Source:
        """The lines as they were read."""
        unpacked = zlib.decompressobj().decompress(bytes(self.text), LONGEST_SOURCE)
        lines = tuple(Line(number, text, place) for number, (text, place) in enumerate(json.loads(unpacked), 1))
        return Source(self.name, self.origin, lines)
