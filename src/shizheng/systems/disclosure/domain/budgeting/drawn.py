"""A manuscript as plain data: what a published version keeps of itself to be shown on the portal."""

from collections.abc import Iterator
from typing import Any

from shizheng.systems.disclosure.domain.manuscript import (
    Block,
    Cell,
    ChartBlock,
    Heading,
    Manuscript,
    PageBreak,
    Paragraph,
    Row,
    SheetBlock,
    TableBlock,
)

Data = dict[str, Any]


def drawn(manuscript: Manuscript) -> list[Data]:
    """The blocks in order; charts are drawn from the facts instead."""
    return list(_blocks(manuscript))


def _blocks(manuscript: Manuscript) -> Iterator[Data]:
    for number, block in enumerate(manuscript.blocks):
        if not isinstance(block, ChartBlock | PageBreak):
            yield {"id": f"b{number}", **_block(block)}


def _block(block: Block) -> Data:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": min(block.level + 1, 5), "text": block.printed}
    if isinstance(block, Paragraph):
        return {"kind": "text", "text": block.text}
    if isinstance(block, TableBlock):
        return {
            "kind": "table",
            "title": block.title,
            "mark": block.number,
            "unit": block.unit,
            "organisation": block.organisation,
            "head": [_row(row) for row in block.head],
            "rows": [_row(row) for row in block.body],
            "notes": list(block.notes),
        }
    if isinstance(block, SheetBlock):
        rows = [_row(row) for row in block.rows]
        return {"kind": "sheet", "title": block.title, "head": [], "rows": rows, "notes": list(block.notes)}
    return {}


def _row(row: Row) -> Data:
    return {"total": row.is_total, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> Data:
    return {
        "text": cell.text,
        "num": not isinstance(cell.value, str),
        "cols": cell.columns,
        "rows": cell.rows,
        "indent": cell.indent,
        "label": cell.is_label,
    }
