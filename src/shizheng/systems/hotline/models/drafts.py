"""What an agent is writing down during a call, kept every few seconds and restored after a crash."""

from typing import ClassVar

import msgspec
from django.db import models
from django.db.models import Q

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.vault.models import SealedField
from shizheng.systems.hotline.models.calls import Call


class DeskDraftQuerySet(VisibleQuerySet["DeskDraft"]):
    def visible_to(self, actor: Actor, permission: str = "") -> "DeskDraftQuerySet":
        """One's own only, whatever else one may do."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()

    def keep(self, actor: Actor, call: Call | None, typed: dict[str, list[str]]) -> "DeskDraft":
        """Remember what is being typed. Private to its author and no record of the office, hence not journalled."""
        content = msgspec.json.encode(typed).decode()
        row, _ = self.update_or_create(
            account_id=actor.account_id or 0, call=call, defaults={"content": content, "at": clock.now()}
        )
        return row

    def forget(self, actor: Actor, call: Call | None) -> None:
        self.filter(account_id=actor.account_id or 0, call=call).delete()


class DeskDraft(models.Model):
    """The fields of the desk's form as they were typed, as sealed JSON; one of an agent and a call (none: typed in)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.CASCADE, null=True, related_name="+")
    content = SealedField("内容")
    at = models.DateTimeField("时间", default=clock.now)

    objects = DeskDraftQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="hotline.accept", owner="account_id")

    class Meta:
        db_table = "hot_desk_draft"
        verbose_name = verbose_name_plural = "坐席草稿"
        constraints = [
            models.UniqueConstraint(fields=["account", "call"], name="hot_draft_of_call"),
            models.UniqueConstraint(fields=["account"], condition=Q(call=None), name="hot_draft_typed"),
        ]

    def __str__(self) -> str:
        return f"坐席草稿{self.pk}"
