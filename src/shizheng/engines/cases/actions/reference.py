"""Keeping what cases refer to: categories, areas and the table of limits."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from shizheng.engines.cases.domain.limits import LimitRow, row_faults
from shizheng.engines.cases.domain.sprouts import Sprout, sprout_faults
from shizheng.engines.cases.models import Area, Category, LimitEdition, LimitRowModel
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor

_NUMBERED = (LimitRowModel.objects, LimitEdition.objects)


@action("cases.set_limits", "导入时限表", permission="cases.manage")
def set_limits(actor: Actor, *, process: str, rows: Sequence[LimitRow]) -> int:
    """Replace the process's table as a new edition, which is given back. Clocks that run keep what they began with.

    InvalidInputError with every fault of every row, ties among them.
    """
    declared = process_of(process)
    known = {(declared.id, clock.id) for clock in declared.clocks}
    if faults := row_faults(rows, known):
        raise InvalidInputError(faults, f"时限表有{len(faults)}处问题，没有导入")
    table = LimitRowModel.objects.filter(process=process)
    before = [each.filter(process=process).aggregate(last=Max("edition"))["last"] or 0 for each in _NUMBERED]
    edition = max(before) + 1
    table.delete()
    stored = LimitRowModel.objects.bulk_create([_stored(row, edition) for row in rows])
    LimitEdition.objects.create(
        process=process, edition=edition, made_by=actor.display_name[:100], rows=[row.line for row in stored]
    )
    trace(None, f"导入{declared.name}时限表第{edition}版，{len(rows)}行")
    return int(edition)


def _stored(row: LimitRow, edition: int) -> LimitRowModel:
    return LimitRowModel(
        process=row.process,
        clock=row.clock,
        urgency=row.urgency,
        category=row.category,
        nature=row.nature,
        area=row.area,
        amount=row.limit.amount,
        unit=row.limit.unit,
        source=row.limit.source,
        edition=edition,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


@action("cases.plant_categories", "导入类别", permission="cases.manage")
def plant_categories(actor: Actor, *, sprouts: Sequence[Sprout]) -> int:
    """Add and change categories by their code, all or none; how many are new or different."""
    changed = _plant(Category, sprouts, "process")
    trace(None, f"导入类别{len(sprouts)}个，新增或修改{changed}个")
    return changed


@action("cases.plant_areas", "导入区域", permission="cases.manage")
def plant_areas(actor: Actor, *, sprouts: Sequence[Sprout]) -> int:
    """Add and change areas by their code, all or none; how many are new or different."""
    changed = _plant(Area, sprouts, "level")
    trace(None, f"导入区域{len(sprouts)}个，新增或修改{changed}个")
    return changed


def _plant(tree: type[Category] | type[Area], sprouts: Sequence[Sprout], kind: str) -> int:
    """A branch keeps its place: where it stands under is part of the lineage that limits were chosen by."""
    wanted = {each.code for each in sprouts} | {each.parent for each in sprouts}
    known: dict[str, Any] = {branch.code: branch for branch in tree.objects.filter(code__in=wanted)}
    faults = list(sprout_faults(sprouts, known))
    if faults:
        raise InvalidInputError(faults, f"有{len(faults)}处问题，没有导入")
    changed = 0
    for each in sprouts:
        values = {
            "name": each.name,
            kind: each.kind,
            "order": each.order,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
        }
        branch = known.get(each.code)
        if branch is None:
            branch = tree.objects.create(code=each.code, parent=known.get(each.parent), **values)
            branch.grow(known.get(each.parent))
            branch.save(update_fields=["path", "lineage"])
            known[each.code] = branch
            changed += 1
        elif any(getattr(branch, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(branch, name, value)
            branch.save()
            changed += 1
    return changed
