"""The pack section `hotline_office`: one item."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from shizheng.kit.errors import Fault
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.office import set_office
from shizheng.systems.hotline.models import HotlineOffice

Days = Annotated[int, Meta(ge=1, le=90)]


class OfficeItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`centre` is a code."""

    centre: str
    accepts_anonymous: bool = True
    callback_days: Days = 7
    callback_attempts: Annotated[int, Meta(ge=1, le=9)] = 3
    unhappy: Literal["rework", "call"] = "rework"


def review(items: Sequence[OfficeItem], pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    units = set(Organisation.objects.values_list("code", flat=True)) | {
        unit.code for unit in pack.get("organisations", ())
    }
    faults = [
        (index, Fault(f"热线中心“{item.centre}”不存在", "centre"))
        for index, item in enumerate(items)
        if item.centre not in units
    ]
    return [*faults, *((index, Fault("只能写一项", "centre")) for index in range(1, len(items)))]


def apply(actor: Actor, item: OfficeItem) -> Outcome:
    known = HotlineOffice.objects.select_related("centre").first()
    stated = (item.centre, item.accepts_anonymous, item.callback_days, item.callback_attempts, item.unhappy)
    if known and stated == (
        known.centre.code,
        known.accepts_anonymous,
        known.callback_days,
        known.callback_attempts,
        known.unhappy,
    ):
        return UNCHANGED
    set_office(
        actor,
        centre=Organisation.objects.get(code=item.centre),
        accepts_anonymous=item.accepts_anonymous,
        callback_days=item.callback_days,
        callback_attempts=item.callback_attempts,
        unhappy=item.unhappy,
    )
    return UPDATED if known else CREATED


OFFICE = PackSection(id="hotline_office", name="热线设置", schema=OfficeItem, apply=apply, review=review, rank=590)
