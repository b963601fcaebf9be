"""Tests that commit end with a flush, which append-only tables refuse: lift their triggers for that instant only."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase

GUARDED = ("journal_entry", "journal_head", "cas_event")


def _sqlite_triggers() -> list[tuple[str, str]]:
    marks = ", ".join(f"'{table}'" for table in GUARDED)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks})")
        return cursor.fetchall()


@contextmanager
def without_triggers() -> Iterator[None]:
    """What somebody with the database's own password could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            triggers = _sqlite_triggers()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _, sql in triggers:
                cursor.execute(sql)
            return
        # A table whose deferred checks are still to come cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def unguarded_flush() -> Iterator[None]:
    """Patch the flush at the end of committing tests, and put the journal's head row back after it."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        from shizheng.platform.journal.models import Head

        with without_triggers():
            original(self)
        Head.objects.get_or_create(pk=1)

    TransactionTestCase._fixture_teardown = teardown
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = original
