"""A finance office and a server that shows what its people do."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.chromium import serving
from tests.disclosure.budgets import Bureau, bureau


@pytest.fixture
def team(db: None) -> Bureau:
    return bureau()


@pytest.fixture
def address(db: None) -> Iterator[str]:
    cache.clear()
    with serving() as url:
        yield url
