"""The pack section `disclosure_years`: budgets and accounts that are there from the start, each as far on as it says.

Every step is the action that a person's page calls, on behalf of the named accounts.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, field

from shizheng.engines.fiscal.actions.projects import propose_project
from shizheng.engines.fiscal.domain.forms import forms
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.domain.promises import Achievement, Column, Level2, Promise
from shizheng.engines.fiscal.models import Project, TargetSheet
from shizheng.engines.fiscal.queries.ledger import ledger_of
from shizheng.kit.errors import Fault, ShizhengError
from shizheng.platform.accounts.queries import actor_for, named
from shizheng.platform.modules.module import CREATED, UNCHANGED, Outcome, PackSection
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.actions.preparing import (
    PLAIN,
    answer_questions,
    enter_evaluation,
    enter_part,
    enter_sheet,
    open_budget,
)
from shizheng.systems.disclosure.actions.publishing import publish_budget, revise_budget
from shizheng.systems.disclosure.actions.reviewing import approve_budget, record_check, return_budget, submit_budget
from shizheng.systems.disclosure.domain.budgeting.achieved import FILLED, MONEY_COLUMNS, points_of
from shizheng.systems.disclosure.domain.budgeting.content import Goal, SheetContent
from shizheng.systems.disclosure.domain.budgeting.grid import Typed, amount_name, stamp
from shizheng.systems.disclosure.domain.budgeting.parts import PARTS, Part
from shizheng.systems.disclosure.domain.budgeting.template import LABEL, TARGET_COLUMNS, level1_of, titles
from shizheng.systems.disclosure.models import Preparation
from shizheng.systems.disclosure.queries.preparing import checked, content_of, edition_of, unanswered

Until = Literal["drafting", "submitted", "returned", "approved", "published"]
Row = dict[str, str | int | float]


class SheetItem(Struct, frozen=True, forbid_unknown_fields=True):
    """A target sheet; `project` is empty for the whole unit. `targets` by the columns of the Excel template.

    In an account a target's row also says what became of it; `money` is that of the self-evaluation in 元.
    """

    targets: list[Row]
    money: dict[str, int | float] = field(default_factory=dict)
    project: str = ""
    code: str = ""
    kind: str = Kind.SPECIFIC
    continuity: str = Continuity.ONCE
    first_year: int = 0
    last_year: int = 0
    overview: str = ""
    period_goal: str = ""
    annual_goal: str = ""


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """Another version: why, and the grids as they are then."""

    reason: str
    grids: dict[str, list[Row]]


class YearItem(Struct, frozen=True, forbid_unknown_fields=True):
    """`grids` by the title of the sheet in the Excel template, rows by the titles of its columns.

    `answers` by a word of the question that they answer.
    """

    unit: str
    year: int
    stage: str
    prepared_by: str
    reviewed_by: str = ""
    published_by: str = ""
    form: str = PLAIN
    until: Until = "drafting"
    opinion: str = ""
    grids: dict[str, list[Row]] = field(default_factory=dict)
    sheets: list[SheetItem] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)


def review(items: Sequence[YearItem], pack: Mapping[str, Sequence[Any]]) -> list[tuple[int, Fault]]:
    """What the schema cannot see; nothing is written."""
    units = {getattr(each, "code", "") for each in pack.get("organisations", ())}
    people = {getattr(each, "username", "") for each in pack.get("accounts", ())}
    return [(index, fault) for index, item in enumerate(items) for fault in _faults(item, units, people)]


def _faults(item: YearItem, units: set[str], people: set[str]) -> Iterator[Fault]:
    if item.unit not in units and not Organisation.objects.filter(code=item.unit).exists():
        yield Fault(f"没有单位“{item.unit}”", "unit", "请先在 organisations 中建立")
    for place in ("prepared_by", "reviewed_by", "published_by"):
        name = getattr(item, place)
        if (name or place == "prepared_by") and name not in people and named(name) is None:
            yield Fault(f"没有用户“{name}”", place, "请先在 accounts 中建立")
    if item.form != PLAIN and item.form not in {form.id for form in forms()}:
        yield Fault(f"没有公开格式“{item.form}”", "form")
    if item.stage not in dict(BookStage.choices()):
        yield Fault(f"没有阶段“{item.stage}”", "stage")
    for grids in (item.grids, *(each.grids for each in item.corrections)):
        yield from _grid_faults(grids)
    for sheet in item.sheets:
        place = sheet.project or "整体"
        yield from _unknown(sheet.targets, (*TARGET_COLUMNS, *FILLED), place)
        yield from (Fault(f"没有“{title}”这项资金", place) for title in sheet.money.keys() - set(MONEY_COLUMNS[1:]))
        known = {each.label for each in Level2}
        yield from (
            Fault(f"“{row.get('二级指标', '')}”不是二级指标", place)
            for row in sheet.targets
            if row.get("二级指标") not in known
        )


def _grid_faults(grids: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    known = {part.title: part for part in PARTS}
    for title, rows in grids.items():
        if title in known:
            yield from _unknown(rows, titles(known[title]), title)
        else:
            yield Fault(f"没有表“{title}”", "grids")


def _unknown(rows: Sequence[Row], wanted: Sequence[str], place: str) -> Iterator[Fault]:
    for row in rows:
        for title in row.keys() - set(wanted):
            yield Fault(f"没有“{title}”列", place)


def apply(actor: Actor, item: YearItem) -> Outcome:
    """A unit's year that is there, however far on, is left alone."""
    unit = Organisation.objects.get(code=item.unit)
    if Preparation.objects.filter(book__organisation=unit, book__year=item.year, book__stage=item.stage).exists():
        return UNCHANGED
    officer = _acting(item.prepared_by)
    preparation = open_budget(officer, organisation=unit, year=item.year, stage=BookStage(item.stage), form=item.form)
    _enter(officer, preparation, item.grids)
    for sheet in item.sheets:
        _fill(officer, preparation, sheet)
    _answer(officer, preparation, item.answers)
    _bring(preparation, item)
    return CREATED


