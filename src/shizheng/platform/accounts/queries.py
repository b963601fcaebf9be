"""From an account and the post it works in to the actor that policy judges."""

from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account, Grant, Post
from shizheng.platform.policy.domain.actor import Actor, PostChoice
from shizheng.platform.policy.domain.scope import Scope, wider

CHOSEN_POST = "post_id"
"""Where the session keeps the post that its owner switched to."""


def client_of(request: HttpRequest) -> str:
    """The visitor's network address, as far as the trusted proxies tell it."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""


def named(username: str) -> Account | None:
    """The account of that user name, whatever its case."""
    found: Account | None = Account.objects.filter(username__iexact=username).first()
    return found


def posts_of(account: Account) -> list[Post]:
    """The posts held today, the primary one first."""
    return list(Post.objects.at(clock.today()).filter(account=account).select_related("organisation"))


def own_account(actor: Actor) -> "QuerySet[Account]":
    """The actor's own, whatever the post allows elsewhere; none for a program."""
    found: QuerySet[Account] = Account.objects.filter(pk=actor.account_id)
    return found


def posts_held(actor: Actor) -> "QuerySet[Post]":
    """All of the actor's own posts, those that have ended too."""
    return Post.objects.filter(account=actor.account_id).select_related("organisation").prefetch_related("roles")


def has_second_factor(account: Account) -> bool:
    return bool(is_mfa_enabled(account))


def grants_of(post: Post) -> dict[str, Scope]:
    """What the post's roles grant together; the widest scope of each permission wins."""
    granted: dict[str, Scope] = {}
    for permission, scope in Grant.objects.filter(role__posts=post).values_list("permission", "scope"):
        granted[permission] = wider(granted.get(permission), Scope(scope))
    return granted


def actor_for(account: Account, *, post_id: int | None = None, client: str = "") -> Actor:
    """The account acting in the chosen post, or in its first one; without any post it may do nothing.

    Two queries. A locked account gives an actor that may do nothing.
    """
    posts = posts_of(account) if account.is_active else []
    post = next((held for held in posts if held.pk == post_id), posts[0] if posts else None)
    if post is None:
        return Actor(account_id=account.pk, display_name=str(account), client=client)
    return Actor(
        account_id=account.pk,
        display_name=str(account),
        post_id=post.pk,
        post_name=post.title,
        organisation_id=post.organisation_id,
        organisation_name=post.organisation.display_name,
        organisation_path=post.organisation.path or "",
        grants=grants_of(post),
        posts=tuple(PostChoice(held.pk, str(held), held.pk == post.pk) for held in posts),
        client=client,
    )


def accounts_that_may(permission: str, organisation_id: int | None = None) -> list[Account]:
    """Active accounts whose post today grants the permission, in one organisation or anywhere; for notices."""
    posts = Post.objects.at(clock.today()).filter(roles__grants__permission=permission, account__is_active=True)
    if organisation_id is not None:
        posts = posts.filter(organisation_id=organisation_id)
    return list(Account.objects.filter(pk__in=posts.values("account_id")).order_by("pk"))
