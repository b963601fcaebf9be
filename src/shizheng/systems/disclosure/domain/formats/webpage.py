"""Saved web pages (.html): block elements become lines, table rows tabular lines."""

from lxml import etree, html

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.lines import LineCollector
from shizheng.systems.disclosure.domain.formats.plain import decode
from shizheng.systems.disclosure.domain.source import Source

BLOCKS = {
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "section",
    "article",
    "caption",
    "header",
    "footer",
    "dt",
    "dd",
}
SILENT = {"script", "style", "noscript", "template", "head", "nav", "svg"}


def read_webpage(name: str, data: bytes) -> Source:
    """The visible text of a page.

    Raises ShizhengError where there is no element at all.
    """
    try:
        root = html.document_fromstring(decode(name, data))
    except (etree.ParserError, ValueError) as error:
        raise ShizhengError("网页文件没有内容", name, "请重新保存网页后再试") from error
    collector = LineCollector()
    _Walker(collector).walk(root)
    return Source(name, "html", tuple(collector.lines))


class _Walker:
    def __init__(self, collector: LineCollector) -> None:
        self.collector = collector
        self.open: list[str] = []

    def flush(self) -> None:
        text = "".join(self.open).strip()
        self.open = []
        if text:
            self.collector.text(text.replace("\n", " "))

    def walk(self, element: html.HtmlElement) -> None:
        if not isinstance(element.tag, str) or element.tag in SILENT:
            return
        if element.tag == "table":
            self.flush()
            self.table(element)
            return
        block = element.tag in BLOCKS
        if block or element.tag == "br":
            self.flush()
        self.open.append(element.text or "")
        for child in element:
            self.walk(child)
            self.open.append(child.tail or "")
        if block:
            self.flush()

    def table(self, table: html.HtmlElement) -> None:
        held: dict[int, int] = {}  # column → rows still covered by a cell spanning rows
        for row in table.iter("tr"):
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                self.skip_covered(cells, held)
                span, depth = _span(cell, "colspan"), _span(cell, "rowspan")
                for column in range(len(cells), len(cells) + span):
                    held[column] = depth - 1
                cells += [" ".join(cell.itertext()).strip(), *[""] * (span - 1)]
            self.skip_covered(cells, held)
            self.collector.row(cells)
        self.collector.blank()

    @staticmethod
    def skip_covered(cells: list[str], held: dict[int, int]) -> None:
        while held.get(len(cells), 0) > 0:
            held[len(cells)] -= 1
            cells.append("")


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name, "1")
    return min(int(value), 1000) if value.isdigit() and int(value) > 0 else 1
