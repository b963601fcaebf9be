"""Row scope as a queryset: the one way to obtain rows on behalf of someone."""

from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import Q

from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope, following

M = TypeVar("M", bound=models.Model)
NO_ROWS = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class ScopeFields:
    """How a model's rows tie to people and organisations.

    `view` is the permission that reading needs. `owner` is a lookup to an account's id, `organisation` to an
    organisation's id, `path` to its path. A scope whose lookup is not declared reaches nothing.
    """

    view: str
    owner: str = ""
    organisation: str = ""
    path: str = ""

    def reach(self, scope: Scope, actor: Actor) -> Q:
        if scope is Scope.ALL:
            return Q()
        if scope is Scope.OWN:
            return self._owned(actor)
        if scope is Scope.ORGANISATION:
            return self._owned(actor) | self._inside(actor)
        return self._owned(actor) | self._below(actor)

    def _owned(self, actor: Actor) -> Q:
        return Q(**{self.owner: actor.account_id}) if self.owner and actor.account_id else NO_ROWS

    def _inside(self, actor: Actor) -> Q:
        known = self.organisation and actor.organisation_id
        return Q(**{self.organisation: actor.organisation_id}) if known else NO_ROWS

    def _below(self, actor: Actor) -> Q:
        if not (self.path and actor.organisation_path):
            return NO_ROWS
        path = actor.organisation_path
        return Q(**{f"{self.path}__gte": path, f"{self.path}__lt": following(path)})


class VisibleQuerySet(models.QuerySet[M]):
    """Models that hold anybody's rows use this (or a subclass) and declare `scope_fields = ScopeFields(...)`."""

    def visible_to(self, actor: Actor, permission: str = "") -> Self:
        """Rows that the actor may reach by `permission` (default: the model's reading permission); none without it."""
        fields: ScopeFields | None = getattr(self.model, "scope_fields", None)
        if fields is None:
            return self.none()
        scope = actor.scope(permission or fields.view)
        if scope is None:
            return self.none()
        return self.filter(fields.reach(scope, actor))


def reaches(actor: Actor, permission: str, row: models.Model) -> bool:
    """Whether the saved row lies within the actor's scope for the permission; one query."""
    rows: Any = type(row)._default_manager
    return row.pk is not None and bool(rows.visible_to(actor, permission).filter(pk=row.pk).exists())
