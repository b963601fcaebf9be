"""What bringing a file in would come to: every row read, every name looked up, nothing written."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from shizheng.engines.cases.domain.contacts import ContactDetails, contact_faults
from shizheng.engines.cases.domain.mapping.branches import Found, FoundUnits, Known, find_paths, find_units
from shizheng.engines.cases.domain.mapping.mapping import Mapping, Tree, choices_of, mapping_faults
from shizheng.engines.cases.domain.mapping.past import KIND, Historian
from shizheng.engines.cases.domain.mapping.reading import Draft, Path, missing_columns, read_drafts
from shizheng.engines.cases.domain.mapping.table import Table
from shizheng.engines.cases.models import Area, Category, External
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.modules.module import contributed
from shizheng.platform.orgs.models import FormerName, Organisation
from shizheng.platform.policy.domain.actor import Actor

LEVELS = ("district", "street", "community", "grid")


@dataclass(frozen=True, slots=True)
class Plan:
    """`fresh` are the rows whose number no case has yet; `faults` are of all rows and forbid the import."""

    mapping: Mapping
    drafts: Sequence[Draft]
    fresh: Sequence[Draft]
    keeper: Organisation | None
    categories: Found = field(default_factory=Found)
    areas: Found = field(default_factory=Found)
    units: FoundUnits = field(default_factory=FoundUnits)
    faults: Sequence[Fault] = ()

    @property
    def known(self) -> int:
        return len(self.drafts) - len(self.fresh)


def historians() -> list[Historian]:
    return [found for found in contributed(KIND) if isinstance(found, Historian)]


def historian(process: str) -> Historian:
    for found in historians():
        if found.id == process:
            return found
    raise InvalidInputError([Fault(f"流程“{process}”不支持批量导入")])


def plan_import(actor: Actor, mapping: Mapping, table: Table) -> Plan:
    """InvalidInputError only where no row can be read at all; everything else stands among the plan's faults."""
    historian(mapping.process)
    if words := mapping_faults(mapping):
        raise InvalidInputError([Fault(each, "对应关系") for each in words])
    if absent := missing_columns(table, mapping):
        raise InvalidInputError(absent, f"文件与对应关系“{mapping.name}”不符" if len(absent) > 1 else "")
    drafts = list(read_drafts(table, mapping, choices_of(process_of(mapping.process))))
    there = External.objects.known(mapping.source, [draft.text("number") for draft in drafts])
    fresh = [draft for draft in drafts if draft.text("number") not in there]
    keeper = _keeper(actor, mapping)
    categories = _paths(mapping.category, Category, fresh, mapping.source, (mapping.process,), _category)
    areas = _paths(mapping.area, Area, fresh, mapping.source, _levels(mapping.area), _area)
    units = _units(mapping, fresh)
    faults = [fault for draft in drafts for fault in draft.faults]
    faults += [fault for draft in fresh for fault in _contact_faults(draft, table)]
    faults += _strange(mapping, table, fresh, categories, areas, units)
    if keeper is None:
        faults.append(Fault("没有写明受理单位", "对应关系", "请选择受理单位"))
    return Plan(mapping, drafts, fresh, keeper, categories, areas, units, faults)


def details(draft: Draft) -> ContactDetails | None:
    name, phone = draft.text("contact_name"), draft.text("contact_phone")
    kept = draft.values.get("confidential") is True
    return ContactDetails(name=name, phone=phone, confidential=kept) if name or phone or kept else None


def _contact_faults(draft: Draft, table: Table) -> Iterator[Fault]:
    found = details(draft)
    if found is not None:
        yield from (fault.within(table.place(draft.number)) for fault in contact_faults(found))


def _keeper(actor: Actor, mapping: Mapping) -> Organisation | None:
    if mapping.keeper:
        return Organisation.objects.filter(code=mapping.keeper).first()
    return Organisation.objects.filter(pk=actor.organisation_id or 0).first()


def _levels(tree: Tree | None) -> Sequence[str]:
    """A tree of two levels under a district begins with streets."""
    if tree is None or not tree.under:
        return LEVELS
    above = Area.objects.filter(code=tree.under).values_list("level", flat=True).first()
    return LEVELS[LEVELS.index(above) + 1 :] or LEVELS[-1:] if above in LEVELS else LEVELS


def _category(draft: Draft) -> Path:
    return draft.category


def _area(draft: Draft) -> Path:
    return draft.area


def _paths(
    tree: Tree | None,
    table: type[Category] | type[Area],
    drafts: Sequence[Draft],
    source: str,
    kinds: Sequence[str],
    path: Callable[[Draft], Path],
) -> Found:
    if tree is None:
        return Found()
    known = Known.of(table.objects.values_list("code", "name", "parent__code"))
    return find_paths(Counter(path(draft) for draft in drafts if path(draft)), tree, known, source, kinds)


def _units(mapping: Mapping, drafts: Sequence[Draft]) -> FoundUnits:
    if mapping.unit is None:
        return FoundUnits()
    names: dict[str, str] = dict(FormerName.objects.values_list("name", "organisation__code"))
    codes = []
    for code, name, short in Organisation.objects.values_list("code", "name", "short_name"):
        codes.append(code)
        names |= {each: code for each in (name, short) if each}
    named = Counter(draft.unit for draft in drafts if draft.unit[0])
    return find_units(named, mapping.unit, codes, names, mapping.source)


def _strange(
    mapping: Mapping, table: Table, drafts: Sequence[Draft], categories: Found, areas: Found, units: FoundUnits
) -> Iterator[Fault]:
    """Names that lead nowhere, each once, at the first row that has it."""
    if mapping.category:
        column = mapping.category.levels[-1].column
        yield from _lost(table, column, "类别", drafts, categories, _category)
    if mapping.area:
        yield from _lost(table, mapping.area.levels[-1].column, "区域", drafts, areas, _area)
    for unit, count in units.unknown.items():
        first = next(draft for draft in drafts if draft.unit == unit)
        place = table.place(first.number, mapping.unit.column if mapping.unit else "")
        yield Fault(f"没有单位“{unit[0]}”（共{count}行）", place, "请写明它对应哪个单位，或选择新设")


def _lost(
    table: Table, column: str, word: str, drafts: Sequence[Draft], found: Found, path: Callable[[Draft], Path]
) -> Iterator[Fault]:
    for lost, count in found.unknown.items():
        first = next(draft for draft in drafts if path(draft) == lost)
        names = " › ".join(name for name, _ in lost)
        place = table.place(first.number, column)
        yield Fault(f"没有{word}“{names}”（共{count}行）", place, f"请写明它对应哪个{word}，或选择新设")
