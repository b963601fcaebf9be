"""The programs' way in: same records as the command line, refusals in Chinese, and the contract kept on file."""

import json
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.gathering import spread
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.domain.records import claim_records, finding_record
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.rules import check
from tests.disclosure.documents import TEXT, officer, uploaded
from tests.disclosure.test_pages import browser

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/disclosure"
CONTRACT = Path(__file__).with_name("openapi.json")


@pytest.fixture
def who() -> Actor:
    return officer()


@pytest.fixture
def client(who: Actor) -> Client:
    return browser(who)


def send(client: Client, path: str, name: str, data: bytes, **more):
    return client.post(f"{ROOT}{path}", {"file": SimpleUploadedFile(name, data), **more})


def test_an_uploaded_document_comes_back_with_the_command_lines_records(client: Client) -> None:
    answer = send(client, "/documents", "明州.txt", TEXT.encode())
    assert answer.status_code == 201
    document = answer.json()
    assert (document["year"], document["stage"]) == (2026, "budget")
    reading = read(open_document("明州.txt", TEXT.encode()))
    findings = client.get(f"{ROOT}/documents/{document['id']}/findings").json()
    own = ("id", "state", "reason", "places")
    said = [{key: value for key, value in item.items() if key not in own} for item in findings["items"]]
    assert said == [finding_record("明州.txt", finding) for finding in spread(check(reading))]
    claims = client.get(f"{ROOT}/documents/{document['id']}/claims").json()
    assert claims["items"] == list(claim_records("明州.txt", reading))
    assert claims["count"] == document["claims"] > 0


def test_checking_alone_keeps_nothing(client: Client) -> None:
    answer = send(client, "/check", "明州.txt", TEXT.encode())
    assert answer.status_code == 200
    reading = read(open_document("明州.txt", TEXT.encode()))
    assert answer.json()["findings"] == [finding_record("明州.txt", finding) for finding in spread(check(reading))]
    assert Document.objects.count() == 0


def test_a_second_file_conflicts_until_it_is_called_a_new_version(client: Client) -> None:
    first = send(client, "/documents", "一.txt", TEXT.encode()).json()["id"]
    again = send(client, "/documents", "一.txt", TEXT.encode())
    assert (again.status_code, again.json()["existing"]) == (409, first)
    other = (TEXT + "\n").encode()
    conflict = send(client, "/documents", "二.txt", other)
    assert (conflict.status_code, conflict.json()["existing"]) == (409, first)
    assert "理由" in send(client, "/documents", "二.txt", other, replaces=first).json()["message"]
    done = send(client, "/documents", "二.txt", other, replaces=first, reason="更正")
    assert (done.status_code, done.json()["edition"]) == (201, 2)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.txt", b"", "空"),
        ("坏.docx", b"PK\x03\x04broken", "损坏"),
        ("图.png", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("名.docx", TEXT.encode(), "扩展名"),
    ],
)
def test_a_bad_file_is_refused_in_words(client: Client, name: str, data: bytes, words: str) -> None:
    answer = send(client, "/documents", name, data)
    assert answer.status_code == 422
    assert words in answer.json()["message"]
    assert answer.json()["remedy"]
    assert send(client, "/check", name, data).status_code == 422
    assert Document.objects.count() == 0


def test_lists_are_narrowed(client: Client, who: Actor) -> None:
    document = uploaded(who)
    assert client.get(f"{ROOT}/documents?unit=明州&year=2026&stage=budget").json()["count"] == 1
    assert client.get(f"{ROOT}/documents?year=2025").json() == {"count": 0, "items": []}
    found = client.get(f"{ROOT}/documents/{document.pk}/findings?severity=error").json()
    assert (found["count"], found["items"][0]["expected"]) == (1, "120.00")


def test_strangers_are_refused_in_words(who: Actor) -> None:
    document = uploaded(who)
    assert Client().get(f"{ROOT}/documents").status_code == 401
    nobody = browser(officer("nobody", permissions={"jobs__view"}))
    assert nobody.get(f"{ROOT}/documents").status_code == 403
    assert "权限" in send(nobody, "/check", "明州.txt", TEXT.encode()).json()["message"]
    stranger = browser(officer("stranger"))
    for path in ("", "/findings", "/claims"):
        assert stranger.get(f"{ROOT}/documents/{document.pk}{path}").status_code == 404


def test_a_write_without_the_token_is_refused(who: Actor) -> None:
    from shizheng.platform.accounts.models import Account

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(pk=who.account_id))
    assert send(strict, "/documents", "明州.txt", TEXT.encode()).status_code == 403
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/documents/0", "/documents/99999999999999999999", "/documents?limit=0", "/documents?stage=x"]
)
def test_what_is_out_of_range_is_refused(client: Client, path: str) -> None:
    answer = client.get(f"{ROOT}{path}")
    assert answer.status_code == 422
    assert "参数有误" in answer.json()["message"]


def test_the_contract_is_the_one_on_file(client: Client) -> None:
    """After a wanted change, write ``json.dumps(contract, ensure_ascii=False, indent=1)`` to the file beside this."""
    contract = client.get(f"{ROOT}/openapi.json").json()
    assert contract == json.loads(CONTRACT.read_text(encoding="utf-8"))


@pytest.mark.fuzz
def test_nothing_that_fits_the_contract_breaks_the_server(client: Client, who: Actor) -> None:
    import schemathesis
    from hypothesis import HealthCheck, given, settings

    uploaded(who)
    schema = schemathesis.openapi.from_dict(client.get(f"{ROOT}/openapi.json").json())
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def call(case) -> None:
            sent = case.as_transport_kwargs(base_url="http://testserver")
            answer = getattr(client, case.method.lower())(
                sent["url"].removeprefix("http://testserver"),
                query_params=sent.get("params") or {},
                data={"file": SimpleUploadedFile("a.txt", str(sent.get("files")).encode())}
                if case.method == "POST"
                else None,
            )
            assert answer.status_code < 500

        call()
