"""A disclosure of some 40 pages (13 tables, 13 target sheets) in each format, against limits and peers.

Run: .venv/bin/python -m benchmarks.disclosure_rendering [repeats]
Every run prints a document that was not printed before, so that no cache of the printer can answer. Limits: PDF 0.25 s
warm and 1 s cold, Word and Excel 0.1 s. Peers on the same document: a plain Typst call that reads its fonts each time,
python-docx cell by cell, openpyxl.
"""

import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import typst

from shizheng.kit.printed import Printed
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
from shizheng.systems.disclosure.domain.rendering import fonts, pdf
from shizheng.systems.disclosure.domain.rendering.excel import render_excel
from shizheng.systems.disclosure.domain.rendering.grid import grid_of
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.rendering.word import render_word

TABLES = SHEETS = 13
SENTENCE = "按照年度工作安排，组织开展平台运行维护、网络安全保障和数据资源共享开放工作，"
COLD = """
import sys, time
start = time.perf_counter()
from benchmarks.disclosure_rendering import manuscript
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
render_pdf(manuscript(0))
print(time.perf_counter() - start)
"""


def manuscript(seed: int) -> Manuscript:
    """An invented budget; another seed gives other figures and other words."""
    chance = random.Random(seed)
    blocks: list[Block] = [Heading(1, "第一部分", "概况"), *_prose(chance, 12)]
    blocks += [PageBreak(), Heading(1, "第二部分", "部门预算报表")]
    for number in range(TABLES):
        blocks += [
            *([PageBreak()] if number else []),
            _table(chance, number, rows=12 + number * 2, columns=3 + number % 6),
        ]
    blocks += [PageBreak(), Heading(1, "第三部分", "部门预算情况说明"), *_prose(chance, 14)]
    values = tuple(Printed(chance.randrange(10**4, 10**7), 2) for _ in range(4))
    names = ("一般公共服务支出", "社会保障和就业支出", "卫生健康支出", "住房保障支出")
    blocks.append(ChartBlock("当年拨款结构图", "pie", names, (Series("金额", values),), "万元"))
    for number in range(SHEETS):
        blocks += [PageBreak(), _sheet(chance, number)]
    return Manuscript(Cover("某市数据局", 2026, "2026年部门预算公开", date(2026, 2, 3)), tuple(blocks))


def _prose(chance: random.Random, count: int) -> list[Block]:
    return [
        Paragraph(f"{SENTENCE * chance.randint(1, 4)}安排{chance.randrange(10**6) / 100:,.2f}万元。")
        for _ in range(count)
    ]


def _figure(chance: random.Random) -> Cell:
    return Cell(Printed(chance.randrange(10**8), 2) if chance.random() < 0.7 else "")


def _table(chance: random.Random, number: int, rows: int, columns: int) -> TableBlock:
    head = (
        Row((Cell("科目编码", rows=2), Cell("科目名称", rows=2), Cell("2026年预算数", columns=columns))),
        Row(tuple(Cell(f"第{column + 1}项支出") for column in range(columns))),
    )
    body = [
        Row(
            (
                Cell(f"20{chance.randrange(10**5):05}"),
                Cell(f"第{row}类服务支出{chance.randrange(100)}"),
                *(_figure(chance) for _ in range(columns)),
            )
        )
        for row in range(rows)
    ]
    total = Row((Cell("合计", columns=2), *(_figure(chance) for _ in range(columns))), is_total=True)
    return TableBlock(
        f"2026年第{number + 1}张预算表",
        head,
        (*body, total),
        f"预算公开表{number + 1}",
        "单位：万元",
        "部门名称：某市数据局",
    )


def _sheet(chance: random.Random, number: int) -> SheetBlock:
    def labelled(*texts: str, columns: int = 1) -> Row:
        return Row(tuple(Cell(text, columns=columns, is_label=at % 2 == 0) for at, text in enumerate(texts)))

    rows = [labelled("项目名称", f"第{number + 1}个平台运维项目", "实施单位", "某市数据局", columns=2)]
    rows += [
        labelled("资金总额", f"{chance.randrange(10**8):,}", "年度资金", f"{chance.randrange(10**7):,}", columns=2)
        for _ in range(6)
    ]
    rows += [
        Row((Cell(name, is_label=True), Cell(SENTENCE * chance.randint(2, 6), columns=7)))
        for name in ("概况", "依据", "必要性", "措施", "计划")
    ]
    levels = ("数量指标", "质量指标", "时效指标", "成本指标", "社会效益", "满意度")
    for level in levels:
        for row in range(3):
            start = (Cell(level, rows=3, is_label=True),) if row == 0 else ()
            name = Cell(f"运维系统数量{chance.randrange(1000)}", columns=3)
            value = Cell(f"≥{chance.randrange(100)}%")
            rows.append(Row((*start, name, value, Cell(name.value, columns=2), value)))
    return SheetBlock("项目支出绩效目标表", tuple(rows), ("（2026年度）",))


