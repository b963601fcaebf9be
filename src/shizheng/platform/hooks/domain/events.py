"""The kinds of happenings that a module tells others of."""

from collections.abc import Iterable
from dataclasses import dataclass

KIND = "hook_events"
"""Modules contribute theirs under this name."""


@dataclass(frozen=True, slots=True)
class HookEvent:
    """`id` reads subject.happening, e.g. ``hotline.closed``; `permission` is what a subscriber must hold to be told."""

    id: str
    label: str
    permission: str


def named(events: Iterable[HookEvent], idents: Iterable[str]) -> list[HookEvent]:
    wanted = set(idents)
    return [event for event in events if event.id in wanted]
