"""Workbooks (.xlsx, .xls): each sheet its rows, with its name above when the rows do not begin with a title."""

import io
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.lines import LineCollector
from shizheng.systems.disclosure.domain.source import Source

MAX_ROWS = 200_000
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
    collector = LineCollector()
    for title, rows in sheets:
        _sheet(collector, title, rows)
    return Source(name, "xlsx", tuple(collector.lines))


def _sheet(collector: LineCollector, title: str, rows: list[list[Value]]) -> None:
    collector.text(title, title)
    for number, row in enumerate(rows, 1):
        cells = [printed(value) for value in row]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and cells[0]:
            collector.text(cells[0], f"{title}第{number}行")
        else:
            collector.row(_trimmed(cells), f"{title}第{number}行")
    collector.blank()


def _trimmed(cells: list[str]) -> list[str]:
    last = max((index for index, cell in enumerate(cells) if cell), default=-1)
    return cells[: max(last + 1, 2)]


def printed(value: Value) -> str:
    """A cell as a reader sees it: whole numbers without a point, others without binary noise."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.8f}".rstrip("0")
    return str(value)
