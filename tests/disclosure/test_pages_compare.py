"""Comparing documents and the overview: figures, where they lead, and who may see them."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.actions.upload import upload_document
from shizheng.systems.disclosure.models import Document, ProjectPurpose
from shizheng.systems.disclosure.queries.examination import examine
from tests.disclosure.documents import officer
from tests.disclosure.test_pages import browser, text

pytestmark = pytest.mark.django_db

LEDGER = """{unit}
{year}年部门预算公开

第一部分 概况

一、人员情况

本单位实有人员{staff}人。

第二部分 报表

{year}年部门收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算\t{income}\t一、一般公共服务支出\t{income}
二、政府性基金预算\t0.00\t二、城乡社区支出\t0.00
本年收入合计\t{income}\t本年支出合计\t{income}
"""


def ledger(who: Actor, unit: str, year: int, income: str, staff: int) -> Document:
    data = LEDGER.format(unit=unit, year=year, income=income, staff=staff).encode()
    return upload_document(who, examined=examine(f"{unit}{year}.txt", data))


@pytest.fixture
def who() -> Actor:
    return officer()


@pytest.fixture
def pair(who: Actor) -> list[Document]:
    return [ledger(who, "甲局", 2025, "100.00", 20), ledger(who, "乙局", 2026, "250.50", 50)]


def query(documents: list[Document]) -> str:
    return "&".join(f"document={document.pk}" for document in documents)


def test_documents_stand_side_by_side_and_each_figure_leads_to_its_line(who: Actor, pair: list[Document]) -> None:
    page = text(browser(who).get(f"/disclosure/compare/?{query(pair)}"))
    first, second = pair
    assert f'<a href="/disclosure/{first.pk}/#L18">100.00</a>' in page
    assert f'<a href="/disclosure/{second.pk}/#L18">250.50</a>' in page
    assert page.index("甲局<br>2025年预算</a></th>") < page.index("乙局<br>2026年预算</a></th>")
    assert "201 一般公共服务支出" in page


def test_spending_a_head_is_counted_where_the_staff_is_known(who: Actor, pair: list[Document]) -> None:
    assert [document.staff for document in pair] == [20, 50]
    page = text(browser(who).get(f"/disclosure/compare/?{query(pair)}"))
    assert "人均本年支出" in page
    assert ">5.00</a>" in page
    assert ">5.01</a>" in page


def test_a_chart_holds_the_same_figures(who: Actor, pair: list[Document]) -> None:
    figures = browser(who).get(f"/disclosure/compare/function/?{query(pair)}").json()
    assert figures["unit"] == "万元"
    assert figures["series"][0]["texts"] == ["100.00", "250.50"]
    assert figures["series"][0]["links"][1].startswith(f"/disclosure/{pair[1].pk}/#L")


def test_the_comparison_goes_to_excel(who: Actor, pair: list[Document]) -> None:
    response = browser(who).get(f"/disclosure/compare/?{query(pair)}&export=xlsx")
    rows = list(openpyxl.load_workbook(BytesIO(response.getvalue())).active.iter_rows(values_only=True))
    assert rows[0] == ("项目", "甲局 2025年预算", "乙局 2026年预算")
    assert ("本年支出", 100, 250.5) in rows


PROJECTS = """{unit}
{year}年部门预算公开

第二部分 报表

