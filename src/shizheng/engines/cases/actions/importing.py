"""Bringing in the cases of a file: all of its rows or none, each number of the other platform once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shizheng.engines.cases.actions.loading import load_cases
from shizheng.engines.cases.actions.reference import plant_areas, plant_categories
from shizheng.engines.cases.domain.mapping.mapping import Mapping, as_body, mapping_faults
from shizheng.engines.cases.domain.mapping.past import PastCase
from shizheng.engines.cases.domain.mapping.reading import Draft
from shizheng.engines.cases.domain.mapping.table import Table
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.models import Case, CaseImport, CaseMapping, External
from shizheng.engines.cases.models.mapping import LOAD, ImportState
from shizheng.engines.cases.queries.importing import Plan, details, historian, plan_import
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.files.models import StoredFile
from shizheng.platform.jobs.actions import enqueue
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.orgs.actions import create_organisation
from shizheng.platform.orgs.models import Kind, Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import above

JOB = "cases.import"
CHUNK = 2_000
SHOWN = 30
_FIELDS = ("title", "text", "place", "nature", "urgency", "channel")
_SAID = ("verdict", "result", "public_reply", "solved", "satisfaction", "notes")
_NTH = re.compile(r"^第(\d+)件")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many cases came in, how many rows were here already, and what was planted for them."""

    cases: int
    known: int
    categories: int = 0
    areas: int = 0
    units: int = 0

    @property
    def words(self) -> str:
        planted = [("类别", self.categories), ("区域", self.areas), ("单位", self.units)]
        new = "".join(f"，新设{word}{count}个" for word, count in planted if count)
        return f"导入{self.cases}件" + (f"，已有{self.known}件未重复导入" if self.known else "") + new


@action("cases.import", "导入工单文件", permission=LOAD)
def import_cases(actor: Actor, *, mapping: Mapping, table: Table) -> Imported:
    """InvalidInputError with every fault by row and column. What is planted needs its own permissions."""
    plan = plan_import(actor, mapping, table)
    if plan.faults:
        shown = list(plan.faults[:SHOWN])
        raise InvalidInputError(shown, f"文件有{len(plan.faults)}处问题，没有导入" if len(plan.faults) > 1 else "")
    categories, areas = plan.categories.sprouts, plan.areas.sprouts
    if categories:
        plant_categories(actor, sprouts=categories)
    if areas:
        plant_areas(actor, sprouts=areas)
    units = _settled_units(actor, plan)
    for start in range(0, len(plan.fresh), CHUNK):
        _load(actor, plan, plan.fresh[start : start + CHUNK], units)
    done = Imported(len(plan.fresh), plan.known, len(categories), len(areas), len(plan.units.new))
    trace(None, f"按“{mapping.name}”{done.words}")
    return done


def _settled_units(actor: Actor, plan: Plan) -> dict[tuple[str, str], tuple[int, str]]:
    """Organisations by what the file calls them, those that were not here made first."""
    column = plan.mapping.unit
    if column is None:
        return {}
    parent = _above(plan)
    for new in plan.units.new.values():
        create_organisation(actor, code=new.code, name=new.name, kind=Kind.OTHER, parent=parent)
    wanted = set(plan.units.codes.values())
    found = {each.code: (each.pk, each.name) for each in Organisation.objects.filter(code__in=wanted)}
    if absent := sorted(code for code in wanted if code and code not in found):
        raise InvalidInputError([Fault(f"没有编码为“{'、'.join(absent)}”的单位", "对应关系", "请改正承办单位的对应")])
    return {name: found.get(code, (0, "")) for name, code in plan.units.codes.items()}


def _above(plan: Plan) -> Organisation | None:
    """What new units stand below: as the mapping says, else the top of the keeper's tree."""
    if plan.mapping.unit and plan.mapping.unit.under:
        return Organisation.objects.get(code=plan.mapping.unit.under)
    path = plan.keeper.path or "" if plan.keeper else ""
    return Organisation.objects.filter(path=[*above(path), path][0]).first()


def _load(
    actor: Actor, plan: Plan, drafts: Sequence[Draft], units: dict[tuple[str, str], tuple[int, str]]
) -> list[Case]:
    compose = historian(plan.mapping.process).compose
    histories = [compose(_past(plan, draft, units)) for draft in drafts]
    try:
        loaded = load_cases(
            actor, process=plan.mapping.process, histories=histories, contacts=[details(draft) for draft in drafts]
        )
    except InvalidInputError as error:
        raise InvalidInputError([_by_row(fault, drafts) for fault in error.faults[:SHOWN]], error.summary) from error
    External.objects.bulk_create(
        [
            External(source=plan.mapping.source, number=draft.text("number"), case=case, due_at=draft.instant("due_at"))
            for draft, case in zip(drafts, loaded.cases, strict=True)
        ],
        batch_size=1000,
    )
    return list(loaded.cases)


