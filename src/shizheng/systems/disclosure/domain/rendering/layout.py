"""What Word and PDF decide alike: how wide columns are, how large type is, which pages lie on their side."""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import NamedTuple

from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import Block, Heading, Manuscript, PageBreak, SheetBlock, TableBlock
from shizheng.systems.disclosure.domain.rendering.grid import Grid, Line, Slot, grid_of
from shizheng.systems.disclosure.domain.rendering.wording import LATIN, ems, longest_line

# Points. Margins of GB/T 9704-2012, 5.2.1: 37 mm above, 35 below, 28 left, 26 right; sideways pages turn them.
PAGE = (595.3, 841.9)
MARGINS = {"top": 104.9, "bottom": 99.2, "left": 79.4, "right": 73.7}
PORTRAIT = PAGE[0] - MARGINS["left"] - MARGINS["right"]
LANDSCAPE = PAGE[1] - 2 * MARGINS["right"]
PADDING = 7.0  # a column's blank left and right of its text
SIZES = (10.5, 9.0, 7.5, 6.5, 5.5)  # 五号, 小五, 六号, 小六, 七号
TITLES = (18.0, 16.0, 15.0, 14.0, 12.0, 10.5, 9.0)
# Pages tried in turn: sideways or not, type size, characters a text column may have before it wraps.
UPRIGHT = ((False, 10.5, 16.0), (False, 9.0, 14.0), (False, 9.0, 9.0))
SIDEWAYS = ((True, 9.0, 14.0), (True, 9.0, 8.0), (True, 7.5, 8.0), (True, 7.5, 5.0), (True, 6.5, 5.0), (True, 5.5, 3.0))
SHEET = ((False, 9.0, 7.0), (False, 7.5, 5.0), (False, 5.5, 3.0))
SMALLEST = 5.5
READABLE = 7.5  # below it type is made smaller only where columns have no room otherwise
ONE_PAGE = 540.0  # points that a page leaves for a table below its titles
NARROW_SHEET = 10  # columns up to which a sheet stands upright
HEAD = 5.0  # characters of a column's head that stand in one line
LEAST = 2.2
SHORT = 2  # characters that any column has room for


class Frame(NamedTuple):
    """How a table stands on the page: column widths and type size in points, lines of text in each of its rows."""

    grid: Grid
    widths: tuple[float, ...]
    size: float
    is_landscape: bool
    lines: tuple[int, ...]

    @property
    def room(self) -> float:
        """Points between the margins."""
        return LANDSCAPE if self.is_landscape else PORTRAIT

    @property
    def height(self) -> float:
        """Points that the table takes, by estimate."""
        return sum(max(lines * self.size * 1.3 + 3.0, self.size * 1.75) for lines in self.lines)


class Placed(NamedTuple):
    """A block with the page it stands on; ``frame`` is there for tables and sheets."""

    block: Block
    is_landscape: bool
    is_new_page: bool
    frame: Frame | None


class _Needs(NamedTuple):
    """Characters asked for by column, and by runs of columns: (first, end, characters, is a figure)."""

    figures: list[float]
    texts: list[float]
    spans: list[tuple[int, int, float, bool]]

    def within(self, wanted: float) -> list[float]:
        """What each column asks for when figures stand in one line and text wraps at ``wanted``."""
        asked = [max(LEAST, figure, min(text, wanted)) for figure, text in zip(self.figures, self.texts, strict=True)]
        for start, end, need, is_figure in self.spans:
            lack = ((need if is_figure else min(need, wanted)) - sum(asked[start:end])) / (end - start)
            if lack > 0:
                asked[start:end] = [own + lack for own in asked[start:end]]
        return asked


def lines_of(slot: Slot, widths: Sequence[float], size: float) -> int:
    """Lines that a cell's text adds to each of its rows."""
    if len(slot.text) <= SHORT and "\n" not in slot.text:
        return 1
    room = max((sum(widths[slot.column : slot.column + slot.cell.columns]) - PADDING) / size, 1.0)
    if len(slot.text) + slot.cell.indent <= room and "\n" not in slot.text:
        return 1
    lines = sum(max(ceil((ems(line) + slot.cell.indent) / room), 1) for line in slot.text.split("\n"))
    return ceil(lines / slot.cell.rows)


