"""The question every write and every page asks first."""

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest

from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.domain.actor import ANONYMOUS, Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.models import reaches


class DeniedError(ShizhengError, PermissionDenied):
    """The actor may not do this; Django answers 403 with the Chinese page."""


def acting(request: HttpRequest) -> Actor:
    """Who acts in this request; nobody where no middleware has said so."""
    actor = getattr(request, "actor", None)
    return cast(Actor, actor) if actor is not None else ANONYMOUS


def require(actor: Actor, permission: str, row: models.Model | None = None) -> None:
    """Raise DeniedError unless the actor holds the permission and, where a row is given, it lies in its scope."""
    label = PERMISSIONS.get(permission).label
    if not actor.may(permission):
        raise DeniedError(f"当前岗位没有“{label}”权限", remedy="如需办理，请联系系统管理员授权")
    if row is not None and not actor.everything and not reaches(actor, permission, row):
        raise DeniedError(f"该记录不在当前岗位“{label}”权限的范围内", remedy="请切换岗位，或联系系统管理员授权")


def require_account(actor: Actor) -> None:
    """Raise DeniedError for a visitor who has not logged in."""
    if actor.is_anonymous:
        raise DeniedError("请先登录", remedy="登录后再办理")
