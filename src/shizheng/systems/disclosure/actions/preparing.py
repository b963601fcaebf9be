"""Entering a year's budget: opening it, writing its grids and answers, taking in a workbook."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from shizheng.engines.fiscal.actions.books import FactsWritten, open_book, set_facts
from shizheng.engines.fiscal.actions.projects import propose_project
from shizheng.engines.fiscal.actions.targets import set_evaluation, set_target_sheet
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import forms
from shizheng.engines.fiscal.domain.ledger import BookStage, FactRow
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.domain.promises import Achievement, Column, Promise
from shizheng.engines.fiscal.models import Book, Project, TargetSheet, once
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.files.models import StoredFile
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.domain.budgeting.achieved import Achieved
from shizheng.systems.disclosure.domain.budgeting.grid import BadCell, difference, enter, stamp
from shizheng.systems.disclosure.domain.budgeting.moves import State
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID, Part
from shizheng.systems.disclosure.domain.budgeting.template import Filled
from shizheng.systems.disclosure.models import BudgetImport, Editor, Preparation

PLAIN = "plain"
Rows = Sequence[Mapping[str, str]]
LONGEST_ANSWER = 1000


class GridError(InvalidInputError):
    """A grid refused as a whole; `cells` say which."""

    def __init__(self, cells: Sequence[BadCell]) -> None:
        self.cells = tuple(cells)
        faults = [Fault(cell.message, f"第{cell.row + 1}行", cell.remedy) for cell in cells]
        super().__init__(faults, f"有{len(faults)}处需要改正，没有保存")


class StaleGridError(ShizhengError):
    """Somebody else changed the same grid since the form was opened."""


@action("disclosure.open_budget", "建立预算编制", permission="fiscal.budget", on="organisation")
def open_budget(
    actor: Actor, *, organisation: Organisation, year: int, stage: BookStage, form: str = PLAIN
) -> Preparation:
    """Take up the book of a unit, year and stage, which is opened where there is none."""
    _require_fitting(form, stage)
    book = Book.objects.filter(organisation=organisation, year=year, stage=stage).first()
    if book is not None and Preparation.objects.filter(book=book).exists():
        raise ShizhengError(f"“{book}”已经建立", "年度、阶段", "请在列表中直接打开")
    book = book or open_book(actor, organisation=organisation, year=year, stage=stage)
    with once(ShizhengError(f"“{book}”刚刚由别人建立", "年度、阶段", "请在列表中直接打开")):
        preparation = Preparation.objects.create(book=book, form=form)
    _edited(actor, preparation)
    trace(preparation, f"建立“{preparation}”编制")
    return preparation


def _require_fitting(form: str, stage: BookStage) -> None:
    """A form is for budgets or for final accounts, the plain one for both."""
    if form == PLAIN:
        return
    known = next((each for each in forms() if each.id == form), None)
    if known is None:
        raise InvalidInputError([Fault("没有这种公开格式", "form")])
    if (known.stage == "final") != (stage is BookStage.FINAL):
        kind = "决算" if known.stage == "final" else "预算"
        raise InvalidInputError([Fault(f"“{known.name}”用于{kind}", "form", f"请选择用于{stage.label}的格式")])


def _held(preparation: Preparation) -> Preparation:
    """The row as it is now, held to the end of the transaction; refused where it is not being edited."""
    fresh = (
        Preparation.objects.select_for_update(of=("self",)).select_related("book__organisation").get(pk=preparation.pk)
    )
    if not fresh.is_editable:
        raise ShizhengError(f"“{fresh}”{State(fresh.state).label}，不能修改", remedy="如需修改，请先撤回或退回")
    return fresh


def _edited(actor: Actor, preparation: Preparation) -> None:
    """Remember who has a hand in it, and that it has changed."""
    if actor.account_id:
        Editor.objects.get_or_create(preparation=preparation, account_id=actor.account_id)
    preparation.changed_at = clock.now()
    preparation.version += 1
    preparation.save(update_fields=["changed_at", "version"])


@action("disclosure.enter_part", "填报预算数据", permission="disclosure.prepare", on="preparation")
def enter_part(actor: Actor, *, preparation: Preparation, part: Part, rows: Rows, opened: str) -> FactsWritten:
    """Make a grid hold exactly these rows. `opened` is the stamp of the facts that the form was opened on.

    GridError names every bad cell; StaleGridError where another has changed this grid meanwhile.
    """
    preparation = _held(preparation)
    ledger = ledger_of(preparation.book)
    entered = enter(part, rows, preparation.book.year)
    if entered.faults:
        raise GridError(entered.faults)
    wanted = difference(part, entered.facts, ledger)
    if stamp(part, ledger) != opened and _differs(wanted, ledger, preparation):
        raise StaleGridError("您填写期间，别人已经修改了这张表", part.title, "请对照现有内容，确认后再次提交")
    written = set_facts(actor, book=preparation.book, rows=wanted, expected_version=preparation.book.version)
    _edited(actor, preparation)
    trace(
        preparation,
        f"填报“{preparation}”的{part.title}：新增{written.created}、修改{written.updated}、删除{written.removed}",
    )
    return written


def _differs(wanted: Sequence[FactRow], ledger: Mapping[Coord, Decimal], preparation: Preparation) -> bool:
    """Whether writing would change anything: who saves what is there already is in nobody's way."""
    book = preparation.book
    return any(ledger.get(row.coord.over(year=book.year, stage=book.stage)) != row.amount for row in wanted)


