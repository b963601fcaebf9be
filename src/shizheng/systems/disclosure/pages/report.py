"""Findings on paper: the rows of an Excel sheet, and a Word report grouped by severity."""

from collections.abc import Iterator

from django.http import HttpResponse

from shizheng.kit import clock
from shizheng.kit.tabular.cells import Written
from shizheng.systems.disclosure.domain.manuscript import (
    Block,
    Cell,
    Cover,
    Heading,
    Manuscript,
    Paragraph,
    Row,
    TableBlock,
)
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.models import Document, DocumentFinding, Severity
from shizheng.systems.disclosure.queries.findings import Narrowed

HEADER = ["序号", "级别", "类别", "位置", "行", "原文", "印作", "应为", "说明", "依据", "处理", "理由", "处理人"]
COLUMNS = (("序号", 0.6), ("位置", 1.8), ("原文", 2.0), ("说明", 4.2), ("应为", 1.3), ("处理", 1.0))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NUMERALS = "一二三四"


def record(finding: DocumentFinding) -> list[Written]:
    """One row under HEADER."""
    return [
        finding.number,
        finding.get_severity_display(),
        finding.get_family_display(),
        finding.section,
        finding.line,
        finding.quote,
        finding.printed,
        finding.expected,
        finding.message,
        finding.clause,
        finding.get_state_display(),
        finding.reason,
        str(finding.handled_by or ""),
    ]


def word_report(document: Document, found: Narrowed) -> HttpResponse:
    """The same findings as a document to hand to whoever wrote the disclosure."""
    content = render_word(manuscript(document, found))
    response = HttpResponse(content, content_type=WORD)
    name = f"检查报告_{document.subject}_{clock.today():%Y%m%d}.docx"
    response.headers["Content-Disposition"] = _attachment(name)
    return response


def _attachment(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(True, name) or "attachment"


def manuscript(document: Document, found: Narrowed) -> Manuscript:
    cover = Cover(document.unit or document.title, document.year, "公开文件检查报告", clock.today())
    return Manuscript(cover, tuple(_blocks(document, found)), has_contents=False)


def _blocks(document: Document, found: Narrowed) -> Iterator[Block]:
    yield Heading(2, "", "检查情况")
    counts = "、".join(
        f"{label} {sum(row.severity == value for row in found.rows)} 处" for value, label in Severity.choices
    )
    yield Paragraph(
        f"检查对象：{document.subject}（{document.name}）。筛选范围：{found.asked.in_words}。其中{counts}。"
    )
    groups = [(label, [row for row in found.rows if row.severity == value]) for value, label in Severity.choices]
    for number, (label, rows) in enumerate((group for group in groups if group[1]), 1):
        yield Heading(2, f"{NUMERALS[number - 1]}、", f"{label}（{len(rows)} 处）")
        yield _table(label, rows)


def _table(label: str, rows: list[DocumentFinding]) -> TableBlock:
    head = Row(tuple(Cell(name, is_label=True) for name, _ in COLUMNS))
    widths = tuple(width for _, width in COLUMNS)
    return TableBlock(f"{label}明细", (head,), tuple(map(_row, rows)), widths=widths)


def _row(finding: DocumentFinding) -> Row:
    place = f"{finding.section}（第{finding.line}行）" if finding.section else f"第{finding.line}行"
    handled = finding.get_state_display() + (f"：{finding.reason}" if finding.reason else "")
    texts = (str(finding.number), place, finding.quote, finding.message, finding.expected, handled)
    return Row(tuple(Cell(text, align="left") for text in texts))
