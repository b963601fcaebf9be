"""The test system switched on, and two units in a tree with an office below the first."""

from collections.abc import Iterator

import pytest

from shizheng.platform.orgs.models import Organisation
from tests.platform.measures.system import switched_on
from tests.platform.people import organisation


@pytest.fixture(autouse=True)
def _trial() -> Iterator[None]:
    with switched_on():
        yield


@pytest.fixture
def units(db: None) -> tuple[Organisation, Organisation, Organisation]:
    first = organisation("A")
    return first, organisation("A1", first), organisation("B")
