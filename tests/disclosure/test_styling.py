"""An expectation is written as its document writes what it prints."""

import pytest

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.styling import in_style, styled


@pytest.mark.parametrize(
    ("expected", "printed", "shown"),
    [
        ("1234.60", "1,234.5", "1,234.6"),
        ("10376.06", "10,376.05", "10,376.06"),
        ("1,234.5", "1234.50", "1234.50"),
        ("1234567", "1，234，566", "1，234，567"),
        ("12.00", "12.5", "12.0"),
        ("10.00", "9", "10"),
        ("9.91", "9", "9.91"),
        ("66.67%", "40%", "66.67%"),
        ("-1234.00", "1,234.00", "-1,234.00"),
        ("1234.00", "999.00", "1234.00"),
        ("1,234.00", "999.00", "1,234.00"),
        ("100%", "98", "100%"),
        ("持平", "0%", "持平"),
        ("1200万元", "18,000,000", "1200万元"),
        ("", "1.00", ""),
    ],
)
def test_thousands_and_decimals_are_those_of_the_document(expected: str, printed: str, shown: str) -> None:
    assert in_style(expected, printed) == shown


def test_the_words_of_a_finding_follow_and_other_numbers_stay() -> None:
    found = Finding(
        "additivity.rows", "error", 1, "1,234.5", "各项之和＝1234.60，不是11234.60或1234.605。", "1,234.5", "1234.60"
    )
    assert styled(found).message == "各项之和＝1,234.6，不是11234.60或1234.605。"
    assert styled(found).expected == "1,234.6"


def test_a_finding_about_style_keeps_what_it_asks_for() -> None:
    found = Finding("style.thousands", "warning", 1, "3754800", "请写作3,754,800。", "3754800", "3,754,800")
    assert styled(found) == found
