"""A report as PDF by Typst and as Word; the bars of the Word file are the same drawing, as a picture.

How a disclosure is printed lives in its own system and is made for its forms; the part both need, fonts and the press
itself, belongs on the platform.
"""

import io
import json
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import docx
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from shizheng.kit.clock import aware
from shizheng.kit.errors import ShizhengError
from shizheng.systems.hotline.domain.evaluation_report import Bars, Content, Grid, Section

CHINESE = (
    "SimSun", "Songti SC", "FangSong", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Sans CJK SC",
    "Source Han Sans SC", "WenQuanYi Zen Hei",
)  # fmt: skip
DENSITY = 180.0  # points an inch


@cache
def _press() -> tuple[typst.Compiler, tuple[str, ...], bytes]:
    """The compiler, the Chinese families that are there, and the template; fonts are read once a process."""
    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    there = set(found.families())
    families = tuple(family for family in CHINESE if family in there)
    if not families:
        raise ShizhengError(
            "这台服务器没有中文字体，无法生成报告",
            remedy="请安装“思源宋体/Noto CJK”字体（如 fonts-noto-cjk 软件包）后再试",
        )
    template = files(__package__).joinpath("evaluation_report.typ").read_bytes()
    return typst.Compiler(font_paths=found), families, template


def _compiled(data: dict[str, Any], form: Literal["pdf", "png"], **options: Any) -> bytes:
    compiler, families, template = _press()
    text = json.dumps(data | {"fonts": families}, ensure_ascii=False).encode()
    project: Any = {"main.typ": template, "data.json": text}  # the stubs do not know a project in memory
    made = compiler.compile(input=project, format=form, **options)
    assert isinstance(made, bytes)
    return made


def pdf(content: Content) -> bytes:
    sections = [
        {
            "title": section.title,
            "text": list(section.text),
            "bars": _bars(section.bars) if section.bars else None,
            "grid": _grid(section.grid) if section.grid else None,
        }
        for section in content.sections
    ]
    return _compiled({"only": None, **_head(content), "sections": sections}, "pdf")


def picture(bars: Bars) -> bytes:
    """The bars alone, as PNG."""
    return _compiled({"only": _bars(bars), "sections": []}, "png", ppi=DENSITY)


def _head(content: Content) -> dict[str, str]:
    at = aware(content.as_of)
    return {
        "title": content.title,
        "period": content.period,
        "office": content.office,
        "as_of": f"{at.year}年{at.month}月{at.day}日{at:%H:%M}",
    }


def _bars(bars: Bars) -> dict[str, Any]:
    highest = max((value for value in bars.values if value is not None), default=0)
    # Only lengths on paper: what is read as a figure is the word beside the bar.
    lengths = [float(value / highest) if value and highest else 0.0 for value in bars.values]
    return {"title": bars.title, "unit": bars.unit, "labels": bars.labels, "words": bars.words, "lengths": lengths}


def _grid(grid: Grid) -> dict[str, Any]:
    return {"title": grid.title, "head": grid.head, "rows": grid.rows}


def word(content: Content) -> bytes:
    document = docx.Document()
    _dress(document)
    head = _head(content)
    title = document.add_heading(content.title, level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line = document.add_paragraph(f"{head['office']}　{head['period']}　数据截至{head['as_of']}")
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in content.sections:
        _add_section(document, section)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _dress(document: Any) -> None:
    """A4, and type that Chinese offices have; without it Word writes Chinese in whatever it finds."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.6)
    for name, family, size in (
        ("Normal", "仿宋", 14), ("Title", "宋体", 22), ("Heading 1", "黑体", 16), ("Table Grid", "宋体", 10.5),
    ):  # fmt: skip
        style = document.styles[name]
        style.font.name, style.font.size = family, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)


def _add_section(document: Any, section: Section) -> None:
    document.add_heading(section.title, level=1)
    for text in section.text:
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Pt(28)
    if section.bars is not None and section.bars.labels:
        document.add_picture(io.BytesIO(picture(section.bars)), width=Cm(15.5))
    if section.grid is not None and section.grid.rows:
        _add_grid(document, section.grid)


def _add_grid(document: Any, grid: Grid) -> None:
    caption = document.add_paragraph(grid.title)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=1, cols=len(grid.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, grid.head, strict=True):
        cell.text = text
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in grid.rows:
        for at, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.text = text
            if at:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
