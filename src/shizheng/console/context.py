"""What every template of the console finds: the shell, computed only when it is drawn."""

from functools import cached_property

from django.contrib.messages import constants
from django.http import HttpRequest

from shizheng.console.actor import Actor, actor_of, is_signed_in
from shizheng.console.links import link_urls, unread
from shizheng.console.navigation import Section, menu

MESSAGE_TAGS = {constants.DEBUG: "secondary", constants.ERROR: "danger"}
MENU_ITEM = "console_menu_item"


class Shell:
    """The frame around a page for one request."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def actor(self) -> Actor:
        return actor_of(self._request)

    @cached_property
    def signed_in(self) -> bool:
        return is_signed_in(self._request)

    @cached_property
    def menu(self) -> list[Section]:
        return menu(self._request, getattr(self._request, MENU_ITEM, ""))

    @cached_property
    def urls(self) -> dict[str, str]:
        return link_urls()

    @cached_property
    def unread(self) -> int:
        return unread(self._request)

    @property
    def folded(self) -> bool:
        """Whether the visitor keeps the menu folded to icons (a cookie that the menu button sets)."""
        return self._request.COOKIES.get("menu") == "folded"


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
