"""A list as an Excel file: exactly the rows that are filtered and the columns that are shown, in flat memory."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from django_tables2.rows import BoundRow

from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.kit.tabular.cells import Written
from shizheng.kit.tabular.workbook import Table as Sheet
from shizheng.kit.tabular.workbook import write_excel

CHUNK = 2_000
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AS_IT_STANDS = (str, int, float, Decimal, date, type(None))


def download(table: Table, *, name: str) -> FileResponse:
    """The table's rows, sorted as the table is, as `name` and the day."""
    return workbook(name, headings(table), records(table))


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[Written]]) -> FileResponse:
    """One worksheet as a download; it is written to a temporary file that goes with the response."""
    target = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    write_excel(target, [Sheet(name, header, rows)])
    target.seek(0)
    return FileResponse(
        target, as_attachment=True, filename=f"{name}_{clock.today():%Y%m%d}.xlsx", headers={"Content-Type": EXCEL}
    )


def headings(table: Table) -> list[str]:
    return [str(column.header) for column in exported(table)]


def exported(table: Table) -> list[Any]:
    return [column for column in table.columns if not column.column.exclude_from_export]


def records(table: Table) -> Iterator[list[Written]]:
    """Bare values, row by row; rows come from the database in chunks and are not kept."""
    names = [column.name for column in exported(table)]
    rows: QuerySet[Any] = table.data.data
    for record in rows.iterator(chunk_size=CHUNK):
        row = BoundRow(record, table)
        yield [written(row.get_cell_value(name)) for name in names]


def written(value: Any) -> Written:
    """A cell's value as a workbook takes it; whatever else it is, in words."""
    return value if isinstance(value, AS_IT_STANDS) else str(value)
