"""Rows of a panel: codes and labels become fragments, ordinals and code prefixes become a tree."""

import re
from collections.abc import Sequence

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.lexicon import Fragment, label_of
from shizheng.kit.chinese import close_gaps
from shizheng.kit.printed import Printed, read_number
from shizheng.systems.disclosure.domain.tables.amounts import in_fen
from shizheng.systems.disclosure.domain.tables.bound import BoundColumn, BoundPanel, BoundRow, Cell
from shizheng.systems.disclosure.domain.tables.grid import Record
from shizheng.systems.disclosure.domain.tables.lists import group

_CODE = re.compile(r"[1-5]\d{2}(?:\d{2}){0,2}")
_CLASS = re.compile(r"[1-5]\d{2}")
_CODED_NAME = re.compile(r"[\[［【(（]?([1-5]\d{2}(?:\d{2}){0,2})[\]］】)）]?[-\s]*([一-鿿].*)")
VEHICLES = "three_public.vehicles"
_NAME = re.compile(r"[一-鿿]{2}")
_UNIT_CODE = re.compile(r"[0-9A-Z]{2,30}")


def rows_of(records: Sequence[Record], panel: BoundPanel, power: int, decimals: int) -> list[BoundRow]:
    """Every row of a panel that says anything, arranged as a tree."""
    rows = []
    records = _joined_codes(records, panel)
    for record in records:
        row = _row(record, panel, power, decimals)
        if row is not None:
            rows.append(row)
    _join_broken(rows, panel)
    _single_unit(rows, panel)
    arrange(rows, panel)
    return rows


def _single_unit(rows: Sequence[BoundRow], panel: BoundPanel) -> None:
    """The one row of 三公 that names the unit instead of an item tells the whole."""
    told = [row for row in rows if row.cells]
    if panel.space != "three_public" or len(told) != 1 or told[0].at or told[0].total:
        return
    if told[0].codes or "unit_name" in told[0].names:
        told[0].total, told[0].role = "合计", "total"


def _joined_codes(records: Sequence[Record], panel: BoundPanel) -> Sequence[Record]:
    """Codes spread over columns 类, 款, 项: written together into the first of them, blanks carried down."""
    if len(panel.code_parts) < 2:
        return records
    carried = [""] * len(panel.code_parts)
    result = []
    for record in records:
        told = _mended([record.cells[index] for index in panel.code_parts], carried[0])
        last = max((i for i, text in enumerate(told) if text.isdigit()), default=-1)
        cells = list(record.cells)
        if last >= 0:
            carried = [told[i] or carried[i] if i <= last else "" for i in range(len(told))]
            cells[panel.code_parts[0]] = _whole(carried[: last + 1])
        result.append(Record(record.line, cells))
    return result


def _mended(told: list[str], above: str) -> list[str]:
    """A lost nought before one digit given back; a class that is none, beside a group, read as the class above it."""
    told = [f"0{text}" if place and len(text) == 1 and text.isdigit() else text for place, text in enumerate(told)]
    if above and told[0].isdigit() and not _CLASS.fullmatch(told[0]) and any(text.isdigit() for text in told[1:]):
        told[0] = above
    return told


def _whole(parts: Sequence[str]) -> str:
    """201, 03, 01 make 2010301; a cell that already holds the whole code stands for itself."""
    return parts[-1] if len(parts[-1]) > 2 else "".join(parts)


def _row(record: Record, panel: BoundPanel, power: int, decimals: int) -> BoundRow | None:
    cells = {}
    for column in panel.columns:
        cell = _cell(record, column, power, decimals)
        if cell is not None:
            cells[column.index] = cell
    texts = {role: record.cells[index] for role, index in panel.keys.items() if record.cells[index]}
    _take_apart(texts, panel)
    if not texts and not cells:
        return None
    coded = (role for role in texts if role.endswith("code") and _is_code(role, texts[role]))
    codes = {role: texts[role].replace(" ", "") for role in coded}
    names = {role: text for role, text in texts.items() if role not in codes}
    text = next(iter(names.values()), "")
    label = label_of(
        text, panel.space if panel.space in {"income", "func", "dept", "gov", "procurement", "three_public"} else ""
    )
    row = BoundRow(record.line, text, label.name, _first_code(codes), codes, names, label.number, label.style)
    row.cells = cells
    row.total = label.total or ("" if texts else _total_elsewhere(record, panel))
    row.role = "total" if row.total else "part" if label.part else "row"
    row.at = _fragment(row, label.at, panel)
    return row


