"""What every interface for programs shares: who is let in, and how it says no, in Chinese and never with a 5xx."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import django_auth

from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.policy.rules.rate import TooManyError
from shizheng.platform.tokens.api.bearer import AccessToken

WORDS = {
    400: "请求没有看懂",
    401: "没有登录，或令牌无效、已到期、已撤销",
    403: "没有权限，或安全校验（CSRF）未通过",
    404: "没有找到，或不在您可以查看的范围内",
}
ENTRY = (
    "程序在请求头中带接口令牌（Authorization: Bearer …），在账户菜单的“接口令牌”中建立；"
    "也可使用网站的登录会话，此时写操作须带 CSRF 令牌（X-CSRFToken）。"
)
STRANGER = "请在账户菜单的“接口令牌”中建立令牌，或使用网站登录后的会话"
Told = Callable[[Any], dict[str, Any]]


class Plain(Parser):
    """A body that no UTF-8 can hold (a half of a surrogate pair, escaped) is not understood, rather than kept."""

    def parse_body(self, request: HttpRequest) -> Any:
        found = super().parse_body(request)
        json.dumps(found, ensure_ascii=False).encode()
        return found


def nothing_more(_error: Any) -> dict[str, Any]:
    return {}


def interface(
    title: str,
    description: str,
    namespace: str,
    *,
    conflicts: Sequence[type[Exception]] = (),
    missing: Sequence[type[Exception]] = (),
    more: Told = nothing_more,
) -> NinjaAPI:
    """An empty interface. `conflicts` are refusals that answer 409, `missing` those that answer 404, the rest 422;
    `more` is what a refusal tells besides its words."""
    api = NinjaAPI(
        title=title,
        version="1",
        description=description + ENTRY,
        urls_namespace=namespace,
        auth=[AccessToken(), django_auth],
        docs_url=None,
        parser=Plain(),
    )

    def problem(request: HttpRequest, status: int, message: str, remedy: str = "", error: Any = None) -> HttpResponse:
        told = {"message": message, "remedy": remedy, **more(error)}
        return api.create_response(request, told, status=status)

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, status_of(error, conflicts, missing), in_words(error), error.fault.remedy, error)

    def invalid(request: HttpRequest, error: Any) -> HttpResponse:
        places = "、".join(dict.fromkeys(str(each["loc"][-1]) for each in error.errors))
        return problem(request, 422, f"参数有误：{places}", "请按接口说明填写")

    def said(request: HttpRequest, error: Any) -> HttpResponse:
        return problem(request, error.status_code, WORDS.get(error.status_code, WORDS[400]))

    handlers: dict[Any, Any] = {
        ShizhengError: refused,
        PermissionDenied: lambda request, _error: problem(request, 403, WORDS[403]),
        Http404: lambda request, _error: problem(request, 404, WORDS[404]),
        AuthenticationError: lambda request, _error: problem(request, 401, WORDS[401], STRANGER),
        HttpError: said,
        ValidationError: invalid,
    }
    for kind, answer in handlers.items():
        api.add_exception_handler(kind, answer)
    return api


def status_of(error: Any, conflicts: Sequence[type[Exception]], missing: Sequence[type[Exception]] = ()) -> int:
    """The status that a refusal answers with."""
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], int], ...] = (
        (DeniedError, 403),
        (TooManyError, 429),
        (tuple(conflicts), 409),
        (tuple(missing), 404),
    )
    return next((code for kind, code in kinds if isinstance(error, kind)), 422)


def in_words(error: ShizhengError) -> str:
    """A refusal on one line, every fault of it."""
    faults = error.faults if isinstance(error, InvalidInputError) else [error.fault]
    if len(faults) == 1:
        fault = faults[0]
        return f"{fault.place}：{fault.message}" if fault.place else fault.message
    return "；".join(f"{fault.place}：{fault.message}" if fault.place else fault.message for fault in faults)
