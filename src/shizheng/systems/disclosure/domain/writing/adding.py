"""Whether printed totals of a filled table miss the sum of their printed parts though the exact ones meet."""

from collections.abc import Iterator, Sequence

from shizheng.engines.fiscal.domain.forms.projection import FilledCell, FilledRow, FilledTable
from shizheng.kit.printed import Printed

Sums = Iterator[tuple[FilledCell, list[FilledCell]]]


def is_rounded(filled: FilledTable) -> bool:
    """Tops of trees and lists down, members of a group below it, parts of a row across."""
    columns = [(number, column) for number, panel in enumerate(filled.table.panels) for column in panel.columns]
    amounts = [index for index, (_, column) in enumerate(columns) if column.role == "amount"]
    sums = [found for index in amounts for found in _down(filled.rows, index, columns[index][0])]
    for number in range(len(filled.table.panels)):
        own = [index for index in amounts if columns[index][0] == number]
        sums += [found for row in filled.rows for found in _across([row.cells[index] for index in own])]
    return any(_misses(total, parts) for total, parts in sums)


def _across(cells: Sequence[FilledCell]) -> Sums:
    """Cells that are exactly the sum of cells right of them: totals stand left of their parts, subtotals among them."""
    tops: list[FilledCell] = []
    for cell in reversed(cells):
        summed = 0
        for count, part in enumerate(tops, 1):
            summed += part.fen or 0
            if cell.fen and count > 1 and summed == cell.fen:
                yield cell, tops[:count]
                del tops[:count]
                break
        tops.insert(0, cell)


def _down(rows: Sequence[FilledRow], index: int, panel: int) -> Sums:
    """Totals over the top rows above them (below, where the total stands first), and groups over their members."""
    depths = [row.depths[panel] if panel < len(row.depths) else -1 for row in rows]
    for place, row in enumerate(rows):
        if row.is_total:
            parts = range(place) if place else range(1, len(rows))
            tops = [rows[at].cells[index] for at in parts if depths[at] == 0 and not rows[at].is_total]
            yield row.cells[index], tops
            continue
        end = next((at for at in range(place + 1, len(rows)) if depths[at] <= depths[place]), len(rows))
        below = depths[place + 1 : end]
        if below:
            members = [rows[at].cells[index] for at in range(place + 1, end) if depths[at] == min(below)]
            yield row.cells[index], members


def _misses(total: FilledCell, parts: Sequence[FilledCell]) -> bool:
    numbers = [part.value for part in parts if isinstance(part.value, Printed)]
    if not isinstance(total.value, Printed) or not numbers or total.fen is None:
        return False
    if total.fen != sum(part.fen or 0 for part in parts):
        return False
    return sum(number.value for number in numbers) != total.value.value
