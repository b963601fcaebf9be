"""What all tests share: append-only tables must not keep the test runner from emptying the database."""

from collections.abc import Iterator

import pytest

from tests.chromium import chromium as chromium
from tests.flushing import unguarded_flush


@pytest.fixture(scope="session", autouse=True)
def _journal_flushable() -> Iterator[None]:
    with unguarded_flush():
        yield