@action("disclosure.import_budget", "导入预算数据", permission="disclosure.prepare", on="preparation")
def import_budget(actor: Actor, *, preparation: Preparation, file: StoredFile, filled: Filled) -> BudgetImport:
    """Take a workbook as a whole; a faulty one is only kept, with what is wrong with it, and changes nothing else."""
    preparation = _held(preparation)
    if filled.faults:
        faults = [[fault.place, fault.message, fault.remedy] for fault in filled.faults]
        kept = _kept(actor, preparation, file, f"有{len(faults)}处需要改正，没有导入任何数据", faults)
        trace(preparation, f"导入“{file.name}”未成功：{len(faults)}处问题")
        return kept
    ledger, rows = ledger_of(preparation.book), []
    for name, facts in filled.facts.items():
        rows += difference(BY_ID[name], facts, ledger)
    written = set_facts(actor, book=preparation.book, rows=rows, expected_version=preparation.book.version)
    fresh = _take_promises(actor, preparation, filled.promises)
    _take_achieved(actor, preparation.book, filled.achieved)
    _edited(actor, preparation)
    summary = f"新增{written.created}、修改{written.updated}、删除{written.removed}、未变{written.unchanged}"
    summary += f"；绩效目标表{len(filled.promises)}张"
    if marks := sum(len(each.marks) for each in filled.achieved.values()):
        summary += f"；自评{marks}项"
    if fresh:
        summary += f"；新建项目{fresh}个，请核对其类别和属性"
    kept = _kept(actor, preparation, file, summary, [])
    trace(preparation, f"从“{file.name}”导入“{preparation}”：{summary}")
    return kept


def _kept(
    actor: Actor, preparation: Preparation, file: StoredFile, summary: str, faults: list[list[str]]
) -> BudgetImport:
    return BudgetImport.objects.create(
        preparation=preparation,
        file=file,
        by_id=actor.account_id,
        is_taken=not faults,
        faults=faults,
        summary=summary,
    )


def _take_promises(actor: Actor, preparation: Preparation, promises: Mapping[str, Sequence[Promise]]) -> int:
    """Write the indicators of each named sheet, keeping its goals; how many projects had to be proposed for it."""
    fresh = 0
    for name, rows in promises.items():
        project, is_new = _project(actor, preparation.book, name) if name else (None, False)
        fresh += is_new
        _replace_promises(actor, preparation.book, project, rows)
    return fresh


def _take_achieved(actor: Actor, book: Book, achieved: Mapping[str, Achieved]) -> None:
    """What became of the targets that are there now; money that the workbook does not tell stays."""
    sheets = TargetSheet.objects.filter(organisation_id=book.organisation_id, year=book.year)
    by_name = {sheet.project.name if sheet.project else "": sheet for sheet in sheets.select_related("project")}
    for name, told in achieved.items():
        sheet = by_name[name]
        rows = {(row.level2, row.name): row.pk for row in sheet.indicators.filter(column=Column.ANNUAL)}
        budget, adjusted, executed = told.amounts or (sheet.budget, sheet.adjusted, sheet.executed)
        if not told.marks and (budget, adjusted, executed) == (sheet.budget, sheet.adjusted, sheet.executed):
            continue
        set_evaluation(
            actor,
            sheet=sheet,
            achievements={rows[key]: mark for key, mark in told.marks.items()},
            expected_version=sheet.version,
            budget=budget,
            adjusted=adjusted,
            executed=executed,
        )