{year}年项目支出预算表
单位：万元
项目名称\t合计
政务云平台运维服务费\t{first}
热线话务外包服务\t30.00
机房改造项目\t50.00
专项经费\t8.00
合计\t{total}
"""


@pytest.fixture
def spending(who: Actor) -> list[Document]:
    made = []
    for unit, year, first, total in (("甲局", 2025, "12.00", "100.00"), ("甲局", 2026, "24.00", "112.00")):
        data = PROJECTS.format(unit=unit, year=year, first=first, total=total).encode()
        made.append(upload_document(who, examined=examine(f"{unit}{year}.txt", data)))
    return made


def kinds(client: Client, documents: list[Document], measure: str = "amount") -> dict[str, list[str]]:
    page = text(client.get(f"/disclosure/compare/?{query(documents)}&measure={measure}"))
    part = page[page.index(">项目类别 · ") :]
    part = part[: part.index("</tbody>")]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in part.split("<tr>")[1:]]
    return {row[0]: [re.sub("<[^>]+>", "", cell) for cell in row[1:]] for row in rows if row}


def test_projects_are_compared_by_what_they_are_for(who: Actor, spending: list[Document]) -> None:
    client = browser(who)
    assert kinds(client, spending) == {
        "建设改造": ["50.00", "50.00"],
        "购买服务": ["30.00", "30.00"],
        "运行维护": ["12.00", "24.00"],
        "其他": ["8.00", "8.00"],
    }
    assert kinds(client, spending, "growth") == {
        "建设改造": ["—", "0.00"],
        "购买服务": ["—", "0.00"],
        "运行维护": ["—", "+100.00"],
        "其他": ["—", "0.00"],
    }
    assert kinds(client, spending, "share")["建设改造"] == ["50.00", "44.64"]
    chart = client.get(f"/disclosure/compare/kind/?{query(spending)}").json()
    assert [each["name"] for each in chart["series"]] == ["建设改造", "购买服务", "运行维护", "其他"]
    assert chart["series"][2]["links"][1].startswith("/disclosure/compare/figure/?")


def test_a_figure_opens_to_its_claims_and_a_wrong_purpose_is_put_right(who: Actor, spending: list[Document]) -> None:
    client, document = browser(who), spending[1]
    figure = f"/disclosure/compare/figure/?document={document.pk}&axis=kind&key="
    page = text(client.get(f"{figure}operation"))
    assert "政务云平台运维服务费" in page
    assert "名称中有“运维服务”" in page
    line = PROJECTS.splitlines().index("政务云平台运维服务费\t{first}") + 1
    assert f'<a href="/disclosure/{document.pk}/#L{line}">24.00</a>' in page
    correct = f"/disclosure/{document.pk}/purpose/?project=专项经费"
    said = {"purpose": "training", "reason": "为培训经费", "expected_version": str(document.version)}
    reader = browser(officer("reader", permissions={"disclosure__view"}))
    before = Entry.objects.count()
    assert reader.post(correct, said).status_code == 403
    assert client.post(correct, {**said, "purpose": "没有"}).status_code == 422
    wrong = f"/disclosure/{document.pk}/purpose/?project=没有这个项目"
    assert client.post(wrong, said).status_code == 422
    assert (ProjectPurpose.objects.count(), Entry.objects.count()) == (0, before)
    done = client.post(correct, said)
    assert done["Location"] == f"{figure}training"
    assert "人工更正" in text(client.get(f"{figure}training"))
    assert kinds(client, spending)["培训宣传"] == ["8.00", "8.00"]
    assert "为培训经费" in Entry.objects.order_by("-sequence")[0].reason
    client.post(correct, {**said, "purpose": ""})
    assert "其他" in kinds(client, spending)
    assert not ProjectPurpose.objects.exists()


def test_another_organisations_correction_does_not_count(who: Actor, spending: list[Document]) -> None:
    other = officer("u2")
    assert other.organisation_id is not None
    ProjectPurpose.objects.create(organisation_id=other.organisation_id, project="专项经费", purpose="rent")
    assert kinds(browser(who), spending)["其他"] == ["8.00", "8.00"]


def test_others_documents_are_not_compared(pair: list[Document]) -> None:
    stranger = browser(officer("stranger"))
    assert "甲局" not in text(stranger.get(f"/disclosure/compare/?{query(pair)}"))
    assert stranger.get(f"/disclosure/compare/function/?{query(pair)}").json()["series"] == []


def test_nonsense_is_not_an_error(who: Actor) -> None:
    assert (
        browser(who).get("/disclosure/compare/?document=x&document=99999999999999999999&document=-1").status_code == 200
    )


def test_the_overview_counts_what_is_open_and_leads_there(who: Actor, pair: list[Document]) -> None:
    client = browser(who)
    page = text(client.get("/disclosure/overview/"))
    assert '<span class="tile-figure">2<span class="tile-unit">份</span>' in page
    for address in ("documents", "families"):
        assert client.get(f"/disclosure/overview/{address}/").json()["unit"] == "处"
    severity = "warning" if pair[0].warnings else "error"
    field = f"{severity}s"
    listed = text(client.get(f"/disclosure/?open={severity}"))
    assert f"共 <b>{sum(bool(getattr(document, field)) for document in pair)}</b> 条" in listed


def test_comparing_needs_the_permission() -> None:
    nobody = browser(officer("nobody", permissions={"disclosure__handle"}))
    for address in ("compare/", "compare/function/", "overview/", "overview/families/"):
        assert nobody.get(f"/disclosure/{address}").status_code == 403
        assert Client().get(f"/disclosure/{address}").status_code == 302
