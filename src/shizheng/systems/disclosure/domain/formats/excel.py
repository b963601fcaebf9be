"""Workbooks (.xlsx, .xls): each sheet its rows as printed, with the lines above and below its table as text."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.cellforms import PLAIN, Form, Forms, looks_of
from shizheng.systems.disclosure.domain.formats.lines import LineCollector
from shizheng.systems.disclosure.domain.segments import LABEL, NOTE, SENTENCE_END, TITLE, UNIT
from shizheng.systems.disclosure.domain.source import Source

MAX_ROWS = 200_000
PRINTABLE = 1e15  # beyond it a spreadsheet itself has no exact digits
PROSE = 40  # characters from which a lone cell below a table is a remark on it
Value = str | float | int | bool | datetime | date | time | timedelta


def read_workbook(name: str, data: bytes) -> Source:
    """Visible cell values as text; places are sheet and row.

    Raises ShizhengError for a damaged or protected workbook and for one past MAX_ROWS rows.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            (title, workbook.get_sheet_by_name(title).to_python(skip_empty_area=False))
            for title in workbook.sheet_names
        ]
    except CalamineError as error:
        raise ShizhengError("Excel 工作簿已损坏或受密码保护", name, "请取消密码并另存为 .xlsx 后再试") from error
    if sum(len(rows) for _, rows in sheets) > MAX_ROWS:
        raise ShizhengError(f"工作簿超过 {MAX_ROWS:,} 行", name, "请拆分后分别上传")
    looks = looks_of(data)
    collector = LineCollector()
    for title, rows in sheets:
        forms, ruled = looks.get(title, PLAIN)
        _sheet(collector, title, _shown(rows, forms), ruled)
    return Source(name, "xlsx", tuple(collector.lines))


def _shown(rows: list[list[Value]], forms: Forms) -> list[list[str]]:
    return [
        [printed(value, forms.get((number, column))) if value != "" else "" for column, value in enumerate(row)]
        for number, row in enumerate(rows)
    ]


def _sheet(collector: LineCollector, title: str, rows: list[list[str]], ruled: frozenset[int]) -> None:
    filled = [[cell for cell in row if cell] for row in rows]
    tabular = [number for number, cells in enumerate(filled) if len(cells) > 1 and not _is_label_line(cells)]
    first, last = (tabular[0], tabular[-1]) if tabular else (len(rows), len(rows))
    labels = [number for number in range(first) if _is_label_line(filled[number])]
    first = labels[-1] + 1 if labels else first  # below the unit a lone cell heads the whole table
    opening = next((cells for cells in filled if cells), [])
    if len(opening) != 1:
        collector.text(title, title)
    for number, (row, cells) in enumerate(zip(rows, filled, strict=True)):
        place = f"{title}第{number + 1}行"
        if (
            number < first
            or _is_label_line(cells)
            or _stands_apart(row, cells, may_be_prose=number > last and number not in ruled)
        ):
            collector.text(" ".join(cells), place)
        else:
            collector.row(_trimmed(row), place)
    collector.blank()


def _is_label_line(cells: list[str]) -> bool:
    """Whether a row holds only what stands between a title and its table: the organisation, the unit."""
    return bool(cells) and all(LABEL.match(cell) or UNIT.search(cell) for cell in cells)


def _stands_apart(row: list[str], cells: list[str], *, may_be_prose: bool) -> bool:
    """Whether a lone first cell is a title or note rather than the name of a row without figures; prose stands below
    a table and outside its lines."""
    if len(cells) != 1 or not row[0]:
        return False
    text = row[0].strip()
    is_prose = len(text) > PROSE or text[-1:] in SENTENCE_END
    return bool(NOTE.match(text) or TITLE.search(text) or (may_be_prose and is_prose))


def _trimmed(cells: list[str]) -> list[str]:
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return cells[: max(last + 1, 2)]


def printed(value: Value, form: Form | None = None) -> str:
    """A cell as a reader sees it: by its number format, else whole numbers without a point, others without noise."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if form is not None and isinstance(value, float | int) and abs(value) < PRINTABLE:
        return form.show(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.8f}".rstrip("0")
    if isinstance(value, datetime) and value.time() == time.min:
        return value.date().isoformat()
    return str(value)
