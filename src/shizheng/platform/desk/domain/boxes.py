"""The four boxes of a desk and what lies in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Box(StrEnum):
    TODO = "todo"
    DONE = "done"
    STARTED = "started"
    COPIED = "copied"

    @property
    def label(self) -> str:
        return {"todo": "待办", "done": "已办", "started": "我发起的", "copied": "抄送我的"}[self.value]

    @property
    def empty(self) -> str:
        """What is said where nothing lies in it."""
        return {
            "todo": "没有待办。需要您审核、修改或发布的事项会出现在这里，左侧菜单的数字同时提示",
            "done": "还没有办过的事项",
            "started": "还没有由您发起的事项，可从左侧菜单进入各系统新建",
            "copied": "没有抄送给您的事项",
        }[self.value]


_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One matter: `step` is where it stands since `since`, `due` when it must be done (None: no limit)."""

    title: str
    url: str
    step: str
    unit: str
    since: datetime
    due: datetime | None = None
    kind: str = ""

    def get_absolute_url(self) -> str:
        return self.url


def in_order(items: Iterable[WorkItem]) -> list[WorkItem]:
    """What is due first stands first; among the rest the latest."""
    return sorted(items, key=lambda item: (item.due or _FAR, -item.since.timestamp()))