def _acting(username: str) -> Actor:
    account = named(username)
    if account is None:
        raise ShizhengError(f"没有用户“{username}”", remedy="请先在 accounts 中建立")
    return actor_for(account)


def _enter(officer: Actor, preparation: Preparation, grids: Mapping[str, Sequence[Row]]) -> None:
    for part in PARTS:
        if part.title in grids:
            preparation.refresh_from_db()
            opened = stamp(part, ledger_of(preparation.book))
            rows = _typed(part, grids[part.title])
            enter_part(officer, preparation=preparation, part=part, rows=rows, opened=opened)


def _typed(part: Part, rows: Sequence[Row]) -> list[Typed]:
    if part.fixed:
        by_label = {str(row[LABEL]): row for row in rows}
        rows = [by_label.get(each.label, {}) for each in part.fixed]
    return [
        {key.name: str(row.get(key.title, "")) for key in part.keys}
        | {amount_name(at): str(row.get(column.title, "")) for at, column in enumerate(part.amounts)}
        for row in rows
    ]


def _fill(officer: Actor, preparation: Preparation, item: SheetItem) -> None:
    book = preparation.book
    project = _project(officer, preparation, item) if item.project else None
    sheet = enter_sheet(
        officer,
        preparation=preparation,
        project=project,
        promises=[_promise({title: str(value) for title, value in row.items()}) for row in item.targets],
        period_goal=item.period_goal,
        annual_goal=item.annual_goal,
        expected_version=_version(book.organisation_id, book.year, project),
    )
    if item.money or any(row.get("全年完成值") for row in item.targets):
        _evaluate(officer, preparation, sheet, item)


