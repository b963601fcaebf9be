"""The menu: who sees what, in which order, and what is refused at registration."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from shizheng.console.actor import SIGNED_IN
from shizheng.console.breadcrumbs import Crumb, trail
from shizheng.console.links import LINKS, ShellLink
from shizheng.console.navigation import MENU, MenuItem, menu
from shizheng.kit.registry import RegistryError
from tests.console.sandbox.actors import VISITORS


def visit(name: str | None) -> HttpRequest:
    request: Any = RequestFactory().get("/")
    request.actor = VISITORS.get(name or "")
    request.user = SimpleNamespace(is_authenticated=name is not None)
    return request  # type: ignore[no-any-return]


def labels(name: str | None) -> list[tuple[str, list[str]]]:
    return [(section.label, [entry.label for entry in section.entries]) for section in menu(visit(name))]


def test_everybody_sees_what_they_may_use() -> None:
    assert labels("clerk") == [("城市建设", ["养护工程总览", "道路养护", "新建工程"]), ("系统管理", ["公示"])]
    assert labels("reader") == [("城市建设", ["养护工程总览", "道路养护"])]
    assert labels("guest") == []
    assert labels(None) == []


def test_what_asks_only_for_a_log_in_is_for_all_who_are() -> None:
    MENU.register(MenuItem("我的待办", "home", SIGNED_IN, "工作台", 1))
    assert labels("guest") == [("工作台", ["我的待办"])]
    assert labels(None) == []


def test_a_group_nobody_registered_comes_last() -> None:
    MENU.register(MenuItem("甲", "search", "roads.view", "未登记", 1))
    assert [label for label, _ in labels("reader")] == ["城市建设", "未登记"]


def test_an_item_of_a_system_that_is_switched_off_is_left_out() -> None:
    MENU.register(MenuItem("热线", "hotline:list", "roads.view", "城市建设", 1))
    assert "热线" not in dict(labels("reader"))["城市建设"]


def test_badges_are_counted_for_those_who_may_only() -> None:
    counted: list[HttpRequest] = []

    def count(request: HttpRequest) -> int:
        counted.append(request)
        return 7

    MENU.register(MenuItem("待办", "search", "roads.edit", "城市建设", 1, badge=count))
    menu(visit("reader"))
    assert counted == []
    entries = menu(visit("clerk"))[0].entries
    assert (entries[0].count, len(counted)) == (7, 1)


def test_the_current_item_is_marked() -> None:
    sections = menu(visit("clerk"), current="sandbox:roads")
    assert [section.current for section in sections] == [True, False]
    assert sections[0].count == 3


@pytest.mark.parametrize("missing", ["label", "permission", "group"])
def test_an_item_without_label_permission_or_group_is_refused(missing: str) -> None:
    given = {"label": "甲", "permission": "x.y", "group": "组", missing: ""}
    with pytest.raises(RegistryError):
        MENU.register(MenuItem(given["label"], "a:b", given["permission"], given["group"], 1))


def test_an_unknown_shell_button_is_refused() -> None:
    with pytest.raises(RegistryError):
        LINKS.register(ShellLink("teleport", "home"))


def test_crumbs_lead_from_subject_to_item() -> None:
    assert trail("sandbox:roads") == [Crumb("城市建设"), Crumb("道路养护", "/roads/")]
    assert trail("") == []


def test_the_shell_names_the_post_and_counts_messages(clerk: Client, roads: Any) -> None:
    text = clerk.get("/roads/").content.decode()
    assert "明州市数据局" in text
    assert "规划财务处 经办" in text
    assert "消息，120 条未读" in text
    assert '<span class="count">99+</span>' in text
    assert 'aria-current="page"' in text
