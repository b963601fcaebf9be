"""The manifest of a module. A new system registers one of these and nothing central is edited."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from shizheng.console.links import LINKS, ShellLink
from shizheng.console.navigation import GROUPS, MENU, MenuGroup, MenuItem
from shizheng.console.panels import CONTRIBUTIONS, Contribution
from shizheng.kit.errors import Fault
from shizheng.kit.registry import Registry
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS, Permission
from shizheng.platform.policy.domain.scope import Scope

_ID = re.compile(r"[a-z][a-z_]*")


class Identified(Protocol):
    """Anything another app gathers from manifests by kind: a search source, a kind of work."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What applying one item of a pack did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.created + other.created, self.updated + other.updated, self.unchanged + other.unchanged)


CREATED, UPDATED, UNCHANGED = Outcome(created=1), Outcome(updated=1), Outcome(unchanged=1)


@dataclass(frozen=True, slots=True)
class PackSection:
    """One section of a city's pack: a list of items, each an instance of `schema` (a msgspec Struct).

    `review` returns faults that a schema cannot see, each with the index of its item; it sees every section of the
    whole pack and may read the database, but writes nothing. `apply` brings one item into being, idempotently.
    Sections apply in the order of `rank`.
    """

    id: str
    name: str
    schema: type[Any]
    apply: Callable[[Actor, Any], Outcome]
    review: Callable[[Sequence[Any], Mapping[str, Sequence[Any]]], Sequence[tuple[int, Fault]]] | None = None
    rank: int = 500


@dataclass(frozen=True, slots=True)
class RoleDefault:
    """What a module suggests that a usual role may do; a pack's roles name it to receive the grants."""

    role: str
    grants: Mapping[str, Scope]


@dataclass(frozen=True, slots=True)
class Module:
    """`contributions` is open: any further kind of registration, gathered by whoever knows the kind."""

    id: str
    name: str
    menu: tuple[MenuItem, ...] = ()
    menu_groups: tuple[MenuGroup, ...] = ()
    shell_links: tuple[ShellLink, ...] = ()
    panels: tuple[Contribution, ...] = ()
    permissions: tuple[Permission, ...] = ()
    role_defaults: tuple[RoleDefault, ...] = ()
    pack_sections: tuple[PackSection, ...] = ()
    search_sources: tuple[Identified, ...] = ()
    commands: tuple[str, ...] = ()
    contributions: Mapping[str, tuple[Identified, ...]] = field(default_factory=dict)


def _fit(module: Module) -> None:
    if not _ID.fullmatch(module.id):
        raise ValueError("模块标识应为小写英文")
    if not module.name:
        raise ValueError("模块缺少中文名称")
    foreign = [known.id for known in module.permissions if not known.id.startswith(f"{module.id}.")]
    if foreign:
        raise ValueError(f"权限应以“{module.id}.”开头：{'、'.join(foreign)}")


MODULES: Registry[Module] = Registry("模块", key=lambda module: module.id, check=_fit)
PACK_SECTIONS: Registry[PackSection] = Registry("配置包栏目", key=lambda section: section.id)


def register(module: Module) -> Module:
    """Make the module known; what each kind needs beyond that is pushed to the registry that owns the kind."""
    MODULES.register(module)
    for permission in module.permissions:
        PERMISSIONS.register(permission)
    for group in module.menu_groups:
        if group.label not in GROUPS:
            GROUPS.register(group)
    for item in module.menu:
        MENU.register(item)
    for link in module.shell_links:
        LINKS.register(link)
    for panel in module.panels:
        CONTRIBUTIONS.register(panel)
    for section in module.pack_sections:
        PACK_SECTIONS.register(section)
    return module


def contributed(kind: str) -> list[Identified]:
    """Everything that modules contribute of one kind: a field of the manifest or a key of `contributions`."""
    found: list[Identified] = []
    for module in MODULES:
        found.extend(getattr(module, kind, ()) or module.contributions.get(kind, ()))
    return found


def default_grants(role: str) -> dict[str, Scope]:
    """What the switched-on modules suggest for a usual role."""
    return {
        permission: scope
        for module in MODULES
        for suggestion in module.role_defaults
        if suggestion.role == role
        for permission, scope in suggestion.grants.items()
    }
