"""The interface as a whole: who may use it, and how it says no."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import django_auth

from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.policy.rules.rate import TooManyError
from shizheng.platform.tokens.api.bearer import AccessToken
from shizheng.systems.disclosure.api.routes import CONFLICTS, router

WORDS = {
    400: "请求没有看懂",
    401: "没有登录，或令牌无效、已到期、已撤销",
    403: "没有权限，或安全校验（CSRF）未通过",
    404: "没有找到，或不在您可以查看的范围内",
}
STATUSES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], int], ...] = (
    (DeniedError, 403),
    (TooManyError, 429),
    (CONFLICTS, 409),
)

api = NinjaAPI(
    title="市政·实证 预决算公开",
    version="1",
    description="读取、检查公开文件。程序在请求头中带接口令牌（Authorization: Bearer …），"
    "在账户菜单的“接口令牌”中建立；"
    "也可使用网站的登录会话，此时写操作须带 CSRF 令牌（X-CSRFToken）。",
    urls_namespace="disclosure_api",
    auth=[AccessToken(), django_auth],
    docs_url=None,
)
api.add_router("", router)


def _problem(
    request: HttpRequest, status: int, message: str, remedy: str = "", existing: int | None = None
) -> HttpResponse:
    return api.create_response(request, {"message": message, "remedy": remedy, "existing": existing}, status=status)


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    status = next((code for kinds, code in STATUSES if isinstance(error, kinds)), 422)
    fault = error.fault
    message = f"{fault.place}：{fault.message}" if fault.place else fault.message
    document = getattr(error, "document", None)
    return _problem(request, status, message, fault.remedy, document.pk if document is not None else None)


def denied(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(request, 403, WORDS[403])


def missing(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(request, 404, WORDS[404])


def stranger(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(request, 401, WORDS[401], "请在账户菜单的“接口令牌”中建立令牌，或使用网站登录后的会话")


def said(request: HttpRequest, error: Any) -> HttpResponse:
    return _problem(request, error.status_code, WORDS.get(error.status_code, WORDS[400]))


def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    places = "、".join(dict.fromkeys(str(each["loc"][-1]) for each in error.errors))
    return _problem(request, 422, f"参数有误：{places}", "请按接口说明填写")


for kind, answer in (
    (ShizhengError, refused),
    (PermissionDenied, denied),
    (Http404, missing),
    (AuthenticationError, stranger),
    (HttpError, said),
    (ValidationError, invalid),
):
    api.add_exception_handler(kind, answer)
