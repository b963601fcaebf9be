"""A budget's target sheets as the forms of sheets take them; an evaluated one becomes a self-evaluation sheet."""

from collections.abc import Iterator
from decimal import Decimal

from shizheng.engines.fiscal.domain.promises import Level1, Level2
from shizheng.engines.fiscal.domain.sheet import Field, Funding, Indicator, Piece, TargetSheet
from shizheng.engines.fiscal.domain.targets import parse
from shizheng.kit.money import to_fen
from shizheng.systems.disclosure.domain.budgeting.content import Content, Goal, SheetContent
from shizheng.systems.disclosure.domain.budgeting.figures import expense, total

FEN = 1
POINT = 10_000


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
