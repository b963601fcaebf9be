"""The left menu: systems register items, the shell shows each visitor what the visitor may use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from shizheng.console.actor import permitted
from shizheng.kit.registry import Registry

Badge = Callable[[HttpRequest], int]
UNKNOWN_GROUP_ORDER = 500


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry. `group` names the subject it stands under, `badge` counts what waits there."""

    label: str
    url_name: str
    permission: str
    group: str
    order: int
    icon: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A subject of the menu. Groups nobody registered come after the registered ones, in order of appearance."""

    label: str
    order: int
    icon: str = "folder"


@dataclass(frozen=True, slots=True)
class Entry:
    """A menu item as one visitor sees it; `count` is what waits, 0 for nothing."""

    label: str
    url: str
    icon: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A group with at least one visible entry."""

    label: str
    icon: str
    entries: tuple[Entry, ...]

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)

    @property
    def count(self) -> int:
        return sum(entry.count for entry in self.entries)


def _complete(item: MenuItem) -> None:
    if not (item.label and item.group and item.permission):
        raise ValueError("菜单项要有名称、分组和权限")


MENU: Registry[MenuItem] = Registry("菜单", key=lambda item: item.url_name, check=_complete)
GROUPS: Registry[MenuGroup] = Registry("菜单分组", key=lambda group: group.label)


def address(url_name: str) -> str | None:
    """Where a registered name leads; None when the system that owns it is switched off."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _rank(item: MenuItem) -> tuple[int, str, int]:
    group = GROUPS.find(item.group)
    return (group.order if group else UNKNOWN_GROUP_ORDER, item.group, item.order)


def _entries(request: HttpRequest, items: Iterable[MenuItem], current: str) -> Iterable[Entry]:
    for item in items:
        url = address(item.url_name) if permitted(request, item.permission) else None
        if url is not None:
            count = item.badge(request) if item.badge else 0
            yield Entry(item.label, url, item.icon or "point", count, item.url_name == current)


def menu(request: HttpRequest, current: str = "") -> list[Section]:
    """The menu of this visitor; `current` is the URL name of the item the page belongs to."""
    sections = []
    for label, items in groupby(sorted(MENU, key=_rank), key=lambda item: item.group):
        entries = tuple(_entries(request, items, current))
        if entries:
            group = GROUPS.find(label)
            sections.append(Section(label, group.icon if group else "folder", entries))
    return sections
