"""Bind the tables of a document: titles to subjects, columns and rows to coordinates, cells to claims."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.forms import Form, TableForm, best_form, forms, table_named
from shizheng.engines.fiscal.domain.lexicon import AMOUNT, Fragment, Subject, label_of, ordinal_of, subject_of
from shizheng.kit.printed import Printed, read_number
from shizheng.systems.disclosure.domain.segments import Block, Heading, Paragraph, Table
from shizheng.systems.disclosure.domain.source import Line, Unread
from shizheng.systems.disclosure.domain.tables.amounts import unit_in, usual_decimals
from shizheng.systems.disclosure.domain.tables.bound import BoundColumn, BoundPanel, BoundRow, BoundTable
from shizheng.systems.disclosure.domain.tables.breaks import Break, find_breaks
from shizheng.systems.disclosure.domain.tables.columns import KEYS, Spec, specs_of
from shizheng.systems.disclosure.domain.tables.grid import Grid, lay_out
from shizheng.systems.disclosure.domain.tables.identity import Identity
from shizheng.systems.disclosure.domain.tables.joining import joined
from shizheng.systems.disclosure.domain.tables.rows import rows_of
from shizheng.systems.disclosure.domain.tables.statements import Meeting
from shizheng.systems.disclosure.domain.tables.units import settle_units

_TABLE = re.compile(r"表\s*(?:[（(][^（）()]*[)）])?\s*$|表\s*[（(]|表[—－-]{1,2}[^。，；]{2,24}$")
_LABELLED = re.compile(
    r"^[#\s]*(?:部门|单位|编制|填报|金额)?[^：:]{0,6}[:：]|^\s*[（(]?20\d\d年度?[)）]?\s*$|^\s*表\s*$"
)
_MARK = re.compile(
    r"^[#\s]*(?:(?:预算|部门|单位|决算)?公开\s*(?:表\s*)?\d+\s*表?|附?表\s*[\d一二三四五六七八九十]+|附件\s*\d*)\s*$"
)
_UNIT_NAME = re.compile(r"(?:部门|单位)名称\s*[:：]\s*(\S{3,40})")
REACH = 6  # lines between a heading and the table it names
WAN = 4


class Candidate(NamedTuple):
    """A table block before it is bound."""

    table: Table
    title: Line
    subject: Subject
    grids: list[Grid]


@dataclass(slots=True)
class Bound:
    """The tables of one document: what they state by coordinate, which sums break, and what could not be read."""

    identity: Identity
    blocks: Sequence[Block]
    form: str = ""
    tables: list[BoundTable] = field(default_factory=list)
    meeting: Meeting = field(default_factory=lambda: Meeting(()))
    breaks: list[Break] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def bind_tables(blocks: Sequence[Block], identity: Identity) -> Bound:
    """Bind every table by the declared form that fits the document best; performance sheets have their own reader."""
    bound = Bound(identity, blocks)
    candidates = list(_candidates(bound))
    form = best_form(forms(), [(c.subject.name, c.grids[0].width) for c in candidates], identity.stage, identity.year)
    bound.form = form.id if form else ""
    for candidate in candidates:
        bound.tables.append(_bind(candidate, form, bound))
    _settle_carried(bound.tables)
    bound.meeting = Meeting(bound.tables)
    if settle_units(bound.tables, bound.meeting):
        bound.meeting = Meeting(bound.tables)
    bound.breaks = find_breaks(bound.meeting)
    return bound


def _candidates(bound: Bound) -> Iterator[Candidate]:
    above: Line | None = None
    for block in bound.blocks:
        if isinstance(block, Table):
            found = _candidate(block, above, bound)
            if found:
                yield found
        elif isinstance(block, Heading | Paragraph):
            above = block.line if isinstance(block, Heading) else block.lines[-1]


def _candidate(table: Table, above: Line | None, bound: Bound) -> Candidate | None:
    """A sheet is none, nor a table whose subject neither title, heading above nor head tells."""
    if table.is_sheet:
        return None
    title = title_of(table.titles) if table.titles else table.rows[0]
    subject = subject_of(title.text, bound.identity.stage) if table.titles else Subject("", {}, "")
    if subject.kind == "" and above is not None and _heads(above, table):
        title, subject = above, subject_of(ordinal_of(above.text.strip("#* "))[2], bound.identity.stage)
    if subject.kind == "":
        subject = _subject_of_heads(table, subject)
    if subject.kind in {"", "sheet"}:
        return None
    unit = _unit_named(table.titles)
    if unit and bound.identity.unit and not _same_unit(unit, bound.identity.unit):
        subject = subject._replace(at={**subject.at, "org": unit})
    return Candidate(table, title, subject, lay_out(table))


def _heads(line: Line, table: Table) -> bool:
    """Whether a heading right above serves as the table's title."""
    first = table.titles[0].number if table.titles else table.rows[0].number
    return first - line.number <= REACH and len(line.text) < 60 and _TABLE.search(line.text) is not None


