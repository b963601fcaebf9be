"""Records on their way out, document by document: JSON lines, tables on a terminal, or one Excel sheet."""

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TextIO

from rich.console import Console
from rich.table import Table

from shizheng.systems.disclosure.domain.finding import FAMILIES
from shizheng.systems.disclosure.management.tables import KIND_NAMES, SEVERITY_NAMES, STAGE_NAMES
from shizheng.systems.disclosure.management.works import Record

HEADS = {
    "file": "文件", "rule": "规则", "family": "类别", "severity": "级别", "section": "位置", "line": "行",
    "quote": "原文", "printed": "印作", "expected": "应为", "message": "说明", "table": "表", "coord": "含义",
    "value": "数值", "unit": "单位", "ulp": "精度", "kind": "类型", "year": "年度", "stage": "预算或决算", "by": "比较",
    "key": "编码", "name": "名称", "scope": "口径", "amount": "金额（万元）", "share": "占比（%）",
    "growth": "增长（%）", "since": "对比年度", "staff": "在职人数", "head": "人均（万元）",
}  # fmt: skip
WORDS = {"family": FAMILIES, "severity": SEVERITY_NAMES, "kind": KIND_NAMES, "stage": STAGE_NAMES}
DECIMALS = frozenset({"value", "ulp", "amount", "share", "growth", "head"})
WIDTHS = {"file": 28, "section": 28, "message": 70, "quote": 30, "table": 28, "coord": 40, "name": 28, "unit": 20}
LAST_ROW = 1_000_000  # a sheet holds 1 048 576
LONGEST = 32_000  # characters of a cell


class Writer(Protocol):
    def put(self, file: str, records: Sequence[Record]) -> None:
        """The records of one document; there may be none."""

    def flush(self) -> None:
        """Nothing may be held back when the last document has been put."""


class JsonLines:
    """One object a line, nothing else."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def put(self, file: str, records: Sequence[Record]) -> None:
        self.stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)

    def flush(self) -> None:
        self.stream.flush()


class Tables:
    """A table a document, as wide as the terminal."""

    def __init__(self, stream: TextIO, drawn: Callable[[str, Sequence[Record]], Table] | None) -> None:
        self.console, self.drawn = Console(file=stream), drawn

    def put(self, file: str, records: Sequence[Record]) -> None:
        if self.drawn:
            self.print([self.drawn(file, records)])

    @property
    def width(self) -> int:
        """In half-width characters."""
        return self.console.width

    def print(self, tables: Iterable[Table]) -> None:
        for table in tables:
            self.console.print(table)

    def flush(self) -> None:
        self.console.file.flush()


class Workbook:
    """All documents in one sheet (a new one where it is full), heads and closed lists in Chinese, nothing a formula."""

    def __init__(self, path: Path, title: str, names: Sequence[str]) -> None:
        import xlsxwriter

        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(str(path), options)
        self.bold = self.book.add_format({"bold": True, "bottom": 1})
        self.wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.title, self.names, self.row = title, names, 0
        self._begin()

    def put(self, file: str, records: Sequence[Record]) -> None:
        for record in records:
            if self.row >= LAST_ROW:
                self._begin()
            self.row += 1
            for column, name in enumerate(self.names):
                self._write(column, name, record[name])

    def flush(self) -> None:
        """A workbook is written as a whole, when it is closed."""

    def close(self) -> None:
        self.book.close()

    def _begin(self) -> None:
        count = len(self.book.worksheets())
        self.sheet = self.book.add_worksheet(self.title + (str(count + 1) if count else ""))
        self.sheet.freeze_panes(1, 0)
        for column, name in enumerate(self.names):
            self.sheet.set_column(column, column, WIDTHS.get(name, 11), self.wrap)
        self.sheet.write_row(0, 0, [HEADS[name] for name in self.names], self.bold)
        self.row = 0

    def _write(self, column: int, name: str, value: Any) -> None:
        if isinstance(value, int):
            self.sheet.write_number(self.row, column, value)
        elif name in DECIMALS and value:
            self.sheet.write_number(self.row, column, Decimal(value))
        else:
            self.sheet.write_string(self.row, column, _text(name, value)[:LONGEST])


def _text(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{key}={part}" for key, part in value.items())
    return WORDS.get(name, {}).get(value, value or "")
