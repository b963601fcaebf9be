"""From sheet tables to target sheets."""

import re
from collections.abc import Iterator
from itertools import pairwise

from shizheng.engines.fiscal.domain.sheet import SheetKind, TargetSheet
from shizheng.systems.disclosure.domain.segments import Block, Table
from shizheng.systems.disclosure.domain.sheets.evaluation import read_scores, total_of
from shizheng.systems.disclosure.domain.sheets.front import Front
from shizheng.systems.disclosure.domain.sheets.grid import Grid
from shizheng.systems.disclosure.domain.sheets.repair import repair
from shizheng.systems.disclosure.domain.sheets.tokens import Row, row_of

_YEAR = re.compile(r"(20\d{2})\s*年")
_UNIT = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(万元|元|亿元)|[（(]\s*(万元|元)\s*[)）]")
_FORM = re.compile(r"^.*年\s*|\s+")
_FIRST = re.compile(r"\s*项\s*目\s*名\s*称\s*(?:\t|$)")
_MONEY = re.compile(r"资金|金额|预算|投入|总额")
UPPER = 16  # rows that hold the fields above the indicators
_HEADS = ("name", "target")


def read_sheets(blocks: list[Block], year: int = 0) -> list[TargetSheet]:
    """Every sheet of a document; ``year`` is the document's own, for sheets that print none."""
    units: dict[str, str] = {}  # a sheet whose unit was lost has the unit of the sheets of its form
    tables = [block for block in blocks if isinstance(block, Table)]
    return [sheet for table in tables for part in _apart(table) for sheet in _sheet_of(part, year, units)]


def _apart(table: Table) -> Iterator[Table]:
    """A table in which sheets follow one another without a title between: each begins with 项目名称."""
    starts: list[int] = []
    listed = False  # whether indicators stood since the last beginning
    for index, line in enumerate(table.rows):
        if _FIRST.match(line.text) and (listed or not starts):
            starts.append(index)
            listed = False
        listed = listed or "产出指标" in line.text
    if len(starts) < 2 or not listed:
        yield table
        return
    bounds = [0, *starts[1:], len(table.rows)]
    for begin, end in pairwise(bounds):
        yield table._replace(rows=table.rows[begin:end], notes=table.notes if end == len(table.rows) else ())


def _sheet_of(table: Table, year: int, units: dict[str, str]) -> Iterator[TargetSheet]:
    rows = None
    if not table.is_sheet:
        rows = [row_of(line) for line in table.rows[:40]]
        heads = {token.label.key for row in rows for token in row.tokens if token.label and token.label.role == "head"}
        if not {"level1", "level2", "name"} <= heads:
            return
    sheet = _empty(table, year)
    unit = _unit_of(table) or next((known for form, known in units.items() if form in sheet.title), "")
    units.setdefault(_FORM.sub("", sheet.title), unit)
    front = Front(sheet, unit)
    grid = Grid(sheet)
    in_grid = False
    for line in table.rows:
        row = row_of(line)
        if not row.tokens:
            continue
        in_grid = _step(row, sheet, front, grid, in_grid)
    front.finish()
    if 2 * grid.moved > grid.rows:  # the head row itself stands off, not most of the rows
        sheet.irregular = [found for found in sheet.irregular if found.kind != "shifted"]
    repair(sheet)
    read_scores(sheet)
    sheet.year = _own_year(sheet) or sheet.year
    yield sheet


def _step(row: Row, sheet: TargetSheet, front: Front, grid: Grid, in_grid: bool) -> bool:
    """Give one row to the part it belongs to; says whether indicators go on."""
    levelled = row.has("level1") or row.has("level2")
    first = row.tokens[0].label
    if any(token.label and token.label.role == "head" and token.label.key in _HEADS for token in row.tokens):
        grid.head(row)
        if row.has("level2") and any(token.label is None for token in row.tokens):
            grid.row(row)
        return True
    if row.has("foot"):
        front.row(row)
        _total(row, sheet)
        return False
    if levelled and (in_grid or len(row.tokens) > 1):
        if not grid.heads and not in_grid:
            grid.irregular("no_head", row, row.tokens[0].text)
            sheet.is_dual = sum(1 for token in row.tokens if token.label and token.label.role == "level2") == 2
        grid.row(row)
        return True
    if in_grid and (first is None or first.role != "field"):
        if row.width:
            grid.row(row)
        return True
    front.row(row)
    return False


def _total(row: Row, sheet: TargetSheet) -> None:
    score = total_of(row)
    if score:
        sheet.scores.append(score)


def _own_year(sheet: TargetSheet) -> int:
    match = _YEAR.search(sheet.text("year"))
    return int(match[1]) if match else 0


def _empty(table: Table, year: int) -> TargetSheet:
    titles = " ".join(line.text for line in table.titles)
    kind: SheetKind = "project"
    if "自评" in titles or "评价表" in titles:
        kind = "evaluation"
    elif "整体" in titles:
        kind = "whole"
    printed = _YEAR.search(titles)
    title = next((line.text.strip() for line in table.titles if "绩效" in line.text), titles[:40])
    first, last = table.rows[0].number, table.rows[-1].number
    return TargetSheet(kind, title, first, last, int(printed[1]) if printed else year)


def _unit_of(table: Table) -> str:
    """The unit of the sheet's money: beside its label, or above the sheet."""
    for line in table.rows[:UPPER]:
        match = _UNIT.search(line.text)
        if match and (_MONEY.search(line.text) or match[0] in line.cells):
            return match[1] or match[2]
    for line in table.titles:
        match = _UNIT.search(line.text)
        if match:
            return match[1] or match[2]
    return ""
