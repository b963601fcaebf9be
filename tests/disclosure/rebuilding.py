"""Hold a published document's tables against those written anew from its own facts, cell by cell.

``python -m tests.disclosure.rebuilding`` prints the share of equal cells and every difference.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import squeeze
from shizheng.engines.fiscal.domain.forms import forms
from shizheng.engines.fiscal.domain.forms.projection import fill
from shizheng.kit.money import grouped
from shizheng.kit.printed import Printed, read_number
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.tables.bound import BoundTable
from shizheng.systems.disclosure.domain.writing.harvest import facts_of, register_of
from tests.shared import SEEDS

EXCEPTIONS = Path(__file__).parent / "rebuild_exceptions.csv"
Rows = list[list[str]]


class Difference(NamedTuple):
    """A cell that is not as published; ``row`` counts the printed rows below the head from 1, ``column`` from 1."""

    document: str
    table: str
    row: int
    column: int
    published: str
    written: str


class Outcome(NamedTuple):
    document: str
    table: str
    equal: int
    differences: list[Difference]


def same(published: str, written: str) -> bool:
    """Alike but for blanks, brackets' width, thousands separators and dropped noughts; a blank is no zero."""
    if squeeze(published) == squeeze(written):
        return True
    left, right = read_number(published), read_number(written)
    return isinstance(left, Printed) and isinstance(right, Printed) and left.value == right.value


def rebuild(path: Path) -> Iterator[Outcome]:
    """Every table of a document that its form declares."""
    reading = read(open_document(path.name, path.read_bytes()))
    facts, register = facts_of(reading), register_of(reading)
    form = next(form for form in forms() if form.id == reading.form)
    for table in reading.tables:
        if table.form is None:
            continue
        filled = fill(form, table.form, facts, register, reading.year)
        written = [list(filled.numbers)] if filled.numbers else []
        written += [[_text(cell.value) for cell in row.cells] for row in filled.rows]
        yield compare(path.name[:3], table.form.id, _published(reading, table), written)


def _text(value: str | Printed) -> str:
    return value if isinstance(value, str) else grouped(value)


def _published(reading: Reading, table: BoundTable) -> Rows:
    lines = [line.cells for line in reading.source.lines if table.first <= line.number <= table.last]
    depth = len(table.heads)
    if table.form and table.form.number_label == "**":
        depth = table.form.head_rows
    return [cells for cells in lines if any(cells)][depth:]


def compare(document: str, table: str, published: Rows, written: Rows) -> Outcome:
    equal, differences = 0, []
    for number, (left, right) in enumerate(_aligned(published, written), 1):
        for column in range(max(len(left or ()), len(right or ()))):
            old = left[column] if left and column < len(left) else ""
            new = right[column] if right and column < len(right) else ""
            if left is not None and right is not None and same(old, new):
                equal += 1
            else:
                differences.append(Difference(document, table, number, column + 1, old, new))
    return Outcome(document, table, equal, differences)


def _aligned(left: Rows, right: Rows) -> Iterator[tuple[Sequence[str] | None, Sequence[str] | None]]:
    """The pairing of rows that makes most filled cells equal."""
    like = [[sum(same(u, v) for u, v in zip(a, b, strict=False) if u or v) + 0.001 for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + like[i][j])
    i = j = 0
    while i < len(left) or j < len(right):
        if i < len(left) and j < len(right) and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            yield left[i], right[j]
            i, j = i + 1, j + 1
        elif i < len(left) and (j == len(right) or best[i][j] == best[i + 1][j]):
            yield left[i], None
            i += 1
        else:
            yield None, right[j]
            j += 1


def exceptions() -> dict[Difference, str]:
    """Differences that are the published document's own, each with its reason."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {
            Difference(
                row["document"], row["table"], int(row["row"]), int(row["column"]), row["published"], row["written"]
            ): row["reason"]
            for row in csv.DictReader(file)
        }


if __name__ == "__main__":
    known = exceptions() if EXCEPTIONS.exists() else {}
    for seed in SEEDS:
        for outcome in rebuild(seed):
            cells = outcome.equal + len(outcome.differences)
            share = 100 * outcome.equal / cells if cells else 100
            print(f"{outcome.document} table {outcome.table}: {share:.1f}% of {cells} cells")
            for difference in outcome.differences:
                print(
                    "   ",
                    *difference[2:4],
                    repr(difference.published),
                    repr(difference.written),
                    known.get(difference, "?"),
                )
