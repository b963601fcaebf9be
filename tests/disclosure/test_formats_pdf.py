"""Pages of a PDF as spreadsheets print them: tables that go on, boxes that spill over, text in frames."""

from types import SimpleNamespace
from typing import cast

import typst
from pdfplumber.page import Page

from shizheng.systems.disclosure.domain.formats.pdf import read_pdf
from shizheng.systems.disclosure.domain.formats.pdf_lines import level
from shizheng.systems.disclosure.domain.formats.pdf_tables import Ruled, mend_torn_row

SETUP = '#set page(width: 20cm, height: 14cm, margin: 1cm)\n#set text(font: "Noto Sans CJK SC", size: 10pt)\n'
COLUMNS = "columns: (1cm, 1cm, 1cm, 5cm, 4cm, 4cm)"


def texts(body: str) -> list[str]:
    compiled = typst.compile((SETUP + body).encode(), format="pdf")
    assert isinstance(compiled, bytes)
    return [line.text for line in read_pdf("a.pdf", compiled).lines if line.text]


def row(*cells: str) -> str:
    return ", ".join(f"[{cell}]" for cell in cells)


def test_a_row_alone_on_the_next_page_stands_in_the_columns_of_its_table() -> None:
    head = row("类", "款", "项", "科目名称", "合计", "基本支出")
    items = row("205", "03", "02", "中等职业教育", "612.50", "300.00")
    last = "table.cell(colspan: 4)[合计], " + row("612.50", "300.00")
    said = texts(f"#table({COLUMNS}, {head}, {items})\n#pagebreak()\n#table({COLUMNS}, {last})\n")
    assert said[-1] == "合计\t\t\t\t612.50\t300.00"


def test_a_table_ruled_otherwise_keeps_its_own_columns() -> None:
    first = row("类", "款", "项", "科目名称", "合计", "基本支出")
    other = "columns: (7cm, 9cm), " + row("单位名称甲乙丙丁戊己庚辛壬癸", "金额合计子丑寅卯辰巳")
    said = texts("补足文字。" * 12 + f"\n\n#table({COLUMNS}, {first})\n#pagebreak()\n#table({other})\n")
    assert said[-1] == "单位名称甲乙丙丁戊己庚辛壬癸\t金额合计子丑寅卯辰巳"


TIGHT = "#set par(spacing: 0pt)\n#set block(spacing: 0pt)\n"


def grid(columns: str, *rows: str) -> str:
    return f"#table(columns: ({columns}), {', '.join(rows)})\n"


def test_touching_tables_of_two_widths_keep_their_own_columns() -> None:
    wide = grid("1cm, 5cm, 4cm, 4cm", row("205", "教育支出", "612.50", "300.00"), row("208", "社会保障", "", "1.00"))
    narrow = grid(
        "3cm, 3cm, 5cm", "table.cell(colspan: 3)[三公经费表]", row("合计", "接待费", "运行费"), row("9", "4", "5")
    )
    said = texts(TIGHT + "补足文字。" * 12 + f"\n\n{wide}{narrow}{wide}")
    rows = ["205\t教育支出\t612.50\t300.00", "208\t社会保障\t\t1.00"]
    assert said[-7:] == [*rows, "三公经费表\t\t", "合计\t接待费\t运行费", "9\t4\t5", *rows]


def test_a_lone_row_that_sticks_out_is_no_table() -> None:
    rows = grid("2cm, 5cm, 4cm", row("205", "教育支出", "612.50"), row("208", "社会保障", "1.00"))
    long = grid("2cm, 5cm, 4cm, 2cm", row("221", "住房保障", "10.00", "注"))
    assert all(line.count("\t") == 3 for line in texts(TIGHT + "补足文字。" * 12 + f"\n\n{rows}{long}")[-3:])


def test_a_cell_over_several_rows_is_one_table() -> None:
    body = ", ".join(
        ("table.cell(rowspan: 2)[单位]", row("教育支出", "612.50"), row("社会保障", "1.00"), row("", "合计", "613.50"))
    )
    said = texts("补足文字。" * 12 + "\n\n" + grid("2cm, 5cm, 4cm", body))
    assert said[-3:] == ["单位\t教育支出\t612.50", "\t社会保障\t1.00", "\t合计\t613.50"]


def test_a_box_drawn_whole_on_both_pages_is_read_once() -> None:
    """A text box over a page break is drawn on either page, shifted; the margins hide what lies in them."""
    lines = [f"{number}．第{number}项工作安排支出{number}.50万元。" for number in range(1, 21)]
    box = "#linebreak()\n".join(lines)
    first = f"#place(top, dy: 0.5cm)[{box}]\n"
    second = f"#place(top, dy: -11cm)[{box}]\n#place(top, dy: 11cm)[末尾说明。]\n"
    said = texts(f"{first}#pagebreak()\n{second}")
    assert [line for line in said if "项工作" in line] == lines
    assert said[-1] == "末尾说明。"


def test_text_in_a_frame_is_text() -> None:
    said = texts("#table(columns: 1, [目 录], [一、部门主要职能], [二、部门机构设置])\n" + "补足文字。" * 8)
    assert said[:3] == ["目 录", "一、部门主要职能", "二、部门机构设置"]


def char(text: str, font: str, x: float, top: float, base: float) -> dict[str, object]:
    return {
        "text": text, "fontname": font, "size": 12.0, "upright": True, "matrix": (1, 0, 0, 1, x, 800 - base),
        "x0": x, "x1": x + 6, "top": top, "bottom": top + 12, "doctop": top,
    }  # fmt: skip


def test_fonts_on_one_base_line_are_on_one_line() -> None:
    """A maker that gives Chinese and figures boxes of different heights above one base line."""
    words = [char("支", "Song", 12.0 * n, 183.1, 193.0) for n in range(6)]
    figures = [char("5", "Times", 100.0 + 6 * n, 187.9, 193.0) for n in range(4)]
    page = SimpleNamespace(chars=[*words, *figures], height=800)
    level(cast(Page, page))
    tops = [float(str(each["top"])) for each in page.chars]
    assert max(tops) - min(tops) < 0.2


def test_a_row_cut_through_by_the_page_break_is_one_row() -> None:
    upper = Ruled(0, (0, 50, 200, 300), [["205", "教育支出", "90,000"], ["208", "行政事业单位养老", "1,696,"]])
    lower = Ruled(0, upper.edges, [["", "支出", "828"], ["221", "住房保障支出", "10,000"]])
    mend_torn_row(upper, lower)
    assert upper.rows[-1] == ["208", "行政事业单位养老支出", "1,696,828"]
    assert lower.rows == [["221", "住房保障支出", "10,000"]]
    mend_torn_row(upper, lower)
    assert lower.rows == [["221", "住房保障支出", "10,000"]]
