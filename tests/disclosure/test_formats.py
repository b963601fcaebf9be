"""Every format becomes the same lines; every bad file is refused in words an officer can act on."""

import io
import struct
import zipfile
from collections.abc import Callable

import docx
import pytest
import typst
import xlsxwriter

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.formats import intake
from shizheng.systems.disclosure.domain.formats.intake import open_document

ROWS = [["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "12.50"]]
TABULAR = ["科目编码\t科目名称\t合计", "201\t一般公共服务支出\t12.50"]


def word(*, with_table: bool = True) -> bytes:
    document = docx.Document()
    document.add_paragraph("第一部分 概况")
    if with_table:
        table = document.add_table(rows=2, cols=3)
        for row, texts in zip(table.rows, ROWS, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("支出总表")
    sheet.write(0, 0, "2026年支出总表")
    for index, row in enumerate(ROWS, 1):
        sheet.write_row(index, 0, row)
    sheet.write_number(3, 2, 10376.05)
    sheet.write_number(4, 2, 7)
    book.close()
    return buffer.getvalue()


def pdf() -> bytes:
    cells = ", ".join(f"[{cell}]" for row in ROWS for cell in row)
    text = (
        f'#set text(font: "Noto Sans CJK SC")\n第一部分 概况\n\n#table(columns: 3, {cells})\n\n共 12.50 万元。'
        + "补足文字。" * 10
    )
    compiled = typst.compile(text.encode(), format="pdf")
    assert isinstance(compiled, bytes)
    return compiled


def page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    head = "<html><head><title>x</title></head><body><p>第一部分 概况</p><script>1</script>"
    return f"{head}<table>{rows}</table></body></html>".encode()


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.docx", word), ("a.xlsx", workbook), ("a.html", page), ("a.pdf", pdf)],
    ids=["docx", "xlsx", "html", "pdf"],
)
def test_table_rows_become_tabular_lines(name: str, make: Callable[[], bytes]) -> None:
    texts = [line.text for line in open_document(name, make()).lines]
    start = texts.index(TABULAR[0])
    assert texts[start : start + 2] == TABULAR


def test_line_numbers_are_positions() -> None:
    for name, data in [("a.docx", word()), ("a.xlsx", workbook()), ("a.html", page())]:
        lines = open_document(name, data).lines
        assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_numbers_of_a_workbook_print_without_binary_noise() -> None:
    texts = [line.text for line in open_document("a.xlsx", workbook()).lines]
    assert "\t\t10376.05" in texts
    assert "\t\t7" in texts


def test_pipe_tables_and_gb18030_are_read() -> None:
    source = open_document("a.md", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode("gb18030"))
    assert [line.text for line in source.lines] == ["甲\t乙", "", "1\t2", ""]


def test_spans_of_a_web_page_keep_columns_aligned() -> None:
    html = "<table><tr><td rowspan=2>a</td><td colspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>"
    texts = [line.text for line in open_document("a.html", html.encode()).lines]
    assert texts[:2] == ["a\tb\t", "\tc\td"]


def test_automatic_numbers_of_word_are_written_out() -> None:
    document = docx.Document()
    for text in ("收入情况", "支出情况"):
        document.add_paragraph(text, style="List Number")
    buffer = io.BytesIO()
    document.save(buffer)
    # the default template numbers through the style; give the paragraphs their own list as Word does when a user clicks
    with zipfile.ZipFile(buffer) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    marked = parts["word/document.xml"].replace(
        b'<w:pStyle w:val="ListNumber"/>',
        b'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>',
    )
    parts["word/document.xml"] = marked
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts["word/numbering.xml"] = (
        b"<w:numbering " + space + b'><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        b'<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1\xe3\x80\x81"/></w:lvl></w:abstractNum>'
        b'<w:num w:numId="77"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    texts = [line.text for line in open_document("a.docx", packed.getvalue()).lines]
    assert texts[:2] == ["一、收入情况", "二、支出情况"]


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    return buffer.getvalue()


def macro() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<a/>")
        archive.writestr("xl/vbaProject.bin", struct.pack("<I", 1))
    return buffer.getvalue()


def encrypted_office() -> bytes:
    return intake.OLE + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 64


def encrypted_pdf() -> bytes:
    """Encrypted by RC4 with a password that is not the empty one."""
    key = b"<" + b"41" * 32 + b">"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 1 /R 2 /O " + key + b" /U " + key + b" /P -4 >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(data)
    data += b"xref\n0 4\n0000000000 65535 f \n" + table
    data += b"trailer\n<< /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [" + key + key + b"] >>\n"
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def scanned() -> bytes:
    compiled = typst.compile(b"#rect(width: 5cm, height: 5cm, fill: black)", format="pdf")
    assert isinstance(compiled, bytes)
    return compiled


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b" \n ", "文件是空的"),
        ("a.docx", word()[:2000], "没有传完"),
        ("a.pdf", b"%PDF-1.7\ngarbage", "PDF 已损坏"),
        ("a.pdf", scanned(), "扫描件"),
        ("a.pdf", encrypted_pdf(), "PDF 已加密"),
        ("a.docx", bomb(), "异常巨大"),
        ("a.xlsx", macro(), "带有宏"),
        ("a.xlsx", encrypted_office(), "已加密"),
        ("a.doc", intake.OLE + b"\0" * 99, "旧版 Word"),
        ("a.pdf", word(), "内容却是Word 文档"),
        ("a.docx", b"plain words", "内容却是文本"),
        ("a.exe", b"plain words", "不支持 .exe 文件"),
        ("a.txt", b"\0\1\2\3" * 50, "不是可识别的文本"),
        ("a.zip", bomb().replace(b"word/document.xml", b"some/document.xml"), "异常巨大"),
        ("a.html", b"<html><head><title>t</title></head></html>", "没有文字"),
    ],
)
def test_a_bad_file_is_refused_with_place_and_remedy(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ShizhengError) as caught:
        open_document(name, data)
    fault = caught.value.fault
    assert says in fault.message
    assert fault.place == name
    assert fault.remedy


def test_a_file_past_the_limit_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_BYTES", 10)
    with pytest.raises(ShizhengError, match="文件超过"):
        open_document("a.txt", b"x" * 11)
