"""The pages of calls, seats and limited callers."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.callers import decide_block, propose_block, receive_appeal, set_decline_rule
from shizheng.systems.hotline.actions.calls import link_call, set_extension, tell_call
from shizheng.systems.hotline.domain.call_events import CallEvent, Kind
from shizheng.systems.hotline.domain.callers import BlockState
from shizheng.systems.hotline.models import Appeal, Block, Call, Extension
from shizheng.systems.hotline.pages import callers, calls, calls_seats
from tests.console.suite import PageCase, whole
from tests.hotline.service import Service, login, opened, service
from tests.platform.people import account

pytestmark = pytest.mark.django_db
PHONE = "138" + "0" * 7 + "7"
MASKED = f"{PHONE[:3]}****{PHONE[-4:]}"
ROW = "Outbound,%s,8001,default,2026-11-20 12:00:00,,2026-11-20 12:00:09,9,0,ORIGINATOR_CANCEL,%s,,8001,,\n"


def who(name: str) -> Actor:
    return actor_for(Account.objects.get(username=name))


def number(index: int) -> str:
    return f"138{index:08d}"


def rung(index: int) -> Call:
    event = CallEvent(f"c{index}", Kind.RINGING, clock.now(), caller=number(index), extension="8001")
    return tell_call(who("supervisor"), event=event)


def limited(index: int) -> Block:
    until = clock.today() + timedelta(days=30)
    return propose_block(who("agent"), phone=number(index), reason="反复辱骂坐席", until=until)


class CentreCase(PageCase):
    """Seen by the supervisor, not by somebody without a post."""

    name = ""
    subject: type | None = None
    says = ""

    def address(self) -> str:
        keys = {"pk": self.subject.objects.order_by("pk")[0].pk} if self.subject else {}
        return reverse(f"hotline:{self.name}", kwargs=keys)

    def populate(self, count: int) -> None:
        if not Account.objects.filter(username="agent").exists():
            self.at: Service = service()
        for _ in range(count):
            self.make(Call.objects.count() + Block.objects.count() + Extension.objects.count())

    def make(self, index: int) -> None:
        rung(index)

    def sign_in(self, client: Client) -> None:
        self.populate(0)
        client.force_login(Account.objects.get(username="supervisor"))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("nobody"))

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        answer = client.get(self.address())
        assert answer.status_code == 200
        assert (self.says or self.page.title) in whole(answer)


class TestCalls(CentreCase):
    page = calls.CallList
    name = "calls"

    def test_calls_are_found_by_number_day_and_link_and_exported_masked(self, client: Client) -> None:
        self.sign_in(client)
        first, second = rung(7), rung(8)
        link_call(who("agent"), call=first, case=opened(self.at))
        assert MASKED in client.get(self.address()).content.decode()

        def rows(**asked: str) -> list[Call]:
            return list(client.get(self.address(), asked).context["table"].data)

        assert rows(number=PHONE) == [first]
        assert rows(is_linked="false") == [second]
        assert rows(started_at_after="2100-01-01") == []
        file = BytesIO(b"".join(client.get(self.address(), {"export": "xlsx"})))
        cells = [
            str(cell) for row in CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python() for cell in row
        ]
        assert MASKED in cells and PHONE not in cells


class TestCallDetail(CentreCase):
    page = calls.CallDetail
    name, subject, says = "call", Call, "通话情况"


class TestLink(CentreCase):
    page = calls.CallLink
    name, subject = "call_link", Call

    def test_the_nearest_case_of_the_number_is_offered_and_a_person_confirms(self, client: Client) -> None:
        self.sign_in(client)
        case = opened(self.at, contact=ContactDetails(phone=number(0)))
        rung(0)
        assert case.number in client.get(self.address()).content.decode()
        wrong = client.post(self.address(), {"case": case.number[:-1] + "9", "expected_version": ""})
        assert wrong.status_code == 422 and "没有这件工单" in wrong.content.decode()
        assert client.post(self.address(), {"case": case.number, "expected_version": ""}).status_code == 302
        assert Call.objects.get().case == case


class TestUnlink(CentreCase):
    page = calls.CallUnlink
    name, subject = "call_unlink", Call

    def test_the_reason_is_asked(self, client: Client) -> None:
        self.sign_in(client)
        link_call(who("agent"), call=rung(0), case=opened(self.at))
        assert client.post(self.address(), {"reason": ""}).status_code == 422
        assert client.post(self.address(), {"reason": "号码相同但不是这件"}).status_code == 302
        assert Call.objects.get().case is None


class TestImport(CentreCase):
    page = calls.CallsImport
    name = "calls_import"

    def send(self, client: Client, text: str):
        file = SimpleUploadedFile("Master.csv", text.encode())
        given = {"file": file, "form": "freeswitch", "organisation": self.at.centre.pk, "expected_version": ""}
        return client.post(self.address(), given, follow=True)

    def test_a_file_comes_in_whole_once_or_not_at_all(self, client: Client) -> None:
        self.sign_in(client)
        refused = self.send(client, ROW % (PHONE, "u-1") + ROW.replace(",9,0,", ",x,0,") % (PHONE, "u-2"))
        assert refused.status_code == 422
        assert "第2行H列" in refused.content.decode()
        assert not Call.objects.exists()
        for words in ("导入通话1条，已有0条", "导入通话0条，已有1条"):
            assert words in self.send(client, ROW % (PHONE, "u-1")).content.decode()
        call = Call.objects.get()
        assert (call.started_at, call.wait_seconds) == (datetime(2026, 11, 20, 12, tzinfo=ZONE), 9)


class SeatCase(CentreCase):
    def make(self, index: int) -> None:
        holder = Account.objects.get(username="agent")
        set_extension(who("supervisor"), organisation=self.centre(), number=str(8001 + index), account=holder)

    def centre(self):
        return Account.objects.get(username="agent").posts.get().organisation


class TestExtensions(SeatCase):
    page = calls_seats.ExtensionList
    name = "extensions"


class TestNewExtension(SeatCase):
    page = calls_seats.ExtensionNew
    name = "extension_new"

    def test_an_agent_gets_a_seat_and_a_bad_number_is_told(self, client: Client) -> None:
        self.sign_in(client)
        given = {"organisation": self.at.centre.pk, "account": who("agent").account_id, "expected_version": ""}
        assert client.post(self.address(), {**given, "number": "八号"}).status_code == 422
        assert client.post(self.address(), {**given, "number": "8009"}).status_code == 302
        assert Extension.objects.get().account.username == "agent"
        assert client.post(self.address(), {**given, "number": "1", "account": account("x").pk}).status_code == 422


class TestFreeExtension(SeatCase):
    page = calls_seats.ExtensionFree
    name, subject = "extension_free", Extension

    def test_it_is_gone(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        assert client.post(self.address(), {"reason": "坐席离职"}).status_code == 302
        assert not Extension.objects.exists()


class BlockCase(CentreCase):
    def make(self, index: int) -> None:
        limited(index)

    def agreed(self) -> Block:
        self.populate(1)
        return decide_block(who("supervisor"), block=Block.objects.get(), agreed=True, decision="属实")


class TestBlocks(BlockCase):
    page = callers.BlockList
    name = "blocks"

    def test_a_limit_is_found_by_its_number(self, client: Client) -> None:
        self.sign_in(client)
        limited(7), limited(8)
        found = client.get(self.address(), {"number": PHONE}).content.decode()
        assert MASKED in found and number(8)[-4:] not in found


class TestBlock(BlockCase):
    page = callers.BlockDetail
    name, subject, says = "block", Block, "反复辱骂坐席"


class TestNewBlock(BlockCase):
    page = callers.BlockNew
    name = "block_new"

    def test_what_was_typed_is_kept_where_it_is_refused(self, client: Client) -> None:
        self.sign_in(client)
        given = {"phone": PHONE, "reason": "辱骂坐席二十次", "until": "2020-01-01", "expected_version": ""}
        refused = client.post(self.address(), given)
        assert refused.status_code == 422 and "辱骂坐席二十次" in refused.content.decode()
        until = (clock.today() + timedelta(days=9)).isoformat()
        assert client.post(self.address(), {**given, "until": until}).status_code == 302
        assert Block.objects.get().state == BlockState.PROPOSED


class TestDecide(BlockCase):
    page = callers.BlockDecide
    name, subject = "block_decide", Block

    def test_it_is_decided(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        assert client.post(self.address(), {"agreed": "", "decision": "好"}).status_code == 422
        assert client.post(self.address(), {"agreed": "true", "decision": "属实"}).status_code == 302
        assert Block.objects.get().is_in_force


class TestLift(BlockCase):
    page = callers.BlockLift
    name, subject = "block_lift", Block

    def test_it_is_lifted(self, client: Client) -> None:
        self.sign_in(client)
        self.agreed()
        assert client.post(self.address(), {"reason": "已当面劝导"}).status_code == 302
        assert not Block.objects.get().is_in_force


class TestAppeal(BlockCase):
    page = callers.AppealNew
    name, subject = "appeal_new", Block

    def test_it_is_taken_down(self, client: Client) -> None:
        self.sign_in(client)
        self.agreed()
        assert client.post(self.address(), {"text": "号码上月才换给我"}).status_code == 302
        assert Appeal.objects.get().granted is None


class TestDecideAppeal(BlockCase):
    page = callers.AppealDecide
    name, subject = "appeal_decide", Block

    def test_whoever_agreed_to_the_limit_is_refused(self, client: Client) -> None:
        self.sign_in(client)
        receive_appeal(who("agent"), block=self.agreed(), text="号码上月才换给我")
        answer = client.post(self.address(), {"agreed": "true", "decision": "查实"})
        assert answer.status_code == 422 and "批准限制的人不能决定" in answer.content.decode()
        assert Block.objects.get().is_in_force


class TestRules(CentreCase):
    page = callers.DeclineRuleList
    name = "decline_rules"

    def make(self, index: int) -> None:
        values = {"why": "emergency", "title": f"火灾{index}", "channel": "消防救援", "keywords": "着火"}
        set_decline_rule(who("supervisor"), code=f"fire{index}", values=values)

    def sign_in(self, client: Client) -> None:
        self.populate(0)
        client.force_login(Account.objects.get(username="agent"))


def test_a_unit_reaches_none_of_it(client: Client) -> None:
    at = service()
    call, block = rung(1), limited(2)
    unit = login(client, at.city)
    for address in (
        reverse("hotline:calls"),
        call.get_absolute_url(),
        block.get_absolute_url(),
        reverse("hotline:blocks"),
    ):
        assert unit.get(address).status_code == 403
    assert unit.post(reverse("hotline:block_decide", kwargs={"pk": block.pk}), {"agreed": "true"}).status_code == 403
    assert Block.objects.get().state == BlockState.PROPOSED
