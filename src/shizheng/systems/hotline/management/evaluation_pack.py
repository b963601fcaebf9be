"""The pack section `hotline_evaluation`: which units are ranked together, by which figures, weights and targets."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct, structs

from shizheng.kit.errors import Fault
from shizheng.platform.modules.module import CREATED, UNCHANGED, UPDATED, Outcome, PackSection
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.evaluation import set_group
from shizheng.systems.hotline.domain.evaluation import Rule, faults_of
from shizheng.systems.hotline.models import UnitGroup
from shizheng.systems.hotline.queries.evaluation import figures


class RuleItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`target` earns all of the weight, `floor` nothing; both in the measure's own unit, percent as 98 and not 0.98."""

    measure: Annotated[str, Meta(min_length=1, max_length=60)]
    weight: Decimal
    target: Decimal
    floor: Decimal


class GroupItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`organisations` are codes; a unit stands in one group."""

    group: Annotated[str, Meta(min_length=1, max_length=60)]
    order: int = 0
    organisations: Annotated[list[str], Meta(min_length=1)]
    rules: Annotated[list[RuleItem], Meta(min_length=1)]


def review(items: Sequence[GroupItem], pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    """Units that exist and stand once, figures that exist and add up, weights that come to a hundred."""
    faults: list[tuple[int, Fault]] = []
    units = set(Organisation.objects.values_list("code", flat=True)) | {
        unit.code for unit in pack.get("organisations", ())
    }
    addable = [each.id for each in figures() if each.quantile is None]
    seen: set[str] = set()
    for index, item in enumerate(items):
        for code in item.organisations:
            if code not in units:
                faults.append((index, Fault(f"单位“{code}”不存在", "organisations")))
            if code in seen:
                faults.append((index, Fault(f"单位“{code}”写在两个分组中", "organisations", "一个单位只参加一个分组")))
            seen.add(code)
        stated = [structs.asdict(rule) for rule in item.rules]
        faults += [(index, Fault(words, "rules")) for words in faults_of(stated, addable)]
    return faults


def apply(actor: Actor, item: GroupItem) -> Outcome:
    rules = [Rule(rule.measure, rule.weight, rule.target, rule.floor) for rule in item.rules]
    known = UnitGroup.objects.filter(name=item.group).first()
    stated = (item.order, list(item.organisations), [rule.plain for rule in rules])
    if known is not None and (known.order, known.units, known.rules) == stated:
        return UNCHANGED
    set_group(actor, name=item.group, order=item.order, units=item.organisations, rules=rules)
    return UPDATED if known else CREATED


EVALUATION = PackSection(
    id="hotline_evaluation", name="热线考核", schema=GroupItem, apply=apply, review=review, rank=620
)
