"""Lists of meetings and trainings against the money budgeted for them."""

from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.segments import Paragraph
from shizheng.systems.disclosure.domain.tables.bound import BoundTable, Cell
from shizheng.systems.disclosure.domain.tables.statements import Statement
from shizheng.systems.disclosure.domain.tables.wording import show, tidy

KINDS = (("培训", "30216", "training", "培训费"), ("会议", "30215", "meeting", "会议费"))


@rule("agreement.meetings", family="agreement", title="会议、培训明细与会议费、培训费预算一致", source="算术")
def meetings(reading: Reading) -> Iterator[Finding]:
    """An error where the list calls itself 明细, complete; a warning where it may be a selection."""
    for table in reading.tables:
        if table.kind != "meetings":
            continue
        for word, item, dimension, name in KINDS:
            cells = [c for p in table.panels for row in p.rows if word in row.text for c in row.cells.values()]
            budget = _budget(reading, item, dimension)
            if cells and budget is not None:
                yield from _compared(reading, table, cells, budget, name)


def _budget(reading: Reading, item: str, dimension: str) -> Statement | None:
    stated = [s for s in reading.meeting.statements if s.coord.dept == item or s.coord.item == dimension]
    return max(stated, key=lambda s: s.cell.value, default=None)


def _compared(
    reading: Reading, table: BoundTable, cells: list[Cell], budget: Statement, name: str
) -> Iterator[Finding]:
    total = sum(cell.value for cell in cells)
    slack = sum(cell.ulp for cell in cells) + budget.cell.ulp
    if 2 * abs(total - budget.cell.value) <= slack:
        return
    severity: Severity = "error" if _complete(reading, table) else "warning"
    cell, power = cells[-1], table.unit
    message = (
        f"所列{name}明细合计{show(total, power)}，而第{budget.cell.line}行{name}预算为{tidy(budget.cell.text)}，"
        f"相差{show(abs(total - budget.cell.value), power)}。请核对明细是否漏列或金额有误。"
    )
    expected = show(budget.cell.value, power)
    yield Finding("agreement.meetings", severity, cell.line, cell.text, message, show(total, power), expected)


def _complete(reading: Reading, table: BoundTable) -> bool:
    """Whether the words above the list call it 明细."""
    above = [b for b in reading.blocks if isinstance(b, Paragraph) and b.lines[-1].number < table.first]
    return bool(above) and "明细" in above[-1].text[-20:]