def _unit_named(titles: Sequence[Line]) -> str:
    return next((found[1] for line in titles if (found := _UNIT_NAME.search(line.text))), "")


def _same_unit(name: str, unit: str) -> bool:
    """One unit under a longer and a shorter name (本级, （汇总）) is one."""
    return name in unit or unit in name


def _subject_of_heads(table: Table, subject: Subject) -> Subject:
    """A list without a title of its own that names meetings or trainings and their money."""
    head = table.rows[0].text
    listed = ("会议" in head or "培训" in head) and ("金额" in head or "预算" in head or "经费" in head)
    return Subject("meetings", {"side": "expense", "item": "meetings"}, "会议培训明细") if listed else subject


def title_of(titles: Sequence[Line]) -> Line:
    """The line that names the table, not its mark (公开01表), its unit or its department."""
    named = [line for line in titles if not _LABELLED.search(line.text) and not _MARK.match(line.text)]
    told = [line for line in named if _TABLE.search(line.text)]
    return (told or named or list(titles))[-1 if told else 0]


def _bind(candidate: Candidate, form: Form | None, bound: Bound) -> BoundTable:
    table, subject = candidate.table, candidate.subject
    declared = table_named(form, subject.name) if form and "dept" not in subject.at else None
    if declared and declared.kind:
        subject = Subject(declared.kind, {**subject.at, **declared.at}, subject.name)
    power = _power(candidate, declared, bound)
    panels = [
        panel for grid in candidate.grids for panel in joined(list(_panels(grid, subject, declared, power, bound)))
    ]
    for panel in panels:
        _share_funds(panel, subject)
    heads = tuple(tuple(row) for row in candidate.grids[0].heads if not candidate.grids[0].title)
    first, last = table.rows[0].number, table.rows[-1].number
    return BoundTable(
        subject.name,
        candidate.title,
        subject.kind,
        subject.at,
        power,
        panels,
        first,
        last,
        table.notes,
        declared,
        heads,
    )


def _power(candidate: Candidate, declared: TableForm | None, bound: Bound) -> int:
    """The unit line above the table, else in its head, else the form's, else what other tables of the document use."""
    printed = unit_in(line.text for line in candidate.table.titles)
    if printed is None:
        printed = unit_in(cell for grid in candidate.grids for row in grid.heads for cell in row if "元" in cell)
    if printed is None and declared:
        printed = unit_in([f"单位：{declared.unit}"])
    return _usual_unit(bound) if printed is None else printed


def _usual_unit(bound: Bound) -> int:
    """What the document's other tables say."""
    blocks = (block for block in bound.blocks if isinstance(block, Table) and not block.is_sheet)
    units = [unit for block in blocks if (unit := unit_in(line.text for line in block.titles)) is not None]
    return max(units, key=units.count) if units else WAN


def _panels(grid: Grid, subject: Subject, form: TableForm | None, power: int, bound: Bound) -> Iterator[BoundPanel]:
    specs = specs_of(grid, form, bound.identity.year)
    if subject.at.get("dept"):
        specs = [_item_told(spec, subject.at["dept"]) for spec in specs]
    texts = (record.cells[spec.column] for record in grid.body for spec in specs if spec.role == AMOUNT)
    decimals = usual_decimals(texts)
    for group in _groups(specs):
        columns = [BoundColumn(s.column, s.head, s.role, s.at, s.total, s.known) for s in group if s.role == AMOUNT]
        if not columns:
            continue
        keys = {spec.role: spec.column for spec in reversed(group) if spec.role in KEYS}
        panel = BoundPanel(columns, [], "", {}, dict(sorted(keys.items(), key=lambda item: item[1])), grid.title)
        panel.code_parts = _code_parts(group)
        panel.space, panel.at = _space(group, subject, grid)
        panel.rows = rows_of(grid.body, panel, power, decimals)
        bound.unread.extend(_unread(grid, columns))
        yield panel


def _item_told(spec: Spec, under: str) -> Spec:
    """In a table of one economic class the heads name its items."""
    if spec.role != AMOUNT or spec.known or not spec.head:
        return spec
    found = books("departmental").named(spec.head.rpartition("/")[2], under)
    return spec._replace(at={"dept": found[0]}, known=True) if len(found) == 1 else spec


def _code_parts(group: Sequence[Spec]) -> tuple[int, ...]:
    """The columns over which the codes of one book are spread (类, 款, 项)."""
    for role in ("code", "dept_code", "gov_code", "income_code"):
        parts = tuple(spec.column for spec in group if spec.role == role)
        if len(parts) > 1:
            return parts
    return ()


def _share_funds(panel: BoundPanel, subject: Subject) -> None:
    """Where columns split the money by fund, a total column is of all appropriations, whatever the title says."""
    funds = {column.at["fund"] for column in panel.columns if "fund" in column.at}
    if len(funds) > 1 and subject.at.get("fund", "fiscal") != "fiscal":
        for column in panel.columns:
            if "fund" not in column.at:
                column.at = {**column.at, "fund": "fiscal"}


