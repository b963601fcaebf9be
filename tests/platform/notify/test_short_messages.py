"""Short messages: sealed, taken to the gateway once, tried again, and dead in sight of a person."""

import json
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.notify.actions import resend_message
from shizheng.platform.notify.domain.sms import WAITS, Message, by_command, by_http, into_folder
from shizheng.platform.notify.models import MessageState, ShortMessage
from shizheng.platform.notify.pages.short_messages import MessageList, MessageResend
from shizheng.platform.notify.tasks import HELD, send_messages
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import Scope
from tests.console.suite import PageCase, whole
from tests.platform.people import ROBOT, account, actor, organisation

pytestmark = pytest.mark.django_db
PHONE = "138" + "0" * 8
FAILING = f"{sys.executable} -c 'raise SystemExit(3)'"


def posted(words: str = "请评价") -> ShortMessage:
    unit = Organisation.objects.first() or organisation("C")
    return ShortMessage.objects.post(phone=PHONE, text=words, organisation=unit.pk, purpose="回访评价")


def test_a_message_goes_into_a_file_once_and_its_words_are_dropped(settings, tmp_path: Path) -> None:
    settings.VAR = tmp_path
    row = posted()
    assert send_messages(ROBOT) == "发送1条短信，成功1条"
    assert send_messages(ROBOT) == ""
    (file,) = (tmp_path / "sms").iterdir()
    assert file.read_text() == f"{PHONE}\n请评价\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    row.refresh_from_db()
    assert (row.state, row.attempts, str(row.text)) == (MessageState.SENT, 1, "")
    assert PHONE not in row.phone.token


def test_what_fails_is_tried_again_and_dies_in_sight(settings) -> None:
    settings.SMS_COMMAND = FAILING
    row, at = posted(), clock.now()
    for pause in (*WAITS, timedelta(0)):
        with clock.frozen(at):
            assert send_messages(ROBOT) == "发送1条短信，成功0条"
            assert send_messages(ROBOT) == ""
        at += pause + HELD
    row.refresh_from_db()
    assert (row.state, row.attempts, row.error) == (MessageState.DEAD, len(WAITS) + 1, "短信命令以3结束")
    resend_message(ROBOT, message=row)
    with pytest.raises(ShizhengError):
        resend_message(ROBOT, message=row)
    assert ShortMessage.objects.due(clock.now()).count() == 1


def test_of_two_workers_one_takes_it() -> None:
    row = posted()
    again = ShortMessage.objects.get(pk=row.pk)
    assert row.claim(clock.now() + HELD)
    assert not again.claim(clock.now() + HELD)


def test_commands_read_json_and_no_error_tells_the_number(tmp_path: Path) -> None:
    keep = tmp_path / "got"
    command = [sys.executable, "-c", f"import sys; open({str(keep)!r}, 'wb').write(sys.stdin.buffer.read())"]
    assert by_command(command)(Message("k", PHONE, "短信")) == ""
    assert json.loads(keep.read_text()) == {"key": "k", "phone": PHONE, "text": "短信"}
    refused = by_http("http://127.0.0.1:1/send", "secret", frozenset({"127.0.0.1"}))(Message("k", PHONE, "短信"))
    assert refused and PHONE not in refused
    (tmp_path / "full").write_text("")
    assert "写入短信文件失败" in into_folder(tmp_path / "full", clock.now())(Message("k", PHONE, "短信"))


class MessageCase(PageCase):
    def populate(self, count: int) -> None:
        for _ in range(count):
            row = posted()
            ShortMessage.objects.filter(pk=row.pk).update(state=MessageState.DEAD, error="短信命令以3结束")

    def address(self) -> str:
        return "/messages/sms/"

    def sign_in(self, client: Client) -> None:
        unit = Organisation.objects.first() or organisation("C")
        who = actor("keeper", unit, notify__messages=Scope.ALL)
        client.force_login(type(account("spare")).objects.get(pk=who.account_id))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("nobody"))


class TestList(MessageCase):
    page = MessageList

    def test_numbers_are_masked(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        page = whole(client.get(self.address()))
        assert f"{PHONE[:3]}****{PHONE[-4:]}" in page and PHONE not in page and "短信命令以3结束" in page


class TestResend(MessageCase):
    page = MessageResend

    def address(self) -> str:
        return f"/messages/sms/{ShortMessage.objects.earliest('pk').pk}/resend/"

    def test_it_waits_again(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        assert client.post(self.address()).status_code == 302
        assert ShortMessage.objects.get().state == MessageState.WAITING
