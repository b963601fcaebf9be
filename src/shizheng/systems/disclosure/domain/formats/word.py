"""Word documents (.docx), read from their XML: paragraphs with their automatic numbers, tables row by row."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.lines import LineCollector
from shizheng.systems.disclosure.domain.formats.numbering import Numbering, W
from shizheng.systems.disclosure.domain.source import Source


def read_word(name: str, data: bytes) -> Source:
    """Lines in reading order; merged cells are padded so that columns stay aligned.

    Raises ShizhengError where the archive holds no document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _parse(archive.read("word/document.xml")).find(f"{W}body")
            parts = set(archive.namelist())
            numbers = _parse(archive.read("word/numbering.xml")) if "word/numbering.xml" in parts else None
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise ShizhengError("Word 文档已损坏或不完整", name, "请用 Word 或 WPS 打开并另存为 .docx 后再试") from error
    collector = LineCollector()
    if body is not None:
        _Walker(collector, Numbering(numbers)).walk(body)
    return Source(name, "docx", tuple(collector.lines))


def _parse(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


class _Walker:
    def __init__(self, collector: LineCollector, numbering: Numbering) -> None:
        self.collector = collector
        self.numbering = numbering
        self.tables = 0
        self.paragraphs = 0

    def walk(self, parent: etree._Element) -> None:
        for element in parent:
            if element.tag == f"{W}p":
                self.paragraphs += 1
                self.collector.text(self.paragraph(element), f"第{self.paragraphs}段")
            elif element.tag == f"{W}tbl":
                self.table(element)
            elif element.tag in {f"{W}sdt", f"{W}sdtContent"}:
                self.walk(element)

    def paragraph(self, element: etree._Element) -> str:
        return self.numbering.label(element) + "".join(_texts(element))

    def table(self, table: etree._Element) -> None:
        self.tables += 1
        for number, row in enumerate(table.iterchildren(f"{W}tr"), 1):
            self.collector.row(self.cells(row), f"表{self.tables}第{number}行")
        self.collector.blank()

    def cells(self, row: etree._Element) -> list[str]:
        cells: list[str] = []
        before = row.find(f"{W}trPr/{W}gridBefore")
        cells += [""] * (int(before.get(f"{W}val", "0")) if before is not None else 0)
        for cell in row.iter(f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            continued = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            text = "" if continued else " ".join(filter(None, map(self.paragraph, cell.findall(f"{W}p"))))
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            cells += [text] + [""] * (int(span.get(f"{W}val", "1")) - 1 if span is not None else 0)
        return cells


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{W}t":
            yield element.text or ""
        elif element.tag == f"{W}tab":
            yield " "
        elif element.tag in {f"{W}br", f"{W}cr"}:
            yield "\n" if element.get(f"{W}type") != "page" else ""
