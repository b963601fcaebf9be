"""Amounts in sentences against the tables."""

from collections.abc import Iterator, Sequence

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.kit.printed import Printed, read_number
from shizheng.systems.disclosure.domain.finding import Finding, rule
from shizheng.systems.disclosure.domain.narrative.binding import bound
from shizheng.systems.disclosure.domain.narrative.figures import Figure, in_fen
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.tables import statements as cells
from shizheng.systems.disclosure.rules.repair import one_digit
from shizheng.systems.disclosure.rules.wording import amount_in, money, number_in

OPENNESS = "财预〔2016〕143号（公开内容应真实、准确）；算术"
OUTER = {"income": "inflow", "expense": "outflow"}
FUND = "一般公共预算"


@rule("narrative.amount", family="narrative", title="文字金额与报表不符", source=OPENNESS)
def amount(reading: Reading) -> Iterator[Finding]:
    """A sentence's amount and the cells at its coordinate; silent where the tables do not agree among themselves."""
    for statement in bound(reading.narrative, reading.stage, reading.claims):
        figure = statement.amount
        if figure is None or statement.coord is None or _told_before(statement, figure):
            continue
        found = reading.meeting.at(statement.coord)
        if not found or any(figure.value == cell.cell.value for cell in found):
            continue
        if any(_meets(figure, cell) for cell in found):
            yield from _last_place(statement, figure, found)
            continue
        if _contradict(found) or _stands_in(figure, found, reading):
            continue
        if any(_meets(figure, cell) for coord in _readings(statement.coord) for cell in reading.meeting.at(coord)):
            continue
        yield _cut(statement, figure, found) or _finding(statement, figure, found)


def _told_before(statement: Statement, figure: Figure) -> bool:
    """Whether the paragraph only says again what it has said, and what has been judged there."""
    first = statement.again.amount if statement.again else None
    return first is not None and first.value == figure.value


def _contradict(found: Sequence[cells.Statement]) -> bool:
    """Cells of one fact that differ by more than the last place which the roughest of them prints."""
    values = [cell.cell.value for cell in found]
    return max(values) - min(values) >= max(2, *(cell.cell.ulp for cell in found))


def _cut(statement: Statement, figure: Figure, found: Sequence[cells.Statement]) -> Finding | None:
    """The table prints finer than the text, whose last place was cut off or raised instead of rounded."""
    first = next((cell for cell in found if cell.cell.ulp < figure.ulp), None)
    if first is None or abs(figure.value - first.cell.value) >= figure.ulp:
        return None
    line, quote = statement.quote(figure)
    right = number_in(first.cell.value, figure)
    return Finding(
        "narrative.amount", "rounding", line, quote,
        f"文字中“{statement.name}”为{money(figure)}，报表为{first.cell.text}（{_where(first)}），四舍五入应为{right}，"
        "属尾数取舍差异，建议统一。", figure.text, right,
    )  # fmt: skip


def _last_place(statement: Statement, figure: Figure, found: Sequence[cells.Statement]) -> Iterator[Finding]:
    """Printed to one place in text and table, and one apart in it."""
    first = found[0]
    if any(cell.cell.ulp != figure.ulp for cell in found):
        return
    line, quote = statement.quote(figure)
    right = number_in(first.cell.value, figure)
    yield Finding(
        "narrative.amount", "rounding", line, quote,
        f"文字中“{statement.name}”为{money(figure)}，报表为{right}（{_where(first)}），只差末位，属四舍五入差异，建议统一。",
        figure.text, right,
    )  # fmt: skip


def _readings(coord: Coord) -> Iterator[Coord]:
    """What the same words may also mean: with what is carried over, or of one fund where none is named."""
    if coord.side in OUTER:
        yield coord._replace(side=OUTER[coord.side])
    if not coord.fund:
        for fund in ("fiscal", "general", "government"):
            yield coord._replace(fund=fund)


def _meets(figure: Figure, statement: cells.Statement) -> bool:
    cell = statement.cell
    return 2 * abs(figure.value - cell.value) <= figure.ulp + cell.ulp


def _stands_in(figure: Figure, found: Sequence[cells.Statement], reading: Reading) -> bool:
    """Whether the amount is printed somewhere in the rows at hand, or in a column whose head was lost."""
    by_line = {line.number: line for line in reading.source.lines}
    for statement in found:
        for text in by_line[statement.cell.line].cells:
            printed = read_number(text) if text[:1].isdigit() else None
            if isinstance(printed, Printed) and in_fen(printed, statement.table.unit)[0] == figure.value:
                return True
    return False


