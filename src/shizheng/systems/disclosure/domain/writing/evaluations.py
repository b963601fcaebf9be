"""Self-evaluation sheets as blocks of merged cells, in the words of the form, with the arithmetic of their points."""

from collections.abc import Iterator
from itertools import groupby

from msgspec import structs

from shizheng.engines.fiscal.domain.evaluation import Evaluation, evaluate, told
from shizheng.engines.fiscal.domain.forms import SheetForm
from shizheng.engines.fiscal.domain.score import FULL
from shizheng.engines.fiscal.domain.sheet import Indicator, TargetSheet
from shizheng.kit.money import Unit, format_percent, from_fen
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import Cell, Row, SheetBlock
from shizheng.systems.disclosure.domain.writing.draft import Draft, Question
from shizheng.systems.disclosure.domain.writing.levels import LEVEL1, LEVEL2, label

WIDTH = 8
NATIONAL = SheetForm(
    kind="evaluation",
    title="项目支出绩效自评表",
    fields={"department": "主管部门", "unit": "实施单位"},
    stages={"budget": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"},
    levels={
        "total": "年度资金总额",
        "treasury": "其中：当年财政拨款",
        "carried": "上年结转资金",
        "other": "其他资金",
    },
    heads={"target": "年度指标值", "actual": "实际完成值", "reason": "偏差原因分析及改进措施"},
    results={"practice": "主要经验做法", "problems": "存在问题与整改措施"},
)
"""财预〔2020〕10号 附2."""
WHOLE = structs.replace(NATIONAL, title="部门整体支出绩效自评表", whole=True, name="部门名称", fields={})
UNITS = {"元": Unit.YUAN, "万元": Unit.WAN}


def evaluation_of(sheet: TargetSheet, draft: Draft) -> SheetBlock:
    """As the region prints it."""
    return printed(sheet, form_of(sheet, draft), sheet.year or draft.year)


def printed(sheet: TargetSheet, form: SheetForm, year: int) -> SheetBlock:
    """The sheet with every point that follows from its facts, and below it how the points were found."""
    found = evaluate(sheet)
    notes = [f"注{number}：{line}。" for number, line in enumerate(found.shown(), 1)] if form.shows else []
    caption = form.caption.format(year=year)
    return SheetBlock(form.title, tuple(_rows(sheet, form, found)), (caption,), tuple(notes))


def form_of(sheet: TargetSheet, draft: Draft) -> SheetForm:
    """As the region declares it, or the national form."""
    return draft.form.sheet("evaluation", is_whole=not sheet.text("name")) or national(sheet)


def national(sheet: TargetSheet) -> SheetForm:
    """Of a project, or of the whole unit."""
    return NATIONAL if sheet.text("name") else WHOLE


def unscored(sheet: TargetSheet) -> Iterator[Question]:
    """What only a person can judge."""
    for name in evaluate(sheet).unscored:
        ask = f"“{sheet.name}”的指标“{name}”不能由目标值和完成值算出得分，请评定得分"
        yield Question(f"score.{sheet.name}.{name}", "facts", ask)


def _rows(sheet: TargetSheet, form: SheetForm, found: Evaluation) -> Iterator[Row]:
    yield Row((label(form.name), _text(sheet.name, WIDTH - 1)))
    fields = [(told_as, sheet.text(key)) for key, told_as in form.fields.items() if sheet.text(key)]
    for left, right in zip(fields[::2], [*fields[1::2], None], strict=False):
        if right is None:
            yield Row((label(left[0]), _text(left[1], WIDTH - 1)))
        else:
            yield Row((label(left[0]), _text(left[1], 3), label(right[0]), _text(right[1], 3)))
    yield from _money(sheet, form, found)
    yield from _goals(sheet, form)
    yield from _indicators(sheet, form, found)
    yield Row((label("总分", 5), _points(found.weight), _points(found.total), Cell("")))
    yield Row((label("自评结论"), _text(f"总分{told(found.total)}分，自评等级为“{found.grade}”。", WIDTH - 1)))
    for key, told_as in form.results.items():
        if sheet.text(key):
            yield Row((label(told_as), _text(sheet.text(key), WIDTH - 1)))


def _text(text: str, columns: int) -> Cell:
    return Cell(text, columns=columns, align="left")


def _points(points: int | None) -> Cell:
    return Cell("" if points is None else told(points), align="center")


def _money(sheet: TargetSheet, form: SheetForm, found: Evaluation) -> Iterator[Row]:
    """Levels down, stages across; the rate and its points beside the total."""
    levels = [key for key in form.levels if any(sheet.money("annual", key, stage) for stage in form.stages)]
    if not levels:
        return
    rest = 6 - len(form.stages)
    heads = [label(told_as) for told_as in form.stages.values()]
    tail = [label("分值"), label("执行率"), label("得分", rest - 2)]
    yield Row((label(f"项目资金（{form.unit}）", rows=len(levels) + 1), label(""), *heads, *tail))
    for key in levels:
        cells = [label(form.levels[key]), *(_amount(sheet, form, key, stage) for stage in form.stages)]
        if key == "total" and found.execution:
            cells += [_points(FULL["execution"] * 10_000), _rate(sheet), _points(found.execution.points)]
            cells[-1] = cells[-1]._replace(columns=rest - 2)
        else:
            cells.append(Cell("", columns=rest))
        yield Row(tuple(cells))


def _amount(sheet: TargetSheet, form: SheetForm, level: str, stage: str) -> Cell:
    funding = sheet.money("annual", level, stage)
    printed: str | Printed = from_fen(funding.fen, UNITS[form.unit], 2).printed if funding else ""
    return Cell(printed, align="right")


def _rate(sheet: TargetSheet) -> Cell:
    done = sheet.money("annual", stage="executed")
    planned = sheet.money("annual", stage="adjusted") or sheet.money("annual", stage="budget")
    assert done is not None
    assert planned is not None
    return Cell(format_percent(done.fen, planned.fen), align="center")


def _goals(sheet: TargetSheet, form: SheetForm) -> Iterator[Row]:
    goal, result = sheet.text("goal"), sheet.text("result")
    if goal and result:
        wish, reached = form.goals
        yield Row((label("年度总体目标", rows=2), label(wish, 3), label(reached, 4)))
        yield Row((_text(goal, 3), _text(result, 4)))
    elif goal:
        yield Row((label("年度总体目标"), _text(goal, WIDTH - 1)))


def _indicators(sheet: TargetSheet, form: SheetForm, found: Evaluation) -> Iterator[Row]:
    target, actual, reason = (form.heads.get(key, "") for key in ("target", "actual", "reason"))
    heads = ("一级指标", "二级指标", "三级指标", target, actual, "分值", form.heads.get("score", "得分"), reason)
    yield Row(tuple(map(label, heads)))
    marked = list(zip(sheet.of("annual"), found.marks, strict=True))
    for _, group in groupby(marked, key=lambda pair: pair[0].level1):
        rows = list(group)
        for place, (item, mark) in enumerate(rows):
            cells = [label(LEVEL1.get(item.level1, item.level1), rows=len(rows))] if place == 0 else []
            opens = place == 0 or rows[place - 1][0].level2 != item.level2
            depth = sum(other.level2 == item.level2 for other, _ in rows)
            cells += [label(LEVEL2.get(item.level2, item.label), rows=depth)] if opens else []
            yield Row((*cells, *_reached(item, mark.points if mark else None)))


def _reached(item: Indicator, points: int | None) -> tuple[Cell, ...]:
    texts = (item.full_name, item.target.text, item.actual)
    cells = [Cell(text, align="left" if not at else "center") for at, text in enumerate(texts)]
    return *cells, _points(item.weight), _points(points), Cell(item.reason, align="left")