def _evaluate(officer: Actor, preparation: Preparation, sheet: TargetSheet, item: SheetItem) -> None:
    """Points that are not told follow from the targets."""
    money = [Decimal(str(item.money[title])) if title in item.money else None for title in MONEY_COLUMNS[1:]]
    told = [{title: str(row.get(title, "")) for title in FILLED} for row in item.targets]
    promises = [_promise({title: str(value) for title, value in row.items()}) for row in item.targets]
    goals = tuple(
        Goal(each.column, each.level2, each.name, each.text, f"{each.weight or 0:f}", *texts.values())
        for each, texts in zip(promises, told, strict=True)
    )
    points = points_of(
        SheetContent(item.project, "", "", goals, "", "", *("" if each is None else f"{each:f}" for each in money)),
        preparation.book.year,
    )
    rows = {(row.level2, row.name): row.pk for row in sheet.indicators.all()}
    enter_evaluation(
        officer,
        preparation=preparation,
        sheet=sheet,
        achievements={
            rows[goal.level2, goal.name]: Achievement(goal.actual, points[goal.level2, goal.name], goal.reason)
            for goal in goals
        },
        expected_version=sheet.version,
        budget=money[0],
        adjusted=money[1],
        executed=money[2],
    )


def _promise(row: Mapping[str, str]) -> Promise:
    """By the words that the template's lists offer; the column is that of the year unless told."""
    column = next(each for each in Column if each.label == row.get("栏", Column.ANNUAL.label))
    level2 = next(each for each in Level2 if each.label == row["二级指标"])
    weight = Decimal(row["分值"]) if row.get("分值") else None
    return Promise(level1_of(level2), level2, row["三级指标"], row["指标值"], column, weight=weight)


def _version(unit: int, year: int, project: Project | None) -> int:
    known = TargetSheet.objects.filter(organisation_id=unit, year=year, project=project).first()
    return known.version if known else 0


def _project(officer: Actor, preparation: Preparation, item: SheetItem) -> Project:
    """The unit's project of that name in the year, proposed where there is none."""
    book = preparation.book
    rows = Project.objects.filter(organisation_id=book.organisation_id, name=item.project).running_in(book.year)
    return rows.first() or propose_project(
        officer,
        organisation=book.organisation,
        code=item.code,
        name=item.project,
        kind=Kind(item.kind),
        continuity=Continuity(item.continuity),
        first_year=item.first_year or book.year,
        last_year=item.last_year or book.year,
        overview=item.overview,
    )


def _answer(officer: Actor, preparation: Preparation, texts: Mapping[str, str]) -> None:
    """Each open question by the first text whose word occurs in it."""
    preparation.refresh_from_db()
    answers = {
        question.key: text
        for question in unanswered(content_of(preparation))
        if (text := next((text for word, text in texts.items() if word in question.ask), ""))
    }
    if answers:
        answer_questions(officer, preparation=preparation, answers=answers, expected_version=preparation.version)


def _bring(preparation: Preparation, item: YearItem) -> None:
    """On to where the item says, each step by whom it is due to."""
    if item.until == "drafting":
        preparation.refresh_from_db()
        record_check(_acting(item.prepared_by), preparation=preparation, checked=checked(preparation))
        return
    _submit(preparation, item)
    if item.until == "returned":
        return_budget(_acting(item.reviewed_by), preparation=preparation, reason=item.opinion)
    if item.until not in ("approved", "published"):
        return
    _approve(preparation, item)
    if item.until == "published":
        _publish(preparation, item, "")
        for correction in item.corrections:
            _correct(preparation, item, correction)


def _submit(preparation: Preparation, item: YearItem) -> None:
    preparation.refresh_from_db()
    submit_budget(_acting(item.prepared_by), preparation=preparation, checked=checked(preparation))


def _approve(preparation: Preparation, item: YearItem) -> None:
    approve_budget(_acting(item.reviewed_by), preparation=preparation, reason=item.opinion)


def _publish(preparation: Preparation, item: YearItem, reason: str) -> None:
    preparation.refresh_from_db()
    edition = edition_of(preparation)
    publish_budget(_acting(item.published_by), preparation=preparation, edition=edition, reason=reason)


def _correct(preparation: Preparation, item: YearItem, correction: Correction) -> None:
    revise_budget(_acting(item.published_by), preparation=preparation, reason=correction.reason)
    officer = _acting(item.prepared_by)
    _enter(officer, preparation, correction.grids)
    _answer(officer, preparation, item.answers)
    _submit(preparation, item)
    _approve(preparation, item)
    _publish(preparation, item, correction.reason)


YEARS = PackSection(id="disclosure_years", name="预决算编制", schema=YearItem, apply=apply, review=review, rank=710)
