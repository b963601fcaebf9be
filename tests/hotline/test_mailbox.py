"""Letters to the mailbox: read over a real socket, each once, none lost, none answered that a machine wrote."""

import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shizheng.engines.cases.models import Case, EventRow
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.domain.actor import system
from shizheng.systems.hotline.actions.mailbox import take_letter
from shizheng.systems.hotline.domain.letters import UnreadableLetterError, letter_of
from shizheng.systems.hotline.models import HotlineOffice, Letter
from shizheng.systems.hotline.pages.letters import LetterList
from shizheng.systems.hotline.queries.imap import MailboxError, read_new
from tests.hotline.service import Service, login, service
from tests.hotline.test_workbench import HotlinePageCase

CLERK = system("市长信箱")
SENDER = "citizen@example.org"


class Imap(socketserver.StreamRequestHandler):
    """As much of RFC 3501 as a reader of unseen letters needs."""

    def handle(self) -> None:
        self.say("* OK ready")
        for line in iter(self.rfile.readline, b""):
            tag, verb, rest = [*line.decode().strip().split(" ", 2), ""][:3]
            answer = getattr(self, f"on_{verb.lower()}", None)
            if answer is None:
                self.say("* CAPABILITY IMAP4rev1" if verb == "CAPABILITY" else "* OK")
            elif answer(rest) is False:
                self.say(f"{tag} NO refused")
                continue
            self.say(f"{tag} OK done")
            if verb == "LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def on_login(self, rest: str) -> bool:
        return rest.endswith('"secret"')

    def on_select(self, rest: str) -> None:
        self.say(f"* {len(self.server.letters)} EXISTS")

    def on_uid(self, rest: str) -> None:
        verb, _, more = rest.partition(" ")
        letters, seen = self.server.letters, self.server.seen
        if verb == "SEARCH":
            self.say("* SEARCH " + " ".join(str(uid) for uid in letters if uid not in seen))
        elif verb == "FETCH":
            uid = int(more.split()[0])
            head = f"* 1 FETCH (UID {uid} BODY[] {{{len(letters[uid])}}}\r\n"
            self.wfile.write(head.encode() + letters[uid] + b")\r\n")
        else:
            seen.add(int(more.split()[0]))


@contextmanager
def mailbox(*letters: bytes) -> Iterator[tuple[str, set[int]]]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Imap) as server:
        server.letters, server.seen = dict(enumerate(letters, 1)), set()
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"imap://user:secret@127.0.0.1:{server.server_address[1]}/INBOX", server.seen
        server.shutdown()


def letter(
    text: str = "东湖路路灯不亮，夜间漆黑。", subject: str = "路灯不亮", ident: str = "<a@x>", **heads: str
) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = f"张三 <{SENDER}>", subject, ident
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return bytes(message)


@pytest.fixture
def at(db) -> Service:
    found = service()
    HotlineOffice.objects.create(centre=found.centre)
    return found


def taken(raw: bytes, place: str = "1") -> None:
    take_letter(CLERK, raw=raw, place=place)


def test_a_letter_becomes_a_case_once(at: Service):
    with mailbox(letter()) as (address, seen):
        assert read_new(address, taken) == 1
        assert seen == {1}
        seen.clear()
        assert read_new(address, taken) == 1
    case = Case.objects.get()
    assert (case.title, case.channel, case.stage) == ("路灯不亮", "mailbox", "accepting")
    assert str(case.contact.name) == "张*"
    assert Letter.objects.get().outcome == "taken"
    assert SENDER not in str(Letter.objects.get().sender)


def test_what_fails_in_between_comes_again(at: Service):
    def broken(raw: bytes, place: str) -> None:
        raise ShizhengError("磁盘已满")

    with mailbox(letter()) as (address, seen):
        with pytest.raises(ShizhengError):
            read_new(address, broken)
        assert seen == set()
        read_new(address, taken)
    assert Case.objects.count() == 1


def test_an_answer_of_the_same_sender_is_added_and_of_another_is_a_new_matter(at: Service):
    taken(letter())
    case = Case.objects.get()
    taken(letter("又灭了一盏。\n\n> 东湖路路灯不亮", f"回复：工单{case.number}", "<b@x>"))
    assert EventRow.objects.get(case=case, move="supplement").event.body.answers["more"] == "又灭了一盏。"
    stranger = letter("我也要问", f"工单{case.number}", "<c@x>").replace(SENDER.encode(), b"other@example.org")
    taken(stranger)
    assert Case.objects.count() == 2
    assert EventRow.objects.filter(case=case).count() == 2


@pytest.mark.parametrize("head", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}])
def test_a_machines_letter_is_no_matter(at: Service, head: dict):
    taken(letter(**head))
    assert Case.objects.count() == 0
    assert Letter.objects.get().outcome == "ignored"


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"Subject: x\n\nno sender", letter("", "")])
def test_what_cannot_be_read_is_kept_aside_with_the_reason(at: Service, raw: bytes):
    taken(raw, "UID 7")
    row = Letter.objects.get()
    assert (row.outcome, row.place, Case.objects.count()) == ("aside", "UID 7", 0)
    assert row.reason


def test_a_page_is_read_as_words_and_files_are_kept_or_named(at: Service):
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = SENDER, "噪音", "<h@x>"
    message.set_content("<style>x</style><p>夜间施工</p><div>扰民<script>x()</script></div>", subtype="html")
    message.add_attachment("说明".encode(), maintype="text", subtype="plain", filename="说明.txt")
    message.add_attachment(b"MZ\x90\x00", maintype="application", subtype="octet-stream", filename="坏.exe")
    taken(bytes(message))
    case = Case.objects.get()
    assert case.text == "夜间施工\n扰民"
    assert case.attachments.count() == 1
    assert "坏.exe" in Letter.objects.get().reason


def test_a_mailbox_that_refuses_is_told_in_words(at: Service):
    with mailbox(letter()) as (address, _), pytest.raises(MailboxError, match="拒绝"):
        read_new(address.replace("secret", "wrong"), taken)
    with pytest.raises(MailboxError, match="imaps"):
        read_new("https://example.org", taken)
    assert Letter.objects.count() == 0


@given(st.binary(max_size=300), st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_no_letter_breaks_the_reader(noise: bytes, said: str):
    heads = re.sub(r"[\r\n\0\ud800-\udfff]", " ", said)
    for raw in (noise, b"From: a@b\nSubject: " + heads.encode() + b"\n\n" + noise):
        try:
            assert letter_of(raw).title
        except UnreadableLetterError:
            continue


class TestLetterList(HotlinePageCase):
    page = LetterList

    def address(self):
        return "/hotline/letters/"

    def populate(self, count):
        HotlineOffice.objects.get_or_create(centre=self.at.centre)
        for _ in range(count):
            taken(letter(ident=f"<{Letter.objects.count()}@x>"))

    def sign_in(self, client):
        login(client, self.at.agent)
