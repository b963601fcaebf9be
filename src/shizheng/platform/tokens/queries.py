"""From a secret to the actor it stands for."""

from dataclasses import replace

from shizheng.kit import clock
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.tokens.domain.secret import SHAPE, digest_of
from shizheng.platform.tokens.models import Token


def token_of(secret: str) -> Token | None:
    """The token in force whose secret this is."""
    if not SHAPE.fullmatch(secret):
        return None
    rows = Token.objects.alive(clock.now()).select_related("account")
    return rows.filter(digest=digest_of(secret), account__is_active=True, account__must_change=False).first()


def actor_of(token: Token, client: str = "") -> Actor:
    """Its owner in its post, with no more than the token allows; the journal names the token.

    Where the post has ended it may do nothing, whatever other posts its owner holds.
    """
    actor = actor_for(token.account, post_id=token.post_id, client=client)
    named = replace(actor, display_name=f"{actor.display_name}（令牌“{token.name}”）")
    if actor.post_id != token.post_id:
        return replace(named, grants={})
    return replace(named, grants={name: scope for name, scope in actor.grants.items() if name in token.permissions})
