"""Performance target sheets as blocks of merged cells, in the layout that regions share."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from shizheng.engines.fiscal.domain.sheet import Funding, Indicator, TargetSheet
from shizheng.engines.fiscal.domain.targets import write
from shizheng.kit.money import Unit, from_fen
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import Cell, Row, SheetBlock
from shizheng.systems.disclosure.domain.writing.draft import Draft
from shizheng.systems.disclosure.domain.writing.evaluations import evaluation_of
from shizheng.systems.disclosure.domain.writing.levels import LEVEL1, LEVEL2, label

MONEY = {
    "total": "资金总额：",
    "central": "其中：中央财政资金",
    "province": "省级财政资金",
    "city": "市级财政资金",
    "county": "市县（区）财政资金",
    "treasury": "其中：财政拨款",
    "own": "单位自筹",
    "other": "其他资金",
}
FIELDS = {
    "overview": "项目概况",
    "basis": "立项依据",
    "need": "项目设立必要性",
    "measures": "保证项目实施的制度、措施",
    "plan": "项目实施计划",
}
WIDTH = 8


def block_of(sheet: TargetSheet, draft: Draft) -> SheetBlock:
    """A sheet of either kind; contacts stand on the form and stay blank in what is published."""
    if sheet.kind == "evaluation":
        return evaluation_of(sheet, draft)
    declared = draft.form.sheet("targets", is_whole=sheet.kind == "whole")
    title = declared.title if declared else "单位整体支出绩效目标表" if sheet.kind == "whole" else "项目支出绩效目标表"
    return SheetBlock(title, tuple(_targets(sheet)), (f"（{sheet.year or draft.year}年度）",))


def _targets(sheet: TargetSheet) -> Iterator[Row]:
    yield from _front(sheet)
    yield from _money(sheet)
    for name, told_as in FIELDS.items():
        if sheet.text(name):
            yield Row((label(told_as), Cell(sheet.text(name), columns=WIDTH - 1, align="left")))
    annual = sheet.text("goal.annual") or sheet.text("goal")
    if sheet.is_dual:
        yield Row((label("总体目标", rows=2), label("实施期目标", 3), label("年度目标", 4)))
        yield Row((Cell(sheet.text("goal"), columns=3, align="left"), Cell(annual, columns=4, align="left")))
    else:
        yield Row((label("总体目标"), Cell(annual, columns=WIDTH - 1, align="left")))
    yield from _indicators(sheet)


def _front(sheet: TargetSheet) -> Iterator[Row]:
    name = "部门名称" if sheet.kind == "whole" else "项目名称"
    yield Row((label(name), Cell(sheet.name, columns=WIDTH - 1, align="left")))
    pairs = (
        ("主管部门", sheet.text("department"), "实施单位", sheet.text("unit")),
        ("项目属性", sheet.text("property"), "项目期", sheet.text("term")),
    )
    for left, first, right, second in pairs:
        if first and second:
            yield Row((label(left), Cell(first, columns=3, align="left"), label(right, 2), Cell(second, columns=2)))
        elif first or second:  # a label without its value would be asked about
            yield Row((label(left if first else right), Cell(first or second, columns=WIDTH - 1, align="left")))


def _money(sheet: TargetSheet) -> Iterator[Row]:
    """Levels that are printed, the period beside the year."""
    levels = [level for level in MONEY if any(f.level == level and f.stage == "target" for f in sheet.funding)]
    for place, level in enumerate(levels):
        cells = [label("项目资金（元）", rows=len(levels))] if place == 0 else []
        period, annual = sheet.money("period", level), sheet.money("annual", level)
        if sheet.is_dual:
            cells += [
                label(_level(level, "实施期"), 2),
                _fen(period, 1),
                label(_level(level, "年度"), 2),
                _fen(annual, 2),
            ]
        else:
            cells += [label(_level(level, "年度" if annual else "实施期"), 3), _fen(annual or period, 4)]
        yield Row(tuple(cells))


def _level(level: str, column: str) -> str:
    return column + MONEY[level] if level == "total" else MONEY[level]


def _fen(funding: Funding | None, columns: int) -> Cell:
    if funding is None:
        return Cell("", columns=columns)
    printed = from_fen(funding.fen, Unit.YUAN, 2).printed
    whole = printed.units % 100 == 0
    return Cell(Printed(printed.units // 100, 0) if whole else printed, columns=columns, align="right")


Pair = tuple[Indicator, Indicator | None, Indicator | None]
"""The indicator that names the row, the period's and the year's."""


def _indicators(sheet: TargetSheet) -> Iterator[Row]:
    """一级, 二级, 三级 and value; 二级, 三级 and value again for the year where the sheet has a period too."""
    level2, name, value = "二级指标", "三级指标", "指标值"
    columns: tuple[tuple[str, int], ...]
    if sheet.is_dual:
        columns = ((level2, 1), (name, 1), (value, 1), (level2, 1), (name, 2), (value, 1))
        pairs = list(_paired(sheet.of("period"), sheet.of("annual")))
    else:
        columns = ((level2, 1), (name, 3), (value, 3))
        pairs = [(item, item, None) for item in sheet.of("annual") or sheet.of("period")]
    yield Row((label("一级指标"), *(label(text, width) for text, width in columns)))
    for _, group in groupby(sorted(pairs, key=_rank), key=lambda row: row[0].level1):
        yield from _level_rows(list(group), sheet.is_dual)


def _rank(row: Pair) -> tuple[int, int]:
    """The order in which a form lists the levels."""
    key = row[0]
    ones, twos = list(LEVEL1), list(LEVEL2)
    if key.level1 not in ones or key.level2 not in twos:
        return len(ones), len(twos)
    return ones.index(key.level1), twos.index(key.level2)


def _level_rows(rows: Sequence[Pair], is_dual: bool) -> Iterator[Row]:
    """The rows of one 一级; each 二级 is one cell beside all of its indicators."""
    for place, (key, first, second) in enumerate(rows):
        cells = [label(LEVEL1.get(key.level1, key.level1), rows=len(rows))] if place == 0 else []
        opens = place == 0 or rows[place - 1][0].level2 != key.level2
        depth = sum(other.level2 == key.level2 for other, *_ in rows)
        level2 = [label(LEVEL2.get(key.level2, key.label), rows=depth)] if opens else []
        if is_dual:
            cells += [*level2, *_indicator(first, 1, 1), *level2, *_indicator(second, 2, 1)]
        else:
            cells += [*level2, *_indicator(first, 3, 3)]
        yield Row(tuple(cells))


def _indicator(item: Indicator | None, name: int, value: int) -> list[Cell]:
    text, target = (item.full_name, item.target.text or write(item.target)) if item else ("", "")
    return [Cell(text, columns=name, align="left"), Cell(target, columns=value, align="center")]


def _paired(period: Sequence[Indicator], annual: Sequence[Indicator]) -> Iterator[Pair]:
    """The same indicator in both columns on one row, kept in the order of levels."""
    left = list(annual)
    for item in period:
        match = next(
            (other for other in left if (other.level2, other.full_name) == (item.level2, item.full_name)), None
        )
        if match is not None:
            left.remove(match)
        yield item, item, match
    for other in left:
        yield other, None, other