def _total_elsewhere(record: Record, panel: BoundPanel) -> str:
    """A row without a name is a total, unless a column between its keys and amounts says what it is."""
    amounts = {column.index for column in panel.columns}
    own = range(min([*amounts, *panel.keys.values()]), max(amounts))
    texts = [record.cells[index] for index in own if index not in amounts and _NAME.search(record.cells[index])]
    return "" if any(not label_of(text).total for text in texts) else "合计"


def _take_apart(texts: dict[str, str], panel: BoundPanel) -> None:
    """A code printed in one cell with its name: 「[2010301]行政运行」, 「201一般公共服务支出」."""
    if panel.space not in {"func", "dept", "gov", "income", "economic"}:
        return
    if any(role.endswith("code") for role in texts):
        return
    apart: dict[str, str] = {}
    for role, text in texts.items():
        match = _CODED_NAME.fullmatch(text)
        if match and role in {"name", "label", "dept_name", "gov_name"}:
            apart["code" if role in {"name", "label"} else role.replace("name", "code")] = match[1]
            apart[role] = match[2]
    if apart:
        texts.clear()
        texts.update(apart)


def _cell(record: Record, column: BoundColumn, power: int, decimals: int) -> Cell | None:
    text = record.cells[column.index]
    if not text:
        return None
    printed = read_number(text)
    if not isinstance(printed, Printed):
        return None
    value, ulp = in_fen(printed, power, decimals)
    return Cell(value, ulp, record.line.number, column.index, text)


def _is_code(role: str, text: str) -> bool:
    pattern = _UNIT_CODE if role.startswith(("unit", "project")) else _CODE
    return pattern.fullmatch(text.replace(" ", "")) is not None


def _first_code(codes: dict[str, str]) -> str:
    return next(iter(codes.values()), "")


def _fragment(row: BoundRow, at: Fragment, panel: BoundPanel) -> Fragment:
    if row.total:
        return at
    if panel.space in {"projects", "units"}:
        return {"project" if panel.space == "projects" else "org": close_gaps(row.name)} if row.name else {}
    found: dict[str, str] = {}
    for role, code in row.codes.items():
        dimension = _dimension(role, code)
        if dimension:
            found[dimension] = code
    return found or at


def _dimension(role: str, code: str) -> str:
    if role.startswith(("unit", "project")) or not _CODE.fullmatch(code):
        return ""
    if code[0] == "3":
        return "dept"
    if code[0] == "5":
        return "gov"
    return "func"


def _join_broken(rows: list[BoundRow], panel: BoundPanel) -> None:
    """A name broken over lines: the rest of it, without code or number, belongs to the row above."""
    if not any(role.endswith("code") for role in panel.keys):
        return
    for index in range(len(rows) - 1, 0, -1):
        row, above = rows[index], rows[index - 1]
        if row.codes or row.cells or row.style or row.total or not above.code:
            continue
        if _is_name(above.code, above.text + row.text):
            above.text += row.text
            above.name += row.text
            rows.pop(index)


def _is_name(code: str, name: str) -> bool:
    book = books({"3": "departmental", "5": "government", "1": "revenue"}.get(code[0], "functional"))
    return any(version.called(name) for version in book.versions(code))


def arrange(rows: list[BoundRow], panel: BoundPanel) -> None:
    """Set the parent of every row: by code prefix, by name below a class, else by ordinal."""
    if panel.space in {"projects", "units"} or (panel.space == "procurement" and "unit_code" in panel.keys):
        group(rows, [column.index for column in panel.columns if column.known])
    elif panel.space == "economic" and not any(row.codes for row in rows):
        _by_class(rows)
    elif panel.space == "three_public" and _itemised(rows):
        _by_item(rows)
    elif any(row.code for row in rows):
        _by_prefix(rows)
    else:
        _by_ordinal(rows)
    for row in rows:
        if row.parent >= 0:
            above = rows[row.parent]
            row.depth = above.depth + 1
            if row.at and not row.code:
                row.at = {**above.at, **row.at}


