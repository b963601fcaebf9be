"""What was published: numbered versions that neither we nor the database lets anybody change."""

import zlib
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse

from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.models import Book
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.files.models import StoredFile
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.systems.disclosure.domain.budgeting.content import Content, content_of

LARGEST = 64 * 1024 * 1024


class ImmutableError(ShizhengError):
    """Somebody tried to change what has been published."""


def refuse(*_args: object, **_kwargs: object) -> NoReturn:
    raise ImmutableError("已发布的版本不能修改或删除", remedy="请发布新的版本并说明理由")


class Written(models.Model):
    """Written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            refuse()
        super().save(*args, **kwargs | {"force_insert": True})

    delete = refuse


class PublicationQuerySet(VisibleQuerySet["Publication"]):
    update = refuse
    delete = refuse
    bulk_update = refuse

    def public(self) -> "PublicationQuerySet":
        """For everybody: whatever was published stays so, every version."""
        return self.all()

    def latest_versions(self) -> "PublicationQuerySet":
        """The version in force of each."""
        newest = Publication.objects.filter(book=OuterRef("book")).order_by("-number").values("pk")[:1]
        return self.filter(pk=Subquery(newest))


class Publication(Written):
    """`digest` seals what a reader sees with the digest of the version before; people are named as they were."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="publications", verbose_name="预算账")
    number = models.PositiveSmallIntegerField("版本")
    unit = models.CharField("单位", max_length=200)
    year = models.PositiveSmallIntegerField("年度")
    stage = models.CharField("阶段", max_length=10, choices=BookStage.choices())
    title = models.CharField("标题", max_length=200)
    reason = models.CharField("变更理由", max_length=500, blank=True)
    changes = models.JSONField("变更内容", default=list)
    body = models.BinaryField()
    content = models.BinaryField()
    digest = models.CharField("SM3 摘要值", max_length=64)
    previous = models.CharField("上一版摘要值", max_length=64, blank=True)
    prepared_by = models.CharField("编制人", max_length=100)
    reviewed_by = models.CharField("审核人", max_length=100)
    published_by = models.CharField("发布人", max_length=100)
    published_at = models.DateTimeField("发布时间", default=clock.now)

    objects = PublicationQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="disclosure.view", organisation="book__organisation_id", path="book__organisation__path"
    )

    class Meta:
        db_table = "disc_publication"
        verbose_name = verbose_name_plural = "公开版本"
        ordering = ["-published_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="disc_pub_number")]
        indexes = [models.Index(fields=["-year", "unit"], name="disc_pub_year_idx")]

    def __str__(self) -> str:
        return f"{self.title}（第{self.number}版）"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:published", kwargs={"pk": self.pk})

    @property
    def drawn(self) -> bytes:
        """The page as it is shown: JSON of the blocks."""
        return zlib.decompressobj().decompress(bytes(self.body), LARGEST)

    @property
    def told(self) -> Content:
        """The facts, sheets and answers that were published."""
        return content_of(zlib.decompressobj().decompress(bytes(self.content), LARGEST))


class PublishedFileQuerySet(VisibleQuerySet["PublishedFile"]):
    update = refuse
    delete = refuse
    bulk_update = refuse

    def public(self) -> "PublishedFileQuerySet":
        return self.all()


class PublishedFile(Written):
    """One format of a version; its own digest is that of its bytes."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("格式", max_length=10)

    objects = PublishedFileQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="disclosure.view",
        organisation="publication__book__organisation_id",
        path="publication__book__organisation__path",
    )

    class Meta:
        db_table = "disc_published_file"
        verbose_name = verbose_name_plural = "公开文件格式"
        ordering = ["publication", "pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "kind"], name="disc_pub_file_once")]

    def __str__(self) -> str:
        return str(self.file)