def _finding(statement: Statement, figure: Figure, found: Sequence[cells.Statement]) -> Finding:
    line, quote = statement.quote(figure)
    first = found[0]
    right = number_in(first.cell.value, figure)
    places = "、".join(dict.fromkeys(_where(each) for each in found[:3]))
    gap = amount_in(abs(figure.value - first.cell.value), figure)
    hint = f"可能是{right}之误。" if one_digit(figure.text, right) else ""
    return Finding(
        "narrative.amount", "error", line, quote,
        f"文字中“{statement.name}”为{money(figure)}，报表为{amount_in(first.cell.value, figure)}（{places}），"
        f"相差{gap}。{hint}请核对后统一。", figure.text, right,
        rests=tuple(f"cell:{each.cell.line}:{each.cell.value}" for each in found),
    )  # fmt: skip


def _where(statement: cells.Statement) -> str:
    return f"《{statement.table.title}》第{statement.cell.line}行"


@rule("narrative.performance", family="placement", title="绩效目标涉及的一般公共预算金额与报表不符", source=OPENNESS)
def performance(reading: Reading) -> Iterator[Finding]:
    """涉及一般公共预算……万元 in the paragraph on targets: project money, or all money, of that fund and no other."""
    for statement in reading.narrative.statements:
        figure = statement.amount
        if figure is None or not figure.value or "绩效" not in statement.passage.heading:
            continue
        before = statement.passage.text[: figure.start]
        if "涉及" not in figure.gap or not _whole_fund(statement) or "项目" not in before:
            continue
        general = Coord(stage=reading.stage, side="expense", fund="general")
        projects = reading.meeting.at(general._replace(nature="project"))
        everything = [*projects, *reading.meeting.at(general)]
        if not projects or any(_meets(figure, cell) for cell in everything):
            continue
        if len({cell.cell.value for cell in projects}) > 1:
            continue
        mixed = reading.meeting.at(Coord(stage=reading.stage, side="expense", nature="project"))
        yield _placed(statement, figure, projects, any(_meets(figure, cell) for cell in mixed))


def _whole_fund(statement: Statement) -> bool:
    return FUND in statement.name and "基金" not in statement.name and "国有资本" not in statement.name


def _placed(statement: Statement, figure: Figure, projects: Sequence[cells.Statement], mixed: bool) -> Finding:
    line, quote = statement.quote(figure)
    right = projects[0].cell
    why = "印出的数是各类资金安排的全部项目支出，" if mixed else ""
    return Finding(
        "narrative.performance", "error" if mixed else "warning", line, quote,
        f"一般公共预算安排的项目支出为{amount_in(right.value, figure)}（{_where(projects[0])}），"
        f"{why}不应写作“{statement.name}{money(figure)}”。请核对。", figure.text, number_in(right.value, figure),
    )  # fmt: skip


@rule("narrative.empty_table", family="count", title="说明已公开空表而没有这张表", source=OPENNESS)
def empty_table(reading: Reading) -> Iterator[Finding]:
    """并已公开空表 under a heading whose subject is in no table's title and not in the directory of tables."""
    for passage in reading.narrative.passages:
        at = passage.text.find("公开空表")
        if at < 0:
            continue
        subject = next((word for word in ("国有资本", "政府性基金", "政府采购") if word in passage.text[:at]), "")
        if not subject or _has_table(reading, subject):
            continue
        line, quote = passage.quote(max(0, at - 2), at + 4)
        yield Finding(
            "narrative.empty_table", "error" if reading.tables else "warning", line, quote,
            f"写明{subject}已公开空表，但报表及其目录中没有这张表，请补上空表或改写说明。",
        )  # fmt: skip


def _has_table(reading: Reading, subject: str) -> bool:
    prose = reading.narrative.prose
    if any(subject in table.title_line.text or subject in table.title for table in reading.tables):
        return True
    return any(_is_title(prose.line_at(at).text) for at in prose.find(subject))


def _is_title(text: str) -> bool:
    """A line that names a table: its title, or a row of the directory."""
    return any(cell.rstrip("）) ").endswith("表") or "表（" in cell for cell in text.split("\t")) and "。" not in text
