"""Putting many new rows into tables at once: COPY where the database is PostgreSQL, else insertions in big batches."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

BATCH = 2000


def new_keys(table: type[models.Model], count: int) -> list[int] | None:
    """So many keys that nobody else will get, rising; None where the database gives keys only to rows."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [table._meta.db_table, _key(table), count],
        )
        return sorted(key for (key,) in cursor.fetchall())


def put(table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given as the values of `columns`, which are names of attributes as the database takes them."""
    if connection.vendor == "postgresql":
        _copy(table, columns, rows)
        return
    found = [table(**dict(zip(columns, row, strict=True))) for row in rows]
    table._default_manager.bulk_create(found, batch_size=BATCH)


def _key(table: type[models.Model]) -> str:
    return str(table._meta.pk.column)


def _copy(table: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    fields = {field.attname: field for field in table._meta.local_concrete_fields}
    wanted = [fields[name] for name in columns]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in wanted)
    into = f"COPY {connection.ops.quote_name(table._meta.db_table)} ({names}) FROM STDIN (FORMAT BINARY)"
    with connection.cursor() as cursor, cursor.copy(into) as stream:
        stream.set_types([_type(field) for field in wanted])
        for row in rows:
            stream.write_row(row)


def _type(field: Any) -> str:
    """The column's type as PostgreSQL names it, without its length."""
    kind = field.rel_db_type(connection) if field.remote_field is None else field.db_type(connection)
    return str(kind).partition("(")[0]
