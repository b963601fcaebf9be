"""Figures, dates and deadlines as offices write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from shizheng.console import formats
from shizheng.kit.clock import ZONE

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("1234567.8"), "1,234,567.80"), (0, "0.00"), (Decimal("-0.125"), "-0.13"), (None, "—")],
)
def test_money(value: Decimal | None, written: str) -> None:
    assert formats.money(value) == written


def test_money_in_other_measures() -> None:
    assert formats.wan(Decimal("183456750")) == "18,345.68"
    assert formats.wan(Decimal("50")) == "0.01"
    assert formats.fen(123456) == "1,234.56"
    assert formats.fen_wan(1234565000) == "1,234.57"


def test_money_never_comes_from_floats() -> None:
    with pytest.raises(TypeError):
        formats.money(0.1)  # type: ignore[arg-type]


@pytest.mark.parametrize(("ratio", "written"), [(Decimal("0.98125"), "98.13%"), (1, "100.00%"), (0.5, "50.00%")])
def test_percent(ratio: Decimal, written: str) -> None:
    assert formats.percent(ratio) == written


def test_dates_in_tables_and_in_text() -> None:
    assert formats.day(date(2026, 3, 5)) == "2026-03-05"
    assert formats.long_day(date(2026, 3, 5)) == "2026年3月5日"
    assert formats.instant(datetime(2026, 3, 4, 17, 30, tzinfo=UTC)) == "2026-03-05 01:30"
    assert formats.long_instant(datetime(2026, 3, 4, 17, 30, tzinfo=UTC)) == "2026年3月5日 01:30"
    assert {formats.day(None), formats.instant(None), formats.long_day(None), formats.long_instant(None)} == {"—"}


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (timedelta(hours=3, minutes=59), "剩 3 小时", "soon"),
        (timedelta(0), "剩 不到 1 分钟", "soon"),
        (timedelta(seconds=-1), "超 不到 1 分钟", "bad"),
        (timedelta(minutes=59), "剩 59 分钟", "soon"),
        (timedelta(hours=24), "剩 24 小时", "soon"),
        (timedelta(hours=24, seconds=1), "剩 24 小时", "good"),
        (timedelta(days=2), "剩 2 天", "good"),
        (timedelta(days=-12, hours=-5), "超 12 天", "bad"),
    ],
)
def test_deadlines(left: timedelta, words: str, tone: str) -> None:
    assert formats.remaining(NOON + left, NOON) == words
    assert formats.urgency(NOON + left, NOON) == tone


@pytest.mark.parametrize(
    ("octets", "written"),
    [(0, "0 字节"), (1023, "1023 字节"), (1024, "1.0 KB"), (1_482_113, "1.4 MB")],
)
def test_file_sizes(octets: int, written: str) -> None:
    assert formats.file_size(octets) == written
