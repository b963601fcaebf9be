"""The five published documents: every table bound, by the right form, and nothing unread."""

from pathlib import Path

import pytest

from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.source import from_text
from tests.shared import SEEDS, needs_seeds

FORMS = {
    "000": ("shanxi-budget-2023", 13),
    "001": ("shanxi-final-2022", 10),
    "002": ("shanxi-budget-2026", 13),
    "003": ("shaanxi-unit-budget-2023", 10),  # nine of its form and a list of trainings
    "004": ("wuhan-district-budget-2023", 12),
}


@needs_seeds
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_table_is_bound(path: Path) -> None:
    document = read(from_text(path.name, path.read_text(encoding="utf-8")))
    form, count = FORMS[path.name[:3]]
    assert (document.form, len(document.tables)) == (form, count)
    assert document.unread == []
    assert all(column.known for bound in document.tables for panel in bound.panels for column in panel.columns)


@needs_seeds
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_amount_of_a_table_is_a_claim_or_part_of_a_sum(path: Path) -> None:
    """Only rows that no dimension names (一、部门预算) go without a coordinate."""
    document = read(from_text(path.name, path.read_text(encoding="utf-8")))
    claimed = {(claim.place.line, claim.place.cell) for claim in document.claims if claim.kind == "cell"}
    nameless = [
        row.text
        for bound in document.tables
        if bound.kind not in {"meetings", "procurement"}
        for panel in bound.panels
        for row in panel.rows
        for cell in row.cells.values()
        if cell.value and (cell.line, cell.column + 1) not in claimed
    ]
    assert set(nameless) <= {"一、部门预算", "一、财政拨款"}
