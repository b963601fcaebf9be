"""Money in the wrong column, under the wrong fund, or under a code of another kind of unit."""

from collections.abc import Iterator

from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.standing import described_as_institution, is_institution
from shizheng.systems.disclosure.domain.tables.bound import BoundPanel, BoundRow, BoundTable, Cell
from shizheng.systems.disclosure.domain.tables.breaks import key_of
from shizheng.systems.disclosure.domain.tables.misplaced import misplaced
from shizheng.systems.disclosure.domain.tables.statements import Statement
from shizheng.systems.disclosure.domain.tables.wording import called, show, tidy

BOOK = "财政部《政府收支分类科目》"
RUNNING = frozenset({"行政运行", "事业运行"})
# Sections of the functional book that hold government funds only.
FUND_SECTIONS = frozenset(
    [
        "20610",
        "20707",
        "20709",
        "20710",
        "20822",
        "20823",
        "20829",
        "21160",
        "21161",
        "21208",
        "21210",
        "21211",
        "21213",
        "21214",
        "21215",
        "21216",
        "21217",
        "21218",
        "21219",
        "21366",
        "21367",
        "21369",
        "21372",
        "21460",
        "21462",
        "21464",
        "21468",
        "21469",
        "21562",
        "22904",
        "22908",
        "22960",
        "23104",
        "23204",
        "23304",
    ]
)
OFFICE_CLASSES = {
    "501": "机关工资福利支出",
    "502": "机关商品和服务支出",
    "503": "机关资本性支出",
    "504": "机关资本性支出",
}


@rule("placement.running", family="placement", title="项目支出不列行政运行、事业运行", source=BOOK)
def running(reading: Reading) -> Iterator[Finding]:
    for stated in reading.meeting.statements:
        coord = stated.coord
        if coord.nature == "project" and len(coord.func) == 7 and stated.row.name in RUNNING and stated.cell.value:
            message = (
                f"项目支出{tidy(stated.cell.text)}列在“{coord.func} {stated.row.name}”科目，该科目反映基本支出，"
                "项目支出应列相应的业务科目。请核对科目，或说明理由。"
            )
            yield Finding("placement.running", "warning", stated.cell.line, stated.cell.text, message, stated.cell.text)


@rule("placement.fund", family="placement", title="一般公共预算表不列政府性基金科目", source=BOOK)
def fund(reading: Reading) -> Iterator[Finding]:
    for table in reading.tables:
        if table.at.get("fund") == "general":
            rows = [row for panel in table.panels for row in panel.rows if row.code[:5] in FUND_SECTIONS]
            filled = [row for row in rows if row.filled]
            for row in filled or rows[:1]:
                yield _fund(row, table, bool(filled))


def _fund(row: BoundRow, table: BoundTable, filled: bool) -> Finding:
    told = f"“{row.code} {called(row)}”是政府性基金预算科目，不应出现在“{table.title}”中"
    tail = "，金额应列入政府性基金预算支出表。" if filled else "；虽未填金额，也应删去这些行。"
    quote = row.text if row.text in row.line.text else row.code
    return Finding("placement.fund", "error" if filled else "warning", row.line.number, quote, told + tail, row.code)


@rule(
    "placement.column",
    family="placement",
    title="资金列入正确的栏目",
    source="算术；部门决算报表编制说明（收入决算表）",
)
def column(reading: Reading) -> Iterator[Finding]:
    """Another table proves a column short by just what stands in a neighbouring column of the same row."""
    for broken in reading.breaks:
        found = misplaced(broken)
        if found is None:
            continue
        wrong, panel = found
        right = broken.column.head.split("/")[-1].replace(" ", "")
        here = next(c.head for c in panel.columns if c.index == wrong).split("/")[-1].replace(" ", "")
        for row in panel.rows:
            cell = row.cells.get(wrong)
            if cell is not None and cell.value:
                yield _column(row, cell, (here, right))


def _column(row: BoundRow, cell: Cell, heads: tuple[str, str]) -> Finding:
    message = (
        f"“{called(row)}”的{tidy(cell.text)}列在“{heads[0]}”栏，按其他各表应属“{heads[1]}”："
        "改列后两表即一致。请将该金额移到正确的栏目。"
    )
    key = f"cell:{cell.line}:{cell.value}"
    return Finding("placement.column", "error", cell.line, cell.text, message, tidy(cell.text), convicts=(key,))


@rule("placement.classes", family="placement", title="事业单位不使用机关的政府经济分类科目", source=BOOK)
def classes(reading: Reading) -> Iterator[Finding]:
    """501–504 in a panel whose total holds without them: proven; else a warning where the unit is an institution."""
    institution = None
    for table in reading.tables:
        for panel in table.panels:
            office = [row for row in panel.rows if row.at.get("gov", "")[:3] in OFFICE_CLASSES and row.filled]
            if not office or panel.space != "gov":
                continue
            proven = _proven(reading, table, panel, office)
            institution = is_institution(reading) if institution is None else institution
            if proven or institution:
                yield from _classes(office, proven)


def _proven(reading: Reading, table: BoundTable, panel: BoundPanel, office: list[BoundRow]) -> tuple[str, ...]:
    """The sums that hold without these rows."""
    surplus = {index: sum(row.cells[index].value for row in office if index in row.cells) for index in _indexes(panel)}
    return tuple(
        key_of(broken)
        for broken in reading.breaks
        if broken.table is table and broken.kind == "rows" and -broken.difference == surplus.get(broken.column.index)
    )


