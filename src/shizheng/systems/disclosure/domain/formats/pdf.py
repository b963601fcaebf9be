"""PDF with a text layer: ruled tables cell by cell, the rest line by line, page by page."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.lines import LineCollector
from shizheng.systems.disclosure.domain.formats.pdf_lines import level
from shizheng.systems.disclosure.domain.formats.pdf_tables import Ruled, continued, framed_text, mend_torn_row, ruled
from shizheng.systems.disclosure.domain.segments import FURNITURE, HEADING
from shizheng.systems.disclosure.domain.source import Source

MAX_PAGES = 600
MOST_ARTIFACTS = 0.6  # beyond this share a page's tags are not to be trusted
NARROWEST = 0.75  # share of a page's width that running text reaches at least
LEADER = re.compile(r"[.．…·]{3,}\s*\d*$")
Element = str | Ruled
SCANNED = 20  # characters a page on average below which there is no text layer worth reading


def read_pdf(name: str, data: bytes) -> Source:
    """Raises ShizhengError for encrypted, damaged or scanned-only files and for ones past MAX_PAGES pages."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _read(name, document.pages)
    except PDFPasswordIncorrect as error:
        raise ShizhengError("PDF 已加密，无法读取", name, "请取消打开密码后再试") from error
    except ShizhengError:
        raise
    except Exception as error:  # pdfminer raises dozens of unrelated types on damaged files
        if isinstance(error.__cause__ or (error.args and error.args[0]), PDFPasswordIncorrect):
            raise ShizhengError("PDF 已加密，无法读取", name, "请取消打开密码后再试") from error
        raise ShizhengError("PDF 已损坏或不完整", name, "请重新导出 PDF 后再试") from error


def _read(name: str, pages: list[Page]) -> Source:
    if len(pages) > MAX_PAGES:
        raise ShizhengError(f"PDF 超过 {MAX_PAGES} 页", name, "请拆分后分别上传")
    collector = LineCollector()
    characters = number = 0
    before: list[Element] = []
    for page in pages:
        characters += len(page.chars)
        level(page)
        elements = list(_elements(_without_artifacts(page)))
        if _is_spilled(page):
            elements = _without_repeated_lines(elements, before)
        open_table = _table_at_end(before)
        elements = list(_readable(elements, open_table))
        if open_table is not None:
            mend_torn_row(open_table, next((item for item in elements if isinstance(item, Ruled)), None))
        _collect(collector, before, number)
        before, number = elements, page.page_number
        page.close()
    _collect(collector, before, number)
    if characters < SCANNED * max(len(pages), 1):
        raise ShizhengError("PDF 没有文字层，可能是扫描件", name, "请上传可复制文字的 PDF，或 Word、Excel 原件")
    return Source(name, "pdf", tuple(collector.lines))


def _collect(collector: LineCollector, elements: list[Element], number: int) -> None:
    """The lines of one page; none before the first."""
    if not number:
        return
    for element in elements:
        if isinstance(element, str):
            collector.text(element, f"第{number}页")
            continue
        for row in element.rows:
            collector.row(row, f"第{number}页")
    collector.blank()


def _is_spilled(page: Page) -> bool:
    """Whether a text box that began on an earlier page is drawn whole, its beginning above this page's upper edge."""
    return any(char["bottom"] < page.bbox[1] for char in page.chars)


def _without_repeated_lines(elements: list[Element], before: list[Element]) -> list[Element]:
    """Without the first lines that the page before has shown already: they lie hidden under the upper margin."""
    shown = {element for element in before if isinstance(element, str)}
    first = next((at for at, item in enumerate(elements) if not isinstance(item, str) or item not in shown), None)
    return [] if first is None else elements[first:]


def _without_artifacts(page: Page) -> Page:
    """A tagged page without what its maker marked as no part of the text: page numbers, repeated heads."""
    artifacts = sum(char.get("tag") == "Artifact" for char in page.chars)
    if not artifacts or artifacts > len(page.chars) * MOST_ARTIFACTS:
        return page
    return page.filter(lambda item: item["object_type"] != "char" or item.get("tag") != "Artifact")


def _table_at_end(elements: list[Element]) -> Ruled | None:
    """The last table of a page that has nothing but its number below: it may go on."""
    for element in reversed(elements):
        if isinstance(element, Ruled):
            return element
        if not FURNITURE.match(element):
            break
    return None


def _readable(elements: list[Element], open_table: Ruled | None) -> Iterator[Element]:
    """The first table set into the columns of the one it goes on from; what is only framed as lines of text."""
    for element in elements:
        if isinstance(element, str):
            open_table = open_table if FURNITURE.match(element) else None
            yield element
            continue
        table = continued(element, open_table) if open_table else element
        goes_on = open_table is not None and table.edges == open_table.edges
        open_table = None
        framed = [] if goes_on else list(framed_text(table))
        yield from framed or (table,)


def _elements(page: Page) -> Iterator[Element]:
    """Text lines and tables from top to bottom."""
    tables = ruled(page)
    boxes = [table.bbox for table, _ in tables]
    outside = page.filter(lambda item: _visible(item, page.bbox) and not any(_inside(item, box) for box in boxes))
    placed: list[tuple[float, Element]] = list(
        _lines(outside.extract_text_lines(strip=True, return_chars=False), float(page.width))
    )
    placed += [(cells.top, cells) for _, cells in tables]
    for _, element in sorted(placed, key=lambda item: item[0]):
        yield element


def _visible(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    """On the page: makers leave behind what spills over its edges."""
    return "top" not in item or bool(item["bottom"] > box[1] and item["top"] < box[3])


def _lines(lines: list[dict[str, Any]], width: float) -> Iterator[tuple[float, str]]:
    """(top, text) of each line; a numbered line that fills the width of its page goes on in the next."""
    left = min((line["x0"] for line in lines), default=0.0)
    right = max([width * NARROWEST, *(line["x1"] for line in lines)])
    before: dict[str, Any] | None = None
    for line in lines:
        size = line["bottom"] - line["top"]
        if before and _goes_on(before, line, size, left, right):
            before = {**before, "text": before["text"] + line["text"], "x1": line["x1"], "bottom": line["bottom"]}
            continue
        if before:
            yield float(before["top"]), before["text"]
        before = line
    if before:
        yield float(before["top"]), before["text"]


def _goes_on(before: dict[str, Any], line: dict[str, Any], size: float, left: float, right: float) -> bool:
    if not HEADING.match(before["text"]) or HEADING.match(line["text"]) or LEADER.search(before["text"]):
        return False
    is_full = before["x1"] > right - 1.5 * size
    is_flush = line["x0"] < left + 0.8 * size
    return bool(is_full and is_flush and line["top"] - before["bottom"] < 1.5 * size)


def _inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    if "top" not in item:
        return False
    middle_x, middle_y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])