def _most_lines(line: Line, widths: Sequence[float], rooms: Sequence[float], size: float) -> int:
    """Lines of the tallest cell of a row; most cells are seen to hold one without being measured."""
    most = 1
    for column, cell, _, text in line.slots:
        length = len(text) * LATIN if text.isascii() else len(text)
        fits = len(text) <= SHORT or (cell.columns == 1 and length + cell.indent <= rooms[column])
        if fits and "\n" not in text:
            continue
        most = max(most, lines_of(Slot(column, cell, True, text), widths, size))
    return most


def frame_of(block: TableBlock | SheetBlock) -> Frame:
    """The largest type at which the columns have the room they ask for; upright and on one page where possible."""
    grid = grid_of(block)
    is_sheet = isinstance(block, SheetBlock) and grid.columns <= NARROW_SHEET
    needs = _needs(grid)
    tried = SHEET if is_sheet else UPRIGHT + SIDEWAYS
    frames: list[Frame] = []
    for is_landscape, size, wanted in tried:
        if frames and (is_landscape or size < READABLE):
            break
        asked = needs.within(wanted)
        room = LANDSCAPE if is_landscape else PORTRAIT
        if sum(asked) * size + PADDING * grid.columns > room and size != SMALLEST:
            continue
        widths = _spread(asked, block.widths, room)
        rooms = tuple((width - PADDING) / size for width in widths)
        lines = tuple(_most_lines(line, widths, rooms, size) for line in grid.lines)
        frames.append(Frame(grid, widths, size, is_landscape, lines))
        if is_landscape or frames[-1].height <= ONE_PAGE:
            return frames[-1]
    return frames[0]


def _needs(grid: Grid) -> _Needs:
    needs = _Needs([0.0] * grid.columns, [0.0] * grid.columns, [])
    for line, slot in grid.starts():
        if not slot.text:
            continue
        is_figure = isinstance(slot.cell.value, Printed) or (len(slot.text) <= 24 and slot.text.isascii())
        need = ems(slot.text) + 0.2 if is_figure else longest_line(slot.text[:60]) + slot.cell.indent
        if line.is_head and not is_figure:
            need = min(need, HEAD)
        if slot.cell.columns > 1:
            needs.spans.append((slot.column, slot.column + slot.cell.columns, need, is_figure))
        else:
            column = needs.figures if is_figure else needs.texts
            column[slot.column] = max(column[slot.column], need)
    return needs


def _spread(asked: Sequence[float], hints: Sequence[float], room: float) -> tuple[float, ...]:
    """Widths in points that fill the room: by the hints where the form gives them, else by what was asked for."""
    shares = hints if len(hints) == len(asked) and min(hints) > 0 else asked
    blank = 0.0 if shares is hints else PADDING
    rest = room - blank * len(shares)
    return tuple(blank + rest * share / sum(shares) for share in shares)


def title_size(title: str, room: float) -> float:
    """The largest type in points at which a table's title stands in one line."""
    length = max(ems(title) + 0.5, 1.0)
    return next((size for size in TITLES if size * length <= room), TITLES[-1])


def flow(manuscript: Manuscript) -> Iterator[Placed]:
    """Blocks with their pages; page breaks are folded into what follows, a heading stays with a sideways table."""
    is_landscape, is_new_page = False, True
    blocks = manuscript.blocks
    frames = {at: frame_of(block) for at, block in enumerate(blocks) if isinstance(block, TableBlock | SheetBlock)}
    for at, block in enumerate(blocks):
        if isinstance(block, PageBreak):
            is_new_page = True
            continue
        sideways = _sideways(blocks, frames, at)
        yield Placed(block, sideways, is_new_page or sideways != is_landscape, frames.get(at))
        is_landscape, is_new_page = sideways, False


def _sideways(blocks: Sequence[Block], frames: dict[int, Frame], at: int) -> bool:
    while at < len(blocks) and isinstance(blocks[at], Heading):
        at += 1
    return at in frames and frames[at].is_landscape
