"""Lock a row that is about to change, and refuse whoever saw an older version of it."""

import json
from typing import TypeVar

from shizheng.engines.fiscal.models import Versioned
from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.journal.models import Entry

V = TypeVar("V", bound=Versioned)
_LOOKED_AT = 50


class ConflictError(ShizhengError):
    """Somebody else changed the row meanwhile."""


def locked(row: V) -> V:
    """The row as it is now, held until the transaction ends; ConflictError where it is gone."""
    model = type(row)
    alone = model._default_manager.select_for_update().order_by("pk")  # the usual order would lock joined rows too
    fresh: V | None = alone.filter(pk=row.pk).first()
    if fresh is None:
        raise ConflictError(f"“{row}”已被删除", remedy="请刷新页面")
    return fresh


def held(row: V, expected_version: int) -> V:
    """The row as it is now, held; ConflictError says who changed what and when since the expected version."""
    fresh = locked(row)
    if fresh.version != expected_version:
        raise ConflictError(f"“{fresh}”{_since(fresh, expected_version)}", remedy="请刷新页面，核对后重新提交")
    return fresh


def _since(row: Versioned, version: int) -> str:
    changes = [_worded(entry) for entry in Entry.objects.about(row)[:_LOOKED_AT] if _version_after(entry) > version]
    return "已被修改：" + ("；".join(changes[:3]) if changes else "您看到的不是最新内容")


def _version_after(entry: Entry) -> int:
    version = json.loads(entry.changes).get("version")
    return int(version[1]) if version else 0


def _worded(entry: Entry) -> str:
    at = clock.aware(entry.at)
    return f"{entry.account_name}于{at.year}年{at.month}月{at.day}日{at:%H:%M}，{entry.summary}"
