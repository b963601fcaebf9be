"""Open311 GeoReport v2: services, requests in and out, in JSON and XML, refusals as the specification words them."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.cases.models import Case
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.tokens.actions import create_token
from shizheng.systems.hotline.domain.open311 import as_xml
from shizheng.systems.hotline.models import HotlineOffice
from tests.hotline.service import REPLY, Service, handled, moved, opened, service

pytestmark = pytest.mark.django_db
ROOT = "/open311/v2"
PHONE = "138" + "0" * 7 + "7"
SENT = {"service_code": "light", "description": "路灯不亮\n夜间一片漆黑", "lat": "37.868012", "long": "113.583406"}


@pytest.fixture
def at() -> Service:
    found = service()
    HotlineOffice.objects.create(centre=found.centre)
    return found


def key(who: Actor, *permissions: str) -> str:
    return create_token(who, name="接口", permissions=permissions, days=30)[1]


@pytest.fixture
def api_key(at: Service) -> str:
    return key(at.agent, "hotline.submit", "hotline.view")


def post(client: Client, form: str = "json", **sent):
    return client.post(f"{ROOT}/requests.{form}", sent)


def test_services_are_the_leaves_of_the_categories(at: Service, client: Client):
    found = client.get(f"{ROOT}/services.json").json()
    assert [(each["service_code"], each["metadata"], each["type"]) for each in found] == [
        ("light", "false", "realtime")
    ]
    xml = ElementTree.fromstring(client.get(f"{ROOT}/services.xml").content)
    assert (xml.tag, xml[0].tag, xml[0].findtext("service_code")) == ("services", "service", "light")
    assert client.get(f"{ROOT}/services/light.json").json() == found


def test_a_request_becomes_a_case(at: Service, client: Client, api_key: str):
    answer = post(client, **SENT, api_key=api_key, phone=PHONE, last_name="张")
    assert answer.status_code == 201
    case = Case.objects.get()
    assert answer.json()[0]["service_request_id"] == case.number
    assert (case.title, case.category_id, case.channel, case.stage) == ("路灯不亮", "light", "open311", "accepting")
    assert str(case.latitude) == "37.868012"
    assert case.keeper == at.centre
    assert str(case.contact.phone) == f"{PHONE[:3]}****{PHONE[-4:]}"


def test_a_request_is_read_again_in_both_formats(at: Service, client: Client, api_key: str):
    number = post(client, "xml", **SENT, api_key=api_key)
    shown = ElementTree.fromstring(number.content)[0].findtext("service_request_id")
    for path in (f"requests/{shown}.json", f"requests.json?service_request_id={shown}"):
        joint = "&" if "?" in path else "?"
        found = client.get(f"{ROOT}/{path}{joint}api_key={api_key}").json()
        assert [(each["service_request_id"], each["status"]) for each in found] == [(shown, "open")]
        assert PHONE not in json.dumps(found)
    token = client.get(f"{ROOT}/tokens/{shown}.json?api_key={api_key}").json()
    assert token == [{"service_request_id": shown, "token": shown}]


def test_a_closed_request_tells_the_public_answer_only(at: Service, client: Client, api_key: str):
    case = moved(at.city, handled(at), "sign")
    moved(at.city, case, "reply", **{**REPLY, "result": "内部记录：已派工"})
    moved(at.dispatcher, case, "review")
    moved(at.agent, case, "close", contacted="reached", solved=True, satisfaction="5")
    found = client.get(f"{ROOT}/requests/{case.number}.json?api_key={api_key}").json()[0]
    assert (found["status"], found["status_notes"]) == ("closed", "路灯已修复")
    assert "内部记录" not in json.dumps(found, ensure_ascii=False)


def test_the_list_is_narrowed(at: Service, client: Client, api_key: str):
    case = opened(at)
    for query, count in (
        ("status=open", 1),
        ("status=closed", 0),
        ("service_code=light", 0),
        ("start_date=2020-01-01T00:00:00Z", 0),
        ("end_date=2020-01-01T00:00:00Z", 0),
        (f"service_request_id={case.number},0", 1),
    ):
        assert len(client.get(f"{ROOT}/requests.json?{query}&api_key={api_key}").json()) == count, query


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"service_code": ""}, 400, "service_code"),
        ({"service_code": "none"}, 404, "service_code"),
        ({"description": " "}, 400, "description"),
        ({"description": "长" * 4001}, 400, "4000"),
        ({"lat": "", "long": ""}, 400, "address_string"),
        ({"lat": "91"}, 400, "坐标"),
        ({"lat": "x"}, 400, "坐标"),
        ({"lat": "NaN"}, 400, "坐标"),
        ({"description": "a\0b"}, 400, "NUL"),
        ({"phone": "请打家里"}, 400, "联系电话"),
        ({"api_key": "sz_wrong"}, 403, "api_key"),
        ({"api_key": ""}, 403, "api_key"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_kept(
    at: Service, client: Client, api_key: str, change: dict, status: int, words: str
):
    for form in ("json", "xml"):
        answer = post(client, form, **{**SENT, "api_key": api_key, **change})
        assert answer.status_code == status, answer.content
        if form == "json":
            assert answer.json()[0]["code"] == str(status)
            assert words in answer.json()[0]["description"]
        else:
            assert ElementTree.fromstring(answer.content)[0].tag == "error"
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    "query", ["status=x", "start_date=gestern", "start_date=2020-01-01", "end_date=2020-01-01T00:00"]
)
def test_a_filter_that_says_nothing_is_refused(at: Service, client: Client, api_key: str, query: str):
    assert client.get(f"{ROOT}/requests.json?{query}&api_key={api_key}").status_code == 400


def test_a_key_reads_no_more_than_its_owner_may(at: Service, client: Client):
    case = handled(at)
    other, own = key(at.housing, "hotline.view"), key(at.city, "hotline.view")
    assert client.get(f"{ROOT}/requests/{case.number}.json?api_key={own}").status_code == 200
    hidden = client.get(f"{ROOT}/requests/{case.number}.json?api_key={other}")
    assert hidden.status_code == 404
    assert "路灯" not in hidden.content.decode()
    assert client.get(f"{ROOT}/requests.json?api_key={other}").json() == []
    assert post(client, **SENT, api_key=own).status_code == 403
    assert client.get(f"{ROOT}/requests.json").status_code == 403
    assert Case.objects.count() == 1


@given(st.text())
def test_whatever_is_said_makes_good_xml(said: str):
    try:
        said.encode()
    except UnicodeEncodeError:
        return
    ElementTree.fromstring(as_xml("errors", [{"code": "400", "description": said}]).encode())
