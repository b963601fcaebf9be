"""Reading Excel: .xlsx and .xls, judged before they are opened.

One worksheet is in memory at a time, within the limits of `archive` and `extent`. In .xlsx a cell whose formula failed
reads as FAILED, for an empty amount would pass unnoticed; in .xls it reads as empty.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from shizheng.kit.archive import LIMITS, OLE_SIGNATURE, Limits, UnsafeFileError, check_archive, check_size, has_macros
from shizheng.kit.tabular.cells import Read, Row
from shizheng.kit.tabular.extent import Survey

FAILED = "#错误"

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SAVE_AS = "请用办公软件另存为 .xlsx 后再上传"


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One worksheet. `rows()` starts at row 1 and column A, whatever the first used cell is."""

    name: str
    hidden: bool
    failed: frozenset[tuple[int, int]]
    _sheet: CalamineSheet

    def rows(self) -> Iterator[Row]:
        start = self._sheet.start
        padding: list[Read] = [None] * (start[1] if start else 0)
        failed = {number for number, _ in self.failed}
        for number, values in enumerate(self._sheet.iter_rows(), 1):
            cells = padding + [None if value == "" else value for value in values]
            if number in failed:
                self._mark(number, cells)
            yield Row(number, cells, self.name)

    def _mark(self, number: int, cells: list[Read]) -> None:
        for row, column in self.failed:
            if row == number and column <= len(cells):
                cells[column - 1] = FAILED

    @property
    def merged(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Merged ranges as (first row, first column), (last row, last column), counted from 1."""
        ranges = self._sheet.merged_cell_ranges or []
        return [((top + 1, left + 1), (bottom + 1, right + 1)) for (top, left), (bottom, right) in ranges]


@contextmanager
def open_excel(stream: BinaryIO, limits: Limits = LIMITS, place: str = "") -> Iterator[Iterator[Worksheet]]:
    """The worksheets of a seekable stream, one after the other; UnsafeFileError where it must not or cannot be read."""
    failed = _judge(stream, limits, place)
    try:
        book = CalamineWorkbook.from_filelike(stream)
    except PasswordError as error:
        raise UnsafeFileError("文件已加密", place, "请去掉打开密码后再上传") from error
    except CalamineError as error:
        raise UnsafeFileError("不是可以读取的 Excel 文件", place, _SAVE_AS) from error
    with book:
        yield _worksheets(book, failed, place)


def _worksheets(book: CalamineWorkbook, failed: dict[str, set[tuple[int, int]]], place: str) -> Iterator[Worksheet]:
    for index, meta in enumerate(book.sheets_metadata):
        try:
            sheet = book.get_sheet_by_index(index)
        except CalamineError as error:
            raise UnsafeFileError(f"工作表“{meta.name}”无法读取", place, _SAVE_AS) from error
        hidden = meta.visible != SheetVisibleEnum.Visible
        yield Worksheet(meta.name, hidden, frozenset(failed.get(meta.name, ())), sheet)


def _judge(stream: BinaryIO, limits: Limits, place: str) -> dict[str, set[tuple[int, int]]]:
    """Failed cells by worksheet; UnsafeFileError for a file that must not be opened."""
    check_size(stream, limits, place)
    if stream.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE:
        _judge_old(stream, place)
        return {}
    survey = Survey(place)
    names = check_archive(stream, limits, place, survey)
    if has_macros(names):
        raise UnsafeFileError("文件带有宏", place, "请另存为不带宏的 .xlsx 后再上传")
    if "xl/workbook.xml" not in names:
        raise UnsafeFileError("不是 Excel 工作簿", place, _SAVE_AS)
    failed = {part: survey.errors.get(entry, set()) for part, entry in _parts(stream, place).items()}
    stream.seek(0)
    return failed


def _judge_old(stream: BinaryIO, place: str) -> None:
    """An OLE file is an old .xls, or the wrapping of an encrypted .xlsx; its directory names are UTF-16."""
    stream.seek(0)
    data = stream.read()
    stream.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnsafeFileError("文件已加密", place, "请去掉打开密码后再上传")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise UnsafeFileError("文件带有宏", place, "请另存为不带宏的 .xlsx 后再上传")


def _parts(stream: BinaryIO, place: str) -> dict[str, str]:
    """Archive entry of each worksheet by its name."""
    stream.seek(0)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(stream) as archive:
            relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
            book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    except (KeyError, etree.XMLSyntaxError) as error:
        raise UnsafeFileError("工作簿的结构已损坏", place, _SAVE_AS) from error
    targets = {item.get("Id"): item.get("Target") or "" for item in relations}
    sheets = [(sheet.get("name") or "", targets.get(sheet.get(_RELATION), "")) for sheet in book.iter(f"{_MAIN}sheet")]
    return {name: posixpath.normpath(posixpath.join("/xl", target))[1:] for name, target in sheets}
