"""Workbooks (.xlsx): a sheet a table with print settings, sheets for the text between them, native charts."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from shizheng.kit.chinese import format_date
from shizheng.systems.disclosure.domain.manuscript import (
    Block,
    ChartBlock,
    Heading,
    Manuscript,
    Paragraph,
    SheetBlock,
    TableBlock,
    listed,
)
from shizheng.systems.disclosure.domain.rendering.charts import COLOURS, in_words
from shizheng.systems.disclosure.domain.rendering.excel_tables import Tables, number_form
from shizheng.systems.disclosure.domain.rendering.layout import frame_of
from shizheng.systems.disclosure.domain.rendering.word_charts import plot_of
from shizheng.systems.disclosure.domain.rendering.wording import ems, printable

CONTENTS = "目录"
TEXT = "说明"
PROSE_WIDTH = 78
NAME_CEILING = 31
NO_NAME = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
A4 = 9
FOOTER = "&C&14— &P —"


def render_excel(manuscript: Manuscript) -> bytes:
    """The document as .xlsx, the same bytes for the same manuscript.

    Raises ShizhengError where a cell holds more text than a workbook can.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        _Writer(book).write(manuscript)
    return buffer.getvalue()


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.tables = Tables(book)
        self.names: set[str] = set()

    def write(self, manuscript: Manuscript) -> None:
        cover = manuscript.cover
        day = datetime.combine(cover.day, time.min)
        self.book.set_properties({"title": printable(cover.title), "author": printable(cover.unit), "created": day})
        front = self.add(CONTENTS)
        links: list[tuple[int, str, str]] = []
        for run in _runs(manuscript.blocks):
            for sheet, block in self.sheets(run):
                entry = listed(block)
                if entry:
                    links.append((entry.level, printable(entry.text), sheet.get_name()))
        self.front(front, manuscript, links)
        for block in manuscript.blocks:
            if isinstance(block, ChartBlock):
                self.chart(block)

    def sheets(self, run: Sequence[Block]) -> Iterator[tuple[Worksheet, Block]]:
        """One sheet for a run: text alone, or a table with the headings above it."""
        last = run[-1]
        if isinstance(last, TableBlock | SheetBlock):
            sheet = self.add(last.title)
            frame = frame_of(last)
            top = self.prose(sheet, run[:-1], frame.grid.columns - 1)
            self.tables.write(sheet, last, frame, top)
        else:
            first = run[0]
            sheet = self.add(first.printed if isinstance(first, Heading) else TEXT)
            sheet.set_column(0, 0, PROSE_WIDTH)
            self.prose(sheet, run)
        for block in run:
            yield sheet, block

    def add(self, wish: str) -> Worksheet:
        """A sheet under a name that is allowed and free."""
        name = NO_NAME.sub("", printable(wish)).strip()[:NAME_CEILING] or TEXT
        number = 1
        free = name
        while free.casefold() in self.names:
            number += 1
            free = f"{name[: NAME_CEILING - len(str(number)) - 2]}（{number}）"
        self.names.add(free.casefold())
        sheet = self.book.add_worksheet(free)
        sheet.set_paper(A4)
        sheet.set_margins(left=0.9, right=0.8, top=1.0, bottom=1.0)
        sheet.set_footer(FOOTER)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        return sheet

    def prose(self, sheet: Worksheet, blocks: Sequence[Block], last: int = 0) -> int:
        """Headings and paragraphs from the top, one a row across all columns; gives the next free row."""
        for row, block in enumerate(blocks):
            if isinstance(block, Heading):
                looks = self.tables.looks(size=14, is_bold=True, is_open=True)
                self.tables.across(sheet, row, last, block.printed, looks)
            elif isinstance(block, Paragraph):
                words = printable(block.text)
                lines = sum(int(ems(line) * 12 / (PROSE_WIDTH * 5.6)) + 1 for line in words.split("\n"))
                sheet.set_row(row, min(lines * 18.0, 409.0))
                self.tables.text(sheet, row, 0, words, self.tables.looks(size=12, is_open=True, indent=2))
        return len(blocks)

    def front(self, sheet: Worksheet, manuscript: Manuscript, links: list[tuple[int, str, str]]) -> None:
        """Cover lines and contents; each entry leads to its sheet."""
        sheet.set_column(0, 0, PROSE_WIDTH)
        cover = manuscript.cover
        title = self.tables.looks(size=22, side="center", font="title", is_open=True)
        for row, text in enumerate((cover.unit, cover.title)):
            sheet.set_row(row, 40)
            self.tables.text(sheet, row, 0, text, title)
        self.tables.text(sheet, 2, 0, format_date(cover.day), self.tables.looks(size=12, side="center", is_open=True))
        if not manuscript.has_contents:
            return
        self.tables.text(sheet, 4, 0, "目　录", self.tables.looks(size=16, side="center", font="title", is_open=True))
        for row, (level, text, name) in enumerate(links, 5):
            looks = self.tables.looks(size=12, is_open=True, is_bold=level == 1, indent=0 if level == 1 else 2)
            sheet.write_url(row, 0, f"internal:'{name}'!A1", looks, text)

    def chart(self, block: ChartBlock) -> None:
        """A sheet with the chart's figures and the chart itself."""
        plot = plot_of(block)
        sheet = self.add(block.title)
        name = sheet.get_name()
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, max(len(plot.series), 1), 16)
        title = f"{block.title}（单位：{block.unit}）" if block.unit else block.title
        looks = self.tables.looks(size=14, font="heading", is_open=True)
        self.tables.across(sheet, 0, max(len(plot.series), 1), title, looks)
        head, label = self.tables.looks(size=11, side="center"), self.tables.looks(size=11)
        self.tables.text(sheet, 1, 0, "项目", head)
        drawn = self.book.add_chart({"type": "pie" if block.kind == "pie" else "column"})
        rows = len(plot.categories)
        for row, category in enumerate(plot.categories, 2):
            self.tables.text(sheet, row, 0, category, label)
        for column, (series, values) in enumerate(plot.series, 1):
            self.tables.text(sheet, 1, column, series or "金额", head)
            for row, value in enumerate(values, 2):
                looks = self.tables.looks(size=11, side="right", form=number_form(value.decimals))
                sheet.write_number(row, column, float(value.value), looks)
            colour = COLOURS[(column - 1) % len(COLOURS)]
            fills: dict[str, object] = {"fill": {"color": colour}, "data_labels": {"value": True}}
            if block.kind == "pie":
                fills = {"points": [{"fill": {"color": COLOURS[at % len(COLOURS)]}} for at in range(rows)]}
            ends = (name, 2, column, max(rows + 1, 2), column)
            drawn.add_series(
                {"name": [name, 1, column], "categories": [name, 2, 0, max(rows + 1, 2), 0], "values": list(ends)}
                | fills
            )
        drawn.set_title({"name": printable(block.title), "name_font": {"size": 12}})
        drawn.set_legend({"position": "right" if block.kind == "pie" else "bottom"})
        if plot.series:
            sheet.insert_chart(rows + 3, 0, drawn, {"description": in_words(block), "x_scale": 1.2})


def _runs(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """What shares a sheet: text up to a table, or a table with the headings that stand right above it."""
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, TableBlock | SheetBlock):
            own = len(run)
            while own and isinstance(run[own - 1], Heading):
                own -= 1
            if run[:own]:
                yield run[:own]
            yield [*run[own:], block]
            run = []
        elif isinstance(block, Heading | Paragraph):
            run.append(block)
    if run:
        yield run
