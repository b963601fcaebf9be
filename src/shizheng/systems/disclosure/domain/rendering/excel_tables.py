"""One table on one sheet of a workbook, as it will be printed."""

from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shizheng.kit.errors import ShizhengError
from shizheng.kit.printed import Printed
from shizheng.kit.tabular.cells import is_formula_like
from shizheng.systems.disclosure.domain.manuscript import SheetBlock, TableBlock
from shizheng.systems.disclosure.domain.rendering.grid import Line, Slot, side_of
from shizheng.systems.disclosure.domain.rendering.layout import Frame, title_size
from shizheng.systems.disclosure.domain.rendering.word_styles import HEADING, TABLE, TITLE
from shizheng.systems.disclosure.domain.rendering.wording import printable

FONTS = {"title": TITLE, "heading": HEADING, "table": TABLE}
LONGEST = 32_767  # characters that a cell of a workbook holds
DIGITS = 15  # that a number of a workbook holds
TALLEST = 409.0  # points that a row may have
Looks = dict[str, Any]


def number_form(decimals: int) -> str:
    """The number format that prints thousands separators and so many decimals."""
    return "#,##0" + ("." + "0" * decimals if decimals > 0 else "")


class Tables:
    """Writes tables; formats are made once a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.format = cache(self._format)

    def _format(self, items: tuple[tuple[str, Any], ...]) -> Format:
        return self.book.add_format(dict(items))

    def looks(
        self,
        *,
        size: float,
        side: str = "left",
        font: str = "table",
        form: str = "@",
        indent: int = 0,
        is_bold: bool = False,
        is_open: bool = False,
        is_quoted: bool = False,
    ) -> Format:
        """The format of a cell; ``is_open`` is one without ruled lines, ``is_quoted`` one that Excel never computes."""
        return self.format(
            (
                ("font_name", FONTS[font]),
                ("font_size", size),
                ("align", side),
                ("valign", "vcenter"),
                ("text_wrap", True),
                ("num_format", form),
                ("indent", indent),
                ("bold", is_bold),
                ("border", 0 if is_open else 1),
                ("quote_prefix", is_quoted),
            )
        )

    def text(self, sheet: Worksheet, row: int, column: int, text: str, looks: Format) -> None:
        """Text as text, whatever it looks like."""
        words = printable(text)
        if len(words) > LONGEST:
            place = f"工作表“{sheet.get_name()}”第{row + 1}行"
            raise ShizhengError(
                f"一个单元格的文字超过 {LONGEST:,} 字，Excel 放不下", place, "请缩短这一格的文字后再导出"
            )
        if words:
            sheet.write_string(row, column, words, looks)
        else:
            sheet.write_blank(row, column, None, looks)

    def write(self, sheet: Worksheet, block: TableBlock | SheetBlock, frame: Frame, top: int) -> None:
        """From row ``top`` down: number, title, unit, head, body, notes."""
        for column, width in enumerate(frame.widths):
            sheet.set_column(column, column, max(width * 96 / 72 - 5, 8) / 7)
        if frame.is_landscape:
            sheet.set_landscape()
        first = self.titles(sheet, block, frame, top)
        for row, (line, lines) in enumerate(zip(frame.grid.lines, frame.lines, strict=True), first):
            self.line(sheet, row, line, lines, frame.size)
        heads = sum(line.is_head for line in frame.grid.lines)
        if heads:
            sheet.repeat_rows(first, first + heads - 1)
            sheet.freeze_panes(first + heads, 0)
        last = frame.grid.columns - 1
        for row, note in enumerate(block.notes, first + len(frame.grid.lines)):
            self.across(sheet, row, last, note, self.looks(size=10.5, is_open=True))

    def titles(self, sheet: Worksheet, block: TableBlock | SheetBlock, frame: Frame, top: int) -> int:
        """Lines above the table; gives the row of the head."""
        row, last = top, frame.grid.columns - 1
        if isinstance(block, TableBlock) and block.number:
            self.across(sheet, row, last, block.number, self.looks(size=12, font="heading", is_open=True))
            row += 1
        size = title_size(block.title, frame.room)
        sheet.set_row(row, size * 2)
        self.across(sheet, row, last, block.title, self.looks(size=size, side="center", font="title", is_open=True))
        captions = block.captions if isinstance(block, SheetBlock) else ()
        for caption in captions:
            row += 1
            self.across(sheet, row, last, caption, self.looks(size=10.5, side="center", is_open=True))
        if isinstance(block, TableBlock) and (block.organisation or block.unit):
            row += 1
            self.ends(sheet, row, last, block)
        return row + 1

    def ends(self, sheet: Worksheet, row: int, last: int, block: TableBlock) -> None:
        """The organisation at the left end of a row, the unit at the right one."""
        left, right = (self.looks(size=10.5, side=side, is_open=True) for side in ("left", "right"))
        if not last:
            self.text(sheet, row, 0, f"{block.organisation} {block.unit}".strip(), left)
            return
        half = (last + 1) // 2
        self.across(sheet, row, half - 1, block.organisation, left)
        self.across(sheet, row, last, block.unit, right, first=half)

    def across(self, sheet: Worksheet, row: int, last: int, text: str, looks: Format, first: int = 0) -> None:
        """Text over the columns from ``first`` to ``last``."""
        if last > first:
            sheet.merge_range(row, first, row, last, "", looks)
        self.text(sheet, row, first, text, looks)

    def line(self, sheet: Worksheet, row: int, line: Line, lines: int, size: float) -> None:
        """One row of the table; its height is set because merged cells do not grow by themselves."""
        for slot in line.slots:
            if not slot.is_start:
                continue
            cell = slot.cell
            looks = self.cell_looks(line, slot, size)
            if cell.columns > 1 or cell.rows > 1:
                last = slot.column + cell.columns - 1
                sheet.merge_range(row, slot.column, row + cell.rows - 1, last, "", looks)
            self.value(sheet, row, slot, looks)
        sheet.set_row(row, min(max(lines * size * 1.35 + 4, size * 1.8), TALLEST))

    def cell_looks(self, line: Line, slot: Slot, size: float) -> Format:
        cell = slot.cell
        is_figure = isinstance(cell.value, Printed)
        return self.looks(
            size=size,
            side=side_of(cell, line.is_head),
            form=number_form(cell.value.decimals) if isinstance(cell.value, Printed) else "@",
            indent=cell.indent,
            is_bold=cell.is_bold or line.is_total,
            is_quoted=not is_figure and is_formula_like(slot.text),
        )

    def value(self, sheet: Worksheet, row: int, slot: Slot, looks: Format) -> None:
        value = slot.cell.value
        if isinstance(value, Printed) and len(str(abs(value.units))) <= DIGITS and value.decimals >= 0:
            sheet.write_number(row, slot.column, float(value.value), looks)
        else:
            self.text(sheet, row, slot.column, slot.text, looks)
