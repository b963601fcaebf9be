"""What tests of the disclosure system share: an office, and no test spends another's allowance of uploads."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.disclosure.budgets import Bureau, bureau


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def team(db: None) -> Bureau:
    return bureau()
