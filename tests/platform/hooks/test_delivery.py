"""From an announcement to a receiver that answers, answers badly, or does not answer at all."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.db import connection

from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.hooks.actions import change_subscription, resend, subscribe
from shizheng.platform.hooks.domain.events import HookEvent
from shizheng.platform.hooks.domain.pacing import WAITS
from shizheng.platform.hooks.domain.signing import HEADER, holds
from shizheng.platform.hooks.models import Delivery, State, Subscription
from shizheng.platform.hooks.tasks import BATCH, deliver
from shizheng.platform.journal.models import Entry
from shizheng.platform.modules.module import MODULES, Module
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from tests.platform.people import ROBOT, organisation

NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
EVENT = "trial.closed"
pytestmark = pytest.mark.django_db


class Receiver(ThreadingHTTPServer):
    """Keeps what it is sent and answers as it is told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.got: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/in?from=shizheng"


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(autouse=True)
def trial(settings) -> Iterator[None]:
    settings.HOOK_OWN_HOSTS = ["127.0.0.1"]
    with MODULES.isolated():
        events = (HookEvent(EVENT, "试办结", "hooks.manage"), HookEvent("trial.secret", "机密", "orgs.manage"))
        MODULES.register(Module(id="trial", name="试", contributions={"hook_events": events}))
        yield


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def unit() -> Organisation:
    return organisation("A")


def subscribed(unit, receiver) -> tuple[Subscription, str]:
    return subscribe(ROBOT, organisation=unit, name="上级平台", url=receiver.url, events=[EVENT])


def announce(unit, key="1", **payload) -> int:
    return Delivery.objects.announce(EVENT, payload, key=key, path=unit.path)


def test_what_happened_arrives_signed_and_once(unit, receiver):
    _, secret = subscribed(unit, receiver)
    assert announce(unit, case="GD1", title="路灯") == 1
    announce(unit, case="GD1", title="路灯")
    assert deliver(ROBOT) == "推送1件，送达1件"
    assert deliver(ROBOT) == ""
    ((path, headers, body),) = receiver.got
    assert path == "/in?from=shizheng"
    assert json.loads(body) == {"event": EVENT, "key": "1", "case": "GD1", "title": "路灯"}
    assert holds(secret, headers[HEADER], body, int(clock.now().timestamp()))
    assert headers["X-Shizheng-Event"] == EVENT
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.answer, delivery.error) == (State.SENT, 1, 200, "")


def test_an_announcement_shares_the_fate_of_its_action(unit, receiver):
    from django.db import transaction

    subscribed(unit, receiver)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(unit)
        raise ZeroDivisionError
    assert Delivery.objects.count() == 0


def test_only_what_happens_below_the_unit_is_told_and_only_to_the_active(unit, receiver):
    child, stranger = organisation("AA", unit), organisation("B")
    row, _ = subscribed(unit, receiver)
    assert [announce(child, "1"), announce(stranger, "2")] == [1, 0]
    change_subscription(ROBOT, subscription=row, name=row.name, url=row.url, events=row.events, is_active=False)
    assert announce(child, "3") == 0
    assert deliver(ROBOT) == ""


@pytest.mark.parametrize("status", [500, 404, 302])
def test_a_bad_answer_is_tried_again_later(unit, receiver, status):
    subscribed(unit, receiver)
    receiver.status = status
    with clock.frozen(NOON) as now:
        announce(unit)
        assert deliver(ROBOT) == "推送1件，送达0件"
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts, delivery.answer) == (State.WAITING, 1, status)
        assert (delivery.error, delivery.next_at) == (f"接收方应答 {status}", NOON + WAITS[0])
        assert deliver(ROBOT) == ""
        receiver.status = 204
        now.advance(WAITS[0])
        assert deliver(ROBOT) == "推送1件，送达1件"
    assert Delivery.objects.get().attempts == 2


def test_a_letter_nobody_takes_dies_in_sight_and_can_be_sent_again(unit, receiver):
    subscribed(unit, receiver)
    receiver.status = 503
    with clock.frozen(NOON) as now:
        announce(unit)
        for pause in (*WAITS, timedelta(0)):
            deliver(ROBOT)
            now.advance(pause)
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts) == (State.DEAD, len(WAITS) + 1)
        assert Entry.objects.latest("sequence").summary.startswith("推送“trial.closed 1”多次失败")
        assert deliver(ROBOT) == ""
        receiver.status = 200
        resend(ROBOT, delivery=delivery)
        assert deliver(ROBOT) == "推送1件，送达1件"
    with pytest.raises(ShizhengError, match="只有未送达"):
        resend(ROBOT, delivery=Delivery.objects.get())


def test_a_receiver_that_is_away_holds_up_nobody(unit, receiver):
    subscribe(ROBOT, organisation=unit, name="关机", url="http://127.0.0.1:1/", events=[EVENT])
    subscribed(unit, receiver)
    announce(unit)
    assert deliver(ROBOT) == "推送2件，送达1件"
    away = Delivery.objects.get(subscription__name="关机")
    assert (away.state, away.answer, away.error) == (State.WAITING, 0, "连接失败：ConnectionRefusedError")


def test_a_name_that_now_leads_to_this_machine_is_not_told(unit, receiver, settings):
    subscribed(unit, receiver)
    Subscription.objects.update(url=receiver.url.replace("127.0.0.1", "localhost"))
    announce(unit)
    deliver(ROBOT)
    assert receiver.got == []
    assert "解析到本机" in Delivery.objects.get().error


def test_of_two_workers_one_takes_the_letter(unit, receiver):
    subscribed(unit, receiver)
    announce(unit)
    mine, other = Delivery.objects.get(), Delivery.objects.get()
    until = clock.now() + timedelta(minutes=1)
    assert (mine.claim(until), other.claim(until)) == (True, False)


def test_a_batch_asks_few_questions(unit, receiver, django_assert_max_num_queries):
    subscribed(unit, receiver)
    for number in range(BATCH):
        announce(unit, str(number))
    with django_assert_max_num_queries(1 + 2 * BATCH):
        assert deliver(ROBOT) == f"推送{BATCH}件，送达{BATCH}件"


@pytest.mark.parametrize(
    ("values", "told"),
    [({"events": ["trial.secret"]}, "不能订阅：trial.secret"), ({"events": []}, "至少选择"), ({"url": "x"}, "http://")],
)
def test_what_cannot_be_subscribed_is_refused_and_nothing_kept(unit, values, told):
    manager = Actor(account_id=1, grants={"hooks.manage": Scope.ALL})
    given = {"name": "甲", "url": "https://a.cn/", "events": [EVENT]} | values
    with pytest.raises(InvalidInputError, match=told):
        subscribe(manager, organisation=unit, **given)
    assert Subscription.objects.count() == 0


def test_the_secret_is_sealed_in_the_table(unit, receiver):
    _, secret = subscribed(unit, receiver)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM hook_subscription")
        stored = cursor.fetchone()[0]
    assert secret not in stored
    assert secret not in "".join(Entry.objects.values_list("changes", flat=True))
