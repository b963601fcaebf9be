"""A bureau with a finance officer, a head and a reviewer, on a fixed day."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from shizheng.kit import clock
from tests.fiscal.bureau import Bureau, found


@pytest.fixture
def today() -> Iterator[clock.Frozen]:
    with clock.frozen(datetime(2026, 3, 10, 9, 30, tzinfo=clock.ZONE)) as stopped:
        yield stopped


@pytest.fixture
def bureau(db: None, today: clock.Frozen) -> Bureau:
    return found()
