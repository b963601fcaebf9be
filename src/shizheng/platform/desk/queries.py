"""What lies on an actor's desk: each module names its kinds of work, each kind asks one query a box."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from shizheng.platform.desk.domain.boxes import Box, WorkItem, in_order
from shizheng.platform.modules.module import contributed
from shizheng.platform.policy.domain.actor import Actor

SHOWN = 100
"""Matters of one kind in one box; the system's own list shows the rest."""
COUNTED = 100
KIND = "work_kinds"


@dataclass(frozen=True, slots=True)
class WorkKind:
    """`boxes` say which rows lie in which box for an actor, as a query narrowed to them; `item` words one row."""

    id: str
    label: str
    permission: str
    boxes: Mapping[Box, Callable[[Actor], "QuerySet[Any]"]]
    item: Callable[[Any], WorkItem]

    def rows(self, actor: Actor, box: Box) -> "QuerySet[Any] | None":
        asked = self.boxes.get(box)
        return asked(actor) if asked and (not self.permission or actor.may(self.permission)) else None


@dataclass(frozen=True, slots=True)
class Desk:
    """What panels contributed to the first page are drawn about."""

    actor: Actor
    box: Box


def is_desk(subject: object) -> bool:
    """For `Contribution.applies`: a panel of the first page."""
    return isinstance(subject, Desk)


def _kinds() -> Iterator[WorkKind]:
    return (kind for kind in contributed(KIND) if isinstance(kind, WorkKind))


def _items(kind: WorkKind, actor: Actor, box: Box) -> Iterator[WorkItem]:
    rows = kind.rows(actor, box)
    for row in rows[:SHOWN] if rows is not None else ():
        yield replace(kind.item(row), kind=kind.label)


def lying_in(actor: Actor, box: Box) -> list[WorkItem]:
    """What lies in the box, at most SHOWN of each kind, in the order of `in_order`."""
    return in_order(chain.from_iterable(_items(kind, actor, box) for kind in _kinds()))


def waiting(actor: Actor) -> int:
    """How much waits, each kind counted to at most COUNTED."""
    found = (kind.rows(actor, Box.TODO) for kind in _kinds())
    return sum(rows[:COUNTED].count() for rows in found if rows is not None)
