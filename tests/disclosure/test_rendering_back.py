"""What is printed can be read back: any manuscript, in each format, gives the same headings, tables and titles."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain import segments
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.manuscript import (
    Block,
    Cell,
    Cover,
    Heading,
    Manuscript,
    PageBreak,
    Paragraph,
    Row,
    SheetBlock,
    TableBlock,
)
from shizheng.systems.disclosure.domain.rendering.excel import render_excel
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.rendering.word import render_word

# No words that make a line a title, a unit or a note; every mark that means something to XML, HTML, Typst or Excel.
LETTERS = "甲乙丙丁收支出入预算金额用款建设运维服务ABxy019"
MARKS = "&<>\"'=+-@#$*_\\[]{}`~%^|;:,.!?（）《》、—·"
word = st.text(LETTERS, min_size=1, max_size=12)
wild = st.text(LETTERS + MARKS, min_size=1, max_size=30).filter(
    lambda text: re.search("[甲乙丙丁收支]", text) is not None
)
figure = st.builds(Printed, st.integers(-(10**12), 10**12), st.integers(0, 4))
remark = st.builds(str.__add__, wild, st.sampled_from("。；：!"))
value = st.one_of(word, wild, remark, figure, figure, st.just(""), st.just(""))
COVER = Cover("某市数据局", 2026, "2026年部门预算公开", date(2026, 2, 3))
RENDER: dict[str, Callable[[Manuscript], bytes]] = {
    "docx": render_word,
    "xlsx": render_excel,
    "html": render_webpage,
    "pdf": render_pdf,
}


class Printout(NamedTuple):
    """What must come back: heading texts, and each table's titles and rows without any blanks."""

    headings: list[str]
    tables: list[tuple[list[str], list[list[str]]]]


@st.composite
def merged_rows(
    draw: st.DrawFn, columns: int, minimum: int, maximum: int, bare: int
) -> tuple[tuple[Row, ...], list[list[str]]]:
    """Rows with cells that span, and the matrix of texts that they print, made without the renderers' own placing.

    The column ``bare`` holds nothing below the first row of a head."""
    depth = draw(st.integers(minimum, maximum))
    matrix = [[""] * columns for _ in range(depth)]
    taken = [[False] * columns for _ in range(depth)]
    rows = []
    for y in range(depth):
        cells = []
        for x in range(columns):
            if taken[y][x]:
                continue
            is_free = x + 1 < columns - (y == 0) and not taken[y][x + 1] and not (minimum and y == depth - 1)
            across = 1 + (is_free and draw(st.integers(0, 3)) == 0)
            is_open = y + 1 < depth and not (minimum and across > 1)  # in a head each column ends in a cell of its own
            down = 1 + (is_open and draw(st.integers(0, 4)) == 0)
            own = draw(word if y == 0 and minimum else value if x != bare else st.just(""))
            for row in range(y, y + down):
                for column in range(x, x + across):
                    taken[row][column] = True
            matrix[y][x] = own if isinstance(own, str) else grouped(own)
            cells.append(Cell(own, columns=across, rows=down, indent=draw(st.integers(0, 2))))
        rows.append(Row(tuple(cells), is_total=draw(st.booleans())))
    return tuple(rows), matrix


@st.composite
def table(draw: st.DrawFn) -> tuple[TableBlock | SheetBlock, tuple[list[str], list[list[str]]]]:
    columns = draw(st.integers(2, 12))
    title = draw(word) + "表"
    bare = draw(st.integers(0, columns * 3))
    head, above = draw(merged_rows(columns, 1, 3, bare))
    body, below = draw(merged_rows(columns, 0, 8, bare))
    below = [row for row in below if any(row)]
    if draw(st.booleans()):
        return SheetBlock(title, head + body, captions=("（2026年度）",)), ([title, "（2026年度）"], above + below)
    block = TableBlock(title, head, body, number="预算公开表1", unit="单位：万元", organisation="部门名称：某市数据局")
    return block, (["预算公开表1", title, "部门名称：某市数据局单位：万元"], above + below)


@st.composite
def manuscript(draw: st.DrawFn) -> tuple[Manuscript, Printout]:
    blocks: list[Block] = [Heading(1, "第一部分", "概况"), Paragraph("本部门负责数据资源的统筹管理与共享开放。" * 6)]
    printout = Printout(["第一部分概况"], [])
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["heading", "paragraph", "table", "table", "break"]))
        if kind == "heading":
            blocks.append(Heading(2, "一二三四五"[number] + "、", draw(word)))
            printout.headings.append(squeezed(blocks[-1].printed))
        elif kind == "paragraph":
            blocks.append(Paragraph(draw(word) + "。"))
        elif kind == "break":
            blocks.append(PageBreak())
        else:
            block, expected = draw(table())
            blocks += [Heading(3, "（一）", "某事"), block]
            printout.headings.append("（一）某事")
            printout.tables.append(expected)
    return Manuscript(COVER, tuple(blocks), has_contents=draw(st.booleans())), printout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def read_back(kind: str, data: bytes) -> Printout:
    headings, tables = [], []
    for block in segments.segment(open_document(f"a.{kind}", data)):
        if isinstance(block, segments.Heading):
            headings.append(squeezed(block.text))
        elif isinstance(block, segments.Table):
            rows = [[squeezed(cell) for cell in line.cells] for line in block.rows]
            tables.append(([squeezed(title.text) for title in block.titles], [row for row in rows if any(row)]))
    return Printout(headings, tables)


def ended(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the empty cells at their ends, which a workbook does not keep."""
    return [re.sub("\t+$", "", "\t".join(map(squeezed, row))).split("\t") for row in rows if any(row)]


def hold(kind: str, case: tuple[Manuscript, Printout]) -> None:
    written, expected = case
    found = read_back(kind, RENDER[kind](written))
    assert found.headings == expected.headings
    assert [titles for titles, _ in found.tables] == [titles for titles, _ in expected.tables]
    for (_, rows), (_, wanted) in zip(found.tables, expected.tables, strict=True):
        assert ended(rows) == ended(wanted)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=manuscript())
def test_every_format_reads_back(kind: str, case: tuple[Manuscript, Printout]) -> None:
    hold(kind, case)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=manuscript())
def test_pdf_reads_back(case: tuple[Manuscript, Printout]) -> None:
    hold("pdf", case)


def test_a_lone_ruled_cell_below_a_table_is_a_row_and_an_open_one_a_remark() -> None:
    head, body = Row((Cell("项目"), Cell("金额"))), (Row((Cell("甲"), Cell("1"))), Row((Cell("其中："), Cell(""))))
    block = TableBlock("收支表", (head,), body, notes=("本表金额由系统计算。",))
    found = open_document("a.xlsx", render_excel(Manuscript(COVER, (block,), has_contents=False)))
    assert [line.text for line in found.lines if line.text][-4:] == [
        "项目\t金额",
        "甲\t1",
        "其中：\t",
        "本表金额由系统计算。",
    ]


def test_a_row_of_a_pdf_that_only_merged_cells_cross_keeps_its_height() -> None:
    head = (Row((Cell("甲", rows=2), Cell("乙"))), Row((Cell("丙丁收支", rows=2),)), Row((Cell("丁"),)))
    block = TableBlock("收支表", head, (Row((Cell("收"), Cell("支"))),))
    found = open_document("a.pdf", render_pdf(Manuscript(COVER, (block,), has_contents=False)))
    assert [line.text for line in found.lines if "\t" in line.text] == ["甲\t乙", "\t丙丁收支", "丁\t", "收\t支"]
