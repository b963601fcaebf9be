"""The list of measures, a measure, its chart and the rows behind its figures; every figure leads to its rows."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.measures.domain.periods import parse
from shizheng.platform.measures.pages import measures as pages
from shizheng.platform.measures.pages.rows import MeasureRows
from shizheng.platform.measures.queries.reading import by_organisation, by_value, totals
from shizheng.platform.measures.queries.rows import Wanted
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import Scope
from tests.console.suite import PageCase
from tests.platform.measures.counted import refreshed
from tests.platform.measures.system import ALL, ASKED, DONE_SHARE, MADE_ONES, job
from tests.platform.people import actor, organisation

SEPTEMBER = parse("2026-09")
GRANTS = {"measures__view": Scope.ALL, "trial__view": Scope.ALL, "jobs__view": Scope.ALL, "orgs__view": Scope.ALL}


def unit() -> Organisation:
    return Organisation.objects.filter(code="M").first() or organisation("M")


class MeasureCase(PageCase):
    name = "measures:list"
    arguments: dict[str, str] = {}
    query = ""

    def address(self) -> str:
        return reverse(self.name, kwargs=self.arguments) + self.query

    def populate(self, count: int) -> None:
        for number in range(count):
            job(unit(), kind="sum" if number % 2 else "print", hours=number % 5)
        if count > 1:
            for number in range(count):
                job(organisation(f"M{number}", unit()))
        refreshed()

    def person(self, client: Client, username: str, **grants: Scope) -> None:
        if not Account.objects.filter(username=username).exists():
            actor(username, unit(), **grants)
        client.force_login(Account.objects.get(username=username))

    def sign_in(self, client: Client) -> None:
        self.person(client, "reader", **GRANTS)

    def sign_in_forbidden(self, client: Client) -> None:
        self.person(client, "outsider", jobs__view=Scope.ALL)


class TestMeasureList(MeasureCase):
    page = pages.MeasureList


class OneCase(MeasureCase):
    arguments = {"code": "trial.done"}
    query = "?period=2026-09"

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        response = client.get(self.address())
        assert response.status_code == 200
        assert "完成率" in response.content.decode()


class TestMeasureDetail(OneCase):
    page = pages.MeasureDetail
    name = "measures:detail"


class TestMeasureDetailByDimension(OneCase):
    page = pages.MeasureDetail
    name = "measures:detail"
    query = "?period=2026-09&by=kind"


class TestMeasureChart(OneCase):
    page = pages.MeasureChart
    name = "measures:chart"


class TestMeasureRows(OneCase):
    page = MeasureRows
    name = "measures:rows"


pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client, units: Any) -> Client:
    actor("reader", units[0], **GRANTS)
    client.force_login(Account.objects.get(username="reader"))
    return client


def populated(units: Any) -> None:
    for number, where in enumerate((*units, *units, None)):
        job(where, day=number % 3, kind=("sum", "mean", "print")[number % 3], hours=number or None)
    refreshed()


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_the_rows_behind_every_figure_are_the_figure(each, units):
    populated(units)
    for period in (SEPTEMBER, parse("2026"), parse("2026-09-22"), parse("2026-09-20~2026-10-02")):
        figure = totals([each], period)[each.id].figure
        for side, tally in each.tallies():
            rows = Wanted(each, side, period).rows()
            counted = figure.numerator if side == "numerator" else figure.denominator
            if tally.amount is None or (each.quantile and side == "numerator"):
                assert rows.count() == (counted or 0)
            elif isinstance(tally.amount, str):
                assert sum(getattr(row, tally.amount) for row in rows) == counted
            else:
                columns = rows.values_list(*tally.amount.columns)
                assert sum(tally.amount.function(*values) for values in columns) == counted
        if each.quantile is None and each.numerator.amount is None:
            for key, read in by_organisation([each], period).items():
                rows = Wanted(each, "numerator", period, frozenset({key})).rows()
                assert rows.count() == read[each.id].figure.numerator
            for value, read in by_value([each], period, "kind").items():
                rows = Wanted(each, "numerator", period, None, "kind", (value,)).rows()
                assert rows.count() == read[each.id].figure.numerator


def test_every_link_of_a_measure_leads_to_as_many_rows(reader, units):
    populated(units)
    for by in ("", "kind"):
        page = reader.get(reverse("measures:detail", kwargs={"code": "trial.done"}), {"period": "2026-09", "by": by})
        links = re.findall(r'<a href="([^"]*/rows/[^"]*)">([\d,]+)</a>', page.content.decode())
        assert len(links) >= 4
        for url, shown in links:
            rows = reader.get(unescape(url)).content.decode()
            told = re.search(r"共 <b>([\d,]+)</b> 条", rows)
            assert told is not None and told[1] == shown, url


def test_a_unit_sees_the_figures_of_its_own_branch(client, units):
    populated(units)
    actor("mine", units[0], **{**GRANTS, "trial__view": Scope.SUBTREE, "orgs__view": Scope.SUBTREE})
    client.force_login(Account.objects.get(username="mine"))
    page = client.get(reverse("measures:detail", kwargs={"code": "trial.made"}), {"period": "2026-09"}).content.decode()
    assert "单位A1" in page
    assert "单位B" not in page
    assert '<span class="tile-figure">4<' in page
    rows = client.get(
        reverse("measures:rows", kwargs={"code": "trial.made"}), {"period": "2026-09", "unit": units[2].pk}
    )
    assert "没有计入的记录" in rows.content.decode()


def test_rows_that_a_reader_may_not_open_are_owned_up_to(client, units):
    populated(units)
    actor("half", units[0], **{**GRANTS, "jobs__view": Scope.ORGANISATION})
    client.force_login(Account.objects.get(username="half"))
    page = client.get(reverse("measures:rows", kwargs={"code": "trial.made"}), {"period": "2026-09"}).content.decode()
    assert "共 <b>2</b> 条" in page
    assert "另有 5 条计入了这个数" in page


def test_a_measure_that_is_none_or_not_ones_own_does_not_exist(client, reader, units):
    assert reader.get(reverse("measures:detail", kwargs={"code": "trial.none"})).status_code == 404
    actor("blind", units[0], measures__view=Scope.ALL)
    client.force_login(Account.objects.get(username="blind"))
    assert client.get(reverse("measures:detail", kwargs={"code": "trial.made"})).status_code == 404


@pytest.mark.parametrize("query", ["period=2026-99", "period=%00", "from=2026-09-30&to=2026-09-01", "unit=abc", "by=x"])
def test_what_cannot_be_read_is_told_and_never_an_error(reader, units, query):
    for name in ("measures:detail", "measures:rows", "measures:chart"):
        answer = reader.get(f"{reverse(name, kwargs={'code': 'trial.done'})}?{query}")
        assert answer.status_code == 200
    if query.startswith(("period", "from")):
        page = reader.get(f"{reverse('measures:detail', kwargs={'code': 'trial.done'})}?{query}").content.decode()
        assert "现在显示的是" in page


def test_a_chart_sets_the_year_before_beside(reader, units):
    job(units[0], day=-365)
    job(units[0])
    refreshed()
    answer = json.loads(
        reader.get(reverse("measures:chart", kwargs={"code": "trial.made"}), {"period": "2026-09"}).content
    )
    at = ASKED.day - 1
    assert [series["values"][at] for series in answer["series"]] == [1.0, 1.0]
    assert answer["series"][0]["links"][at].endswith("period=2026-09-21&side=numerator")
    assert answer["unit"] == MADE_ONES.shape.unit


def test_rows_go_to_excel_as_they_are_listed(reader, units):
    populated(units)
    answer = reader.get(
        reverse("measures:rows", kwargs={"code": DONE_SHARE.id}), {"period": "2026-09", "export": "xlsx"}
    )
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert len(b"".join(answer.streaming_content)) > 2_000


def test_the_list_shows_this_month_and_where_it_stands(reader, units):
    with clock.frozen(ASKED + timedelta(days=3)):
        populated(units)
        page = reader.get(reverse("measures:list")).content.decode()
    assert "提交的任务中已完成的占比。" in page
    assert "数据截至 2026-09-24 09:00" in page
    assert "2026-09-21 至 2026-09-23" in page
