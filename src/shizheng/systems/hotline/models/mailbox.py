"""Letters that came to the mailbox: each once, none lost."""

from typing import ClassVar

from django.db import models

from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.vault.domain.masking import Personal
from shizheng.platform.vault.models import BlindField, SealedField


class Outcome(models.TextChoices):
    TAKEN = "taken", "已转为工单"
    ADDED = "added", "已补充到工单"
    IGNORED = "ignored", "自动邮件，未受理"
    ASIDE = "aside", "无法读取，待人工处理"


class Letter(models.Model):
    """`ident` is the Message-ID, or the digest of a letter without one; `place` where it lies in the mailbox."""

    ident = models.CharField("邮件标识", max_length=200, unique=True)
    place = models.CharField("信箱位置", max_length=60)
    sender = SealedField("发件人", personal=Personal.EMAIL)
    sender_index = BlindField(of="sender")
    subject = models.CharField("主题", max_length=200, blank=True)
    outcome = models.CharField("结果", max_length=8, choices=Outcome.choices)
    reason = models.CharField("说明", max_length=300, blank=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="letters", verbose_name="工单")
    at = models.DateTimeField("收取时间", default=clock.now, editable=False)

    objects: ClassVar = VisibleQuerySet["Letter"].as_manager()
    scope_fields: ClassVar = ScopeFields(view="hotline.accept")

    class Meta:
        db_table = "hot_letter"
        verbose_name = verbose_name_plural = "邮件"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.subject or self.ident
