"""Tables of a Word document as OOXML text: fixed columns, repeated heads, rows that are not split."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from shizheng.systems.disclosure.domain.rendering.grid import Line, Slot, side_of
from shizheng.systems.disclosure.domain.rendering.layout import PADDING, Frame
from shizheng.systems.disclosure.domain.rendering.ooxml import escape
from shizheng.systems.disclosure.domain.rendering.word_styles import SIDES

TWIPS = 20  # a point
UNSPLIT = 30  # lines up to which a row is kept on one page
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(frame: Frame) -> Iterator[str]:
    """The ``w:tbl`` element in pieces."""
    twips = [round(width * TWIPS) for width in frame.widths]
    margin = round(PADDING * TWIPS / 2)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    for line, lines in zip(frame.grid.lines, frame.lines, strict=True):
        yield _row(line, lines, twips, frame.size)
    yield "</w:tbl>"


def _row(line: Line, lines: int, twips: list[int], size: float) -> str:
    is_whole = lines <= UNSPLIT
    cells = "".join([_cell(slot, line, twips, size) for slot in line.slots])
    return (
        f'<w:tr><w:trPr>{"<w:cantSplit/>" if is_whole else ""}<w:trHeight w:val="{round(size * 34)}"/>'
        f"{'<w:tblHeader/>' if line.is_head else ''}</w:trPr>{cells}</w:tr>"
    )


def _cell(slot: Slot, line: Line, twips: Sequence[int], size: float) -> str:
    cell = slot.cell
    width = twips[slot.column] if cell.columns == 1 else sum(twips[slot.column : slot.column + cell.columns])
    merge = 0 if cell.rows == 1 else 1 if slot.is_start else 2
    before = _opening(width, cell.columns, merge, size, side_of(cell, line.is_head), cell.indent)
    if not slot.text:
        return f"{before}</w:p></w:tc>"
    return f"{before}{run(slot.text, is_bold=cell.is_bold or line.is_total)}</w:p></w:tc>"


@lru_cache(maxsize=2048)
def _opening(width: int, columns: int, merge: int, size: float, side: str, indent: int) -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    down = ("", '<w:vMerge w:val="restart"/>', "<w:vMerge/>")[merge]
    left = f'<w:ind w:left="{round(indent * size * TWIPS)}"/>' if indent else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{down}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Cell{int(size * 10)}{SIDES[side]}"/>{left}</w:pPr>'
    )


def run(text: str, *, is_bold: bool = False) -> str:
    """A run of text; line feeds become breaks."""
    looks = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    words = escape(text)
    if "\n" in words or "\t" in words:
        words = words.replace("\t", " ").replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{looks}<w:t xml:space="preserve">{words}</w:t></w:r>'
