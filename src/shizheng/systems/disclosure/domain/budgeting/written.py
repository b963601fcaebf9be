"""A budget's content through the region's form: what it is written from, and the manuscript with its open questions."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import Form, forms
from shizheng.engines.fiscal.domain.forms.form import Column, Panel, TableForm
from shizheng.engines.fiscal.domain.forms.projection import Facts, Project, Register, Unit
from shizheng.kit.money import to_fen
from shizheng.systems.disclosure.domain.budgeting.content import Content
from shizheng.systems.disclosure.domain.budgeting.figures import expense, item
from shizheng.systems.disclosure.domain.budgeting.grid import held
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID, PARTS, Part
from shizheng.systems.disclosure.domain.budgeting.plain import manuscript as plain
from shizheng.systems.disclosure.domain.budgeting.promised import sheet_of
from shizheng.systems.disclosure.domain.writing.compose import Written, compose
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question

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
