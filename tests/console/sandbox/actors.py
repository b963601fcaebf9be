"""Visitors of the sandbox, named by a cookie; the platform's accounts are not needed to test the console."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse

COOKIE = "visitor"


@dataclass(frozen=True)
class SandboxPost:
    id: int
    label: str
    current: bool = False


@dataclass(frozen=True)
class Visitor:
    display_name: str
    organisation_name: str = "明州市数据局"
    post_name: str = "规划财务处 经办"
    posts: tuple[SandboxPost, ...] = (
        SandboxPost(1, "明州市数据局 规划财务处 经办", True),
        SandboxPost(2, "市政务服务热线中心 审核人"),
    )
    permissions: frozenset[str] = field(default_factory=frozenset)

    def may(self, permission: str, /) -> bool:
        return permission in self.permissions


VISITORS = {
    "clerk": Visitor("周予安", permissions=frozenset({"roads.view", "roads.edit", "roads.close"})),
    "reader": Visitor("林阅", permissions=frozenset({"roads.view"})),
    "guest": Visitor("何来"),
}


def visitor_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        visitor = VISITORS.get(request.COOKIES.get(COOKIE, ""))
        request.actor = visitor  # type: ignore[attr-defined]
        request.user = SimpleNamespace(is_authenticated=visitor is not None)  # type: ignore[assignment]
        return get_response(request)

    return middleware
