"""A project from proposal to closing: its moves, money and purchases."""

from collections.abc import Mapping, Sequence
from datetime import date

from shizheng.engines.fiscal.domain.amounts import yuan
from shizheng.engines.fiscal.domain.projects.funding import Line, Stated, funding_faults, total
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind, period_faults
from shizheng.engines.fiscal.domain.projects.lifecycle import Move, Request, request_faults
from shizheng.engines.fiscal.domain.projects.moves import LIFECYCLE
from shizheng.engines.fiscal.domain.projects.procurement import Item, item_faults
from shizheng.engines.fiscal.domain.projects.stages import Party, Stage
from shizheng.engines.fiscal.models import ProcurementItem, Project, ProjectFunding, ProjectMove, once, text_faults
from shizheng.engines.fiscal.models.projects import ENDS
from shizheng.engines.fiscal.queries.proofs import missing_proofs
from shizheng.engines.fiscal.queries.versions import held
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.kit.money import format_yuan
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError, require

PERMISSIONS: Mapping[Party, str] = {
    Party.APPLICANT: "fiscal.propose",
    Party.REVIEWER: "fiscal.review",
    Party.APPROVER: "fiscal.approve",
    Party.PURCHASER: "fiscal.purchase",
    Party.ACCEPTOR: "fiscal.accept",
}


class ProjectError(ShizhengError):
    """Something a project's state does not allow."""


@action("fiscal.project.propose", "申报项目", permission="fiscal.propose", on="organisation")
def propose_project(
    actor: Actor,
    *,
    organisation: Organisation,
    code: str,
    name: str,
    kind: Kind,
    continuity: Continuity,
    first_year: int,
    last_year: int,
    overview: str = "",
) -> Project:
    texts = {"code": code, "name": name, "overview": overview}
    _require_sound(texts, continuity, first_year, last_year)
    project = Project(
        organisation=organisation,
        code=code,
        name=name,
        kind=kind,
        continuity=continuity,
        first_year=first_year,
        last_year=last_year,
        overview=overview,
        owner_id=actor.account_id,
    )
    with once(ProjectError(f"项目编码“{code}”已被使用", "项目编码", "请换一个编码，或打开已有项目")):
        project.save()
    trace(project, f"申报{kind.label}项目“{name}”（{first_year}—{last_year}年）")
    return project


def _require_sound(texts: Mapping[str, str], continuity: Continuity, first_year: int, last_year: int) -> None:
    required = {"项目编码": texts["code"], "项目名称": texts["name"]}
    faults = [Fault("没有填写", place) for place, text in required.items() if not text.strip()]
    faults += text_faults(Project, texts)
    faults += [Fault(message, "实施期") for message in period_faults(continuity, first_year, last_year)]
    if faults:
        raise InvalidInputError(faults)


@action("fiscal.project.describe", "修改项目申报信息", permission="fiscal.propose", on="project")
def describe_project(
    actor: Actor,
    *,
    project: Project,
    name: str,
    kind: Kind,
    continuity: Continuity,
    first_year: int,
    last_year: int,
    overview: str,
    expected_version: int,
) -> Project:
    """While it is being proposed; money already laid out must stay inside the period."""
    project = held(project, expected_version)
    if project.stage != Stage.PROPOSAL:
        raise ProjectError(f"项目“{project}”已在{project.state.stage.label}环节，不能改申报信息", remedy="请先退回修改")
    _require_sound({"code": project.code, "name": name, "overview": overview}, continuity, first_year, last_year)
    outside = project.funding.exclude(year__gte=first_year, year__lte=last_year).values_list("year", flat=True)
    if years := "、".join(f"{year}年" for year in sorted(set(outside))):
        raise InvalidInputError([Fault(f"{years}已有资金安排，不在新的实施期内", "实施期", "请先调整资金安排")])
    changes = amend(
        project,
        name=name,
        kind=str(kind),
        continuity=str(continuity),
        first_year=first_year,
        last_year=last_year,
        overview=overview,
        version=project.version + 1,
    )
    project.save()
    trace(project, f"修改项目“{project}”的申报信息", changes=changes)
    return project


@action("fiscal.project.move", "项目流转", permission="fiscal.view", on="project")
def move_project(
    actor: Actor,
    *,
    project: Project,
    move: str,
    on: date,
    expected_version: int,
    documents: Mapping[str, str] | None = None,
    reason: str = "",
) -> Project:
    """Make one move of the lifecycle; who may is said by the move. `on` is the day it really happened."""
    step = LIFECYCLE.find(move)
    require(actor, PERMISSIONS[step.who], project)
    project = held(project, expected_version)
    _require_apart(actor, project, step)
    request = Request(step, on, documents or {}, reason)
    _require_possible(project, request)
    made = _record_move(actor, project, request)
    changes = amend(project, **_placed(project, step), version=project.version + 1)
    project.save()
    trace(
        project,
        f"{step.label}：{project}，{made.get_origin_display()}→{made.get_target_display()}",
        changes=changes,
        reason=reason,
    )
    return project


