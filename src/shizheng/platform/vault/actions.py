"""Opening a sealed value, with a reason; sealing everything anew under a new key."""

from django.db import models

from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import require
from shizheng.platform.vault.domain.sealing import key_of
from shizheng.platform.vault.models import keys, sealed_field
from shizheng.platform.vault.queries import sealed_columns

SHORTEST_REASON = 4
_BATCH = 500


@action("vault.unseal", "查看未脱敏信息", permission="vault.unseal")
def unseal_value(actor: Actor, *, row: models.Model, field: str, reason: str, permission: str) -> str:
    """The plain value of one sealed field of a row that `permission` lets the actor see; the reason is journalled.

    Raises InvalidInputError where the reason says nothing, DeniedError where the row is out of reach.
    """
    require(actor, permission, row)
    if len(reason.strip()) < SHORTEST_REASON:
        remedy = f"至少{SHORTEST_REASON}个字，例如：回访需联系诉求人"
        raise InvalidInputError([Fault("请写明查看的原因", "原因", remedy)])
    value = getattr(row, field)
    label = sealed_field(type(row), field).verbose_name
    trace(row, f"查看“{row}”的{label}", reason=reason.strip())
    return str(value.reveal())


@action("vault.rotate", "更换加密密钥", permission="vault.rotate")
def reseal_batch(actor: Actor, *, model: type[models.Model], after: int = 0) -> tuple[int, int]:
    """Seal the next rows of `model` past key `after` under the current key; (rows changed, last key, 0 at the end).

    One short transaction a batch: a rotation that is interrupted goes on where it stopped, and readers never wait.
    """
    fields, blinds = next((found, index) for owner, found, index in sealed_columns() if owner is model)
    current, names = keys().current.id, [field.name for field in fields]
    rows = list(model._default_manager.select_for_update().filter(pk__gt=after).order_by("pk")[:_BATCH])
    stale = [row for row in rows if any(key_of(getattr(row, name).token) not in ("", current) for name in names)]
    for row in stale:
        for name in names:
            setattr(row, name, getattr(row, name).reveal())
    if stale:
        for row in stale:
            for field in (*fields, *blinds):
                field.pre_save(row, add=False)
        model._default_manager.bulk_update(stale, [*names, *(index.name for index in blinds)])
    trace(None, f"{model._meta.verbose_name}：{len(stale)}行改用密钥“{current}”")
    return len(stale), rows[-1].pk if rows else 0
