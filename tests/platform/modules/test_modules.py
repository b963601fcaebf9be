"""The manifest: registered whole, checked, gathered by kind."""

from dataclasses import dataclass

import pytest

from shizheng.console.links import LINKS, ShellLink
from shizheng.console.navigation import GROUPS, MENU, MenuGroup, MenuItem
from shizheng.kit.registry import RegistryError
from shizheng.platform.modules.module import (
    MODULES,
    PACK_SECTIONS,
    Module,
    RoleDefault,
    contributed,
    default_grants,
    register,
)
from shizheng.platform.policy.domain.permissions import PERMISSIONS, Permission
from shizheng.platform.policy.domain.scope import Scope


@pytest.fixture(autouse=True)
def _isolated():
    with MODULES.isolated(), PERMISSIONS.isolated(), MENU.isolated(), GROUPS.isolated(), LINKS.isolated(empty=True):
        yield


@dataclass(frozen=True)
class Tile:
    id: str


def test_registering_pushes_each_kind_to_where_it_is_read():
    register(
        Module(
            id="demo",
            name="演示",
            menu=(MenuItem("演示", "demo:list", "demo.view", "演示组", 1),),
            menu_groups=(MenuGroup("演示组", 5),),
            shell_links=(ShellLink("search", "demo:search"),),
            permissions=(Permission("demo.view", "查看演示"),),
            role_defaults=(RoleDefault("staff", {"demo.view": Scope.OWN}),),
            search_sources=(Tile("demo.count"),),
            contributions={"clocks": (Tile("demo.clock"),)},
        )
    )
    assert "demo:list" in MENU
    assert "demo.view" in PERMISSIONS
    assert "演示组" in GROUPS
    assert "search" in LINKS
    assert default_grants("staff")["demo.view"] is Scope.OWN
    assert Tile("demo.count") in contributed("search_sources")
    assert contributed("clocks") == [Tile("demo.clock")]


@pytest.mark.parametrize(
    ("module", "words"),
    [
        (Module(id="Demo", name="演示"), "小写"),
        (Module(id="demo", name=""), "中文名称"),
        (Module(id="demo", name="演示", permissions=(Permission("orgs.x", "越界"),)), "demo."),
        (Module(id="orgs", name="重复"), "重复登记"),
    ],
)
def test_an_unfit_manifest_is_refused(module, words):
    with pytest.raises(RegistryError, match=words):
        register(module)


def test_the_platforms_own_modules_are_complete():
    assert {"journal", "orgs", "accounts", "files", "jobs", "notify", "packs"} <= set(MODULES.ids())
    assert {"organisations", "roles", "accounts"} <= set(PACK_SECTIONS.ids())
    granted = {permission for module in MODULES for default in module.role_defaults for permission in default.grants}
    assert granted <= set(PERMISSIONS.ids())
