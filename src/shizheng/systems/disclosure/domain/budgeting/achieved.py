"""The two sheets of an account's workbook in which its self-evaluation is filled: the money, and what was achieved.

Points that follow from targets and achievements may be left out; a row without achievement and points says nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from shizheng.engines.fiscal.domain.evaluation import POINT, evaluate
from shizheng.engines.fiscal.domain.promises import Achievement, Column, Level2, Promise, achievement_faults
from shizheng.kit.errors import Fault
from shizheng.kit.tabular.cells import CellFault, Row
from shizheng.systems.disclosure.domain.budgeting.content import Content, Goal, SheetContent
from shizheng.systems.disclosure.domain.budgeting.grid import amount
from shizheng.systems.disclosure.domain.budgeting.heads import columns
from shizheng.systems.disclosure.domain.budgeting.promised import sheet_of

MONEY = "自评资金"
MONEY_COLUMNS = ("项目名称", "年初预算数", "全年预算数", "全年执行数")
ACHIEVED = "绩效自评"
GIVEN = ("项目名称", "二级指标", "三级指标", "指标值", "分值")
"""What names a row and what stands there to be read; the template fills it in."""
FILLED = {"全年完成值": 300, "得分": 20, "偏差原因及改进措施": 1000}
"""What an officer fills in, with its longest length."""
ACHIEVED_COLUMNS = (*GIVEN, *FILLED)
_COLUMN_OF = {"全年完成值": "全年完成值", "得分": "得分", "偏差原因": "偏差原因及改进措施"}
Amounts = tuple[Decimal | None, Decimal | None, Decimal | None]
Key = tuple[str, str]
"""Second level and name of an indicator."""


class Achieved(NamedTuple):
    """Of one sheet; ``amounts`` (年初预算数, 全年预算数, 全年执行数 in 元) is None where the workbook says nothing."""

    marks: Mapping[Key, Achievement]
    amounts: Amounts | None


class _Told(NamedTuple):
    row: Row
    actual: str
    score: str
    reason: str


def read_achieved(
    money: Sequence[Row], marks: Sequence[Row], promises: Mapping[str, Sequence[Promise]], year: int
) -> tuple[dict[str, Achieved], list[Fault]]:
    """By project (empty for the whole unit), against the promises of the same workbook; and everything wrong."""
    amounts, faults = _read_money(money, promises)
    known, missing = columns(marks, ACHIEVED_COLUMNS, ACHIEVED)
    if missing:
        return {}, [*faults, *missing]
    told, found = _read_marks(marks[1:], known, promises)
    faults += found
    achieved = {}
    for name in sorted(amounts.keys() | told.keys()):
        given = told.get(name, {})
        settled, wrong = _settled(name, promises[name], given, amounts.get(name), year)
        faults += [row.fault(each.message, known[_COLUMN_OF[each.place]], each.remedy).fault for row, each in wrong]
        achieved[name] = Achieved(settled, amounts.get(name))
    return achieved, faults


def _read_money(rows: Sequence[Row], promises: Mapping[str, object]) -> tuple[dict[str, Amounts], list[Fault]]:
    known, faults = columns(rows, MONEY_COLUMNS, MONEY)
    amounts: dict[str, Amounts] = {}
    if faults:
        return amounts, faults
    for row in rows[1:]:
        name, first = row.text(known["项目名称"]), known["项目名称"]
        texts = {title: row.text(known[title]) for title in MONEY_COLUMNS[1:]}
        values = {title: amount(text) if text else None for title, text in texts.items()}
        found = [row.fault(value, known[title]) for title, value in values.items() if isinstance(value, str)]
        found += [
            row.fault("金额不能为负", known[title])
            for title, value in values.items()
            if isinstance(value, Decimal) and value < 0
        ]
        found += _unnamed(row, name, first, promises, name in amounts)
        faults += [each.fault for each in found]
        if not found:
            year, full, spent = (value if isinstance(value, Decimal) else None for value in values.values())
            amounts[name] = (year, full, spent)
    return amounts, faults


def _unnamed(row: Row, name: str, column: int, promises: Mapping[str, object], twice: bool) -> Iterator[CellFault]:
    if name not in promises:
        yield row.fault(f"“{name or '单位整体'}”没有绩效目标", column, "请先在“绩效目标”中填写，项目名称应当一致")
    elif twice:
        yield row.fault(f"“{name or '单位整体'}”重复", column, "请合并为一行")


def _read_marks(
    rows: Iterable[Row], known: Mapping[str, int], promises: Mapping[str, Sequence[Promise]]
) -> tuple[dict[str, dict[Key, _Told]], list[Fault]]:
    told: dict[str, dict[Key, _Told]] = {}
    faults: list[Fault] = []
    for row in rows:
        texts = {title: row.text(known[title]) for title in ACHIEVED_COLUMNS}
        if not any(texts[title] for title in FILLED):
            continue
        held = told.setdefault(texts["项目名称"], {})
        key = (_level2(texts["二级指标"]), texts["三级指标"])
        found = list(_row_faults(row, texts, known, promises, key, key in held))
        faults += [each.fault for each in found]
        if not found:
            held[key] = _Told(row, *(texts[title] for title in FILLED))
    return {name: held for name, held in told.items() if held}, faults


def _level2(text: str) -> str:
    """Its identifier, empty where there is none of that name."""
    return next((str(each) for each in Level2 if text in (each.label, each.label[:-2])), "")


def _row_faults(
    row: Row,
    texts: Mapping[str, str],
    known: Mapping[str, int],
    promises: Mapping[str, Sequence[Promise]],
    key: Key,
    twice: bool,
) -> Iterator[CellFault]:
    project = texts["项目名称"]
    yield from _unnamed(row, project, known["项目名称"], promises, twice=False)
    if project in promises and key not in map(_key, _annual(promises[project])):
        words = f"绩效目标中没有“{texts['二级指标']} {texts['三级指标']}”这个年度指标"
        yield row.fault(words, known["三级指标"], "请与“绩效目标”中的名称保持一致")
    if twice:
        yield row.fault(f"“{texts['三级指标']}”重复", known["三级指标"], "请合并为一行")
    if texts["得分"] and isinstance(amount(texts["得分"]), str):
        yield row.fault(f"得分“{texts['得分'][:20]}”不是数字", known["得分"])
    for title, longest in FILLED.items():
        if len(texts[title]) > longest:
            yield row.fault(f"超过{longest}个字", known[title], "请缩短")


def _key(promise: Promise) -> Key:
    return str(promise.level2), promise.name


def _annual(promises: Iterable[Promise]) -> list[Promise]:
    return [promise for promise in promises if promise.column is Column.ANNUAL]


def _settled(
    name: str, promises: Sequence[Promise], told: Mapping[Key, _Told], amounts: Amounts | None, year: int
) -> tuple[dict[Key, Achievement], list[tuple[Row, Fault]]]:
    """With the points that follow where none were given; what nobody can compute and nobody gave is a fault."""
    points = _points(name, promises, told, amounts, year)
    weights = {_key(each): each.weight for each in promises}
    marks, wrong = {}, []
    for key, each in told.items():
        score = points.get(key)
        if score is None:
            ask = Fault("不能由指标值和完成值算出得分", "得分", "请评定得分")
            wrong.append((each.row, ask))
            continue
        marks[key] = Achievement(each.actual, score, each.reason)
        wrong += [(each.row, fault) for fault in achievement_faults(marks[key], weights[key])]
    return marks, wrong


def _points(
    name: str, promises: Sequence[Promise], told: Mapping[Key, _Told], amounts: Amounts | None, year: int
) -> dict[Key, Decimal]:
    goals = tuple(
        Goal(str(each.column), str(each.level2), each.name, each.text, _weight(each), *_given(told, each))
        for each in _annual(promises)
    )
    money = ["" if each is None else f"{each:f}" for each in amounts or ()]
    return points_of(SheetContent(name, "", "", goals, "", "", *money), year)


def points_of(sheet: SheetContent, year: int) -> dict[Key, Decimal]:
    """Those that are given or follow from target and achievement."""
    made = sheet_of(sheet, Content("", year, "final", "", {}, [sheet]))
    marks = zip(made.of("annual"), evaluate(made).marks, strict=True)
    return {(item.level2, item.full_name): Decimal(mark.points) / POINT for item, mark in marks if mark}


def achieved_rows(sheet: SheetContent, year: int) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet in the workbook; points are told only where they do not follow."""
    annual = [goal for goal in sheet.goals if goal.column == Column.ANNUAL]
    bare = tuple(goal._replace(score="") for goal in annual)
    follows = points_of(sheet._replace(goals=bare), year)
    levels = dict(Level2.choices())
    for goal in annual:
        own = goal.score if goal.score and follows.get((goal.level2, goal.name)) != Decimal(goal.score) else ""
        weight = _plain(goal.weight)
        yield sheet.project, levels[goal.level2], goal.name, goal.text, weight, goal.actual, _plain(own), goal.reason


def _plain(number: str) -> str:
    """20.00 as 20."""
    return f"{Decimal(number).normalize():f}" if number else ""


def _weight(promise: Promise) -> str:
    return "" if promise.weight is None else f"{promise.weight:f}"


def _given(told: Mapping[Key, _Told], promise: Promise) -> tuple[str, str]:
    each = told.get(_key(promise))
    if each is None:
        return "", ""
    score = amount(each.score) if each.score else None
    return each.actual, f"{score:f}" if isinstance(score, Decimal) else ""