def _placed(project: Project, step: Move) -> dict[str, str]:
    after = LIFECYCLE.after(project.state, step)
    return {"stage": str(after.stage), "held_stage": str(after.held or "")}


def _require_apart(actor: Actor, project: Project, step: Move) -> None:
    earlier = project.moves.filter(move__in=step.apart_from, account_id=actor.account_id).last()
    if earlier is not None and actor.account_id is not None:
        words = f"您已对该项目“{LIFECYCLE.find(earlier.move).label}”，不能再“{step.label}”"
        raise DeniedError(words, remedy="不相容岗位应由不同的人办理")


def _require_possible(project: Project, request: Request) -> None:
    latest = project.moves.last()
    faults = request_faults(
        LIFECYCLE,
        project.state,
        Kind(project.kind),
        request,
        latest=latest.on if latest else None,
        today=clock.today(),
    )
    faults += text_faults(ProjectMove, {"reason": request.reason})
    if faults := faults or missing_proofs(project, request.move.needs):
        raise InvalidInputError(faults, f"不能“{request.move.label}”")


def _record_move(actor: Actor, project: Project, request: Request) -> ProjectMove:
    after = LIFECYCLE.after(project.state, request.move)
    return ProjectMove.objects.create(
        project=project,
        move=request.move.id,
        origin=project.stage,
        target=after.stage,
        on=request.on,
        documents=dict(request.documents),
        reason=request.reason,
        account_id=actor.account_id,
        account_name=actor.display_name,
        at=clock.now(),
    )


def _require_unfinished(project: Project) -> None:
    if project.stage in ENDS:
        raise ProjectError(f"项目“{project}”已{project.state.stage.label}，不能再改")


@action("fiscal.project.fund", "填报项目资金", permission="fiscal.propose", on="project")
def set_funding(
    actor: Actor, *, project: Project, lines: Sequence[Line], expected_version: int, stated: Stated | None = None
) -> Project:
    """Replace the project's money by level, fund and year; totals stated beside the lines must agree to the 分."""
    project = held(project, expected_version)
    _require_unfinished(project)
    if faults := funding_faults(lines, project.first_year, project.last_year, stated or Stated()):
        raise InvalidInputError(faults, f"资金安排有{len(faults)}处问题，没有保存")
    before = {_line_name(row.year, row.level, row.fund): row.amount for row in project.funding.all()}
    project.funding.all().delete()
    after = {_line_name(line.year, line.level, line.fund): yuan(line.fen) for line in lines}
    ProjectFunding.objects.bulk_create(
        ProjectFunding(project=project, year=row.year, level=row.level, fund=row.fund, amount=yuan(row.fen))
        for row in lines
    )
    names = sorted(before.keys() | after.keys())
    changed = {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
    _advance(project, f"填报项目“{project}”资金，实施期合计{format_yuan(total(lines))}元", changed)
    return project


def _line_name(year: int, level: str, fund: str) -> str:
    return f"{year}.{level}.{fund}"


def _advance(project: Project, summary: str, changes: Mapping[str, tuple[object, object]]) -> None:
    counted = amend(project, version=project.version + 1)
    project.save(update_fields=["version"])
    trace(project, summary, changes={**changes, **counted})


@action("fiscal.project.purchase", "填报采购事项", permission="fiscal.purchase", on="project")
def set_procurement(
    actor: Actor, *, project: Project, year: int, items: Sequence[Item], expected_version: int
) -> Project:
    """Replace what the project buys in a year; amounts in 分."""
    project = held(project, expected_version)
    _require_unfinished(project)
    faults = item_faults(items)
    for number, item in enumerate(items, 1):
        texts = {"name": item.name, "code": item.code}
        faults += [fault.within(f"第{number}行") for fault in text_faults(ProcurementItem, texts)]
    if not project.first_year <= year <= project.last_year:
        faults.append(Fault(f"{year}年不在实施期内", "年度"))
    if faults:
        raise InvalidInputError(faults, f"采购事项有{len(faults)}处问题，没有保存")
    purchases = project.purchases.filter(year=year)
    before = {row.name: row.amount for row in purchases}
    purchases.delete()
    ProcurementItem.objects.bulk_create(_purchase(project, year, order, item) for order, item in enumerate(items, 1))
    after = {item.name: yuan(item.fen) for item in items}
    names = sorted(before.keys() | after.keys())
    _advance(
        project,
        f"填报项目“{project}”{year}年采购事项{len(items)}项",
        {name: (before.get(name), after.get(name)) for name in names},
    )
    return project


def _purchase(project: Project, year: int, order: int, item: Item) -> ProcurementItem:
    return ProcurementItem(
        project=project,
        year=year,
        order=order,
        name=item.name,
        category=item.category,
        code=item.code,
        method=item.method,
        amount=yuan(item.fen),
        sme=yuan(item.sme),
        micro=yuan(item.micro),
    )
