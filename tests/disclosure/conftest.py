"""What tests of the disclosure system share: an office, and no test spends another's allowance of uploads."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests.disclosure.budgets import Bureau, bureau


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def team(db: None) -> Bureau:
    return bureau()


# how long an example takes says how busy the machine is, nothing else
settings.register_profile("disclosure", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("disclosure")
