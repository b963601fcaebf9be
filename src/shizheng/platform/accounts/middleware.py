"""Put the acting person on every request, and send owners of temporary passwords to change them."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import CHOSEN_POST, actor_for, client_of
from shizheng.platform.policy.domain.actor import ANONYMOUS, Actor

STILL_ALLOWED = {"account_change_password", "account_logout", "account_reauthenticate", "account_login"}


def actor_of(request: HttpRequest) -> Actor:
    account = request.user
    if not isinstance(account, Account):
        return ANONYMOUS.at(client_of(request))
    return actor_for(account, post_id=request.session.get(CHOSEN_POST), client=client_of(request))


class ActorMiddleware:
    """`request.actor` is worked out when first asked for, once a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(partial(actor_of, request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in STILL_ALLOWED or not getattr(request.user, "must_change", False):
            return None
        return redirect("account_change_password")
