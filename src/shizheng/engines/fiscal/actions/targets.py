"""Filling target sheets and what was achieved."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from shizheng.engines.fiscal.domain.amounts import fen_of
from shizheng.engines.fiscal.domain.promises import (
    Achievement,
    Column,
    Promise,
    achievement_faults,
    promise_faults,
)
from shizheng.engines.fiscal.models import EvaluationRow, Indicator, Project, TargetSheet, once, text_faults
from shizheng.engines.fiscal.models.targets import reading
from shizheng.engines.fiscal.queries.versions import ConflictError, held
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.journal.actions.record import Changes
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor

Key = tuple[str, str, str]


@action("fiscal.sheet.set", "填报绩效目标表", permission="fiscal.promise", on="organisation")
def set_target_sheet(
    actor: Actor,
    *,
    organisation: Organisation,
    year: int,
    promises: Sequence[Promise],
    project: Project | None = None,
    period_goal: str = "",
    annual_goal: str = "",
    expected_version: int | None = None,
) -> TargetSheet:
    """Save a project's sheet, or the whole unit's where `project` is None; a new sheet has no expected version.

    A promise kept (same column, second level and name) keeps its row, and with it what is bound to it.
    """
    _require_sound(organisation, year, promises, project)
    sheet = _sheet_to_fill(organisation, year, project, expected_version)
    changes = dict(amend(sheet, period_goal=period_goal, annual_goal=annual_goal))
    if sheet.pk:
        changes |= amend(sheet, version=sheet.version + 1)
    with once(ConflictError(f"“{sheet}”已经填报过", remedy="请打开已有的目标表修改")):
        sheet.save()
    changes |= _replace_promises(sheet, promises)
    judged = sum(row.target.kind in ("judgement", "absent") for row in promises)
    trace(sheet, f"填报{sheet}，指标{len(promises)}个，其中须人工判断{judged}个", changes=changes)
    return sheet


def _require_sound(organisation: Organisation, year: int, promises: Sequence[Promise], project: Project | None) -> None:
    faults = promise_faults(promises)
    for number, row in enumerate(promises, 1):
        texts = {"name": row.name, "text": row.text, "hint": row.hint}
        faults += [fault.within(f"第{number}行") for fault in text_faults(Indicator, texts)]
    if project is not None and project.organisation_id != organisation.pk:
        faults.append(Fault("项目不属于该单位", "项目"))
    if project is not None and not project.first_year <= year <= project.last_year:
        faults.append(Fault(f"{year}年不在项目实施期{project.first_year}—{project.last_year}年内", "年度"))
    if faults:
        raise InvalidInputError(faults, f"绩效目标有{len(faults)}处问题，没有保存")


def _sheet_to_fill(
    organisation: Organisation, year: int, project: Project | None, expected_version: int | None
) -> TargetSheet:
    known = TargetSheet.objects.filter(organisation=organisation, year=year, project=project).first()
    if known is None:
        return TargetSheet(organisation=organisation, year=year, project=project)
    if expected_version is None:
        raise ConflictError(f"“{known}”已经填报过", remedy="请打开已有的目标表修改")
    return held(known, expected_version)


def _replace_promises(sheet: TargetSheet, promises: Sequence[Promise]) -> Changes:
    known = {(row.column, row.level2, row.name): row for row in sheet.indicators.select_related("evaluation")}
    wanted = {promise.key: promise for promise in promises}
    if faults := _evaluated_faults(known, wanted):
        raise InvalidInputError(faults, "绩效目标没有保存")
    sheet.indicators.filter(pk__in=[row.pk for key, row in known.items() if key not in wanted]).delete()
    rows = [_filled(known.get(row.key) or Indicator(sheet=sheet), order, row) for order, row in enumerate(promises, 1)]
    Indicator.objects.bulk_update([row for row in rows if row.pk], _COLUMNS)
    Indicator.objects.bulk_create([row for row in rows if not row.pk])
    before = {_named(key): row.text for key, row in known.items()}
    after = {_named(key): promise.text for key, promise in wanted.items()}
    names = sorted(before.keys() | after.keys())
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}


def _named(key: Key) -> str:
    return "/".join(key)


def _evaluated_faults(known: Mapping[Key, Indicator], wanted: Mapping[Key, Promise]) -> list[Fault]:
    """What has been evaluated can neither go nor be promised otherwise."""
    faults = []
    for key, row in known.items():
        if not hasattr(row, "evaluation"):
            continue
        new = wanted.get(key)
        if new is None or (new.text, new.hint, new.weight) != (row.text, row.hint, row.weight):
            faults.append(Fault(f"“{row.name}”已经自评，不能删除或修改", "绩效指标"))
    return faults


_READ = ("kind", "comparator", "value", "upper", "unit", "first_month", "last_month", "times", "per")
_COLUMNS = ("level1", "order", "text", "hint", "weight", *_READ, "is_judgement", "judgement_reason")


def _filled(row: Indicator, order: int, promise: Promise) -> Indicator:
    columns = {
        "column": promise.column,
        "level1": promise.level1,
        "level2": promise.level2,
        "name": promise.name,
        "order": order,
        "text": promise.text,
        "hint": promise.hint,
        "weight": promise.weight,
        **reading(promise.target, row.sheet.year),
    }
    for name, value in columns.items():
        setattr(row, name, value)
    return row


@action("fiscal.evaluation.set", "填报绩效自评", permission="fiscal.evaluate", on="sheet")
def set_evaluation(
    actor: Actor,
    *,
    sheet: TargetSheet,
    achievements: Mapping[int, Achievement],
    expected_version: int,
    budget: Decimal | None = None,
    adjusted: Decimal | None = None,
    executed: Decimal | None = None,
) -> TargetSheet:
    """What was achieved, by indicator of the annual column; amounts in 元 for the execution rate."""
    sheet = held(sheet, expected_version)
    indicators = {row.pk: row for row in sheet.indicators.select_related("evaluation").filter(column=Column.ANNUAL)}
    _require_evaluable(indicators, achievements, {"年初预算数": budget, "全年预算数": adjusted, "全年执行数": executed})
    changes: dict[str, tuple[object, object]] = {}
    for pk, achieved in achievements.items():
        changes |= _evaluate(actor, indicators[pk], achieved)
    changes |= amend(sheet, budget=budget, adjusted=adjusted, executed=executed, version=sheet.version + 1)
    sheet.save()
    judged = sum(indicators[pk].is_judgement for pk in achievements)
    trace(sheet, f"填报{sheet}自评{len(achievements)}项，其中人工判断{judged}项", changes=changes)
    return sheet


def _require_evaluable(
    indicators: Mapping[int, Indicator],
    achievements: Mapping[int, Achievement],
    amounts: Mapping[str, Decimal | None],
) -> None:
    faults = [Fault("金额不能为负", name) for name, amount in amounts.items() if amount and fen_of(amount, name) < 0]
    for pk, achieved in achievements.items():
        row = indicators.get(pk)
        if row is None:
            faults.append(Fault("指标不在本表的年度栏内", f"指标{pk}"))
        else:
            texts = {"actual": achieved.actual, "reason": achieved.reason}
            found = [*achievement_faults(achieved, row.weight), *text_faults(EvaluationRow, texts)]
            faults += [fault.within(f"“{row.name}”") for fault in found]
    if faults:
        raise InvalidInputError(faults, f"自评有{len(faults)}处问题，没有保存")


def _evaluate(actor: Actor, row: Indicator, achieved: Achievement) -> Changes:
    before = row.evaluation if hasattr(row, "evaluation") else None
    EvaluationRow.objects.update_or_create(
        indicator=row,
        defaults={
            "actual": achieved.actual,
            "score": achieved.score,
            "reason": achieved.reason,
            "is_judgement": row.is_judgement,
            "account_name": actor.display_name,
            "at": clock.now(),
        },
    )
    old = f"{before.actual}，{before.score}分" if before else None
    new = f"{achieved.actual}，{achieved.score}分"
    return {row.name: (old, new)} if old != new else {}