def _project(actor: Actor, book: Book, name: str) -> tuple[Project, bool]:
    """The unit's project of that name in the year; proposed for this year alone where there is none."""
    there = Project.objects.filter(organisation_id=book.organisation_id, name=name).running_in(book.year)
    if known := there.first():
        return known, False
    taken = Project.objects.filter(organisation_id=book.organisation_id, code__startswith=f"{book.year}-").count()
    project = propose_project(
        actor,
        organisation=book.organisation,
        code=f"{book.year}-{taken + 1:03}",
        name=name,
        kind=Kind.SPECIFIC,
        continuity=Continuity.ONCE,
        first_year=book.year,
        last_year=book.year,
    )
    return project, True


def _replace_promises(actor: Actor, book: Book, project: Project | None, promises: Sequence[Promise]) -> None:
    """Whatever indicators stand there give way; the goals stay."""
    known = TargetSheet.objects.filter(organisation_id=book.organisation_id, year=book.year, project=project).first()
    set_target_sheet(
        actor,
        organisation=book.organisation,
        year=book.year,
        promises=promises,
        project=project,
        period_goal=known.period_goal if known else "",
        annual_goal=known.annual_goal if known else "",
        expected_version=known.version if known else None,
    )


@action("disclosure.enter_sheet", "填报绩效目标", permission="disclosure.prepare", on="preparation")
def enter_sheet(
    actor: Actor,
    *,
    preparation: Preparation,
    project: Project | None,
    promises: Sequence[Promise],
    period_goal: str,
    annual_goal: str,
    expected_version: int,
) -> TargetSheet:
    """Save a project's target sheet, or the whole unit's; a new sheet has version 0."""
    preparation = _held(preparation)
    sheet = set_target_sheet(
        actor,
        organisation=preparation.book.organisation,
        year=preparation.book.year,
        promises=promises,
        project=project,
        period_goal=period_goal.strip(),
        annual_goal=annual_goal.strip(),
        expected_version=expected_version or None,
    )
    _edited(actor, preparation)
    trace(preparation, f"填报“{sheet}”")
    return sheet


@action("disclosure.enter_evaluation", "填报绩效自评", permission="disclosure.prepare", on="preparation")
def enter_evaluation(
    actor: Actor,
    *,
    preparation: Preparation,
    sheet: TargetSheet,
    achievements: Mapping[int, Achievement],
    expected_version: int,
    budget: Decimal | None,
    adjusted: Decimal | None,
    executed: Decimal | None,
) -> TargetSheet:
    """What became of a sheet's targets, for the final account of its year."""
    preparation = _held(preparation)
    book = preparation.book
    if book.stage != BookStage.FINAL or (sheet.organisation_id, sheet.year) != (book.organisation_id, book.year):
        raise ShizhengError("绩效自评只在本单位同年度的决算中填报", str(preparation))
    sheet = set_evaluation(
        actor,
        sheet=sheet,
        achievements=achievements,
        expected_version=expected_version,
        budget=budget,
        adjusted=adjusted,
        executed=executed,
    )
    _edited(actor, preparation)
    trace(preparation, f"填报“{sheet}”的自评{len(achievements)}项")
    return sheet


@action("disclosure.answer", "填写文字说明", permission="disclosure.prepare", on="preparation")
def answer_questions(
    actor: Actor, *, preparation: Preparation, answers: Mapping[str, str], expected_version: int
) -> Preparation:
    """What only a person knows, such as why a figure has changed; an empty answer takes it back."""
    preparation = _held(preparation)
    if preparation.version != expected_version:
        raise ShizhengError("您填写期间，别人已经修改了这份预算", remedy="请核对后重新提交")
    faults = [Fault(f"超过{LONGEST_ANSWER}个字", key) for key, text in answers.items() if len(text) > LONGEST_ANSWER]
    if faults:
        raise InvalidInputError(faults)
    before = dict(preparation.answers)
    preparation.answers = {key: text.strip() for key, text in {**before, **answers}.items() if text.strip()}
    preparation.save(update_fields=["answers"])
    _edited(actor, preparation)
    changed = {k: (before.get(k), preparation.answers.get(k)) for k in {*before, *preparation.answers}}
    trace(
        preparation,
        f"填写“{preparation}”的文字说明",
        changes={key: pair for key, pair in changed.items() if pair[0] != pair[1]},
    )
    return preparation
