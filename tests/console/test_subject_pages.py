"""Details, edits and actions: what is shown, what is kept, what is refused."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from shizheng.console.panels import CONTRIBUTIONS, Contribution, TextPanel
from tests.console.sandbox.models import Road

pytestmark = pytest.mark.usefixtures("roads")

TYPED = {"name": "解放路", "code": "R-7", "state": "busy", "budget": "1200.50", "begun": "2026-03-01", "remark": ""}


@pytest.fixture
def road(roads: type[Road]) -> Road:
    return roads.objects.create(name="人民路", code="R-1", state="busy", budget=Decimal("74422.5"), remark="罩面")


def test_what_the_actor_may_not_see_does_not_exist(road: Road, clerk: Client) -> None:
    assert clerk.get("/roads/999/").status_code == 404


def test_facts_are_written_as_offices_write_them(road: Road, clerk: Client) -> None:
    text = clerk.get(f"/roads/{road.pk}/").content.decode()
    assert "74,422.50" in text
    assert "施工中" in text
    assert "2026-06-12 09:14" in text


def test_verbs_show_only_where_they_apply_to_those_who_may(road: Road, clerk: Client, reader: Client) -> None:
    def verbs(client: Client) -> list[str]:
        return [button.label for button in client.get(f"/roads/{road.pk}/").context["buttons"]]

    assert verbs(clerk) == ["修改", "停工"]
    assert verbs(reader) == []
    Road.objects.update(state="done")
    assert verbs(clerk) == ["修改"]


def test_contributed_panels_join_in_order_and_by_permission(road: Road, clerk: Client, reader: Client) -> None:
    panel = TextPanel(
        title="批注", value="code", order=15, permission="roads.edit", template_name="console/panels/text.html"
    )
    with CONTRIBUTIONS.isolated():
        CONTRIBUTIONS.register(Contribution("notes", panel, applies=lambda subject: isinstance(subject, Road)))
        CONTRIBUTIONS.register(Contribution("never", panel, applies=lambda subject: False))
        titles = [each.title for each in clerk.get(f"/roads/{road.pk}/").context["main_panels"]]
        assert titles == ["工程说明", "批注", "基本情况", "相邻路段", "办理经过"]
        assert "批注" not in reader.get(f"/roads/{road.pk}/").content.decode()


def test_an_edit_is_saved_and_leads_back(road: Road, clerk: Client) -> None:
    response = clerk.post(f"/roads/{road.pk}/edit/", {**TYPED, "expected_version": "1"})
    assert response["Location"] == f"/roads/{road.pk}/"
    road.refresh_from_db()
    assert (road.name, road.budget, road.version) == ("解放路", Decimal("1200.50"), 2)


def test_a_refused_form_keeps_what_was_typed_and_changes_nothing(road: Road, clerk: Client) -> None:
    response = clerk.post(f"/roads/{road.pk}/edit/", {**TYPED, "budget": "多", "expected_version": "1"})
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="多"' in text
    assert 'value="解放路"' in text
    assert '<a href="#id_budget">预算（元）：输入一个数字。</a>' in text
    assert 'aria-invalid="true"' in text
    road.refresh_from_db()
    assert road.name == "人民路"


def test_what_the_domain_refuses_stands_beside_its_field(road: Road, clerk: Client) -> None:
    response = clerk.post(f"/roads/{road.pk}/edit/", {**TYPED, "code": "R-0000", "expected_version": "1"})
    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors["code"] == ["编号已被占用（请换一个）"]
    assert form.non_field_errors() == ["年度计划已经锁定"]


def test_a_form_opened_before_anothers_change_overwrites_nothing(road: Road, clerk: Client) -> None:
    Road.objects.update(name="人民东路", version=2)
    response = clerk.post(f"/roads/{road.pk}/edit/", {**TYPED, "expected_version": "1"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "别人已经修改并保存了这一页" in text
    assert "现有内容：人民东路" in text
    assert 'value="解放路"' in text
    assert Road.objects.get().name == "人民东路"
    again = clerk.post(f"/roads/{road.pk}/edit/", {**TYPED, "expected_version": response.context["version"]})
    assert again.status_code == 302
    assert Road.objects.get().name == "解放路"


def test_an_edit_without_its_version_is_taken_as_stale(road: Road, clerk: Client) -> None:
    assert clerk.post(f"/roads/{road.pk}/edit/", TYPED).status_code == 409


def test_a_new_one_is_made(clerk: Client) -> None:
    response = clerk.post("/roads/new/", TYPED)
    assert response["Location"] == Road.objects.get(code="R-7").get_absolute_url()


@pytest.mark.parametrize("address", ["/roads/new/", "/roads/{pk}/edit/", "/roads/{pk}/stop/"])
def test_posting_without_permission_changes_nothing(road: Road, reader: Client, address: str) -> None:
    data = {**TYPED, "reason": "试", "expected_version": "1"}
    assert reader.post(address.format(pk=road.pk), data).status_code == 403
    assert list(Road.objects.values_list("name", "state")) == [("人民路", "busy")]


def test_an_action_wants_its_reason(road: Road, clerk: Client) -> None:
    refused = clerk.post(f"/roads/{road.pk}/stop/", {"reason": " ", "expected_version": "1"})
    assert refused.status_code == 422
    assert Road.objects.get().state == "busy"
    done = clerk.post(f"/roads/{road.pk}/stop/", {"reason": "管线抢修", "expected_version": "1"}, follow=True)
    assert "已停工。" in done.content.decode()
    assert Road.objects.get().state == "stopped"


def test_what_an_action_refuses_is_said_on_its_page(road: Road, clerk: Client) -> None:
    Road.objects.update(state="done")
    response = clerk.post(f"/roads/{road.pk}/stop/", {"reason": "迟", "expected_version": "1"})
    assert response.status_code == 422
    assert "只有施工中的工程可以停工" in response.content.decode()


def test_over_a_page_an_action_is_a_fragment(road: Road, clerk: Client) -> None:
    response: Any = clerk.get(f"/roads/{road.pk}/stop/", headers={"HX-Request": "true"})
    text = response.content.decode()
    assert "<html" not in text
    assert f'action="/roads/{road.pk}/stop/"' in text
