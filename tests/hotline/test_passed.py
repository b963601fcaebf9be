"""Cases that other platforms pass down, and what they are told of them."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from shizheng.engines.cases.models import Case, External
from shizheng.kit import clock
from shizheng.platform.hooks.models import Delivery, Subscription
from shizheng.platform.orgs.models import Organisation
from shizheng.systems.hotline.models import HotlineOffice
from tests.hotline.service import MATTER, REPLY, Service, handled, login, moved, service
from tests.hotline.test_process import MONDAY

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/hotline"
PHONE = "138" + "0" * 7 + "7"
PLAIN = {name: value for name, value in MATTER.items() if name != "channel"}


@pytest.fixture
def at() -> Service:
    found = service()
    HotlineOffice.objects.create(centre=found.centre)
    return found


@pytest.fixture
def client(at: Service) -> Client:
    return login(Client(), at.agent)


def send(client: Client, **body):
    sent = {"source": "province", "number": "晋转2026-001", "answers": PLAIN, **body}
    return client.post(f"{ROOT}/passed", json.dumps(sent), content_type="application/json")


def test_a_case_is_taken_in_once_with_its_own_number_and_limit(at: Service, client: Client):
    with clock.frozen(MONDAY):
        due = MONDAY + timedelta(days=3)
        first = send(client, due_at=due.isoformat(), contact={"phone": PHONE})
        second = send(client, due_at=due.isoformat())
    assert (first.status_code, second.status_code, second.json()["repeated"]) == (201, 200, True)
    case = Case.objects.get()
    assert (case.channel, case.clocks.get(rule="whole").due_at) == ("passed_down", due)
    assert case.clocks.get(rule="whole").source == "province转办时限"
    found = client.get(f"{ROOT}/passed/province/晋转2026-001").json()
    assert (found["number"], found["source_number"], found["stage"]) == (case.number, "晋转2026-001", "dispatching")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"due_at": "2020-01-01T00:00:00+08:00"}, 422),
        ({"due_at": "2030-01-01T00:00:00"}, 422),
        ({"source": "省 平台"}, 422),
        ({"number": ""}, 422),
        ({"answers": {}}, 422),
        ({"contact": {"phone": "请打家里"}}, 422),
    ],
)
def test_what_is_wrong_leaves_nothing(at: Service, client: Client, change: dict, status: int):
    assert send(client, **change).status_code == status
    assert (Case.objects.count(), External.objects.count()) == (0, 0)


def test_a_number_that_is_not_here_or_not_ones_own_is_not_found(at: Service, client: Client):
    send(client)
    assert client.get(f"{ROOT}/passed/province/0").status_code == 404
    assert login(Client(), at.city).get(f"{ROOT}/passed/province/晋转2026-001").status_code == 404
    assert send(login(Client(), at.city)).status_code == 403


def subscribed(unit: Organisation, *events: str) -> Subscription:
    return Subscription.objects.create(
        name=unit.code, url="https://example.org/", events=list(events), secret="s" * 32, organisation=unit
    )


def told(subscription: Subscription) -> list[dict]:
    return [json.loads(row.body) for row in Delivery.objects.filter(subscription=subscription).order_by("pk")]


def test_the_other_platform_is_told_without_personal_data(at: Service, client: Client):
    listener = subscribed(at.centre, "hotline.opened", "hotline.replied", "hotline.closed")
    send(client, contact={"name": "张三", "phone": PHONE})
    case = moved(at.dispatcher, Case.objects.get(), "dispatch", main=at.units[0].pk)
    moved(at.city, case, "sign")
    moved(at.city, case, "reply", **REPLY)
    moved(at.dispatcher, case, "review")
    moved(at.agent, case, "close", contacted="reached", solved=True, satisfaction="5")
    found = told(listener)
    assert [each["event"] for each in found] == ["hotline.opened", "hotline.replied", "hotline.closed"]
    assert [each["source_number"] for each in found] == ["", "晋转2026-001", "晋转2026-001"]
    assert found[1]["public"] == {"公开答复内容": "路灯已修复"}
    said = json.dumps(found, ensure_ascii=False)
    assert PHONE not in said
    assert "张三" not in said


def test_a_unit_hears_of_its_own_cases_only(at: Service):
    own, other = (subscribed(unit, "hotline.dispatched") for unit in at.units)
    handled(at)
    assert [each["event"] for each in told(own)] == ["hotline.dispatched"]
    assert told(other) == []
