"""What all tests share: append-only tables must not keep the test runner from emptying the database."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.chromium import chromium as chromium
from tests.flushing import unguarded_flush

settings.register_profile("steady", derandomize=True, print_blob=True)
settings.register_profile("explore", derandomize=False, print_blob=True)
settings.load_profile("steady")
"""A verdict is about the change, not the luck of a seed: the same examples each time; ``make explore`` draws others."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest first, so that no worker is left alone with one of them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slowest") is None)


def pytest_collection_finish() -> None:
    """What collecting made stays to the end; walking it for cycles again and again costs a third of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _journal_flushable() -> Iterator[None]:
    with unguarded_flush():
        yield
