"""What an office expects of each printed file, one property at a time."""

import io
import multiprocessing
import re
import zipfile
from datetime import date

import openpyxl
import pdfplumber
import pytest
from lxml import etree, html

from shizheng.kit.errors import ShizhengError
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.formats.cellforms import form_of
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.manuscript import (
    Block,
    Cell,
    ChartBlock,
    Cover,
    Heading,
    Manuscript,
    PageBreak,
    Paragraph,
    Row,
    Series,
    SheetBlock,
    TableBlock,
)
from shizheng.systems.disclosure.domain.rendering import charts, fonts
from shizheng.systems.disclosure.domain.rendering.excel import render_excel
from shizheng.systems.disclosure.domain.rendering.grid import grid_of
from shizheng.systems.disclosure.domain.rendering.layout import flow, frame_of
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.domain.rendering.wording import printable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RENDERERS = [render_word, render_excel, render_pdf, render_webpage]
HEAD = (Row((Cell("科目名称"), Cell("合计"))),)
FILLER = Paragraph("本部门负责数据资源的统筹管理与共享开放，组织平台运行维护。" * 8)


def manuscript(*blocks: Block) -> Manuscript:
    return Manuscript(Cover("某市数据局", 2026, "2026年部门预算公开", date(2026, 2, 3)), (FILLER, *blocks))


def simple_table(rows: int = 2, *, title: str = "支出总表") -> TableBlock:
    body = tuple(Row((Cell(f"第{row}项"), Cell(Printed(123456 + row, 2)))) for row in range(rows))
    return TableBlock(title, HEAD, body, "预算公开表1", "单位：万元", "部门名称：某市数据局", ("注：本表无增减。",))


def wide_table() -> TableBlock:
    head = Row(tuple(Cell(f"第{column}项预算收入") for column in range(16)))
    row = Row(tuple(Cell(Printed(10**9 + column, 2)) for column in range(16)))
    return TableBlock("收入总表", (head,), (row,))


def pie(count: int) -> ChartBlock:
    names = tuple(f"第{number}类支出" for number in range(count))
    return ChartBlock(
        "支出结构图", "pie", names, (Series("金额", tuple(Printed(100 + n, 2) for n in range(count))),), "万元"
    )


def word_body(written: bytes) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(written)).read("word/document.xml"))


@pytest.mark.parametrize("render", RENDERERS)
def test_the_same_manuscript_gives_the_same_bytes(render) -> None:
    document = manuscript(Heading(1, "第一部分", "概况"), simple_table(), pie(3))
    assert render(document) == render(document)


@pytest.mark.parametrize(
    ("render", "name"), [(render_word, "a.docx"), (render_excel, "a.xlsx"), (render_webpage, "a.html")]
)
def test_characters_that_break_files_are_left_out(render, name: str) -> None:
    dirty = "甲\x00乙\x0b丙\ud800丁\ufffe戊"
    block = SheetBlock(dirty + "表", (Row((Cell(dirty), Cell(dirty))),), (dirty,), ("注：" + dirty,))
    texts = [line.text for line in open_document(name, render(manuscript(Paragraph(dirty), block))).lines]
    assert "甲乙丙丁戊" in texts
    assert "甲乙丙丁戊\t甲乙丙丁戊" in texts


def test_line_feeds_of_every_system_are_one() -> None:
    assert printable("甲\r\n乙\r丙\u2028丁") == "甲\n乙\n丙\n丁"


def test_text_like_a_formula_stays_text_in_a_workbook() -> None:
    evil = '=HYPERLINK("http://x","点我")'
    table = TableBlock("支出总表", HEAD, (Row((Cell(evil), Cell("@SUM(A1)"))), Row((Cell("-"), Cell("+1")))))
    sheet = openpyxl.load_workbook(io.BytesIO(render_excel(manuscript(table))))["支出总表"]
    cells = {cell.value: cell for row in sheet for cell in row if cell.value}
    assert cells[evil].data_type == "s"
    assert cells[evil].quotePrefix
    assert cells["@SUM(A1)"].quotePrefix


