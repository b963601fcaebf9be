"""``Authorization: Bearer sz_…``: the way in for programs, counted and as limited as the token."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer

from shizheng.kit import clock
from shizheng.platform.accounts.queries import client_of
from shizheng.platform.policy.rules.rate import spend
from shizheng.platform.tokens.models import Token
from shizheng.platform.tokens.queries import actor_of, token_of

WRONG_RATE = (20, 300)
"""Wrong tokens of one address in so many seconds."""


class AccessToken(HttpBearer):
    """Puts the token's actor on the request. A wrong token is refused even where a session would be let in."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        client = client_of(request)
        known = token_of(token)
        if known is None:
            limit, seconds = WRONG_RATE
            spend(f"token-wrong:{client}", limit=limit, seconds=seconds)
            raise AuthenticationError
        limit, seconds = settings.TOKEN_RATE
        spend(f"token:{known.pk}", limit=limit, seconds=seconds)
        Token.objects.used(known, clock.now(), client)
        request.actor = actor_of(known, client)  # type: ignore[attr-defined]
        return known
