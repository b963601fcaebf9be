"""The document's list of projects with their money, to lay beside the target sheets."""

import re
from functools import lru_cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.sheet import TargetSheet
from shizheng.kit.chinese import normalise
from shizheng.systems.disclosure.domain.reading import Reading, once
from shizheng.systems.disclosure.domain.segments import Table

TITLE = re.compile(r"(?:项目|专项业务经费|专项资金)支出(?:预算)?(?:明细)?表|项目支出情况表")
CARRIED = re.compile(r"上年结转")
NAME_HEAD = re.compile(r"项目名称|[（(]项目[)）]名称")
MONEY_HEAD = re.compile(r"合计|金额|总计|预算数|本年")
UNIT = re.compile(r"单位\s*[:：]\s*(万元|元)")
_NUMBER = re.compile(r"\d[\d\s,，]*(?:\.\s*\d+)?")
_SEPARATORS = re.compile(r"[\s,，]")
_BLANK = re.compile(r"\s+")
_PLAIN = re.compile(r"[\s“”\"'‘’、，,。（）()《》<>:：;；·—-]")


class Project(NamedTuple):
    """A row of the list; ``fen`` is the year's money."""

    name: str
    fen: int
    ulp: int
    line: int
    quote: str  # the name as it stands in the line


@once
def projects_of(reading: Reading) -> list[Project]:
    """The projects of the year; rows of totals, units and functional classes left out. Empty where no list is found."""
    names = {plain(sheet.name) for sheet in reading.sheets if sheet.kind == "project"}
    for block in reading.blocks:
        if isinstance(block, Table) and not block.is_sheet and _is_list(block):
            rows = _rows(block)
            if rows:
                return _leaves(rows, names)
    return []


def _is_list(table: Table) -> bool:
    titles = "".join(line.text for line in table.titles)
    if not TITLE.search(titles) or CARRIED.search(titles):
        return False
    return any(NAME_HEAD.search(line.text) for line in table.rows[:4])


def _rows(table: Table) -> list[Project]:
    scale = _scale(table)
    at = next(
        (column for line in table.rows[:4] for column, cell in enumerate(line.cells) if NAME_HEAD.search(cell)), 0
    )
    money, width = _money_column(table, at)
    rows = []
    for line in table.rows:
        cells = line.cells
        if len(cells) <= at or not _has_words(cells[at]):
            continue
        value = cells[money] if at < money < len(cells) and len(cells) == width else ""
        if not _NUMBER.fullmatch(value):
            value = next((cell for cell in cells[at + 1 :] if _NUMBER.fullmatch(cell)), "")
        if value:
            fen, ulp = _fen(value, scale)
            rows.append(Project(_BLANK.sub("", cells[at]), fen, ulp, line.number, cells[at]))
    return rows


def _money_column(table: Table, at: int) -> tuple[int, int]:
    """The first column after the name that is headed as money, and the width of that head row; -1 where none is."""
    for line in table.rows[:4]:
        cells = line.cells
        for column in range(at + 1, len(cells)):
            if MONEY_HEAD.search(cells[column]) and NAME_HEAD.search(cells[at]):
                return column, len(cells)
    return -1, 0


def _has_words(cell: str) -> bool:
    return any("一" <= char <= "鿿" for char in cell)


def _scale(table: Table) -> int:
    """Fen of one printed unit; a list without its unit has 元 where the amounts have six digits or more."""
    for line in table.titles:
        match = UNIT.search(line.text)
        if match:
            return 10**6 if match[1] == "万元" else 100
    digits = max((len(match[0]) for line in table.rows for match in re.finditer(r"\d[\d, ]{6,}", line.text)), default=0)
    return 100 if digits >= 8 else 10**6


def _fen(value: str, scale: int) -> tuple[int, int]:
    whole, _, fraction = _SEPARATORS.sub("", value).partition(".")
    power: int = 10 ** len(fraction)
    return int(whole + fraction) * scale // power, max(1, scale // power)


_TOTAL = re.compile(
    r"合计|总计|小计|^.{2,20}(?:局|中心|委员会|办公室|厅|本级)$|^(?:本级支出项目|专用项目|特定目标类|其他运转类|人员类|公用经费)$|专项$"
)


def _leaves(rows: list[Project], names: set[str]) -> list[Project]:
    return [row for row in rows if plain(row.name) in names or not _TOTAL.search(row.name)]


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A project's name without blanks and marks, for comparing."""
    return _PLAIN.sub("", normalise(name))


@lru_cache(maxsize=4096)
def is_near(first: str, second: str) -> bool:
    """Whether two different plain names are so alike that they mean one thing."""
    if first == second:
        return False
    short, long = sorted((first, second), key=len)
    if len(short) < 4:
        return False
    if _is_subsequence(short, long) and len(long) - len(short) <= max(2, len(long) // 4):
        return True
    if sum(min(short.count(char), long.count(char)) for char in {*short}) < 0.75 * len(long):
        return False  # not even in any order
    return _common(short, long) >= 0.75 * len(long)


def is_cut_form(first: str, second: str) -> bool:
    """Whether one of two names is the other with one or two characters left out."""
    short, long = sorted((first, second), key=len)
    return len(long) - len(short) <= 2 and _is_subsequence(short, long)


def _is_subsequence(short: str, long: str) -> bool:
    rest = iter(long)
    return all(char in rest for char in short)


def _common(first: str, second: str) -> int:
    """Length of the longest common subsequence; names are short."""
    row = [0] * (len(second) + 1)
    for char in first:
        before = 0
        for index, other in enumerate(second, 1):
            kept = row[index]
            row[index] = before + 1 if char == other else max(row[index], row[index - 1])
            before = kept
    return row[-1]


def yearly_money(reading: Reading, sheet: TargetSheet) -> tuple[int, int] | None:
    """A sheet's money of the year in half fen (low, high), from the project list where its own cell was lost."""
    total = sheet.money("annual") if sheet.is_dual else sheet.money("annual") or sheet.money("period")
    if total:
        return 2 * total.fen - total.ulp, 2 * total.fen + total.ulp
    name = plain(sheet.name)
    for project in projects_of(reading):
        if plain(project.name) == name:
            return 2 * project.fen - project.ulp, 2 * project.fen + project.ulp
    return None
