"""The pack section `organisations`: the tree as a city writes it down."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from shizheng.kit.errors import Fault
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.orgs.actions import (
    create_organisation,
    describe_organisation,
    move_organisation,
    rename_organisation,
)
from shizheng.platform.orgs.models import Kind, Organisation
from shizheng.platform.policy.domain.actor import Actor


class OrganisationItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`parent` is the parent's code; parents stand before their children."""

    code: Annotated[str, Meta(min_length=1, max_length=40)]
    name: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: Kind = Kind.DEPARTMENT
    parent: str = ""
    short_name: Annotated[str, Meta(max_length=60)] = ""
    order: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


def review(items: Sequence[OrganisationItem], _pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    """Codes stated once, parents known before their children, spans that end after they begin."""
    faults: list[tuple[int, Fault]] = []
    seen: set[str] = set()
    known = set(Organisation.objects.values_list("code", flat=True))
    for index, item in enumerate(items):
        if item.code in seen:
            faults.append((index, Fault(f"单位编码“{item.code}”重复", "code", "每个单位只写一次")))
        if item.parent and item.parent not in seen | known:
            faults.append((index, Fault(f"上级单位“{item.parent}”不存在", "parent", "上级单位应写在下级单位之前")))
        if item.valid_from and item.valid_to and item.valid_to < item.valid_from:
            faults.append((index, Fault("撤销日期早于设立日期", "valid_to")))
        seen.add(item.code)
    return faults


def apply(actor: Actor, item: OrganisationItem) -> Outcome:
    parent = Organisation.objects.get(code=item.parent) if item.parent else None
    known = Organisation.objects.filter(code=item.code).first()
    if known is None:
        create_organisation(
            actor,
            code=item.code,
            name=item.name,
            kind=item.kind,
            parent=parent,
            short_name=item.short_name,
            order=item.order,
            valid_from=item.valid_from,
            valid_to=item.valid_to,
        )
        return CREATED
    changed = [_rename(actor, known, item), _move(actor, known, parent), _describe(actor, known, item)]
    return UPDATED if any(changed) else UNCHANGED


def _rename(actor: Actor, known: Organisation, item: OrganisationItem) -> bool:
    if known.name == item.name:
        return False
    rename_organisation(actor, organisation=known, name=item.name, reason="配置包")
    return True


def _move(actor: Actor, known: Organisation, parent: Organisation | None) -> bool:
    if known.parent_id == (parent.pk if parent else None):
        return False
    move_organisation(actor, organisation=known, parent=parent, reason="配置包")
    return True


def _describe(actor: Actor, known: Organisation, item: OrganisationItem) -> bool:
    wanted = (item.kind, item.short_name, item.order, item.valid_from, item.valid_to)
    if (known.kind, known.short_name, known.order, known.valid_from, known.valid_to) == wanted:
        return False
    describe_organisation(
        actor,
        organisation=known,
        kind=item.kind,
        short_name=item.short_name,
        order=item.order,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
    )
    return True


ORGANISATIONS = PackSection(
    id="organisations", name="组织机构", schema=OrganisationItem, apply=apply, review=review, rank=100
)
