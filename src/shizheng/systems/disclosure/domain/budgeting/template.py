"""The workbook that a budget is filled in: a sheet a grid, one of targets, in an account two of what became of them.

No macros, no formulas: drop-down lists come from the sheet of codes.
"""

from collections.abc import Mapping, Sequence
from typing import BinaryIO, NamedTuple

from shizheng.engines.fiscal.domain.ledger import FactRow
from shizheng.engines.fiscal.domain.promises import PARTS as LEVELS
from shizheng.engines.fiscal.domain.promises import Column, Level1, Level2, Promise, promise_faults
from shizheng.kit.errors import Fault
from shizheng.kit.tabular.cells import CellFault, Row
from shizheng.kit.tabular.excel import Worksheet, open_excel
from shizheng.systems.disclosure.domain.budgeting.achieved import ACHIEVED, MONEY, Achieved, read_achieved
from shizheng.systems.disclosure.domain.budgeting.grid import BadCell, amount, amount_name, enter
from shizheng.systems.disclosure.domain.budgeting.heads import columns
from shizheng.systems.disclosure.domain.budgeting.parts import PARTS, Part

TARGETS = "绩效目标"
TARGET_COLUMNS = ("项目名称", "栏", "二级指标", "三级指标", "指标值", "分值")
LABEL = "项目"
MOST_ROWS = 5000
_ALWAYS = (*(part.title for part in PARTS), TARGETS)
_FINAL = (MONEY, ACHIEVED)
KNOWN = frozenset((*_ALWAYS, *_FINAL))


class Filled(NamedTuple):
    """What a workbook says: facts by part, promises by project (empty for the whole unit); or all that is wrong."""

    facts: Mapping[str, Sequence[FactRow]]
    promises: Mapping[str, Sequence[Promise]]
    faults: Sequence[Fault]
    achieved: Mapping[str, Achieved] = {}


def titles(part: Part) -> list[str]:
    """The head of a grid's sheet."""
    named = [key.title for key in part.keys] or [LABEL]
    return [*named, *(column.title for column in part.amounts)]


def read_template(stream: BinaryIO, year: int, place: str = "", *, is_final: bool = False) -> Filled:
    """Everything that the workbook holds; UnsafeFileError where it cannot or must not be opened."""
    with open_excel(stream, place=place) as sheets:
        held = {sheet.name: _rows(sheet) for sheet in sheets if not sheet.hidden and sheet.name in KNOWN}
    faults = _misplaced(held, is_final=is_final)
    facts: dict[str, Sequence[FactRow]] = {}
    for part in PARTS:
        if part.title in held:
            facts[part.id], found = _read_part(part, held[part.title], year)
            faults += found
    promises, found = _read_targets(held[TARGETS]) if TARGETS in held else ({}, [])
    faults += found
    achieved: Mapping[str, Achieved] = {}
    if is_final and MONEY in held and ACHIEVED in held and not found:
        achieved, found = read_achieved(held[MONEY], held[ACHIEVED], promises, year)
        faults += found
    return Filled(facts, promises, faults, achieved)


def _misplaced(held: Mapping[str, object], *, is_final: bool) -> list[Fault]:
    """Sheets that are not there, and those of an account in a budget's workbook."""
    wanted = [*_ALWAYS, *(_FINAL if is_final else ())]
    lacking = [name for name in wanted if name not in held]
    faults = [Fault("缺少这张工作表", f"工作表“{name}”", "请使用本页下载的模板，不要改工作表名称") for name in lacking]
    if not is_final:
        odd = [name for name in _FINAL if name in held]
        faults += [
            Fault("预算没有这张工作表，自评只在决算中填报", f"工作表“{name}”", "请使用本页下载的模板") for name in odd
        ]
    return faults


def _rows(sheet: Worksheet) -> list[Row]:
    rows = []
    for row in sheet.rows():
        if not row.blank:
            rows.append(row)
        if len(rows) > MOST_ROWS:
            break
    return rows


