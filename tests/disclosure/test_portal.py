"""What a citizen sees: published versions only, with figures, files, digests and history."""

import pytest
from django.test import Client

from shizheng.systems.disclosure.actions.publishing import publish_budget, revise_budget
from shizheng.systems.disclosure.models import Publication
from tests.disclosure.budgets import PROJECTS, Bureau, approved, edition, enter, filled, published

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def second_version(team: Bureau) -> Publication:
    preparation = filled(team)
    published(team, preparation)
    revise_budget(team.lead, preparation=preparation, reason="金额有误")
    enter(team.officer, preparation, "projects", [{**PROJECTS[0], "a0": "510000"}])
    approved(team, preparation)
    preparation.refresh_from_db()
    return publish_budget(team.lead, preparation=preparation, edition=edition(preparation), reason="金额有误")


def test_what_is_not_published_is_not_there(team: Bureau) -> None:
    approved(team, filled(team))
    page = text(Client().get("/open/disclosure/"))
    assert "还没有公开的预算或决算" in page
    assert "单位D2" not in page
    assert Client().get("/open/disclosure/1/").status_code == 404


def test_the_list_shows_the_version_in_force_and_narrows(team: Bureau) -> None:
    second = second_version(team)
    published(team, filled(team, 2027))
    page = text(Client().get("/open/disclosure/"))
    assert f'href="/open/disclosure/{second.pk}/"' in page
    assert page.count('<li class="card">') == 2
    assert text(Client().get("/open/disclosure/?year=2027")).count('<li class="card">') == 1
    assert "没有符合条件" in text(Client().get("/open/disclosure/?q=没有这个单位&year=x&stage=<script>"))


def test_the_page_has_figures_tables_files_and_history(team: Bureau) -> None:
    second = second_version(team)
    page = text(Client().get(f"/open/disclosure/{second.pk}/"))
    for words in (
        "150.00 万元",
        "2026年预算收支总表",
        "理由：金额有误",
        "500,000.00元",
        "510,000.00元",
        second.digest,
        "历次版本",
    ):
        assert words in page
    first = Publication.objects.get(number=1)
    assert "这不是现行版本" in text(Client().get(f"/open/disclosure/{first.pk}/"))
    assert "data-chart" in page


def test_charts_give_figures_and_a_workbook(team: Bureau) -> None:
    pk = published(team, filled(team)).pk
    figures = Client().get(f"/open/disclosure/{pk}/structure/").json()
    assert figures["categories"] == ["一般公共服务支出"]
    assert figures["series"][0]["texts"] == ["150.00"]
    assert Client().get(f"/open/disclosure/{pk}/three-public/?format=xlsx").status_code == 200


def test_files_come_as_they_were_published_and_no_other(team: Bureau) -> None:
    publication = published(team, filled(team))
    response = Client().get(f"/open/disclosure/{publication.pk}/files/html/")
    body = b"".join(response.streaming_content)
    assert body == publication.files.get().file.path.read_bytes()
    assert Client().get(f"/open/disclosure/{publication.pk}/files/exe/").status_code == 404


def test_citizens_post_nothing(team: Bureau) -> None:
    publication = published(team, filled(team))
    assert Client().post(f"/open/disclosure/{publication.pk}/").status_code == 405
