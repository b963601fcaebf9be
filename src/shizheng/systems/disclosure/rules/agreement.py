"""One fact stated in two tables, and the two sides of the accounts that must meet."""

from collections.abc import Iterator

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.segments import Table
from shizheng.systems.disclosure.domain.tables.amounts import unit_in
from shizheng.systems.disclosure.domain.tables.breaks import Break
from shizheng.systems.disclosure.domain.tables.misplaced import misplaced
from shizheng.systems.disclosure.domain.tables.statements import Statement
from shizheng.systems.disclosure.domain.tables.wording import UNITS, called, hint, show, sources, tidy, where


@rule(
    "agreement.tables",
    family="agreement",
    title="同一数据在各表中一致",
    source="财预〔2016〕143号（公开内容应真实、准确）；算术",
)
def tables(reading: Reading) -> Iterator[Finding]:
    for broken in reading.breaks:
        if broken.kind == "agreement" and misplaced(broken) is None:
            yield _finding("agreement.tables", broken, f"“{where(broken)}”为{tidy(broken.cell.text)}")


@rule("agreement.unit", family="agreement", title="金额单位与其他各表一致", source="算术")
def unit(reading: Reading) -> Iterator[Finding]:
    """A table all of whose numbers are ten thousand times too large or too small has the wrong unit line."""
    for table in reading.tables:
        if table.printed_unit is None:
            continue
        titles = next(b.titles for b in reading.blocks if isinstance(b, Table) and b.rows[0].number == table.first)
        line = next((line for line in titles if unit_in([line.text]) is not None), table.title_line)
        printed, right = UNITS[table.printed_unit], UNITS.get(table.unit, "元")
        message = f"本表标注金额单位为{printed}，但各数与其他报表相差一万倍，单位应为{right}。请改正单位或数据。"
        yield Finding("agreement.unit", "error", line.number, line.text.strip(), message, printed, right)


@rule("balance.totals", family="balance", title="收入总计等于支出总计", source="算术")
def totals(reading: Reading) -> Iterator[Finding]:
    for broken in reading.breaks:
        if broken.kind == "balance":
            yield _finding("balance.totals", broken, f"支出总计为{tidy(broken.cell.text)}，与收入总计不等")


def _finding(identifier: str, broken: Break, told: str) -> Finding:
    power = broken.table.unit
    severity: Severity = "rounding" if broken.rounding else "error"
    gap = show(abs(broken.difference), power)
    printed, expected = tidy(broken.cell.text), show(broken.expected, power)
    told = f"本表{told}，而{sources(broken)}，相差{gap}"
    tail = "，属四舍五入尾差，建议加注说明。" if broken.rounding else f"。{hint(broken)}请核对后统一。"
    message = told + tail
    return Finding(identifier, severity, broken.cell.line, broken.cell.text, message, printed, expected)


@rule("balance.flows", family="balance", title="上年结转加本年收入等于本年支出加年末结转", source="算术")
def flows(reading: Reading) -> Iterator[Finding]:
    """In a table whose columns hold both sides, row by row."""
    for table in reading.tables:
        for panel in table.panels:
            sides = {c.at["side"]: c.index for c in panel.columns if c.known and set(c.at) == {"side"}}
            if {"income", "expense"} - sides.keys() or "opening" not in sides or "closing" not in sides:
                continue
            for row in panel.rows:
                cells = {side: row.cells[index] for side, index in sides.items() if index in row.cells}
                value = {side: cells[side].value if side in cells else 0 for side in sides}
                gap = value["opening"] + value["income"] - value["expense"] - value["closing"]
                if not gap or "expense" not in cells:
                    continue
                slack = sum(cell.ulp for cell in cells.values())
                severity: Severity = "rounding" if 2 * abs(gap) <= slack else "error"
                mark = cells.get("closing", cells["expense"])
                told = {side: show(value[side], table.unit) for side in sides}
                message = (
                    f"“{called(row)}”：年初结转{told['opening']}＋本年收入{told['income']}不等于"
                    f"本年支出{told['expense']}＋年末结转{told['closing']}，相差{show(abs(gap), table.unit)}。请核对。"
                )
                expected = show(mark.value + gap, table.unit)
                yield Finding("balance.flows", severity, mark.line, mark.text, message, tidy(mark.text), expected)


PAIRS = (
    ("2080505", ("30108",), "机关事业单位基本养老保险缴费"),
    ("2080506", ("30109",), "职业年金缴费"),
    ("2210201", ("30113",), "住房公积金"),
    ("2101103", ("30111",), "公务员医疗补助缴费"),
    ("2101101+2101102", ("30110",), "职工基本医疗保险缴费"),
)
LOOSE = frozenset({"2101103", "2101101+2101102"})  # medical items also hold other kinds of insurance
SOURCE_PAIRS = "财政部《政府收支分类科目》（支出功能分类与部门预算支出经济分类的对应）"


@rule("agreement.pairs", family="agreement", title="功能科目与对应的经济科目金额一致", source=SOURCE_PAIRS)
def pairs(reading: Reading) -> Iterator[Finding]:
    for functions, classes, name in PAIRS:
        stated = [_basic(reading, func=code) for code in functions.split("+")]
        items = [item for code in classes for item in _items(reading).get(code, ())]
        present = [statement for statement in stated if statement is not None]
        if not present or not items:
            continue
        left = sum(statement.cell.value for statement in present)
        right = sum(item.cell.value for item in items)
        slack = sum(statement.cell.ulp for statement in (*present, *items))
        if left == right or (2 * abs(left - right) > slack and (functions in LOOSE or not right)):
            continue
        severity: Severity = "rounding" if 2 * abs(left - right) <= slack else "warning"
        yield _pair(severity, present, items, name, (left, right))


def _pair(
    severity: Severity, functions: list[Statement], items: list[Statement], name: str, sums: tuple[int, int]
) -> Finding:
    mark, power = items[-1].cell, items[-1].table.unit
    left, right = show(sums[0], power), show(sums[1], power)
    codes = "、".join(f"{s.coord.func}（第{s.cell.line}行）" for s in functions)
    terms = "＋".join(tidy(item.cell.text) for item in items)
    told = f"经济科目“{name}”为{terms if len(items) == 1 else f'{terms}＝{right}'}，功能科目{codes}为{left}"
    tail = "相差为四舍五入尾差，建议加注说明。" if severity == "rounding" else "两者通常应一致，请核对是否串列科目。"
    return Finding("agreement.pairs", severity, mark.line, mark.text, f"{told}，{tail}", right, left)


def _basic(reading: Reading, func: str) -> Statement | None:
    """A functional item's basic expense from the general budget; its whole where it is not split."""
    stage = reading.stage
    for nature in ("basic", ""):
        for fund in ("general", "fiscal", ""):
            coord = Coord(stage=stage, side="expense", fund=fund, func=func, nature=nature)
            stated = [s for s in reading.meeting.at(coord) if s.cell.value]
            if stated:
                return stated[-1]
    return None


PAIRED = frozenset(code for _, classes, _ in PAIRS for code in classes)


@once
def _items(reading: Reading) -> dict[str, list[Statement]]:
    """The basic expense of economic items, each in the first table that states it: one for each government class."""
    items: dict[str, list[Statement]] = {}
    for statement in reading.meeting.statements:
        coord = statement.coord
        if coord.dept in PAIRED and coord.nature == "basic" and statement.cell.value:
            found = items.setdefault(coord.dept, [])
            if not found or found[0].table is statement.table:
                found.append(statement)
    return items
