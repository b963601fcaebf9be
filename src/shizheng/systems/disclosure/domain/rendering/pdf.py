"""PDF by Typst: one compiler a process, its fonts read once.

The compiler's threads do not survive a fork; a process forked after its parent compiled asks a fresh one to do it.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

import typst

from shizheng.kit.chinese import format_date
from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.manuscript import (
    ChartBlock,
    Heading,
    Manuscript,
    Paragraph,
    SheetBlock,
    TableBlock,
    listed,
)
from shizheng.systems.disclosure.domain.rendering import charts, fonts
from shizheng.systems.disclosure.domain.rendering.grid import Grid, Line, Slot, side_of
from shizheng.systems.disclosure.domain.rendering.layout import MARGINS, PADDING, Frame, Placed, flow, title_size
from shizheng.systems.disclosure.domain.rendering.wording import ems, printable

TALL = 25  # lines from which a cell may break over a page
TIMEOUT = 60
CAPITAL = 0.75  # height of a line in its type size, from the base to the top of a capital
ROW_BLANK = 6.8  # points above and below a line in its row
FIGURES = re.compile(r"[-\d,.%≥≤]+")
Data = dict[str, Any]


class _Press(NamedTuple):
    compiler: typst.Compiler
    fonts: dict[str, list[str]]
    template: bytes
    process: int


def render_pdf(manuscript: Manuscript) -> bytes:
    """The document as PDF, the same bytes for the same manuscript.

    Raises ShizhengError where no Chinese font is installed.
    """
    data = _data(manuscript)
    day = manuscript.cover.day
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    if _forked():
        return _elsewhere(data, stamp)
    return _compiled(data, stamp)


def _compiled(data: Data, stamp: int) -> bytes:
    press = _press()
    text = json.dumps(data | {"fonts": press.fonts}, ensure_ascii=False).encode()
    project: Any = {"main.typ": press.template, "data.json": text}  # the stubs do not know a project in memory
    compiled = press.compiler.compile(input=project, format="pdf", timestamp=stamp)
    assert isinstance(compiled, bytes)
    return compiled


@cache
def _press() -> _Press:
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(fonts.folders()))
    chosen = fonts.chosen(found.families())
    template = files(__package__).joinpath("disclosure.typ").read_bytes()
    return _Press(typst.Compiler(font_paths=found), chosen, template, os.getpid())


def _forked() -> bool:
    return _press.cache_info().currsize > 0 and _press().process != os.getpid()


def _elsewhere(data: Data, stamp: int) -> bytes:
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-m", __name__, str(stamp)],
        input=json.dumps(data).encode(),
        capture_output=True,
        timeout=TIMEOUT,
        check=False,
    )
    if done.returncode:
        raise ShizhengError("PDF 没有生成出来", remedy="请稍后再试；仍不行请联系系统管理员")
    return done.stdout


def _data(manuscript: Manuscript) -> Data:
    placed = list(enumerate(flow(manuscript)))
    entries = [(listed(item.block), at) for at, item in placed] if manuscript.has_contents else []
    sections = groupby(placed, key=lambda pair: pair[1].is_landscape)
    cover = manuscript.cover
    return {
        "unit": printable(cover.unit),
        "title": printable(cover.title),
        "day": format_date(cover.day),
        "has_cover": True,
        "margins": MARGINS,
        "contents_title": "目　录",
        "contents": [(entry.level, printable(entry.text), at) for entry, at in entries if entry],
        "sections": [
            {"landscape": landscape, "blocks": [(at, _block(item)) for at, item in group]}
            for landscape, group in sections
        ],
    }


def _block(placed: Placed) -> Data:
    block, breaks = placed.block, {"breaks": placed.is_new_page}
    if isinstance(block, Heading):
        return breaks | {"kind": "heading", "level": min(block.level, 4), "words": printable(block.printed)}
    if isinstance(block, Paragraph):
        return breaks | {"kind": "paragraph", "words": printable(block.text)}
    if isinstance(block, ChartBlock):
        picture = charts.draw(block).decode()
        return breaks | {
            "kind": "chart",
            "title": printable(block.title),
            "picture": picture,
            "alt": charts.in_words(block),
        }
    assert isinstance(block, TableBlock | SheetBlock)
    assert placed.frame is not None
    return breaks | _table(block, placed.frame)


def _table(block: TableBlock | SheetBlock, frame: Frame) -> Data:
    title = printable(block.title)
    sides = _sides(frame.grid)
    above = _above_sheet(block) if isinstance(block, SheetBlock) else _above_table(block)
    return above | {
        "kind": "table",
        "title": title,
        "title_size": title_size(title, frame.room),
        "notes": [printable(note) for note in block.notes],
        "size": frame.size,
        "widths": frame.widths,
        "rows": _heights(frame),
        "sides": [side[0] for side in sides],
        "head": [_cell(line, slot, sides) for line, slot in frame.grid.starts() if line.is_head],
        "body": [_cell(line, slot, sides) for line, slot in frame.grid.starts() if not line.is_head],
        "splits": max(frame.lines) > TALL,
    }


def _above_sheet(block: SheetBlock) -> Data:
    captions = [printable(caption) for caption in block.captions]
    return {"number": "", "unit": "", "organisation": "", "captions": captions}


def _above_table(block: TableBlock) -> Data:
    number, unit, organisation = map(printable, (block.number, block.unit, block.organisation))
    return {"number": number, "unit": unit, "organisation": organisation, "captions": []}


def _sides(grid: Grid) -> list[str]:
    """The side on which most cells of each column stand: the others are told apart one by one."""
    counts = [Counter[str]() for _ in range(grid.columns)]
    for line, slot in grid.starts():
        if not line.is_head:
            counts[slot.column][side_of(slot.cell, False)] += 1
    return [max(count, key=lambda side: (count[side], side), default="left") for count in counts]


def _heights(frame: Frame) -> list[float]:
    """Points of each row: 0 where it must be measured, which takes twice as long.

    A cell that may need more lines than it has rows lets the last of them grow.
    """
    heights = [round(frame.size * CAPITAL + ROW_BLANK, 2)] * len(frame.grid.lines)
    rooms = [(width - PADDING) / frame.size for width in frame.widths]
    for at, line in enumerate(frame.grid.lines):
        for slot in line.slots:
            text, cell = slot.text, slot.cell
            if cell.columns == 1 and len(text) + cell.indent <= rooms[slot.column] and "\n" not in text:
                continue  # as most cells are
            if text and not _surely_fits(slot, frame):
                heights[at + cell.rows - 1] = 0.0
    return heights


def _surely_fits(slot: Slot, frame: Frame) -> bool:
    """Whether one line a row is enough, by an estimate that errs towards more."""
    room = (sum(frame.widths[slot.column : slot.column + slot.cell.columns]) - PADDING) / frame.size
    length = (ems(slot.text) if FIGURES.fullmatch(slot.text) else len(slot.text)) + slot.cell.indent
    if slot.cell.rows == 1 or length <= room:
        return length <= room and "\n" not in slot.text
    return room > 1 and length / (room - 1) + slot.text.count("\n") <= slot.cell.rows


def _cell(line: Line, slot: Slot, sides: list[str]) -> str | tuple[str, int, int, str, int, bool]:
    """The text alone, or (text, columns, rows, alignment, indent, bold) for a cell that is not like its column."""
    cell = slot.cell
    side = side_of(cell, line.is_head)
    is_bold = cell.is_bold or line.is_total
    if cell.columns == cell.rows == 1 and not cell.indent and not is_bold and side == sides[slot.column]:
        return slot.text
    return slot.text, cell.columns, cell.rows, side[0], cell.indent, is_bold


if __name__ == "__main__":
    sys.stdout.buffer.write(_compiled(json.loads(sys.stdin.buffer.read()), int(sys.argv[1])))
