"""A disclosure as it will be printed, before any file format: cover, headings, text, tables, sheets and charts.

Everything is already in the office's words and in printed precision; a renderer adds only looks. Rows list the cells
that begin in them, as in HTML: a cell that spans rows is not repeated below.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed

Align = Literal["", "left", "center", "right"]
ChartKind = Literal["pie", "bar"]


class Cover(NamedTuple):
    """The first page."""

    unit: str
    year: int
    title: str
    day: date


class Cell(NamedTuple):
    """``value`` is text, or a figure printed with its thousands separators; ``indent`` counts characters.

    Without ``align`` figures stand right, labels and heads in the middle, other text left.
    """

    value: str | Printed = ""
    columns: int = 1
    rows: int = 1
    indent: int = 0
    align: Align = ""
    is_bold: bool = False
    is_label: bool = False  # printed by the form, as against filled in

    @property
    def text(self) -> str:
        """As a reader sees it."""
        return self.value if isinstance(self.value, str) else grouped(self.value)


class Row(NamedTuple):
    """The cells that begin in one row; a total stands in bold."""

    cells: tuple[Cell, ...]
    is_total: bool = False


class Heading(NamedTuple):
    """``level`` 1 for 第一部分, 2 for 一、, 3 for （一）, 4 for 1.; ``number`` is printed as it stands."""

    level: int
    number: str
    text: str

    @property
    def printed(self) -> str:
        gap = " " if self.level == 1 and self.number and self.text else ""
        return f"{self.number}{gap}{self.text}"


class Paragraph(NamedTuple):
    """Running text."""

    text: str


class TableBlock(NamedTuple):
    """A table of the form; ``number`` as 预算公开表1, ``organisation`` as 部门名称：…, ``unit`` as 单位：万元.

    ``widths`` are proportions, one a column; without them columns are as wide as what they hold asks for.
    """

    title: str
    head: tuple[Row, ...]
    body: tuple[Row, ...] = ()
    number: str = ""
    unit: str = ""
    organisation: str = ""
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()


class SheetBlock(NamedTuple):
    """A form of merged cells, such as a performance target sheet; ``captions`` stand centred below its title."""

    title: str
    rows: tuple[Row, ...]
    captions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()


class Series(NamedTuple):
    """The figures of one colour of a chart, in the order of its categories."""

    name: str
    values: tuple[Printed, ...]


class ChartBlock(NamedTuple):
    """A chart that the form prescribes; a pie shows its first series and leaves out what is not above zero."""

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""


class PageBreak(NamedTuple):
    """What follows begins on a new page."""


Block = Heading | Paragraph | TableBlock | SheetBlock | ChartBlock | PageBreak


class Entry(NamedTuple):
    """One line of the table of contents."""

    level: int
    text: str


class Manuscript(NamedTuple):
    """A whole document."""

    cover: Cover
    blocks: tuple[Block, ...]
    has_contents: bool = True

    def contents(self) -> Iterator[Entry]:
        """Parts, chapters and tables, in order."""
        for block in self.blocks:
            entry = listed(block)
            if entry:
                yield entry


def listed(block: Block) -> Entry | None:
    """The line of the contents that leads to a block: parts, chapters and tables have one, sheets do not."""
    if isinstance(block, Heading) and block.level <= 2:
        return Entry(block.level, block.printed)
    if isinstance(block, TableBlock):
        return Entry(2, block.title)
    return None
