"""The hotline's interface for programs: the same law as the pages, refusals in Chinese, and the contract on file."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models import Case, Contact, EventRow
from tests.hotline.service import MATTER, REPLY, Service, handled, login, moved, opened, service

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/hotline"
CONTRACT = Path(__file__).with_name("openapi.json")
PHONE = "138" + "0" * 7 + "7"


@pytest.fixture
def at() -> Service:
    return service()


@pytest.fixture
def agent(at: Service) -> Client:
    return login(Client(), at.agent)


@pytest.fixture
def unit(at: Service) -> Client:
    return login(Client(), at.city)


def send(client: Client, path: str, **body):
    return client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")


def test_a_case_is_taken_in_once_however_often_it_is_sent(agent: Client):
    body = {"key": "a-1", "answers": MATTER, "contact": {"name": "张三", "phone": PHONE}}
    first, second = send(agent, "/cases", **body), send(agent, "/cases", **body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]
    assert second.json()["repeated"]
    assert (Case.objects.count(), Contact.objects.count()) == (1, 1)
    other = send(agent, "/cases", key="a-1", answers={**MATTER, "title": "另一件"})
    assert other.status_code == 409
    assert Case.objects.count() == 1


def test_a_case_is_read_with_masks(agent: Client):
    made = send(agent, "/cases", answers=MATTER, contact={"name": "张三", "phone": PHONE}).json()
    found = agent.get(f"{ROOT}/cases/{made['id']}").json()
    assert (found["number"], found["stage_name"], found["text"]) == (made["number"], "待派遣", "夜间无照明")
    assert found["contact"]["phone"] == f"{PHONE[:3]}****{PHONE[-4:]}"
    assert PHONE not in json.dumps(found)


def test_a_confidential_caller_is_nothing_to_a_unit(at: Service, unit: Client, agent: Client):
    case = handled(at, contact=ContactDetails("张三", PHONE, confidential=True))
    assert unit.get(f"{ROOT}/cases/{case.pk}").json()["contact"] == {}
    assert agent.get(f"{ROOT}/cases/{case.pk}").json()["contact"]["name"] == "张*"


def test_the_list_is_narrowed_and_turned(at: Service, agent: Client):
    cases = [opened(at, answers={**MATTER, "title": f"第{number}件", "area": "donghu"}) for number in range(5)]
    seen, after = [], ""
    while True:
        page = agent.get(f"{ROOT}/cases", {"limit": 2, "after": after, "area": "donghu"}).json()
        seen += [each["id"] for each in page["items"]]
        after = page["next"]
        if not after:
            break
    assert seen == [case.pk for case in reversed(cases)]
    for query, count in (
        ({"stage": "handling"}, 0),
        ({"words": "第3件"}, 1),
        ({"category": "light"}, 0),
        ({"overdue": 1}, 0),
    ):
        assert len(agent.get(f"{ROOT}/cases", query).json()["items"]) == count


def test_a_unit_moves_its_case_and_is_told_when_it_is_too_late(at: Service, unit: Client):
    case = handled(at)
    offers = {each["move"]: each for each in unit.get(f"{ROOT}/cases/{case.pk}/offers").json()}
    assert offers["sign"]["objection"] == ""
    assert {ask["id"] for ask in offers["reply"]["asks"]} >= {"result", "public_reply"}
    seen = unit.get(f"{ROOT}/cases/{case.pk}").json()["version"]
    assert send(unit, f"/cases/{case.pk}/moves", move="sign", version=seen).json()["version"] == seen + 1
    late = send(unit, f"/cases/{case.pk}/moves", move="reply", version=seen, answers=REPLY)
    assert late.status_code == 409
    assert late.json()["between"] != []
    assert EventRow.objects.filter(case=case).count() == seen + 1
    done = send(unit, f"/cases/{case.pk}/moves", move="reply", version=seen + 1, answers=REPLY)
    assert done.status_code == 200
    told = unit.get(f"{ROOT}/cases/{case.pk}/events").json()
    assert told[-1]["public"] == {"公开答复内容": "路灯已修复"}


def test_a_unit_is_named_by_its_code(at: Service):
    case, client = opened(at), login(Client(), at.dispatcher)
    wrong = send(client, f"/cases/{case.pk}/moves", move="dispatch", version=1, answers={"main": "没有"})
    assert wrong.status_code == 422
    assert "主办单位" in wrong.json()["message"]
    right = send(client, f"/cases/{case.pk}/moves", move="dispatch", version=1, answers={"main": "CG", "co": ["ZJ"]})
    assert right.status_code == 200
    parties = client.get(f"{ROOT}/cases/{case.pk}").json()["parties"]
    assert {party["organisation"] for party in parties} == {"C", "CG", "ZJ"}


def test_a_file_is_handed_in_and_named(at: Service, unit: Client):
    case = moved(at.city, handled(at), "sign")
    file = unit.post(f"{ROOT}/files", {"file": SimpleUploadedFile("现场.txt", "已修复".encode())})
    assert file.status_code == 201
    body = {"move": "reply", "version": 3, "answers": {**REPLY, "files": [file.json()["id"]]}}
    done = send(unit, f"/cases/{case.pk}/moves", **body)
    assert done.status_code == 200, done.json()
    assert case.attachments.count() == 1


def test_anothers_case_is_not_there(at: Service):
    case, stranger = handled(at), login(Client(), at.housing)
    for path in ("", "/events", "/offers"):
        answer = stranger.get(f"{ROOT}/cases/{case.pk}{path}")
        assert answer.status_code == 404
        assert "路灯" not in answer.content.decode()
    assert send(stranger, f"/cases/{case.pk}/moves", move="sign", version=2).status_code == 404
    assert stranger.get(f"{ROOT}/cases").json()["items"] == []
    assert Case.objects.get(pk=case.pk).version == 2


def test_who_is_not_let_in_changes_nothing(at: Service, unit: Client):
    assert send(Client(), "/cases", answers=MATTER).status_code == 401
    denied = send(unit, "/cases", answers=MATTER)
    assert denied.status_code == 403
    assert "权限" in denied.json()["message"]
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {**MATTER, "title": None},
        {**MATTER, "title": {"a": 1}},
        {**MATTER, "nature": ["complaint"]},
        {**MATTER, "nature": {"complaint": 1}},
        {**MATTER, "text": "\0"},
        {**MATTER, "call_back": "是"},
        {**MATTER, "category": 5},
        {**MATTER, "strange": 1},
    ],
)
def test_bad_answers_are_refused_in_words(agent: Client, answers: dict):
    answer = send(agent, "/cases", answers=answers)
    assert answer.status_code == 422, answer.content
    assert answer.json()["message"]
    assert Case.objects.count() == 0


def test_what_no_text_can_hold_is_not_understood(agent: Client):
    answer = send(agent, "/cases", answers={**MATTER, "text": "\ud800"})
    assert (answer.status_code, answer.json()["message"]) == (400, "请求没有看懂")
    assert Case.objects.count() == 0


@pytest.mark.parametrize("path", ["/cases/0", "/cases/99999999999999999999", "/cases?limit=0", "/cases?opened_from=x"])
def test_what_is_out_of_range_is_refused(agent: Client, path: str):
    assert agent.get(f"{ROOT}{path}").status_code == 422


def test_an_intake_takes_as_many_statements_as_by_hand(agent: Client):
    body = {"key": "k", "answers": {**MATTER, "category": "light", "area": "donghu"}, "contact": {"phone": PHONE}}
    send(agent, "/cases", **{**body, "key": "first"})
    with CaptureQueriesContext(connection) as captured:
        assert send(agent, "/cases", **body).status_code == 201
    taken = [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]
    assert len(taken) <= 20, taken


def test_moves_are_the_same_as_by_hand(at: Service, unit: Client):
    by_program, by_hand = handled(at), handled(at)
    send(unit, f"/cases/{by_program.pk}/moves", move="sign", version=2)
    moved(at.city, by_hand, "sign")
    first, second = (EventRow.objects.get(case=case, move="sign") for case in (by_program, by_hand))
    assert first.body == second.body


def test_the_contract_is_the_one_on_file(agent: Client):
    """After a wanted change, write ``json.dumps(contract, ensure_ascii=False, indent=1)`` to the file beside this."""
    contract = agent.get(f"{ROOT}/openapi.json").json()
    assert contract == json.loads(CONTRACT.read_text(encoding="utf-8"))


@pytest.mark.fuzz
def test_nothing_that_fits_the_contract_breaks_the_server(at: Service, agent: Client):
    import schemathesis
    from hypothesis import HealthCheck, given, settings

    handled(at)
    schema = schemathesis.openapi.from_dict(agent.get(f"{ROOT}/openapi.json").json())
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def call(case) -> None:
            sent = case.as_transport_kwargs(base_url="http://testserver")
            path = sent["url"].removeprefix("http://testserver")
            if case.method == "POST" and sent.get("json") is not None:
                answer = agent.post(path, json.dumps(sent["json"]), content_type="application/json")
            elif case.method == "POST":
                answer = agent.post(path, {"file": SimpleUploadedFile("a.txt", str(sent.get("files")).encode())})
            else:
                answer = agent.get(path, query_params=sent.get("params") or {})
            assert answer.status_code < 500, (case.method, path, sent)

        call()
