"""Turning pages by the last row seen: every row once, in order, forth and back, whatever the cursor says."""

import base64
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shizheng.console.keyset import keyset_page
from shizheng.console.paging import decided
from shizheng.kit.clock import ZONE
from tests.console.sandbox import pages
from tests.console.sandbox.models import Road

DAY = datetime(2026, 9, 1, tzinfo=ZONE)
ORDERS = [("due", "-pk"), ("-due", "-pk"), ("state", "-due", "pk"), ("-pk",), ("name", "due", "-pk"), ("begun", "pk")]

rows = st.lists(
    st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(["planned", "busy"]), st.one_of(st.none(), st.integers(0, 3))),
    max_size=17,
)


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
@given(rows=rows, size=st.integers(1, 6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_forth_and_back_are_the_whole_list(roads: Any, order: tuple[str, ...], rows: Any, size: int) -> None:
    Road.objects.all().delete()
    for name, state, day in rows:
        instant = None if day is None else DAY + timedelta(days=day)
        Road.objects.create(name=name, code="x", state=state, due=instant, begun=instant)
    listed = Road.objects.order_by(*order)
    whole = [row.pk for row in listed]
    page = keyset_page(listed, size=size)
    assert page.previous == ""
    forth, turned = [page], 0
    while page.next:
        page = keyset_page(listed, size=size, after=page.next)
        forth.append(page)
        turned += 1
        assert turned <= len(whole)
    assert [row.pk for each in forth for row in each.rows] == whole
    for expected in reversed(forth[:-1]):
        page = keyset_page(listed, size=size, before=page.previous)
        assert [row.pk for row in page.rows] == [row.pk for row in expected.rows]
    assert page.previous == ""


def test_the_order_of_the_model_serves_where_none_is_given(roads: Any) -> None:
    made = [Road.objects.create(name=str(number), code="x").pk for number in range(5)]
    page = keyset_page(decided(Road.objects.all()), size=3)
    assert [row.pk for row in page.rows] == made[::-1][:3]
    assert [row.pk for row in keyset_page(decided(Road.objects.all()), size=3, after=page.next).rows] == made[::-1][3:]


def cursor(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "!!!",
        "é",
        cursor(),
        cursor(1, 2, 3),
        cursor("no date", 1),
        cursor("2026-09-01T00:00:00+08:00", "a\0"),
        cursor({"a": 1}, 1),
        cursor("2026-09-01T00:00:00+08:00", 10**30),
        cursor([1], [2]),
        "A" * 5000,
    ],
)
def test_a_cursor_of_nothing_gives_the_first_page(roads: Any, text: str) -> None:
    Road.objects.create(name="甲", code="x", due=DAY)
    listed = Road.objects.order_by("due", "pk")
    assert len(keyset_page(listed, size=5, after=text).rows) == 1
    assert len(keyset_page(listed, size=5, before=text).rows) == 1


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch, roads: Any) -> None:
    monkeypatch.setattr(pages.RoadList, "keyset", True)
    for number in range(60):
        Road.objects.create(name=f"路{number:02}", code="x", budget=number)


def test_a_list_without_count_turns_pages_by_links(clerk: Client, endless: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        text = clerk.get("/roads/").content.decode()
    assert not any("COUNT" in each["sql"] for each in captured)
    assert "本页 <b>25</b> 条" in text
    assert "上一页</span>" in text
    link = next(part.split('"')[0] for part in text.split('rel="next" href="')[1:]).replace("&amp;", "&")
    second = clerk.get(f"/roads/{link}").content.decode()
    assert ("路34" in second, "路35" in second, "路10" in second, "路09" in second) == (True, False, True, False)
    assert 'rel="prev"' in second


def test_another_order_or_filter_starts_again(clerk: Client, endless: None) -> None:
    text = clerk.get("/roads/?after=zzz&sort=budget").content.decode()
    assert "路00" in text
    assert "sort=-budget" in text
    assert "sort=-budget&amp;after" not in text.replace("&", "&amp;").replace("&amp;amp;", "&amp;")
