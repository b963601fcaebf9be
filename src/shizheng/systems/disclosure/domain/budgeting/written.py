"""A budget's content through the region's form: what it is written from, and the manuscript with its open questions."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import Form, forms
from shizheng.engines.fiscal.domain.forms.form import Column, Panel, TableForm
from shizheng.engines.fiscal.domain.forms.projection import Facts, Project, Register, Unit
from shizheng.engines.fiscal.domain.promises import Level1, Level2
from shizheng.engines.fiscal.domain.sheet import Field, Funding, Indicator, Piece, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.kit.money import to_fen
from shizheng.systems.disclosure.domain.budgeting.content import Content, Goal, SheetContent
from shizheng.systems.disclosure.domain.budgeting.figures import expense, item, total
from shizheng.systems.disclosure.domain.budgeting.grid import held
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID, PARTS, Part
from shizheng.systems.disclosure.domain.budgeting.plain import manuscript as plain
from shizheng.systems.disclosure.domain.writing.compose import Written, compose
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question

FEN = 1
POINT = 10_000
MEMORANDA = (
    "three_public.abroad",
    "three_public.reception",
    "three_public.vehicles.purchase",
    "three_public.vehicles.running",
    "operating",
    "procurement.goods",
    "procurement.works",
    "procurement.services",
    "procurement.sme",
)
Cells = dict[int, str | int]


def written(content: Content, day: date) -> Written:
    """Through the form that was chosen; plain tables, which ask nothing, where none was."""
    form = next((each for each in forms() if each.id == content.form), None)
    if form is None:
        return Written(plain(content, day), ())
    document = compose(draft_of(content, form, day))
    unexplained = [part for part in empty_parts(content) if not _explanation(content, part)]
    asked = tuple(Question(f"text.empty.{part.id}", "text", part.nothing) for part in unexplained)
    return document._replace(questions=(*document.questions, *asked))


def empty_parts(content: Content) -> list[Part]:
    """Grids that may not silently stand at nought and hold nothing."""
    return [part for part in PARTS if part.nothing and not any(held(part, content.facts))]


def _explanation(content: Content, part: Part) -> str:
    return content.answers.get(f"text.empty.{part.id}", "").strip()


def draft_of(content: Content, form: Form, day: date) -> Draft:
    return Draft(
        form,
        content.unit,
        content.year,
        day,
        _ledger(content.facts, content.unit, form.stage),
        _register(content, form),
        _ledger(content.prior, content.unit, form.stage) if content.prior else None,
        content.answers,
        tuple(sheet_of(sheet, content) for sheet in content.sheets),
        {part.id: told for part in empty_parts(content) if (told := _explanation(content, part))},
    )


def _ledger(facts: Mapping[Coord, Decimal], unit: str, stage: str) -> Facts:
    """Integer 分; the operating expense of a single unit is that unit's. A grid left empty says that there is none."""
    nothing = {_named(Coord(side="expense", fund="general", item=name), unit): 0 for name in MEMORANDA}
    known = {_named(coord, unit): _exact(coord, amount) for coord, amount in facts.items()}
    return Facts.of_ledger(nothing | known, stage)


def _exact(coord: Coord, amount: Decimal) -> int:
    """Fen of money, 1/10 000 of what is counted."""
    return to_fen(amount) if coord.measure == "amount" else int(amount * POINT)


def _named(coord: Coord, unit: str) -> Coord:
    coord = coord._replace(year=0, stage="")
    return coord._replace(org=unit) if coord.item == "operating" and not coord.org else coord


def _register(content: Content, form: Form) -> Register:
    names = dict.fromkeys(coord.project for coord in sorted(expense(content.facts)) if coord.project)
    lists = {table.id: tuple(_bought(content, table)) for table in form.tables if table.kind == "procurement"}
    return Register((Unit(content.unit),), tuple(map(Project, names)), lists)


