"""The published documents: every table written anew from its own facts is the published one, known exceptions apart."""

from pathlib import Path

import pytest

from tests.disclosure.rebuilding import Difference, compare, exceptions, rebuild, same
from tests.shared import SEEDS, needs_seeds


@needs_seeds
@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name[:3])
def test_every_table_is_rebuilt(seed: Path) -> None:
    outcomes = list(rebuild(seed))
    known = {difference for difference in exceptions() if difference.document == seed.name[:3]}
    assert {difference for outcome in outcomes for difference in outcome.differences} == known
    assert sum(outcome.equal for outcome in outcomes) > 500


def test_every_exception_has_its_reason() -> None:
    assert all(reason for reason in exceptions().values())


def test_a_blank_is_no_nought_and_noughts_may_be_dropped() -> None:
    assert same("4, 333, 910. 41", "4,333,910.41")
    assert same("12", "12.00")
    assert not same("", "0.00")
    assert not same("12.01", "12.00")


def test_a_row_too_many_does_not_shift_the_others() -> None:
    outcome = compare("x", "1", [["a", "1"], ["b", "2"]], [["a", "1"], ["c", "9"], ["b", "3"]])
    assert outcome.equal == 3
    assert outcome.differences == [
        Difference("x", "1", 2, 1, "", "c"),
        Difference("x", "1", 2, 2, "", "9"),
        Difference("x", "1", 3, 2, "2", "3"),
    ]