def render_pdf_plainly(document: Manuscript) -> bytes:
    """The peer: one call that knows nothing of the last one."""
    families = typst.Fonts(include_embedded_fonts=False).families()
    data = pdf._data(document) | {"fonts": fonts.chosen(families)}
    project: Any = {"main.typ": pdf._press().template, "data.json": json.dumps(data).encode()}
    compiled = typst.compile(project, format="pdf")
    assert isinstance(compiled, bytes)
    return compiled


def render_docx_naively(document: Manuscript) -> bytes:
    """The peer: python-docx through its cells and merges."""
    import docx

    written = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            written.add_paragraph(block.text)
        elif isinstance(block, TableBlock | SheetBlock):
            grid = grid_of(block)
            table = written.add_table(len(grid.lines), grid.columns)
            for y, line in enumerate(grid.lines):
                for slot in line.slots:
                    if not slot.is_start:
                        continue
                    cell = table.cell(y, slot.column)
                    if slot.cell.columns > 1 or slot.cell.rows > 1:
                        cell = cell.merge(table.cell(y + slot.cell.rows - 1, slot.column + slot.cell.columns - 1))
                    cell.text = slot.text
    buffer = io.BytesIO()
    written.save(buffer)
    return buffer.getvalue()


def render_xlsx_by_openpyxl(document: Manuscript) -> bytes:
    """The peer: openpyxl with one style, merges and no print settings."""
    import openpyxl

    book = openpyxl.Workbook()
    for block in document.blocks:
        if not isinstance(block, TableBlock | SheetBlock):
            continue
        sheet = book.create_sheet()
        grid = grid_of(block)
        for y, line in enumerate(grid.lines, 1):
            for slot in line.slots:
                if not slot.is_start:
                    continue
                value = slot.cell.value
                cell = sheet.cell(y, slot.column + 1, float(value.value) if isinstance(value, Printed) else value)
                cell.number_format = "#,##0.00"
                if slot.cell.columns > 1 or slot.cell.rows > 1:
                    sheet.merge_cells(None, y, slot.column + 1, y + slot.cell.rows - 1, slot.column + slot.cell.columns)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def measure(render: Callable[[Manuscript], bytes], repeats: int, first: int) -> tuple[float, float, int]:
    """Median seconds by the clock and of one processor over documents not seen before, and the bytes of the last."""
    times, busy, size = [], [], 0
    for seed in range(first, first + repeats):
        document = manuscript(seed)
        start, worked = time.perf_counter(), time.process_time()
        size = len(render(document))
        times.append(time.perf_counter() - start)
        busy.append(time.process_time() - worked)
    return statistics.median(times), statistics.median(busy), size


def main(repeats: int) -> None:
    import pdfplumber  # peers and readers are imported late: a cold start must not pay for them

    first = pdf.render_pdf(manuscript(1))
    pages = len(pdfplumber.open(io.BytesIO(first)).pages)
    print(f"{pages} pages, {TABLES} tables, {SHEETS} sheets; {repeats} runs each; load {os.getloadavg()[0]:.1f}")
    rows = [
        ("PDF warm", pdf.render_pdf, 0.25, render_pdf_plainly, "typst.compile"),
        ("Word", render_word, 0.1, render_docx_naively, "python-docx"),
        ("Excel", render_excel, 0.1, render_xlsx_by_openpyxl, "openpyxl"),
        ("web page", render_webpage, 0.1, None, ""),
    ]
    for name, render, limit, peer, peer_name in rows:
        taken, busy, size = measure(render, repeats, 100)
        line = f"{name:9} {taken * 1000:7.1f} ms ({busy * 1000:.0f} of processor)  {size / 1024:5.0f} kB"
        line += f"  limit {limit * 1000:.0f} ms: {taken / limit:.2f}"
        if peer is not None:
            other, _, _ = measure(peer, 1, 1000)
            line += f"  {peer_name} {other * 1000:.0f} ms: {other / taken:.1f} times ours"
        print(line)
    done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
    cold = float(done.stdout)
    print(f"PDF cold  {cold * 1000:7.1f} ms, imports and fonts included  limit 1000 ms: {cold:.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, peers included")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
