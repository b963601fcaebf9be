"""The left pane: what a reader sees, where marks stand, and that a document's text stays text."""

import re

import pytest
from django.template.loader import render_to_string

from shizheng.systems.disclosure.domain.source import from_text
from shizheng.systems.disclosure.queries.pane import Bit, Span, pane, split


class Found:
    def __init__(
        self, number: int, line: int, quote: str, severity: str = "error", places: tuple[tuple[int, str], ...] = ()
    ) -> None:
        self.number, self.line, self.quote, self.severity, self.places = number, line, quote, severity, places


def drawn(text: str, *found: Found) -> str:
    return render_to_string("disclosure/pane.html", {"blocks": pane(from_text("文件.txt", text), found)})


def test_shared_stretches_carry_all_numbers_and_the_gravest_severity() -> None:
    spans = [Span(2, 9, 1, "warning"), Span(4, 12, 2, "error")]
    assert list(split("本年收入100万元，下降5%", spans)) == [
        Bit("本年"),
        Bit("收入", (1,), "warning", goes_on=True),
        Bit("100万元", (1, 2), "error", goes_on=True),
        Bit("，下降", (2,), "error"),
        Bit("5%"),
    ]


def test_a_text_without_findings_is_one_piece() -> None:
    assert list(split("平安", [])) == [Bit("平安")]


def test_a_quote_over_several_cells_marks_its_row() -> None:
    page = drawn("部门收支总表\n单位：万元\n项目\t金额\n合计\t1.00\n", Found(1, 4, "合计\t1.00"))
    assert '<tr id="L4" class="mark mark-line severity-error" data-findings="1" data-word="错误">' in page


def test_bold_type_left_by_an_export_is_not_shown() -> None:
    page = drawn("部门收支总表\n项目\t金额\n<b>合计</b>\t**1.00**\n", Found(1, 3, "<b>合计</b>"))
    assert '<mark class="mark severity-error" data-findings="1" data-word="错误">合计</mark>' in page
    assert '<td class="num">1.00</td>' in page


def test_every_place_of_a_matter_is_marked_as_often_as_it_stands_there() -> None:
    text = "部门收支总表\n单位：万元\n项目\t金额\t其中\n收入\t1.0\t1.0\n支出\t1.0\t1.0\n合计\t2.0\t2.0\n"
    page = drawn(text, Found(7, 4, "1.0", places=((4, "1.0"), (5, "1.0"), (6, "合计\t2.0"))))
    lines = {
        line: re.findall('data-findings="7"', page.split(f'id="L{line}"')[1].split("</tr>")[0]) for line in (4, 5, 6)
    }
    assert {line: len(found) for line, found in lines.items()} == {4: 2, 5: 1, 6: 1}


def test_a_finding_on_a_line_of_no_block_is_shown_at_the_end() -> None:
    page = drawn("部门收支总表\n\n第 3 页\n", Found(1, 3, "第 3 页", "extraction"))
    assert '<mark class="mark severity-extraction" data-findings="1" data-word="提取疑点">第 3 页</mark>' in page


def test_a_finding_beyond_the_end_breaks_nothing() -> None:
    assert "部门收支总表" in drawn("部门收支总表\n", Found(1, 99, "无"))


@pytest.mark.parametrize(
    "place", ["<b onclick=x>负责</b>。", "部门收支总表\n项目\t<img src=x onerror=y>\n合计\t<script>z</script>"]
)
def test_what_a_document_contains_is_never_markup(place: str) -> None:
    text = f"{place}\n"
    quotes = [Found(number, number, line.split("\t")[-1]) for number, line in enumerate(place.split("\n"), 1)]
    for page in (drawn(text), drawn(text, *quotes)):
        for markup in ("<b ", "<img", "<script"):
            assert markup not in page
        assert "&lt;" in page


def test_headings_tables_and_notes_keep_their_kinds() -> None:
    opening = "第一部分 概况\n\n一、职责\n\n负责管理。\n\n"
    text = f"{opening}部门收支总表\n单位：万元\n项目\t金额\n合计\t-1,234.50\n注：本表无误\n"
    kinds = [(block.kind, block.level) for block in pane(from_text("文件.txt", text), ())]
    assert kinds == [("heading", 2), ("heading", 3), ("text", 0), ("table", 0)]
    page = drawn(text)
    assert '<td class="num">-1,234.50</td>' in page
    assert '<p class="doc-note" id="L11">注：本表无误</p>' in page
