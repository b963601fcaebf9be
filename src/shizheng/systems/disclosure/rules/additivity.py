"""Sums down the rows and across the columns of a table, and totals that several articulations convict."""

from collections.abc import Iterator

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.tables.bound import BoundPanel, BoundRow, BoundTable, Cell
from shizheng.systems.disclosure.domain.tables.breaks import Break, key_of
from shizheng.systems.disclosure.domain.tables.statements import Statement
from shizheng.systems.disclosure.domain.tables.wording import addition, called, hint, show, sources, tidy, where


@rule("additivity.rows", family="additivity", title="合计等于各明细行之和", source="算术")
def rows(reading: Reading) -> Iterator[Finding]:
    for broken in reading.breaks:
        if broken.kind in {"rows", "flow"}:
            yield _finding("additivity.rows", broken, f"“{where(broken)}”应等于各明细之和：{addition(broken)}")


@rule("additivity.columns", family="additivity", title="合计栏等于各分栏之和", source="算术")
def columns(reading: Reading) -> Iterator[Finding]:
    for broken in reading.breaks:
        if broken.kind == "columns":
            yield _finding("additivity.columns", broken, f"“{called(broken.row)}”一行各栏之和为{addition(broken)}")


@rule("additivity.culprit", family="additivity", title="一处数字与多处勾稽关系不符", source="算术")
def culprits(reading: Reading) -> Iterator[Finding]:
    for broken in reading.breaks:
        if broken.kind == "culprit":
            yield _finding("additivity.culprit", broken, f"“{called(_row_of(broken))}”的这个数与多处勾稽关系不符")


def _row_of(broken: Break) -> BoundRow:
    for panel in broken.table.panels:
        for row in panel.rows:
            if broken.cell in row.cells.values():
                return row
    return broken.row


def _finding(identifier: str, broken: Break, told: str) -> Finding:
    power = broken.table.unit
    cell = _mark(broken)
    severity: Severity = "rounding" if broken.rounding else "error"
    gap = show(abs(broken.difference), power)
    printed, expected = tidy(cell.text), show(broken.expected, power)
    if broken.rounding:
        message = f"{told}，表中为{printed}，相差{gap}，属四舍五入尾差，建议加注说明。"
    else:
        message = f"{told}，表中为{printed}，相差{gap}。{hint(broken)}{_also(broken)}请核对后改正。"
    return Finding(identifier, severity, cell.line, cell.text, message, printed, expected, rests=(key_of(broken),))


def _also(broken: Break) -> str:
    """The other articulations that the same correction restores."""
    if not broken.also:
        return ""
    told = "；".join(_articulation(other) for other in broken.also[:3])
    return f"改为{show(broken.expected, broken.table.unit)}后可同时满足：{told}。"


def _articulation(broken: Break) -> str:
    if broken.kind in {"agreement", "balance"}:
        return sources(broken)
    return f"第{broken.cell.line}行“{called(broken.row)}”{tidy(broken.cell.text)}与明细合计一致"


def _mark(broken: Break) -> Cell:
    """A first level that only repeats 本年合计 is marked there, where an officer looks for the sum."""
    if broken.kind != "rows" or broken.row.code or broken.row.is_total:
        return broken.cell
    total = _year_total(broken.table, broken.row)
    cell = total.cells.get(broken.column.index) if total else None
    return cell if cell is not None and cell.value == broken.cell.value else broken.cell


def _year_total(table: BoundTable, row: BoundRow) -> BoundRow | None:
    panel = _panel_of(table, row)
    if panel is None:
        return None
    start = next(i for i, other in enumerate(panel.rows) if other is row)
    return next((other for other in panel.rows[start:] if other.total.startswith("本年")), None)


def _panel_of(table: BoundTable, row: BoundRow) -> BoundPanel | None:
    return next((panel for panel in table.panels if any(other is row for other in panel.rows)), None)


@rule("additivity.classes", family="agreement", title="政府经济分类的类与款之和一致", source="算术")
def classes(reading: Reading) -> Iterator[Finding]:
    for broken in reading.breaks:
        if broken.kind == "classes":
            yield _finding("additivity.classes", broken, f"“{called(broken.row)}”各款之和为{addition(broken)}")


@rule("additivity.projects", family="additivity", title="项目支出等于各项目之和", source="算术")
def projects(reading: Reading) -> Iterator[Finding]:
    """Where the project table prints no total, its projects are summed against 项目支出 of the other tables."""
    for table in reading.tables:
        for panel in table.panels:
            if panel.space == "projects" and not any(row.is_total for row in panel.rows):
                yield from _project_sum(reading, table, panel)


def _project_sum(reading: Reading, table: BoundTable, panel: BoundPanel) -> Iterator[Finding]:
    whole = next((column for column in panel.columns if column.known and not column.at.get("fund")), None)
    cells = [cell for row in panel.rows if whole and (cell := row.cells.get(whole.index))]
    stated = _project_total(reading, table)
    if whole is None or len(cells) < 2 or stated is None or sum(cell.value for cell in cells) == stated.cell.value:
        return
    total, slack = sum(cell.value for cell in cells), sum(cell.ulp for cell in cells) + stated.cell.ulp
    rounding = 2 * abs(total - stated.cell.value) <= slack
    power = table.unit
    message = (
        f"各项目合计为{show(total, power)}，而第{stated.cell.line}行“{stated.table.title}”的项目支出为"
        f"{tidy(stated.cell.text)}，相差{show(abs(total - stated.cell.value), power)}。"
    )
    message += "属四舍五入尾差。" if rounding else "请核对是否漏列、重列项目或金额有误。"
    severity: Severity = "rounding" if rounding else "error"
    line, stands = cells[-1].line, tidy(stated.cell.text)
    yield Finding("additivity.projects", severity, line, cells[-1].text, message, show(total, power), stands)


def _project_total(reading: Reading, table: BoundTable) -> Statement | None:
    """The whole project expense as another table states it."""
    coord = Coord(stage=table.at.get("stage", ""), side="expense", nature="project")
    return next((stated for stated in reading.meeting.at(coord) if stated.table is not table), None)
