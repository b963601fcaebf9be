"""Switching between one's posts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shizheng.platform.accounts.queries import CHOSEN_POST
from shizheng.platform.journal.actions import record
from shizheng.platform.policy.queries import DeniedError, acting


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else "/"


@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Work on in another post of one's own."""
    actor = acting(request)
    chosen = next((post for post in actor.posts if str(post.id) == request.POST.get("post")), None)
    if chosen is None:
        raise DeniedError("这不是您现任的岗位", remedy="请在右上角重新选择岗位")
    request.session[CHOSEN_POST] = chosen.id
    record(actor, action="accounts.switch_post", summary=f"切换岗位到“{chosen.label}”")
    return redirect(_next(request))
