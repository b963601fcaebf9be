"""What is known of each file handed in."""

from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import models

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.files.domain.keeping import place
from shizheng.platform.files.domain.kinds import KINDS, FileKind
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class StoredFileQuerySet(VisibleQuerySet["StoredFile"]):
    pass


class StoredFile(models.Model):
    """One handing-in. Two of the same content are two rows over one file on disk; rows and files never change."""

    digest = models.CharField("SM3 摘要值", max_length=64, db_index=True)
    size = models.BigIntegerField("字节数")
    kind = models.CharField("类型", max_length=10, choices=[(kind.id, kind.label) for kind in KINDS.values()])
    name = models.CharField("文件名", max_length=150)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="files", verbose_name="上传人")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="files", verbose_name="上传单位"
    )
    created_at = models.DateTimeField("上传时间", default=clock.now, editable=False)

    objects = StoredFileQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="files.view", owner="owner_id", organisation="organisation_id", path="organisation__path"
    )

    class Meta:
        db_table = "file_stored"
        verbose_name = verbose_name_plural = "文件"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        return place(Path(settings.MEDIA_ROOT), self.digest)

    @property
    def file_kind(self) -> FileKind:
        return KINDS[self.kind]