def _groups(specs: Sequence[Spec]) -> list[list[Spec]]:
    """Panels side by side: a key column after an amount column begins the next one."""
    groups: list[list[Spec]] = [[]]
    for spec in specs:
        if spec.role in KEYS and any(before.role == AMOUNT for before in groups[-1]):
            groups.append([])
        groups[-1].append(spec)
    return groups


def _space(group: Sequence[Spec], subject: Subject, grid: Grid) -> tuple[str, dict[str, str]]:
    """What the rows of a panel list, and the side of the accounts that its head names."""
    roles = {spec.role for spec in group}
    sides = {spec.at.get("side", "") for spec in group if spec.role == AMOUNT}
    side = (sides.pop() if len(sides) == 1 else "") or _side_told(group) or subject.at.get("side", "")
    side = side or _side_listed(group, grid)
    at = {"side": side} if side and "side" not in subject.at else {}
    if subject.kind == "statistics":
        return _statistics(grid.title)
    if subject.kind in {"projects", "three_public", "procurement", "meetings"}:
        return subject.kind, at
    if subject.kind == "operating" or roles & {"unit_name", "unit_code"}:
        return "units", at
    if {"dept_name", "gov_name"} <= roles and not roles & {"dept_code", "gov_code"}:
        return "economic", at
    if roles & {"gov_name", "dept_name"}:
        return ("dept" if "dept_name" in roles else "gov"), at
    return ("income" if side == "income" else "func"), at


def _side_listed(group: Sequence[Spec], grid: Grid) -> str:
    """The side that the row labels speak of, where no head names it: funds are income, functional classes spending."""
    index = next((spec.column for spec in group if spec.role in {"label", "name"}), None)
    if index is None:
        return ""
    texts = [record.cells[index] for record in grid.body]
    funds = sum(1 for text in texts if "fund" in label_of(text, "income").at)
    functions = sum(1 for text in texts if "func" in label_of(text, "func").at)
    return "income" if funds > functions else "expense" if functions else ""


def _side_told(group: Sequence[Spec]) -> str:
    outer = next((spec.head for spec in group if spec.head), "").split("/")[0]
    outer = outer.removesuffix("项目")
    return "income" if outer.endswith("收入") else "expense" if outer.endswith("支出") else ""


def _statistics(title: str) -> tuple[str, dict[str, str]]:
    if "采购" in title:
        return "procurement", {"side": "expense", "item": "procurement"}
    if "运行经费" in title:
        return "units", {"side": "expense", "item": "operating"}
    return "", {"measure": "count"}


def _unread(grid: Grid, columns: Sequence[BoundColumn]) -> Iterator[Unread]:
    for record in grid.body:
        for column in columns:
            text = record.cells[column.index]
            if not text:
                continue
            value = read_number(text)
            if not isinstance(value, Printed) and not value.absent:
                yield Unread(record.line.number, text, value.reason)
            elif not column.known and isinstance(value, Printed) and value.units:
                yield Unread(record.line.number, text, "列名无法识别，不能确定是什么金额")


def _settle_carried(tables: Sequence[BoundTable]) -> None:
    """Where nothing is carried over from last year, this year's money is all the money."""
    panels = [panel for table in tables for panel in table.panels]
    carried = any(_is_carried(column, row) for panel in panels for column in panel.columns for row in panel.rows)
    if carried and not _spends_alike(tables):
        return
    for table in tables:
        table.at = _without_current(table.at)
    for panel in panels:
        for column in panel.columns:
            column.at = _without_current(column.at)


def _spends_alike(tables: Sequence[BoundTable]) -> bool:
    """Whether the general budget's spending is all the spending: then its tables hold the money carried over too."""
    spent = [table for table in tables if table.kind == "expense" and table.at.get("nature", "") == ""]
    whole = {total for table in spent if not table.at.get("fund") for total in _totals(table)}
    general = {total for table in spent if table.at.get("fund") == "general" for total in _totals(table)}
    return len(whole) == 1 and whole == general


def _totals(table: BoundTable) -> Iterator[int]:
    """The amount of the total row in the total column."""
    for panel in table.panels:
        columns = [column.index for column in panel.columns if column.total and not column.at]
        rows = [row for row in panel.rows if row.is_total]
        yield from (row.cells[index].value for row in rows for index in columns if index in row.cells)


def _is_carried(column: BoundColumn, row: BoundRow) -> bool:
    if column.at.get("item") != "carried" and "opening" not in (column.at.get("side"), row.at.get("side")):
        return False
    cell = row.cells.get(column.index)
    return cell is not None and cell.value != 0


def _without_current(at: Fragment) -> Fragment:
    return {key: value for key, value in at.items() if (key, value) != ("item", "current")}