def _itemised(rows: Sequence[BoundRow]) -> bool:
    """Whether the rows name several items of 三公, none of them below a whole that has no row."""
    items = {row.at.get("item", "") for row in rows}
    bare = VEHICLES not in items and any(item.startswith(VEHICLES) for item in items)
    return len(items - {""}) > 1 and not bare


def _by_item(rows: list[BoundRow]) -> None:
    """Items of 三公 know what they are parts of, however they are numbered."""
    places = {row.at["item"]: index for index, row in enumerate(rows) if "item" in row.at and not row.is_total}
    for index, row in enumerate(rows):
        if row.is_total:
            continue
        row.role, above = "row", row.at.get("item", "").rpartition(".")[0]
        while above and places.get(above, index) == index:
            above = above.rpartition(".")[0]
        row.parent = places.get(above, -1)


def _by_prefix(rows: list[BoundRow]) -> None:
    last: dict[str, int] = {}
    for index, row in enumerate(rows):
        code = row.code
        if not code or row.total:
            continue
        for cut in (5, 3):
            if len(code) > cut and code[:cut] in last:
                row.parent = last[code[:cut]]
                break
        last[code] = index


def _by_class(rows: list[BoundRow]) -> None:
    """Names without codes: a class name opens a group, the names below it are looked up in that class."""
    book = books("departmental")
    head, prefix = -1, ""
    for index, row in enumerate(rows):
        if row.total:
            continue
        code = next((code for code in book.named(row.name) if len(code) == 3), "")
        if code and "gov_name" not in row.names:
            head, prefix, row.code, row.at = index, code, code, {"dept": code}
            continue
        row.parent = head
        items = book.named(row.name, prefix) if prefix else ()
        row.code = next((item for item in items if len(item) == 5), "")
        row.at = {"dept": row.code} if row.code else {}
        paired = books("government").named(row.names.get("gov_name", "")) if row.code else ()
        if paired and len(paired[-1]) == 5:
            row.codes["gov_code"] = paired[-1]
            row.at = {"dept": row.code, "gov": paired[-1]}


def _by_ordinal(rows: list[BoundRow]) -> None:
    """Each style of numbering is a level, in order of first appearance; a total closes what stands above it."""
    levels: list[str] = []
    stack: list[int] = []
    opener = -1
    for index, row in enumerate(rows):
        if row.total:
            levels, stack, opener = [], [], index
            continue
        if row.role != "part" and _continues_part(rows, index):
            row.role = "part"
        if row.role == "part":
            row.parent = stack[-1] if stack else -1
            continue
        if opener >= 0:
            _after_total(rows, index, opener)
            continue
        level = levels.index(row.style) if row.style in levels else len(levels)
        if level == len(levels):
            levels.append(row.style)
        elif level < len(stack) and row.number == 1 == rows[stack[level]].number and stack[level] == index - 1:
            levels.insert(level + 1, row.style + "/")  # 一、 straight below 一、 is a part of it
            level += 1
        del stack[level:]
        row.parent = stack[-1] if stack else -1
        stack.append(index)


def _continues_part(rows: list[BoundRow], index: int) -> bool:
    """Below 其中 stand further parts: the next number of its style, or more rows without any."""
    above, row = (rows[index - 1] if index else None), rows[index]
    if above is None or above.role != "part" or "side" in row.at:
        return False
    return row.style == above.style and (not row.style or row.number == above.number + 1)


def _after_total(rows: list[BoundRow], index: int, opener: int) -> None:
    """Balances between two totals: what names only a fund is a part of the balance above it."""
    row = rows[index]
    for above in range(index - 1, opener, -1):
        whole = rows[above].at.get("fund", "fiscal") == "fiscal"
        if rows[above].parent < 0 and rows[above].at.get("side") and whole:
            if row.at.get("fund") and (row.style or "side" not in row.at):
                row.parent = above
            return
