"""PDF with a text layer: ruled tables cell by cell, the rest line by line, page by page."""

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats.lines import LineCollector
from shizheng.systems.disclosure.domain.source import Source

MAX_PAGES = 600
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
    characters = 0
    for page in pages:
        characters += len(page.chars)
        for element in _elements(page):
            if isinstance(element, str):
                collector.text(element, f"第{page.page_number}页")
            else:
                collector.row(element, f"第{page.page_number}页")
        collector.blank()
        page.close()
    if characters < SCANNED * max(len(pages), 1):
        raise ShizhengError("PDF 没有文字层，可能是扫描件", name, "请上传可复制文字的 PDF，或 Word、Excel 原件")
    return Source(name, "pdf", tuple(collector.lines))


def _elements(page: Page) -> Iterator[str | list[str]]:
    """Text lines and table rows from top to bottom."""
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda item: not any(_inside(item, box) for box in boxes)) if boxes else page
    placed: list[tuple[float, list[str | list[str]]]] = [
        (float(line["top"]), [line["text"]]) for line in outside.extract_text_lines(strip=True, return_chars=False)
    ]
    for table in tables:
        rows = [[(cell or "").replace("\n", "") for cell in row] for row in table.extract()]
        placed.append((float(table.bbox[1]), list(rows)))
    for _, elements in sorted(placed, key=lambda item: item[0]):
        yield from elements


def _inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    if "top" not in item:
        return False
    middle_x, middle_y = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= middle_x <= box[2] and box[1] <= middle_y <= box[3])
