"""The harness on a small story; `make faults` plays the long one."""

import pytest

from tests.faults.harness import run


@pytest.mark.faults
def test_sixty_moves_survive_killing():
    assert run(intakes=20, database="", seed=7) == []
