"""One self-contained web page: semantic tables, no script, readable by machines and aloud, printable on A4."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree
from lxml.html import builder as E  # noqa: N812 - as its own documentation writes it
from lxml.html import tostring

from shizheng.kit.chinese import format_date
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.manuscript import (
    ChartBlock,
    Heading,
    Manuscript,
    Paragraph,
    SheetBlock,
    TableBlock,
    listed,
)
from shizheng.systems.disclosure.domain.rendering.charts import draw, in_words
from shizheng.systems.disclosure.domain.rendering.grid import Grid, Line, Slot, side_of
from shizheng.systems.disclosure.domain.rendering.layout import Placed, flow
from shizheng.systems.disclosure.domain.rendering.wording import printable

Element = etree._Element
DEEPEST = 4  # indents that the style sheet knows


def render_webpage(manuscript: Manuscript) -> bytes:
    """The document as HTML in UTF-8, the same bytes for the same manuscript."""
    cover = manuscript.cover
    placed = list(flow(manuscript))
    title = f"{printable(cover.unit)}{printable(cover.title)}"
    head = E.HEAD(
        E.META(charset="utf-8"),
        E.META(name="viewport", content="width=device-width, initial-scale=1"),
        E.TITLE(title),
        E.STYLE(_style()),
    )
    main = E.MAIN()
    for at, item in enumerate(placed):
        main.extend(list(_block(item, at)))
    front = E.HEADER(
        E.P(printable(cover.unit), E.CLASS("unit")),
        E.H1(printable(cover.title)),
        E.P(format_date(cover.day)),
        E.CLASS("cover"),
    )
    contents = [_contents(placed)] if manuscript.has_contents else []
    page = E.HTML(head, E.BODY(front, *contents, main), lang="zh-CN")
    written: bytes = tostring(page, encoding="utf-8", doctype="<!DOCTYPE html>")
    return written


@cache
def _style() -> str:
    return files(__package__).joinpath("webpage.css").read_text(encoding="utf-8")


def _contents(placed: list[Placed]) -> Element:
    entries = [(entry, at) for at, item in enumerate(placed) if (entry := listed(item.block))]
    items = [E.LI(E.A(printable(entry.text), href=f"#b{at}"), E.CLASS(f"level-{entry.level}")) for entry, at in entries]
    contents: Element = E.NAV(E.H2("目　录"), E.OL(*items), {"aria-label": "目录"})
    return contents


def _block(placed: Placed, at: int) -> Iterator[Element]:
    block = placed.block
    if isinstance(block, Heading):
        tag = (E.H2, E.H3, E.H4, E.H5)[min(block.level, 4) - 1]
        heading = tag(printable(block.printed), id=f"b{at}")
        if placed.is_new_page:
            heading.set("class", "new-page")
        yield heading
    elif isinstance(block, Paragraph):
        yield _broken(E.P(), printable(block.text))
    elif isinstance(block, ChartBlock):
        yield _figure(block)
    elif isinstance(block, TableBlock | SheetBlock) and placed.frame:
        yield _section(block, placed, placed.frame.grid, at)


def _figure(chart: ChartBlock) -> Element:
    picture = etree.fromstring(draw(chart))
    picture.set("role", "img")
    picture.set("aria-label", in_words(chart))
    figure: Element = E.FIGURE(E.FIGCAPTION(printable(chart.title)), picture)
    return figure


def _section(block: TableBlock | SheetBlock, placed: Placed, grid: Grid, at: int) -> Element:
    """A table with what stands above and below it; wide ones scroll by themselves and can be reached by keyboard."""
    name = f"b{at}"
    section: Element = E.SECTION({"class": _classes("table", placed), "aria-labelledby": name, "tabindex": "0"})
    if isinstance(block, TableBlock) and block.number:
        section.append(E.P(printable(block.number), E.CLASS("number")))
    section.append(E.H3(printable(block.title), id=name))
    section.extend([E.P(printable(line), E.CLASS("captions")) for line in _captions(block)])
    if isinstance(block, TableBlock) and (block.organisation or block.unit):
        left = E.SPAN(printable(block.organisation))
        left.tail = " "
        section.append(E.DIV(left, E.SPAN(printable(block.unit)), E.CLASS("ends")))
    section.append(_table(grid, name))
    section.extend([E.P(printable(note), E.CLASS("note")) for note in block.notes])
    return section


def _captions(block: TableBlock | SheetBlock) -> tuple[str, ...]:
    return block.captions if isinstance(block, SheetBlock) else ()


def _classes(name: str, placed: Placed) -> str:
    marks = {"new-page": placed.is_new_page, "wide": placed.is_landscape}
    return " ".join([name, *(mark for mark, is_set in marks.items() if is_set)])


def _table(grid: Grid, name: str) -> Element:
    table: Element = E.TABLE({"aria-labelledby": name})
    head = [_row(line) for line in grid.lines if line.is_head]
    if head:
        table.append(E.THEAD(*head))
    table.append(E.TBODY(*[_row(line) for line in grid.lines if not line.is_head]))
    return table


def _row(line: Line) -> Element:
    row = etree.Element("tr")
    if line.is_total:
        row.set("class", "total")
    for slot in line.slots:
        if slot.is_start:
            row.append(_cell(line, slot))
    return row


def _cell(line: Line, slot: Slot) -> Element:
    cell = slot.cell
    names_row = slot.column == 0 and bool(slot.text) and not isinstance(cell.value, Printed)
    is_head = line.is_head or cell.is_label or names_row
    element = etree.Element("th" if is_head else "td")
    if is_head:
        kind = "col" if line.is_head else "row"
        spans = cell.columns > 1 if line.is_head else cell.rows > 1
        element.set("scope", f"{kind}group" if spans else kind)
    if cell.columns > 1:
        element.set("colspan", str(cell.columns))
    if cell.rows > 1:
        element.set("rowspan", str(cell.rows))
    looks = _looks(line, slot)
    if looks:
        element.set("class", looks)
    return _broken(element, slot.text)


def _looks(line: Line, slot: Slot) -> str:
    side = side_of(slot.cell, line.is_head)
    marks = [side] if side != ("center" if line.is_head else "left") else []
    if slot.cell.indent:
        marks.append(f"in-{min(slot.cell.indent, DEEPEST)}")
    if slot.cell.is_bold:
        marks.append("strong")
    return " ".join(marks)


def _broken(element: Element, text: str) -> Element:
    """The element with its text; line feeds become breaks."""
    first, *rest = text.split("\n")
    element.text = first
    for line in rest:
        etree.SubElement(element, "br").tail = line
    return element