def _indexes(panel: BoundPanel) -> list[int]:
    return [column.index for column in panel.columns]


def _classes(office: list[BoundRow], proven: tuple[str, ...]) -> Iterator[Finding]:
    for row in office:
        cell = next(iter(row.cells.values()))
        told = f"“{called(row)}”填有{tidy(cell.text)}，但该科目只用于行政机关"
        why = (
            "，且不计这些数合计才相符，应删去或并入“对事业单位经常性补助”。"
            if proven
            else "，本单位为事业单位，请核对。"
        )
        severity: Severity = "error" if proven else "warning"
        yield Finding("placement.classes", severity, cell.line, cell.text, told + why, cell.text, convicts=proven)


@rule("placement.medical", family="placement", title="事业单位的医疗保险列事业单位医疗", source=BOOK)
def medical(reading: Reading) -> Iterator[Finding]:
    offices = [s for s in _expense(reading, "2101101") if s.cell.value]
    if not offices or any(s.cell.value for s in _expense(reading, "2101102")):
        return
    if is_institution(reading):
        for line in {s.cell.line: s for s in offices}.values():
            yield _medical(line, "本单位为事业单位，基本医疗保险应列“2101102 事业单位医疗”。")
    elif part := _institution_part(reading):
        told = f"其中事业单位人员的{part}应列“2101102 事业单位医疗”，而各表均无此科目。"
        yield _medical(offices[-1], told)


def _expense(reading: Reading, func: str) -> list[Statement]:
    return [s for s in reading.meeting.statements if s.coord.func == func and s.coord.side == "expense"]


def _institution_part(reading: Reading) -> str:
    """Medical insurance booked under the government class of institutions, as printed."""
    found = (s for s in reading.meeting.statements if s.coord.dept == "30110" and s.coord.gov.startswith("505"))
    return next((tidy(s.cell.text) for s in found if s.cell.value), "")


def _medical(stated: Statement, told: str) -> Finding:
    name = stated.row.text if stated.row.text in stated.row.line.text else stated.row.code
    message = f"“2101101 行政单位医疗”列有{tidy(stated.cell.text)}。{told}请核对科目。"
    return Finding("placement.medical", "warning", stated.cell.line, name, message, "2101101", "2101102")


NEEDS = (
    ("30109", ("2080506",), "机关事业单位职业年金缴费支出（2080506）"),
    ("30301", ("2080501", "2080502", "2080503"), "行政（事业）单位离退休（2080501、2080502）"),
    ("30302", ("2080501", "2080502", "2080503"), "行政（事业）单位离退休（2080501、2080502）"),
)


@rule("placement.absent", family="placement", title="经济科目有支出，对应的功能科目也应列出", source=BOOK)
def absent(reading: Reading) -> Iterator[Finding]:
    used = {statement.coord.func for statement in reading.meeting.statements if statement.cell.value}
    if not any(len(code) == 7 for code in used):
        return
    for item, functions, name in NEEDS:
        stated = next((s for s in reading.meeting.statements if s.coord.dept == item and s.cell.value), None)
        if stated is not None and not used.intersection(functions):
            quote = stated.row.text if stated.row.text in stated.row.line.text else stated.cell.text
            message = (
                f"经济科目“{called(stated.row)}”列支{tidy(stated.cell.text)}，但各功能分类表均无{name}，"
                "这笔支出可能列错了功能科目。请核对。"
            )
            yield Finding("placement.absent", "warning", stated.cell.line, quote, message, tidy(stated.cell.text))


OPERATING = "部门预算公开“机关运行经费”口径：行政单位和参照公务员法管理的事业单位"


@rule("placement.operating", family="placement", title="机关运行经费只列行政和参公单位", source=OPERATING)
def operating(reading: Reading) -> Iterator[Finding]:
    for stated in reading.meeting.statements:
        unit, cell = stated.coord.org, stated.cell
        listed = stated.coord.item == "operating" and unit and cell.value and not stated.column.at.get("fund")
        if not listed or not described_as_institution(reading, unit):
            continue
        quote = stated.row.text if stated.row.text in stated.row.line.text else cell.text
        message = (
            f"“{unit}”为事业单位，其{show(cell.value, stated.table.unit)}不属于机关运行经费"
            "（只统计行政单位和参照公务员法管理的事业单位）。请核对口径。"
        )
        yield Finding("placement.operating", "warning", cell.line, quote, message, cell.text)


@rule("placement.micro", family="additivity", title="其中数不大于总数", source="算术")
def parts(reading: Reading) -> Iterator[Finding]:
    """面向小微企业 is a part of 面向中小企业, and that a part of the whole."""
    for table in reading.tables:
        for panel in table.panels:
            chain = {c.at.get("item", ""): c.index for c in panel.columns}
            whole, part = chain.get("procurement.sme"), chain.get("procurement.sme.micro")
            if whole is not None and part is not None:
                yield from _micro(panel, whole, part)


def _micro(panel: BoundPanel, whole: int, part: int) -> Iterator[Finding]:
    for row in panel.rows:
        large, small = row.cells.get(whole), row.cells.get(part)
        if large is None or small is None or small.value <= large.value or row.is_total:
            continue
        message = (
            f"面向小微企业{tidy(small.text)}大于面向中小企业{tidy(large.text)}，"
            "小微企业包含在中小企业之内，前者不应大于后者。请核对。"
        )
        yield Finding("placement.micro", "warning", small.line, small.text, message, large.text, tidy(small.text))
