"""What belongs to a case without being part of its history: who called, and what was handed in."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models.scope import PartyScope
from shizheng.kit import clock
from shizheng.platform.files.models import StoredFile
from shizheng.platform.policy.models import VisibleQuerySet
from shizheng.platform.vault.domain.masking import Personal
from shizheng.platform.vault.models import BlindField, SealedField


class Contact(models.Model):
    """Whoever raised a matter, one row a case: sealed, shown masked, opened with a reason. No event holds any of it."""

    name = SealedField("诉求人", personal=Personal.NAME)
    phone = SealedField("联系电话", personal=Personal.PHONE)
    phone_index = BlindField(of="phone")
    identity = SealedField("证件号码", personal=Personal.IDENTITY)
    identity_index = BlindField(of="identity")
    address = SealedField("联系地址", personal=Personal.ADDRESS)
    confidential = models.BooleanField("要求保密", default=False)
    created_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    objects: ClassVar[Any] = VisibleQuerySet["Contact"].as_manager()
    scope_fields: ClassVar = PartyScope(view="cases.view", case="cases__pk")

    class Meta:
        db_table = "cas_contact"
        verbose_name = verbose_name_plural = "诉求人"
        indexes = [
            models.Index(fields=["phone_index", "created_at"], name="cas_contact_phone_idx"),
            models.Index(fields=["identity_index"], name="cas_contact_ident_idx", condition=~Q(identity_index="")),
        ]

    def __str__(self) -> str:
        return f"诉求人{self.pk}"

    @classmethod
    def of(cls, details: ContactDetails) -> "Contact":
        """The row of these details, unsaved."""
        return cls(
            name=details.name,
            phone=details.phone,
            identity=details.identity,
            address=details.address,
            confidential=details.confidential,
        )


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
