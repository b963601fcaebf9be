"""Figures of charts: what the browser reads and what a workbook holds."""

import io
from datetime import datetime
from decimal import Decimal

from django.test import Client
from openpyxl import load_workbook

from shizheng.console import formats
from shizheng.console.charts import Figures, Series
from shizheng.kit.clock import ZONE

FIGURES = Figures(
    "bar",
    ["一月", "二月"],
    [Series("支出", [Decimal("12.5"), None], ["/a/", "/b/"])],
    "万元",
    datetime(2026, 11, 21, 9, tzinfo=ZONE),
    shape=formats.money,
)


def test_figures_carry_their_unit_instant_words_and_links() -> None:
    assert FIGURES.as_json("支出") == {
        "title": "支出",
        "kind": "bar",
        "unit": "万元",
        "at": "2026-11-21 09:00",
        "empty": "",
        "categories": ["一月", "二月"],
        "series": [{"name": "支出", "values": [12.5, None], "texts": ["12.50", "—"], "links": ["/a/", "/b/"]}],
    }


def test_the_workbook_holds_the_exact_figures() -> None:
    assert FIGURES.header() == ["", "支出（万元）"]
    assert FIGURES.rows() == [["一月", Decimal("12.5")], ["二月", None]]


def test_a_chart_page_answers_both_ways(clerk: Client) -> None:
    answer = clerk.get("/board/districts/").json()
    assert answer["series"][0]["values"] == [41, 36, 22, 19, 12, 8]
    book = load_workbook(io.BytesIO(clerk.get("/board/districts/?format=xlsx").getvalue()))
    assert [row[1] for row in book.active.values][:2] == ["工程（个）", 41]  # type: ignore[union-attr]


def test_a_dashboard_draws_tiles_as_links_and_islands_without_data(clerk: Client, roads: object) -> None:
    text = clerk.get("/roads/board/").content.decode()
    assert '<a href="/roads/" class="tile">' in text
    assert 'data-source="/board/months/"' in text
    assert "/board/months/?format=xlsx" in text
