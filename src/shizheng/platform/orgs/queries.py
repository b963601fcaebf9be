"""Reads over organisations and their names."""

from collections.abc import Collection
from datetime import date

from shizheng.platform.orgs.models import FormerName, Organisation


def name_at(organisation: Organisation, day: date) -> str:
    """What the organisation was called on the day."""
    former = FormerName.objects.filter(organisation=organisation, valid_to__gte=day).order_by("valid_to").first()
    return former.name if former else organisation.name


def by_name(name: str) -> list[Organisation]:
    """Organisations that bear or bore exactly this name, full or short, oldest code first."""
    found = Organisation.objects.filter(name=name) | Organisation.objects.filter(short_name=name)
    former = FormerName.objects.filter(name=name).values("organisation_id")
    return list((found | Organisation.objects.filter(pk__in=former)).order_by("code"))


def unit_of(code: str) -> Organisation | None:
    return Organisation.objects.filter(code=code).first()


def keys_of(codes: Collection[str]) -> dict[str, int]:
    """Code → key of those that exist."""
    return dict(Organisation.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