def _bought(content: Content, table: TableForm) -> Iterator[Cells]:
    """One row a purchase and fund: what it is, of which kind, and its money in the column of the total or of the
    fund."""
    kinds = dict(BY_ID["procurement"].keys[1].choices)
    purchases: dict[tuple[str, str], dict[str, int]] = {}
    for coord, amount in item(content.facts, "procurement").items():
        funds = purchases.setdefault((coord.project, coord.item), {})
        funds[coord.fund] = funds.get(coord.fund, 0) + to_fen(amount)
    for (name, kind), funds in sorted(purchases.items()):
        cells: Cells = {}
        for index, column in enumerate(_columns(table.panels)):
            head = column.head[-1]
            if column.role == "project_name" or (column.role in ("label", "name") and "项目" in head):
                cells[index] = name
            elif column.role == "unit_name":
                cells[index] = content.unit
            elif column.role == "text" and ("目录" in head or "类别" in head):
                cells[index] = kinds.get(kind, "")
            elif column.role == "amount":
                cells[index] = funds.get(column.at.get("fund", ""), sum(funds.values()) if column.total else 0)
        yield cells


def _columns(panels: tuple[Panel, ...]) -> Iterator[Column]:
    for panel in panels:
        yield from panel.columns


def sheet_of(sheet: SheetContent, content: Content) -> TargetSheet:
    """As the forms of sheets take it; an evaluated one becomes a self-evaluation sheet."""
    kind = "evaluation" if sheet.is_evaluated else "project" if sheet.project else "whole"
    made = TargetSheet(kind, "", 0, 0, content.year)  # type: ignore[arg-type]
    made.is_dual = any(goal.column == "period" for goal in sheet.goals)
    texts = {
        "name": sheet.project or content.unit,
        "department": content.unit,
        "unit": content.unit if sheet.project else "",
        "property": sheet.nature,
        "term": sheet.term,
        "goal": sheet.period_goal if made.is_dual else sheet.annual_goal,
        "goal.annual": sheet.annual_goal,
    }
    if kind == "evaluation" and not sheet.project:
        del texts["name"]
    made.fields = {name: Field((Piece(0, text),)) for name, text in texts.items() if text}
    made.funding = list(_funding(sheet, content))
    made.indicators = [_indicator(goal, order) for order, goal in enumerate(_by_level(sheet.goals), 1)]
    return made


def _funding(sheet: SheetContent, content: Content) -> Iterator[Funding]:
    """The year's money of the project, or of the whole unit, in the treasury's and other money; in an evaluation, what
    was planned and spent."""
    if sheet.is_evaluated:
        for stage in ("budget", "adjusted", "executed"):
            if amount := getattr(sheet, stage):
                yield Funding("annual", "total", stage, to_fen(Decimal(amount)), FEN, 0, "")
        return
    spent = expense(content.facts)
    held = {coord: amount for coord, amount in spent.items() if not sheet.project or coord.project == sheet.project}
    own = total({coord: amount for coord, amount in held.items() if coord.fund.split(".")[0] in ("unit", "special")})
    amounts = {"total": total(held), "treasury": total(held) - own, "other": own}
    for level, amount in amounts.items():
        if amount or level == "total":
            yield Funding("annual", level, "target", to_fen(amount), FEN, 0, "")


def _by_level(goals: tuple[Goal, ...]) -> list[Goal]:
    """In the order of the form, so that merged labels stand over their own rows."""
    order = list(Level2)
    return sorted(goals, key=lambda goal: (goal.column != "annual", order.index(Level2(goal.level2))))


def _indicator(goal: Goal, order: int) -> Indicator:
    level2 = Level2(goal.level2)
    level1 = next((each for each, parts in _LEVELS.items() if level2 in parts), Level1.OUTPUT)
    target = parse(goal.text)
    column = "period" if goal.column == "period" else "annual"
    made = Indicator(column, str(level1), goal.level2, level2.label, goal.name, goal.name, target, 0, order)  # type: ignore[arg-type]
    points = {
        name: int(Decimal(text) * POINT) for name, text in (("weight", goal.weight), ("score", goal.score)) if text
    }
    return made._replace(actual=goal.actual, reason=goal.reason, **points)  # type: ignore[arg-type]


_LEVELS = {
    Level1.OUTPUT: (Level2.QUANTITY, Level2.QUALITY, Level2.TIMING, Level2.COST),
    Level1.BENEFIT: (Level2.ECONOMIC, Level2.SOCIAL, Level2.ECOLOGICAL, Level2.LASTING),
    Level1.SATISFACTION: (Level2.SATISFACTION,),
}
"""成本 stands below 产出, as the sheets of budgets print it."""
