"""Sheets of categories, areas and limits, as their lists are downloaded: the same columns lead back in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from shizheng.engines.cases.domain.learning.instants import read_instant
from shizheng.engines.cases.domain.limits import Limit, LimitRow, row_faults
from shizheng.engines.cases.domain.mapping.mapping import choices_of
from shizheng.engines.cases.domain.mapping.table import Record, Table
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.domain.sprouts import Sprout, sprout_faults
from shizheng.engines.cases.domain.words import LIMIT_UNITS, Unit
from shizheng.kit.errors import Fault, InvalidInputError

BRANCH = ("编码", "名称", "上级编码")
LIMIT = ("流程", "时限", "时限数", "单位", "依据", "生效日期")
MOST = 30
_NTH = re.compile(r"^第([\d、]+)行")
Words = Mapping[str, str]


def read_sprouts(table: Table, kind: str, words: Words, known: Mapping[str, int]) -> list[Sprout]:
    """Branches in the order of the sheet. `kind` is the column whose `words` say the process or the level; empty there
    is empty, unless no word is. `known` are the orders of the branches that are here, kept where the sheet has none.
    InvalidInputError with every fault by row and column."""
    reader = _Reader(table, (*BRANCH, kind))
    sprouts = [
        Sprout(
            record["编码"],
            record["名称"],
            record["上级编码"],
            reader.word(record, kind, words, required=True),
            reader.whole(record, "排序") if "排序" in table.columns else known.get(record["编码"], 0),
            reader.day(record, "启用日期"),
            reader.day(record, "停用日期"),
        )
        for record in table.records
    ]
    reader.refuse(sprout_faults(sprouts, known))
    return sprouts


def read_limits(
    table: Table, processes: Sequence[Process], categories: set[str], areas: set[str]
) -> dict[str, list[LimitRow]]:
    """Rows by process. Words may be the labels or the codes of clocks, natures, urgencies and units."""
    reader = _Reader(table, LIMIT)
    named = {each.id: each.id for each in processes} | {each.name: each.id for each in processes}
    by_id = {each.id: each for each in processes}
    units = {str(unit): str(unit) for unit in LIMIT_UNITS} | {unit.label: str(unit) for unit in LIMIT_UNITS}
    units |= {unit.label.removeprefix("个"): str(unit) for unit in LIMIT_UNITS}
    rows = []
    for record in table.records:
        process = by_id.get(reader.word(record, "流程", named, required=True))
        clocks = {c.id: c.id for c in process.clocks} | {c.label: c.id for c in process.clocks} if process else {}
        choices = choices_of(process) if process else {}
        limit = Limit(
            reader.whole(record, "时限数"),
            Unit(reader.word(record, "单位", units, required=True) or Unit.WORKING_DAYS),
            record["依据"],
        )
        rows.append(
            LimitRow(
                process.id if process else "",
                reader.word(record, "时限", clocks, required=True) if process else "",
                limit,
                reader.day(record, "生效日期", required=True) or date.min,
                category=reader.code(record, "类别编码", categories),
                nature=reader.word(record, "性质", choices.get("nature", {})),
                urgency=reader.word(record, "紧急程度", choices.get("urgency", {})),
                area=reader.code(record, "区域编码", areas),
                valid_to=reader.day(record, "失效日期"),
            )
        )
    reader.refuse(() if reader.faults else row_faults(rows, {(p.id, c.id) for p in processes for c in p.clocks}))
    found: dict[str, list[LimitRow]] = {}
    for row in rows:
        found.setdefault(row.process, []).append(row)
    return found


class _Reader:
    """Cells in words, and what is wrong with them."""

    def __init__(self, table: Table, required: Sequence[str]) -> None:
        self.table = table
        self.faults: list[Fault] = []
        absent = [column for column in required if column not in table.columns]
        if absent:
            found = "、".join(column for column in table.columns if column)
            raise InvalidInputError([Fault(f"缺少列：{'、'.join(absent)}", "表头", f"现有列：{found}")])

    def word(self, record: Record, column: str, words: Words, *, required: bool = False) -> str:
        text = record[column]
        if text in words or not (text or required):
            return words.get(text, "")
        known = "、".join(word for word in words if word) or "无"
        self._wrong(record, column, f"“{text}”不可用" if text else "没有填写", f"可用：{known}")
        return ""

    def code(self, record: Record, column: str, known: set[str]) -> str:
        text = record[column]
        if not text or text in known:
            return text
        self._wrong(record, column, f"没有编码“{text}”")
        return ""

    def whole(self, record: Record, column: str) -> int:
        text = record[column]
        if not text:
            return 0
        if text.isdecimal() and len(text) < 6:
            return int(text)
        self._wrong(record, column, f"“{text}”不是整数")
        return 0

    def day(self, record: Record, column: str, *, required: bool = False) -> date | None:
        text = record[column]
        found = read_instant(text) if text else None
        if text and found is None:
            self._wrong(record, column, f"“{text}”不是日期", "日期写成 2026-01-31")
        elif required and found is None:
            self._wrong(record, column, "没有填写")
        return found.date() if found else None

    def _wrong(self, record: Record, column: str, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(message, self.table.place(record.number, column), remedy))

    def refuse(self, more: Sequence[Fault] | Iterator[Fault]) -> None:
        """Raise what was found; rules count rows from 1, people look at the sheet."""
        faults = [*self.faults, *(_placed(fault, self.table) for fault in more)]
        if faults:
            raise InvalidInputError(faults[:MOST], f"表格有{len(faults)}处问题，没有导入" if len(faults) > 1 else "")


def _placed(fault: Fault, table: Table) -> Fault:
    match = _NTH.match(fault.place)
    if match is None:
        return fault
    numbers = "、".join(str(table.records[int(each) - 1].number) for each in match[1].split("、"))
    return Fault(fault.message, f"第{numbers}行{fault.place[match.end() :]}", fault.remedy)
