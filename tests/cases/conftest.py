"""The three processes of the tests, switched on; and a city on a fixed morning."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from shizheng.kit import clock
from tests.cases.city import City, found, trial


@pytest.fixture(scope="package", autouse=True)
def _trial() -> Iterator[None]:
    with trial():
        yield


@pytest.fixture
def now() -> Iterator[clock.Frozen]:
    with clock.frozen(datetime(2026, 9, 21, 9, 30, tzinfo=clock.ZONE)) as stopped:
        yield stopped


@pytest.fixture
def city(db: None, now: clock.Frozen) -> City:
    return found()
