"""Who is acting, as the console sees it: a protocol that the platform fulfils on ``request.actor``."""

from collections.abc import Sequence
from typing import Final, Protocol, cast

from django.http import HttpRequest

SIGNED_IN: Final = "console.signed_in"


class PostLike(Protocol):
    """One post of the actor in an organisation; `current` marks the one in use."""

    @property
    def id(self) -> object: ...
    @property
    def label(self) -> str: ...
    @property
    def current(self) -> bool: ...


class Actor(Protocol):
    """Someone who may or may not do a thing; deny by default is the implementer's duty."""

    def may(self, permission: str, /) -> bool: ...
    @property
    def display_name(self) -> str: ...
    @property
    def organisation_name(self) -> str: ...
    @property
    def post_name(self) -> str: ...
    @property
    def posts(self) -> Sequence[PostLike]: ...


class Nobody:
    """A visitor without a post: may do nothing."""

    display_name = ""
    organisation_name = ""
    post_name = ""
    posts: Sequence[PostLike] = ()

    def may(self, permission: str, /) -> bool:
        return False


NOBODY: Final = Nobody()


def actor_of(request: HttpRequest) -> Actor:
    """The acting person that the platform's middleware put on the request; Nobody where it put none."""
    return cast(Actor, getattr(request, "actor", None) or NOBODY)


def is_signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


def permitted(request: HttpRequest, permission: str) -> bool:
    """Whether this request may; SIGNED_IN asks only for a log-in, an empty permission is always refused."""
    if permission == SIGNED_IN:
        return is_signed_in(request)
    return bool(permission) and actor_of(request).may(permission)
