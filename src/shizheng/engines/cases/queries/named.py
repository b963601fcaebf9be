"""Units and branches by whatever people call them."""

from typing import Any

from django.db.models import Q

from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor


def units_called(words: str) -> list[int]:
    """Keys of the units with this code, name or short name."""
    found = Organisation.objects.filter(Q(code=words) | Q(name=words) | Q(short_name=words))
    return list(found.values_list("pk", flat=True))


def own_code(actor: Actor) -> str:
    """The code of the unit that the actor acts for; empty where there is none."""
    found = Organisation.objects.filter(pk=actor.organisation_id or 0).values_list("code", flat=True).first()
    return str(found or "")


def under(rows: Any, code: str) -> Any:
    """Those of the rows that are the branch with this code or stand below it."""
    found = rows.model.objects.filter(code=code).first()
    return rows.below(found.path) if found else rows.none()


def in_use(rows: Any, *, wanted: bool) -> Any:
    """Those of the rows that may be chosen today, or those that may not."""
    there = rows.model.objects.at(clock.today()).values("pk")
    return rows.filter(pk__in=there) if wanted else rows.exclude(pk__in=there)