def test_figures_of_a_workbook_are_numbers_that_print_as_in_the_table() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(render_excel(manuscript(simple_table()))))["支出总表"]
    cell = next(cell for row in sheet for cell in row if cell.value == 1234.56)
    assert (cell.number_format, cell.alignment.horizontal) == ("#,##0.00", "right")
    assert (sheet.print_title_rows, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        "$4:$4",
        0,
        True,
    )


def test_sheet_names_are_allowed_and_differ() -> None:
    title = "2026年[某]项目/支出：绩效目标申报表（" + "长" * 30
    written = render_excel(manuscript(*[SheetBlock(title, (Row((Cell("甲"), Cell("乙"))),)) for _ in range(3)]))
    names = openpyxl.load_workbook(io.BytesIO(written)).sheetnames
    assert len(names) == len(set(names)) == 5
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_more_text_than_a_workbook_cell_holds_is_refused_with_its_place() -> None:
    table = TableBlock("支出总表", HEAD, (Row((Cell("长" * 32_768), Cell(""))),))
    with pytest.raises(ShizhengError, match=r"工作表“支出总表”第3行.*32,767"):
        render_excel(manuscript(table))


def test_word_repeats_heads_and_keeps_rows_whole() -> None:
    rows = word_body(render_word(manuscript(simple_table(200)))).findall(f".//{W}tr")
    assert len(rows) == 201
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [True, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_word_turns_the_page_for_a_wide_table_only() -> None:
    sections = word_body(render_word(manuscript(wide_table(), Paragraph("以上。")))).findall(f".//{W}sectPr")
    turned = [section.find(f"{W}pgSz").get(f"{W}orient") for section in sections]
    assert turned == [None, None, "landscape", None]


def test_word_names_the_official_fonts_and_what_replaces_them() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render_word(manuscript())))
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"} <= set(
        re.findall('eastAsia="([^"]+)"', archive.read("word/styles.xml").decode())
    )
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in archive.read("word/fontTable.xml").decode()


def test_word_charts_are_native_with_their_figures() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render_word(manuscript(pie(3)))))
    assert b"<c:v>1.02</c:v>" in archive.read("word/charts/chart1.xml")
    book = openpyxl.load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")))
    assert [cell.value for cell in book.active["B"]] == ["金额", 1.0, 1.01, 1.02]


def test_every_relation_of_the_word_file_leads_to_a_part() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render_word(manuscript(simple_table(), pie(2), pie(4)))))
    names = set(archive.namelist())
    body = archive.read("word/document.xml").decode()
    links = re.findall('Id="([^"]+)"[^>]*Target="([^"]+)"', archive.read("word/_rels/document.xml.rels").decode())
    assert {f"word/{target}" for _, target in links} <= names
    assert set(re.findall('r:id="([^"]+)"', body)) <= {ident for ident, _ in links}


def test_a_long_table_of_a_pdf_repeats_its_head_and_reads_back_whole() -> None:
    written = render_pdf(manuscript(PageBreak(), simple_table(200)))
    with pdfplumber.open(io.BytesIO(written)) as document:
        texts = [page.extract_text() for page in document.pages]
    pages = [text for text in texts if "第" in text and "科目名称" in text]
    assert len(pages) >= 4
    rows = [line.text for line in open_document("a.pdf", written).lines if "\t" in line.text]
    assert rows == ["科目名称\t合计", *(f"第{row}项\t{(123456 + row) / 100:,.2f}" for row in range(200))]


def test_pdf_pages_are_numbered_from_the_first_of_the_body() -> None:
    with pdfplumber.open(io.BytesIO(render_pdf(manuscript(PageBreak(), simple_table())))) as document:
        ends = [(page.extract_text().splitlines() or [""])[-1] for page in document.pages]
    assert ends[-2:] == ["— 1 —", "— 2 —"]


def test_the_contents_of_a_pdf_name_the_page_of_each_table() -> None:
    document = manuscript(Heading(1, "第一部分", "概况"), PageBreak(), simple_table(), PageBreak(), wide_table())
    with pdfplumber.open(io.BytesIO(render_pdf(document))) as written:
        contents = written.pages[1].extract_text()
    assert re.search(r"概况 ?\.+ ?1\n支出总表 ?\.+ ?2\n收入总表 ?\.+ ?3", contents)