def _by_row(fault: Fault, drafts: Sequence[Draft]) -> Fault:
    """Loading counts cases; whoever reads it looks at the rows of the file."""
    match = _NTH.match(fault.place)
    if match is None:
        return fault
    return Fault(fault.message, f"第{drafts[int(match[1]) - 1].number}行{fault.place[match.end() :]}", fault.remedy)


def _past(plan: Plan, draft: Draft, units: dict[tuple[str, str], tuple[int, str]]) -> PastCase:
    opened, keeper = draft.instant("opened_at"), plan.keeper
    if opened is None or keeper is None:
        raise InvalidInputError([Fault("没有受理时间或受理单位", f"第{draft.number}行")])
    answers: dict[str, Value] = {name: draft.text(name) for name in _FIELDS if draft.text(name)}
    if draft.category:
        answers["category"] = plan.categories.codes[draft.category]
    if draft.area:
        answers["area"] = plan.areas.codes[draft.area]
    said = {name: _value(draft.values[name]) for name in _SAID if name in draft.values}
    closed_at = draft.instant("closed_at")
    return PastCase(
        plan.mapping.source,
        opened,
        {name: value for name, value in answers.items() if value},
        (keeper.pk, keeper.name),
        units.get(draft.unit, (0, "")),
        draft.values.get("closed", closed_at is not None) is True,
        draft.instant("due_at"),
        closed_at,
        {**said, "outer": draft.text("number")},
    )


def _value(found: object) -> Value:
    return found if isinstance(found, str | bool) else str(found)


@action("cases.save_mapping", "保存导入对应关系", permission=LOAD)
def save_mapping(actor: Actor, *, mapping: Mapping) -> CaseMapping:
    """Under its name; one that is there gives way."""
    if words := mapping_faults(mapping):
        raise InvalidInputError([Fault(each, "对应关系") for each in words])
    historian(mapping.process)
    found, _ = CaseMapping.objects.update_or_create(
        name=mapping.name,
        defaults={"process": mapping.process, "body": as_body(mapping), "changed_at": clock.now()},
    )
    trace(found, f"保存导入对应关系“{mapping.name}”")
    return found


@action("cases.remove_mapping", "删除导入对应关系", permission=LOAD, on="mapping")
def remove_mapping(actor: Actor, *, mapping: CaseMapping, reason: str) -> None:
    trace(mapping, f"删除导入对应关系“{mapping.name}”", reason=reason)
    mapping.delete()


@action("cases.begin_import", "上传待导入文件", permission=LOAD)
def begin_import(actor: Actor, *, file: StoredFile, mapping: Mapping) -> CaseImport:
    """The file waits until somebody has looked at its preview."""
    begun = CaseImport.objects.create(
        file=file, body=as_body(mapping), account_id=actor.account_id, organisation_id=actor.organisation_id
    )
    trace(begun, f"上传待导入文件“{file.name}”")
    return begun


@action("cases.map_import", "调整对应关系", permission=LOAD, on="begun")
def map_import(actor: Actor, *, begun: CaseImport, mapping: Mapping) -> CaseImport:
    begun = _waiting(begun)
    begun.body, begun.version = as_body(mapping), begun.version + 1
    begun.save(update_fields=["body", "version"])
    trace(begun, f"调整“{begun.file}”的对应关系")
    return begun


@action("cases.submit_import", "提交导入", permission=LOAD, on="begun")
def submit_import(actor: Actor, *, begun: CaseImport) -> CaseImport:
    """As a job; twice submitted it runs once."""
    begun = _waiting(begun)
    begun.run = enqueue(actor, job=JOB, arguments={"begun_id": begun.pk}, label=f"导入“{begun.file}”")
    begun.state = ImportState.RUNNING
    begun.save(update_fields=["run", "state"])
    trace(begun, f"提交导入“{begun.file}”")
    return begun


@action("cases.finish_import", "完成导入", permission=LOAD, on="begun")
def finish_import(actor: Actor, *, begun: CaseImport, table: Table, mapping: Mapping) -> Imported:
    """The import itself and the note of what came of it, in one."""
    done = import_cases(actor, mapping=mapping, table=table)
    begun.state, begun.result = ImportState.DONE, _counts(done)
    begun.save(update_fields=["state", "result"])
    trace(begun, done.words)
    return done


@action("cases.resume_import", "重新准备导入", permission=LOAD, on="begun")
def resume_import(actor: Actor, *, begun: CaseImport, problem: str) -> CaseImport:
    """After a job that was refused: the file can be looked at and submitted again."""
    begun.state, begun.result = ImportState.DRAFT, {"problem": problem[:5000]}
    begun.save(update_fields=["state", "result"])
    trace(begun, f"“{begun.file}”没有导入")
    return begun


def _waiting(begun: CaseImport) -> CaseImport:
    found: CaseImport = CaseImport.objects.select_for_update().get(pk=begun.pk)
    if found.state != ImportState.DRAFT:
        raise ShizhengError(f"“{found.file}”{found.get_state_display()}，不能再改", remedy="请重新上传文件")
    return found


def _counts(done: Imported) -> dict[str, Any]:
    return {name: getattr(done, name) for name in ("cases", "known", "categories", "areas", "units")}