def _read_part(part: Part, rows: Sequence[Row], year: int) -> tuple[Sequence[FactRow], list[Fault]]:
    known, faults = columns(rows, titles(part), part.title)
    if faults:
        return [], faults
    if len(rows) > MOST_ROWS:
        return [], [Fault(f"超过{MOST_ROWS}行", f"工作表“{part.title}”", "请核对是否误填")]
    names = {key.name: known[key.title] for key in part.keys}
    names |= {amount_name(index): known[column.title] for index, column in enumerate(part.amounts)}
    body: Sequence[Row | None] = rows[1:]
    if part.fixed:
        body, faults = _fixed(part, rows[1:], known[LABEL])
    typed = [{name: row.text(column) for name, column in names.items()} if row else {} for row in body]
    entered = enter(part, typed, year)
    faults += [_fault(bad, body, names, part.title) for bad in entered.faults]
    facts = [fact._replace(place=_place(fact, body, part.title)) for fact in entered.facts]
    return facts, faults


def _fixed(part: Part, rows: Sequence[Row], column: int) -> tuple[list[Row | None], list[Fault]]:
    """The rows in the order of the form; what the form does not have is a fault."""
    order = {row.label: number for number, row in enumerate(part.fixed)}
    found: list[Row | None] = [None] * len(order)
    faults = []
    for row in rows:
        label = row.text(column)
        if label not in order:
            faults.append(row.fault(f"没有“{label or '（空）'}”这一行", column, "请使用模板中已有的行").fault)
        elif found[order[label]] is not None:
            faults.append(row.fault(f"“{label}”重复", column, "请合并为一行").fault)
        else:
            found[order[label]] = row
    return found, faults


def _fault(bad: BadCell, rows: Sequence[Row | None], names: Mapping[str, int], sheet: str) -> Fault:
    row = rows[bad.row]
    number = row.number if row else 1
    return CellFault(bad.message, number, names.get(bad.name), sheet, bad.remedy).fault


def _place(fact: FactRow, rows: Sequence[Row | None], sheet: str) -> str:
    row = rows[int(fact.place[1:-1]) - 1]
    return f"工作表“{sheet}” 第{row.number if row else 1}行"


def _read_targets(rows: Sequence[Row]) -> tuple[dict[str, list[Promise]], list[Fault]]:
    known, faults = columns(rows, TARGET_COLUMNS, TARGETS)
    if faults:
        return {}, faults
    promises: dict[str, list[Promise]] = {}
    for row in rows[1:]:
        promise, found = _promise(row, known)
        faults += found
        if promise:
            promises.setdefault(row.text(known["项目名称"]), []).append(promise)
    for name, held in promises.items():
        for fault in promise_faults(held):
            faults.append(Fault(fault.message, f"工作表“{TARGETS}” {name or '整体'} {fault.place}", fault.remedy))
    return promises, faults


def _promise(row: Row, known: Mapping[str, int]) -> tuple[Promise | None, list[Fault]]:
    texts = {title: row.text(known[title]) for title in TARGET_COLUMNS}
    column = next((each for each in Column if (texts["栏"] or Column.ANNUAL.label) == each.label), None)
    level2 = next((each for each in Level2 if texts["二级指标"] in (each.label, each.label[:-2])), None)
    weight = amount(texts["分值"])
    faults = []
    if column is None:
        faults.append(row.fault(f"“{texts['栏']}”应为年度或实施期", known["栏"]))
    if level2 is None:
        faults.append(row.fault(f"“{texts['二级指标']}”不是二级指标", known["二级指标"], "请从下拉列表中选择"))
    if isinstance(weight, str):
        faults.append(row.fault(weight.replace("金额", "分值"), known["分值"]))
    if faults or column is None or level2 is None or isinstance(weight, str):
        return None, [fault.fault for fault in faults]
    promise = Promise(level1_of(level2), level2, texts["三级指标"], texts["指标值"], column, weight=weight or None)
    return promise, []


def level1_of(level2: Level2) -> Level1:
    """The first level to which a second one belongs; 成本 stands by itself."""
    if level2 is Level2.COST:
        return Level1.COST
    return next(level1 for level1, parts in LEVELS.items() if level2 in parts)
