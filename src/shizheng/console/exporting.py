"""A list as an Excel file: exactly the rows that are filtered and the columns that are shown, streamed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django_tables2.rows import BoundRow

from shizheng.console.tables import Table

CHUNK = 2_000


def headings(table: Table) -> list[str]:
    return [str(column.header) for column in table.columns if not column.column.exclude_from_export]


def records(table: Table) -> Iterator[list[Any]]:
    """One list of bare values a row, sorted as the table is; rows come in chunks and are not kept."""
    names = [column.name for column in table.columns if not column.column.exclude_from_export]
    rows: QuerySet[Any] = table.data.data
    for record in rows.iterator(chunk_size=CHUNK):
        row = BoundRow(record, table)
        yield [row.get_cell_value(name) for name in names]


def download(table: Table, *, name: str) -> StreamingHttpResponse:
    raise NotImplementedError
