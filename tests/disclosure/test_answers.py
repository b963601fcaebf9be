"""How the keys are held against the findings, and that no error of the hand-made key is lost and none is made up."""

import pytest

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.gathering import spread
from tests.disclosure.answers import KEYS, Answer, beyond, findings, matched, missed, tally
from tests.shared import SEEDS, needs_seeds


def row(line: int, family: str = "cost", quote: str = "9万元") -> Answer:
    return Answer(line, "error", family, quote, "")


def place(line: int, rule: str = "cost.ceiling", quote: str = "9万元") -> Finding:
    return Finding(rule, "error", line, quote, "请核对。")


def test_a_row_and_a_place_are_used_once() -> None:
    assert matched([row(5), row(5)], [place(5)]) == {0: 0}
    assert matched([row(5)], [place(5), place(5)]) == {0: 0}


def test_the_surest_pair_comes_first() -> None:
    assert matched([row(5, quote="8万元"), row(7)], [place(7), place(6, quote="8万元")]) == {1: 0, 0: 1}
    assert matched([row(5), row(6)], [place(6), place(8)]) == {1: 0, 0: 1}


def test_other_lines_and_other_kinds_are_no_match() -> None:
    assert matched([row(5)], [place(9), place(5, "privacy.name", "经办人")]) == {}
    assert matched([row(5)], [place(6)], tiers=3) == {}


@needs_seeds
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_the_errors_of_the_key_are_all_found_and_no_others(path) -> None:
    said, document = findings(path), path.name[:3]
    if not all((folder / f"{document}.csv").exists() for folder in KEYS.values()):
        pytest.skip(f"{document} 没有答案")
    places = spread(said)
    tallies = {key: tally(document, key, places) for key in KEYS}
    assert [answer for answer in missed(tallies["key"]) if answer.severity == "error"] == []
    assert [found for found in beyond(said, places, tallies.values()) if found.severity == "error"] == []
