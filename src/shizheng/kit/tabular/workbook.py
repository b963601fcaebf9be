"""Writing Excel: rows go to disk as they come, so that memory stays flat however long the list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from shizheng.kit.chinese import width
from shizheng.kit.clock import aware
from shizheng.kit.money import Amount
from shizheng.kit.printed import Printed
from shizheng.kit.tabular.cells import Written, is_formula_like

_MOST_ROWS = 1_048_576
_LONGEST_TEXT = 32_767
_CUT = "…（过长，已截断）"
_SAFE_DIGITS = 15
_NARROWEST, _WIDEST = 8, 60
_NAME_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Table:
    """One worksheet to write. Rows may be a generator."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Written]]


def write_excel(target: Path | BinaryIO, tables: Iterable[Table], most_rows: int = _MOST_ROWS) -> None:
    """Write an .xlsx; a table longer than a worksheet goes on in another with the same header.

    Text never becomes a formula or a link. Decimals keep their printed places; what a spreadsheet's fifteen digits
    cannot hold is written as text.
    """
    book = xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, _OPTIONS)
    try:
        writer = _Writer(book, most_rows)
        for table in tables:
            writer.write(table)
        if not writer.names:
            writer.write(Table("空", [], []))
    finally:
        book.close()


class _Writer:
    """A workbook being written, with the formats it has needed so far."""

    def __init__(self, book: Any, most_rows: int) -> None:
        self.names: set[str] = set()
        self._book = book
        self._most_rows = most_rows
        self._formats: dict[str, Any] = {}

    def write(self, table: Table) -> None:
        rows = iter(table.rows)
        self._write_sheet(table, islice(rows, self._most_rows - 1))
        for first in rows:
            self._write_sheet(table, chain([first], islice(rows, self._most_rows - 2)))

    def _write_sheet(self, table: Table, rows: Iterable[Sequence[Written]]) -> None:
        sheet = self._book.add_worksheet(self._name(table.name))
        bold = self._format("header", bold=True, align="center")
        for column, title in enumerate(table.header):
            sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, width(title) + 4)))
            sheet.write_string(0, column, title, bold)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._write_cell(sheet, number, column, value)

    def _name(self, wanted: str) -> str:
        """A name that Excel allows and this workbook has not used."""
        base = _FORBIDDEN.sub("_", wanted).strip("'")[:_NAME_LENGTH] or "表"
        name, count = base, 1
        while name.lower() in self.names:
            count += 1
            suffix = f"（{count}）"
            name = base[: _NAME_LENGTH - len(suffix)] + suffix
        self.names.add(name.lower())
        return name

    def _write_cell(self, sheet: Any, row: int, column: int, value: Written) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            self._write_text(sheet, row, column, value)
        elif isinstance(value, bool):
            sheet.write_string(row, column, "是" if value else "否")
        elif isinstance(value, datetime):
            day = aware(value).replace(tzinfo=None)
            sheet.write_datetime(row, column, day, self._format("instant", num_format="yyyy-mm-dd hh:mm:ss"))
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._format("day", num_format="yyyy-mm-dd"))
        else:
            self._write_number(sheet, row, column, value.printed if isinstance(value, Amount) else value)

    def _write_text(self, sheet: Any, row: int, column: int, text: str) -> None:
        if len(text) > _LONGEST_TEXT:
            text = text[: _LONGEST_TEXT - len(_CUT)] + _CUT
        # The prefix keeps the text a text even after somebody edits the cell.
        quoted = self._format("quoted", quote_prefix=True) if is_formula_like(text) else None
        sheet.write_string(row, column, text, quoted)

    def _write_number(self, sheet: Any, row: int, column: int, value: int | float | Decimal | Printed) -> None:
        if isinstance(value, float):
            sheet.write_number(row, column, value)
            return
        exact = value.value if isinstance(value, Printed) else Decimal(value)
        if not exact.is_finite() or len(exact.as_tuple().digits) > _SAFE_DIGITS:
            sheet.write_string(row, column, f"{exact:f}")
            return
        exponent = exact.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        pattern = "General" if isinstance(value, int) else "#,##0" + ("." + "0" * places if places else "")
        sheet.write_number(row, column, exact, self._format(pattern, num_format=pattern))

    def _format(self, key: str, **properties: object) -> Any:
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]
