"""What belongs to a case without being part of its history: who called, and what was handed in."""

from typing import Any, ClassVar

from django.db import models

from shizheng.engines.cases.models.scope import PartyScope
from shizheng.kit import clock
from shizheng.platform.files.models import StoredFile
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class Contact(models.Model):
    """Whoever raised a matter. Name, number, identity number and address are no columns yet: they will be sealed by the
    vault, and no event ever holds them."""

    confidential = models.BooleanField("要求保密", default=False)
    created_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    objects: ClassVar[Any] = VisibleQuerySet["Contact"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="cases.view")

    class Meta:
        db_table = "cas_contact"
        verbose_name = verbose_name_plural = "联系人"

    def __str__(self) -> str:
        return f"联系人{self.pk}"


class Attachment(models.Model):
    """A file that an answer named; `position` and `ask` say which."""

    case = models.ForeignKey(
        "Case", on_delete=models.PROTECT, related_name="attachments", verbose_name="工单", db_index=False
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="case_uses", verbose_name="文件")
    position = models.PositiveIntegerField("办理经过序号")
    ask = models.CharField("所答", max_length=30)

    objects: ClassVar[Any] = VisibleQuerySet["Attachment"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_attachment"
        verbose_name = verbose_name_plural = "附件"
        ordering = ["case", "position", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "position", "file"], name="cas_attachment_once")]

    def __str__(self) -> str:
        return str(self.file)


class Submission(models.Model):
    """A client's key of one submission: sent twice, it answers with the event that it made the first time.

    `digest` is of what was submitted. Old rows may be swept: the key only serves while a client may still retry.
    """

    key = models.CharField(max_length=64, primary_key=True)
    case = models.ForeignKey("Case", on_delete=models.CASCADE, related_name="submissions")
    position = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    objects: ClassVar[Any] = VisibleQuerySet["Submission"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="case_id")

    class Meta:
        db_table = "cas_submission"

    def __str__(self) -> str:
        return self.key
