"""Every page of the sandbox under the inherited suite, and what a declaration must contain."""

from typing import Any

import pytest
from django.test import Client

from shizheng.console.pages import PAGES, Page, page_id
from shizheng.kit.registry import RegistryError
from tests.console.sandbox import pages
from tests.console.sandbox.actors import COOKIE
from tests.console.sandbox.models import Road
from tests.console.suite import COVERED, PageCase


@pytest.mark.usefixtures("roads")
class SandboxCase(PageCase):
    path = ""

    def address(self) -> str:
        first = Road.objects.order_by("pk").first()
        return self.path.format(pk=first.pk if first else 0)

    def populate(self, count: int) -> None:
        Road.objects.bulk_create(Road(name=f"人民路{n}段", code=f"R-{n}", state="busy") for n in range(count))

    def sign_in(self, client: Client) -> None:
        client.cookies[COOKIE] = "clerk"

    def sign_in_forbidden(self, client: Client) -> None:
        client.cookies[COOKIE] = "guest"


class TestRoadList(SandboxCase):
    page = pages.RoadList
    path = "/roads/"


class TestRoadDetail(SandboxCase):
    page = pages.RoadDetail
    path = "/roads/{pk}/"

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.populate(1)
        self.sign_in(client)
        assert "人民路0段" in client.get(self.address()).content.decode()


class TestRoadEdit(SandboxCase):
    page = pages.RoadEdit
    path = "/roads/{pk}/edit/"


class TestRoadNew(SandboxCase):
    page = pages.RoadNew
    path = "/roads/new/"


class TestRoadStop(SandboxCase):
    page = pages.RoadStop
    path = "/roads/{pk}/stop/"


class TestRoadBoard(SandboxCase):
    page = pages.RoadBoard
    path = "/roads/board/"


class TestMonthChart(SandboxCase):
    page = pages.MonthChart
    path = "/board/months/"


class TestNotice(SandboxCase):
    page = pages.Notice
    path = "/notice/"


def test_covered_pages_are_known() -> None:
    assert {pages.RoadList, pages.RoadEdit, pages.Notice} <= COVERED


def test_pages_register_themselves_and_frameworks_do_not() -> None:
    assert page_id(pages.RoadList) in PAGES
    assert not [page for page in PAGES if page.__module__.startswith("shizheng.console.pages.")]


@pytest.mark.parametrize("body", [{"title": "无权限声明"}, {"permission": "roads.view"}])
def test_a_page_without_permission_or_title_is_refused(body: dict[str, Any]) -> None:
    with PAGES.isolated(), pytest.raises(RegistryError):
        type("Careless", (Page,), {"__module__": __name__, **body})


def test_a_fragment_request_of_a_stranger_leaves_for_the_log_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/roads/?state=busy"}
    response = client.get("/roads/", headers=headers)
    assert response.status_code == 204
    assert response["HX-Redirect"] == "/login/?next=/roads/%3Fstate%3Dbusy"
