"""When something is wrong: what happened and what to do, in Chinese, without a trace of the machinery."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from shizheng.console.actor import is_signed_in
from shizheng.kit.errors import ShizhengError


@dataclass(frozen=True, slots=True)
class Mistake:
    code: int
    title: str
    words: str


BAD_REQUEST = Mistake(400, "请求没有看懂", "地址或提交的内容不完整。请返回上一页重新操作；反复出现时请联系系统管理员。")
DENIED = Mistake(403, "没有权限", "您当前的岗位不能查看或办理这一项。可在右上角切换岗位，或请系统管理员授权。")
CSRF = Mistake(403, "页面已过期", "这一页打开的时间太久，安全校验已失效。请复制保存已填内容，刷新后重新提交。")
NOT_FOUND = Mistake(404, "没有找到这一页", "地址有误，或内容已被删除、移走，或不在您可以查看的范围内。")
TOO_MANY = Mistake(429, "操作过于频繁", "短时间内操作次数过多，已暂停受理。请几分钟后再试。")
BROKEN = Mistake(500, "系统出了故障", "您的操作没有完成，已保存的数据不受影响。请稍后再试，仍不行时请告知系统管理员。")


def answer(request: HttpRequest, mistake: Mistake, detail: str = "") -> HttpResponse:
    """Inside the shell for someone logged in, on a page of its own for others."""
    template = "console/errors/inside.html" if is_signed_in(request) else "console/errors/outside.html"
    context = {"code": mistake.code, "title": mistake.title, "words": detail or mistake.words, "crumbs": []}
    return render(request, template, context, status=mistake.code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, BAD_REQUEST)


def denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A refusal of ours says why; any other is answered in general words."""
    ours = isinstance(exception, PermissionDenied) and isinstance(exception, ShizhengError)
    return answer(request, DENIED, str(exception) if ours else "")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, NOT_FOUND)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, TOO_MANY)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, CSRF)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: whatever broke must not break this page too."""
    context = {"code": BROKEN.code, "title": BROKEN.title, "words": BROKEN.words}
    return HttpResponse(render_to_string("console/errors/outside.html", context), status=BROKEN.code)
