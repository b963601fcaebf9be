"""A plain manuscript of a budget: its own tables, grouped from the facts, where a region's form is not chosen.

Amounts are printed in 万元 with two decimals; every total is the rounded exact sum.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.promises import Level2
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.budgeting.content import Content, SheetContent
from shizheng.systems.disclosure.domain.budgeting.figures import (
    Facts,
    by_code,
    expense,
    funds_of,
    item,
    side,
    total,
    units_of_fund,
)
from shizheng.systems.disclosure.domain.budgeting.parts import BY_ID
from shizheng.systems.disclosure.domain.budgeting.promised import sheet_of
from shizheng.systems.disclosure.domain.manuscript import (
    Block,
    Cell,
    Cover,
    Heading,
    Manuscript,
    Row,
    SheetBlock,
    TableBlock,
)
from shizheng.systems.disclosure.domain.writing.evaluations import national, printed

STAGES = {"budget": "预算", "adjusted": "调整预算", "final": "决算"}
EMPTY = "注：本单位无此项支出，本表无数据。"
Texts = Sequence[str | Decimal | None]


def manuscript(content: Content, day: date) -> Manuscript:
    """All tables and sheets of the content."""
    word = STAGES[content.stage]
    cover = Cover(content.unit, content.year, f"{content.year}年部门{word}公开", day)
    return Manuscript(cover, tuple(_blocks(content, f"{content.year}年", word)))


def _blocks(content: Content, year: str, word: str) -> Iterator[Block]:
    facts = content.facts
    yield Heading(1, "第一部分", f"{word}公开表")
    figures = "决算数" if content.stage == "final" else "预算数"
    yield _balance(facts, f"{year}{word}收支总表", figures)
    yield _functional(facts, f"{year}{word}支出总表")
    yield _economic(facts, f"{year}一般公共预算基本支出分经济科目表")
    yield _projects(facts, f"{year}项目支出{word}表")
    yield _memoranda(facts, "three_public", f"{year}财政拨款安排“三公”经费支出{word}表")
    yield _memoranda(facts, "operating", f"{year}机关运行经费{word}表")
    yield _procurement(facts, f"{year}政府采购{word}表", figures)
    targets = [sheet for sheet in content.sheets if not sheet.is_evaluated]
    evaluated = [sheet for sheet in content.sheets if sheet.is_evaluated]
    if targets:
        yield Heading(1, "第二部分", "绩效目标表")
        yield from (_sheet(sheet, content) for sheet in targets)
    if evaluated:
        yield Heading(1, "第三部分" if targets else "第二部分", "绩效自评表")
        yield from (_evaluation(sheet, content) for sheet in evaluated)


def wan(amount: Decimal) -> Printed:
    """元 as 万元 with two decimals."""
    return Printed(int(amount * 100), 6).rounded(2)


def _row(values: Texts, *, is_total: bool = False, indent: int = 0) -> Row:
    cells = [Cell(wan(each) if isinstance(each, Decimal) else (each or "")) for each in values]
    return Row((cells[0]._replace(indent=indent), *cells[1:]), is_total)


def _head(*titles: str) -> tuple[Row, ...]:
    return (Row(tuple(Cell(title, is_label=True) for title in titles)),)


def _balance(facts: Facts, title: str, figures: str) -> TableBlock:
    """Income by source beside spending by class, both closed by their totals."""
    left: list[tuple[str, Decimal]] = [*units_of_fund(facts)]
    income, opening = total(side(facts, "income")), total(side(facts, "opening"))
    left += [("本年收入合计", income), ("上年结转", opening), ("收入总计", income + opening)]
    spent = expense(facts)
    right = [(_name("functional", code), amount) for code, amount in by_code(spent, "func", 3).items()]
    right += [("本年支出合计", total(spent)), ("结转下年", income + opening - total(spent))]
    right += [("支出总计", income + opening)]
    height = max(len(left), len(right))
    gap: list[tuple[str, Decimal | None]] = [("", None)]
    rows = [_row([*(left + gap * height)[at], *(right + gap * height)[at]]) for at in range(height)]
    return TableBlock(title, _head("收入项目", figures, "支出项目", figures), tuple(rows), unit="单位：万元")


def _functional(facts: Facts, title: str) -> TableBlock:
    spent = expense(facts)
    rows = [_row(["", "合计", *_natures(spent)], is_total=True)]
    for code in _tree(by_code(spent, "func", 7), (3, 5, 7)):
        inside = {coord: amount for coord, amount in spent.items() if coord.func.startswith(code)}
        rows.append(_row([code, _name("functional", code), *_natures(inside)], indent=len(code) // 2 - 1))
    head = _head("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    return TableBlock(title, head, tuple(rows), unit="单位：万元")


def _natures(facts: Facts) -> list[Decimal]:
    basic = total({coord: amount for coord, amount in facts.items() if coord.nature.startswith("basic")})
    return [total(facts), basic, total(facts) - basic]


def _economic(facts: Facts, title: str) -> TableBlock:
    basic = {c: amount for c, amount in expense(facts).items() if c.nature.startswith("basic") and c.fund == "general"}
    rows = [_row(["", "合计", *_staff(basic)], is_total=True)]
    for code in _tree(by_code(basic, "dept", 5), (3, 5)):
        inside = {coord: amount for coord, amount in basic.items() if coord.dept.startswith(code)}
        rows.append(_row([code, _name("departmental", code), *_staff(inside)], indent=len(code) // 2 - 1))
    head = _head("科目编码", "科目名称", "合计", "人员经费", "公用经费")
    return TableBlock(title, head, tuple(rows), unit="单位：万元")


def _staff(facts: Facts) -> list[Decimal]:
    staff = total({coord: amount for coord, amount in facts.items() if coord.nature == "basic.staff"})
    return [total(facts), staff, total(facts) - staff]


def _tree(codes: Mapping[str, Decimal], widths: Sequence[int]) -> list[str]:
    """All codes with those above them, in the order of the book."""
    return sorted({code[:width] for code in codes for width in widths if len(code) >= width})


def _name(book: str, code: str) -> str:
    known = books(book).find(code)
    return known.name if known else code


def _projects(facts: Facts, title: str) -> TableBlock:
    spent = {coord: amount for coord, amount in expense(facts).items() if coord.nature == "project"}
    funds = BY_ID["projects"].amounts
    names = sorted({coord.project for coord in spent})
    rows = [_row([name, *funds_of(spent, name, funds)]) for name in names]
    rows.append(_row(["合计", *funds_of(spent, None, funds)], is_total=True))
    return TableBlock(title, _head("项目名称", "合计", *(each.title for each in funds)), tuple(rows), unit="单位：万元")


def _memoranda(facts: Facts, part: str, title: str) -> TableBlock:
    declared = BY_ID[part]
    rows = []
    for row in declared.fixed:
        held = item(facts, row.at["item"])
        rows.append(_row([row.label, *funds_of(held, None, declared.amounts)]))
    rows.append(_row(["合计", *funds_of(item(facts, part), None, declared.amounts)], is_total=True))
    head = _head("项目", "合计", *(each.title for each in declared.amounts))
    notes = () if item(facts, part) else (EMPTY,)
    return TableBlock(title, head, tuple(rows), unit="单位：万元", notes=notes)


def _procurement(facts: Facts, title: str, figures: str) -> TableBlock:
    held = item(facts, "procurement")
    kinds = dict(BY_ID["procurement"].keys[1].choices)
    rows = [
        _row([coord.project, kinds.get(coord.item, ""), amount]) for coord, amount in sorted(_grouped(held).items())
    ]
    rows.append(_row(["合计", "", total(held)], is_total=True))
    notes = () if held else (EMPTY,)
    return TableBlock(title, _head("采购内容", "采购类别", figures), tuple(rows), unit="单位：万元", notes=notes)


def _grouped(facts: Facts) -> dict[Coord, Decimal]:
    sums: dict[Coord, Decimal] = {}
    for coord, amount in facts.items():
        key = Coord(project=coord.project, item=coord.item)
        sums[key] = sums.get(key, Decimal(0)) + amount
    return sums


def _evaluation(sheet: SheetContent, content: Content) -> SheetBlock:
    """The national sheet, with the arithmetic of its points."""
    made = sheet_of(sheet, content)
    return printed(made, national(made), content.year)


def _sheet(sheet: SheetContent, content: Content) -> SheetBlock:
    """The layout of 财预〔2020〕10号: project, money, goals, and the indicators by level."""
    levels = dict(Level2.choices())
    rows = [Row((Cell("项目名称", is_label=True), Cell(sheet.project or content.unit, columns=3)))]
    money = {c: a for c, a in expense(content.facts).items() if sheet.project and c.project == sheet.project}
    rows.append(Row((Cell("年度资金总额（万元）", is_label=True), Cell(wan(total(money)), columns=3))))
    for label, goal in (("实施期目标", sheet.period_goal), ("年度目标", sheet.annual_goal)):
        if goal:
            rows.append(Row((Cell(label, is_label=True), Cell(goal, columns=3))))
    rows.append(Row(tuple(Cell(each, is_label=True) for each in ("栏", "二级指标", "三级指标", "指标值"))))
    for goal_row in sheet.goals:
        column = "实施期" if goal_row.column == "period" else "年度"
        rows.append(Row((Cell(column), Cell(levels[goal_row.level2]), Cell(goal_row.name), Cell(goal_row.text))))
    return SheetBlock(f"{content.year}年度项目支出绩效目标表", tuple(rows))
