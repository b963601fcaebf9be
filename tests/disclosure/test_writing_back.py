"""What is written can be read back: made-up ledgers, written in each format, give the same claims and no error."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.forms import TableForm
from shizheng.engines.fiscal.domain.forms.projection import FilledCell, FilledRow, fill
from shizheng.engines.fiscal.domain.forms.projection.views import normal
from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.manuscript import Manuscript
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.rendering.excel import render_excel
from shizheng.systems.disclosure.domain.rendering.pdf import render_pdf
from shizheng.systems.disclosure.domain.rendering.webpage import render_webpage
from shizheng.systems.disclosure.domain.rendering.word import render_word
from shizheng.systems.disclosure.domain.tables.statements import statements_of
from shizheng.systems.disclosure.domain.writing.compose import compose
from shizheng.systems.disclosure.domain.writing.draft import Draft
from shizheng.systems.disclosure.rules import check
from tests.disclosure.ledgers import UNIT, draft

FORMS = (
    "shanxi-budget-2023",
    "shanxi-budget-2026",
    "shanxi-final-2022",
    "shaanxi-unit-budget-2023",
    "wuhan-district-budget-2023",
    "national-final-2024",
)
RENDER: dict[str, Callable[[Manuscript], bytes]] = {
    "docx": render_word,
    "xlsx": render_excel,
    "html": render_webpage,
    "pdf": render_pdf,
}
Said = set[tuple[Coord, str]]
LISTS = frozenset({"procurement", "services", "assets"})
seeds = st.integers(0, 10**6)


def plain(coord: Coord) -> Coord:
    """Without what is said in two ways: the stage, this year's money, last year's as income, the only unit, and the
    nature that an economic class has anyway."""
    coord = normal(coord)
    item = "" if coord.item == "current" else coord.item
    nature = "basic" if coord.dept and coord.nature.startswith("basic.") else coord.nature
    return coord._replace(stage="", item=item, nature=nature, org="" if coord.org == UNIT else coord.org)


def written(book: Draft, table: TableForm) -> Said:
    filled = fill(book.form, table, book.facts, book.register, book.year)
    return {
        (plain(cell.coord), grouped(cell.value))
        for row in filled.rows
        for cell in row.cells
        if cell.coord and isinstance(cell.value, Printed) and not is_heading(row, cell)
    }


def is_heading(row: FilledRow, cell: FilledCell) -> bool:
    """Rows that repeat the whole of a panel under a name of their own, which says nothing of a coordinate."""
    assert cell.coord is not None
    told = cell.coord.fund and cell.coord.side == "income"
    return str(row.cells[0].value) in {"一、部门预算", "一、财政拨款"} and not told


def understood(reading: Reading) -> dict[str, Said]:
    found: dict[str, Said] = {}
    for table in reading.tables:
        if table.form is not None:
            found[table.form.id] = {(plain(s.coord), s.cell.text.replace(" ", "")) for s in statements_of(table)}
    return found


def hold(kind: str, book: Draft) -> None:
    document = compose(book)
    reading = read(open_document(f"a.{kind}", RENDER[kind](document.manuscript)))
    assert reading.form == book.form.id
    assert (reading.year, reading.stage) == (book.year, book.form.stage)
    back = understood(reading)
    for table in book.form.tables:
        if table.kind not in LISTS | {"sheet"}:
            assert back[table.id] == written(book, table), table.title
    assert [finding for finding in check(reading) if finding.severity == "error"] == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=seeds)
def test_every_format_reads_back(kind: str, form: str, seed: int) -> None:
    hold(kind, draft(seed, form))


@pytest.mark.parametrize("form", FORMS)
def test_pdf_reads_back(form: str) -> None:
    hold("pdf", draft(7, form))