def _print_in_child(queue: "multiprocessing.Queue[int]") -> None:
    queue.put(len(render_pdf(manuscript(simple_table()))))


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
def test_a_process_forked_after_printing_prints_too() -> None:
    expected = len(render_pdf(manuscript(simple_table())))
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_print_in_child, args=(queue,))
    child.start()
    assert queue.get(timeout=60) == expected
    child.join(10)


def test_without_a_chinese_font_the_officer_is_told_what_to_install() -> None:
    with pytest.raises(ShizhengError, match=r"没有中文字体.*安装"):
        fonts.chosen(["DejaVu Sans", "Liberation Serif"])
    assert fonts.chosen(["Noto Serif CJK SC", "Noto Sans CJK SC"])["heading"][0] == "Noto Sans CJK SC"
    assert fonts.chosen(["FangSong", "SimSun"])["text"] == ["FangSong", "SimSun"]


def test_the_web_page_stands_alone_and_names_heads() -> None:
    page = html.document_fromstring(render_webpage(manuscript(simple_table(), pie(2))).decode())
    assert not page.xpath("//script | //link | //img | //@style | //@onclick")
    assert page.get("lang") == "zh-CN"
    assert page.xpath("//thead//th/@scope") == ["col", "col"]
    assert page.xpath("//tbody//th/@scope") == ["row", "row"]
    assert "第1类支出1.01万元，占50.25%" in page.xpath("//figure/svg/@aria-label")[0]
    targets = {f"#{ident}" for ident in page.xpath("//@id")}
    assert set(page.xpath("//nav//a/@href")) <= targets


def test_markup_in_the_text_is_text() -> None:
    evil = "<script>alert(1)</script>&amp;\"'"
    table = TableBlock(evil + "表", HEAD, (Row((Cell(evil), Cell(evil))),))
    page = html.document_fromstring(render_webpage(manuscript(Paragraph(evil), table)).decode())
    assert not page.xpath("//script")
    assert page.xpath("//td/text()") == [evil]
    body = word_body(render_word(manuscript(table)))
    assert [cell.text for cell in body.findall(f".//{W}tc//{W}t")][2:] == [evil, evil]


def test_spans_that_overrun_are_cut_and_short_rows_filled() -> None:
    rows = (Row((Cell("甲", columns=9, rows=9), Cell("多余"))), Row((Cell("乙"),)))
    grid = grid_of(SheetBlock("表", (*rows, Row(tuple(Cell(str(n)) for n in range(4))))))
    assert grid.columns >= 4
    assert all(sum(slot.cell.columns for slot in line.slots) == grid.columns for line in grid.lines)


def test_pages_turn_only_where_upright_has_no_room() -> None:
    assert not frame_of(simple_table()).is_landscape
    assert frame_of(wide_table()).is_landscape
    placed = list(flow(manuscript(Heading(2, "一、", "总体"), wide_table(), Paragraph("以上。"))))
    assert [(item.is_landscape, item.is_new_page) for item in placed] == [
        (False, True),
        (True, True),
        (True, False),
        (False, True),
    ]


def test_small_slices_of_a_pie_become_one() -> None:
    parts = charts.slices(pie(14))
    assert (len(parts), parts[-1].name) == (9, "其他")
    assert sum(part.value.units for part in parts) == sum(100 + number for number in range(14))
    assert charts.in_words(ChartBlock("图", "pie", (), ())) == "图：没有数据。"
    drawn = etree.fromstring(charts.draw(ChartBlock("图", "bar", (), ())))
    assert ["".join(text.itertext()) for text in drawn] == ["没有数据"]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("#,##0.00", 10376.1, "10,376.10"),
        ("0.00", 10376.1, "10376.10"),
        ("0.00%", 0.12345, "12.35%"),
        ("#,##0.00_ ;[Red]-#,##0.00\\ ", -5, "-5.00"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, "-"),
        ('#,##0.00"元"', 3.0, "3.00"),
    ],
)
def test_a_number_is_read_as_its_format_prints_it(code: str, value: float, shown: str) -> None:
    form = form_of(code)
    assert form is not None
    assert form.show(value) == shown


@pytest.mark.parametrize("code", ["General", "yyyy-mm-dd", "0.00E+00", "# ?/?", "@", "#,##0.00,,"])
def test_other_formats_leave_the_value_alone(code: str) -> None:
    assert form_of(code) is None
