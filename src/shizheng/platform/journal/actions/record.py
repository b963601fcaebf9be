"""Append entries to the chain, one writer at a time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import F

from shizheng.kit import clock
from shizheng.kit.chain import canonical
from shizheng.platform.journal.domain.sealing import Content, seal
from shizheng.platform.journal.models import AppendOnlyError, Entry, Head
from shizheng.platform.policy.domain.actor import Actor

Changes = Mapping[str, tuple[object, object]]
"""Field → (before, after)."""


@dataclass(frozen=True, slots=True)
class About:
    """The row an entry is about, in words: it may be gone by the time the entry is written."""

    type: str = ""
    id: str = ""
    label: str = ""

    @classmethod
    def row(cls, row: models.Model | None) -> "About":
        return cls(row._meta.label_lower, str(row.pk), str(row)[:200]) if row is not None else cls()


@dataclass(frozen=True, slots=True)
class Draft:
    """What an entry will say, before it has an instant and a place in the chain."""

    action: str
    actor: Actor
    summary: str
    about: About
    changes: Changes = field(default_factory=dict)
    reason: str = ""


def amend(row: models.Model, **values: Any) -> dict[str, tuple[object, object]]:
    """Set fields on the unsaved row and say which really changed; empty where nothing did."""
    changes: dict[str, tuple[object, object]] = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            changes[name] = (_stated(before), _stated(value))
    return changes


def _stated(value: object) -> object:
    """Rows are stated by their words; the journal refers to nothing."""
    return str(value) if isinstance(value, models.Model) else value


def _content(draft: Draft) -> Content:
    actor, about = draft.actor, draft.about
    return Content(
        at=clock.now(),
        action=draft.action,
        account_id=actor.account_id,
        account_name=actor.display_name[:100],
        post_id=actor.post_id,
        post_name=actor.post_name[:100],
        organisation_id=actor.organisation_id,
        organisation_name=actor.organisation_name[:200],
        organisation_path=actor.organisation_path,
        object_type=about.type,
        object_id=about.id,
        object_label=about.label,
        summary=draft.summary[:500],
        changes=canonical(draft.changes).decode(),
        reason=draft.reason[:500],
        client=actor.client[:45],
    )


def _reserve(count: int) -> Head:
    """Take the head's row lock until the transaction ends (on SQLite: the database's write lock) and `count` places."""
    taken = Head.objects.filter(pk=1).update(sequence=F("sequence") + count)
    if taken:
        return Head.objects.get(pk=1)
    if Entry.objects.exists():
        raise AppendOnlyError("操作日志的末端锚点缺失，已停止写入", remedy="请系统管理员运行“shizheng journal verify”")
    return Head.objects.create(pk=1, sequence=count)


def write(drafts: Iterable[Draft]) -> list[Entry]:
    """Append the drafts in their order, in the caller's transaction or one of their own."""
    waiting = list(drafts)
    if not waiting:
        return []
    with transaction.atomic():
        head = _reserve(len(waiting))
        entries, previous = [], head.digest
        for sequence, draft in enumerate(waiting, head.sequence - len(waiting) + 1):
            content = _content(draft)
            digest = seal(previous, sequence, content)
            stated = {name: getattr(content, name) for name in Content.__dataclass_fields__}
            entries.append(Entry(sequence=sequence, previous=previous, digest=digest, **stated))
            previous = digest
        Entry.objects.bulk_create(entries, batch_size=40)
        Head.objects.filter(pk=1).update(digest=previous)
    return entries


def record(
    actor: Actor,
    *,
    action: str,
    summary: str,
    row: models.Model | None = None,
    changes: Changes | None = None,
    reason: str = "",
) -> Entry:
    """Note what happened without being a write action, e.g. a log-in; in an action's transaction it shares its fate."""
    return write([Draft(action, actor, summary, About.row(row), changes or {}, reason)])[0]
