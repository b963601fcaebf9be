"""Callback: by link once, by telephone until reached; closed, handled again, or told clearly that it is over."""

from datetime import timedelta

import pytest
from django.test import Client

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models import Case, EventRow
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.notify.models import ShortMessage
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.callbacks import LinkOverError, call_back, evaluate
from shizheng.systems.hotline.domain.callback import AGAIN, Evaluation, Outcome
from shizheng.systems.hotline.models import Attempt, Invitation
from shizheng.systems.hotline.pages import callbacks, public_evaluation
from shizheng.systems.hotline.queries.callbacks import due, invitation, satisfaction, waiting
from shizheng.systems.hotline.queries.web import citizen
from tests.console.suite import PageCase, whole
from tests.hotline.citizens import CALLER, PHONE, city, replied, token_sent
from tests.hotline.service import REPLY, moved, opened
from tests.platform.people import account

pytestmark = pytest.mark.django_db
HAPPY, UNHAPPY = Evaluation(True, "5"), Evaluation(False, "2", "还是不亮")
FORM = {"contacted": "true", "solved": "true", "satisfaction": "5", "why": ""}


def said(token: str, what: Evaluation):
    return evaluate(citizen("203.0.113.5"), found=invitation(token), said=what)


def stage(case: Case) -> str:
    return Case.objects.get(pk=case.pk).stage


def called(at, case: Case, outcome: Outcome = Outcome.NO_ANSWER, **more):
    version = Case.objects.get(pk=case.pk).version
    return call_back(at.agent, case=case, outcome=outcome, expected_version=version, **more)


def test_a_link_goes_out_sealed_and_closes_the_matter_once() -> None:
    at = city()
    case, token = replied(at), token_sent()
    row = ShortMessage.objects.get()
    assert row.organisation_id == at.centre.pk and PHONE not in row.phone.token and token not in row.text.token
    assert not Invitation.objects.filter(digest__contains=token).exists()
    assert said(token, HAPPY).move == "close"
    assert stage(case) == "closed"
    with pytest.raises(LinkOverError, match="已经通过这个链接评价过"):
        said(token, UNHAPPY)
    assert (stage(case), Attempt.objects.count()) == ("closed", 1)


def test_nobody_is_written_to_without_a_number_or_against_their_wish() -> None:
    at = city()
    replied(at, ContactDetails(name="钱明"))
    case = opened(at, contact=CALLER, answers={**opened_matter(), "call_back": False})
    moved(at.agent, case, "answer", public_reply="请到政务大厅办理")
    assert not ShortMessage.objects.exists()


def opened_matter() -> dict[str, object]:
    from tests.hotline.service import MATTER

    return dict(MATTER)


@pytest.mark.parametrize(("rule", "after"), [("rework", "handling"), ("call", "callback")])
def test_the_unhappy_are_heard_as_the_city_has_it(rule: str, after: str) -> None:
    at = city(unhappy=rule)
    case, token = replied(at), token_sent()
    said(token, UNHAPPY)
    assert stage(case) == after
    attempt = Attempt.objects.get()
    assert (attempt.solved, attempt.satisfaction, attempt.note, attempt.account_id) == (False, "2", "还是不亮", None)


def test_what_nobody_handled_is_not_reworked_but_called_about() -> None:
    at = city()
    case = opened(at, contact=CALLER)
    moved(at.agent, case, "answer", public_reply="请到政务大厅办理")
    said(token_sent(), UNHAPPY)
    assert stage(case) == "callback"
    assert waiting(at.agent).get().said == "2"


def test_a_link_that_expired_or_belongs_to_an_earlier_round_changes_nothing() -> None:
    at = city()
    case, token = replied(at), token_sent()
    with clock.frozen(clock.now() + timedelta(days=8)), pytest.raises(LinkOverError, match="过期"):
        said(token, HAPPY)
    called(at, case, Outcome.REACHED, said=UNHAPPY, rework=True, reason="灯仍不亮")
    moved(at.city, case, "reply", **REPLY)
    moved(at.dispatcher, case, "review")
    assert stage(case) == "callback"
    events = EventRow.objects.count()
    with pytest.raises(LinkOverError, match="已有变化"):
        said(token, HAPPY)
    assert EventRow.objects.count() == events
    assert said(token_sent(), HAPPY).move == "close"
    counted = satisfaction(clock.now() - timedelta(days=1))
    assert (counted.first, counted.first_satisfied, counted.repeated, counted.repeated_satisfied) == (1, 0, 1, 1)


def test_three_calls_without_an_answer_close_as_not_reached() -> None:
    at = city()
    case = replied(at)
    called(at, case)
    assert stage(case) == "callback"
    assert not due(waiting(at.agent), clock.now()).exists()
    assert due(waiting(at.agent), clock.now() + AGAIN + timedelta(minutes=1)).exists()
    called(at, case)
    assert called(at, case).move == "close"
    marks = dict(Case.objects.get(pk=case.pk).marks.filter(move="close").values_list("ask", "value"))
    assert marks == {"contacted": "no_answer"}
    with pytest.raises(ShizhengError, match="已不在待回访"):
        called(at, case)


def test_what_must_be_said_is_asked_for_and_a_unit_may_not_judge_itself() -> None:
    at = city()
    case = replied(at)
    with pytest.raises(InvalidInputError):
        called(at, case, Outcome.REACHED)
    with pytest.raises(InvalidInputError):
        called(at, case, Outcome.REACHED, said=UNHAPPY, rework=True)
    with pytest.raises(DeniedError):
        call_back(at.city, case=case, outcome=Outcome.REFUSED, expected_version=case.version)
    assert (stage(case), Attempt.objects.count()) == ("callback", 0)


class CallbackCase(PageCase):
    def populate(self, count: int) -> None:
        if not Account.objects.filter(username="agent").exists():
            self.at = city()
        for _ in range(count):
            called(self.at, replied(self.at))

    def sign_in(self, client: Client) -> None:
        self.populate(0)
        client.force_login(Account.objects.get(username="agent"))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("nobody"))


class TestList(CallbackCase):
    page = callbacks.CallbackList

    def address(self) -> str:
        return "/hotline/callbacks/"

    def test_filters(self, client: Client) -> None:
        self.sign_in(client)
        self.populate(1)
        replied(self.at)
        for when, count in (("", 2), ("now", 1), ("unhappy", 0)):
            assert len(client.get(self.address(), {"when": when}).context["table"].page.object_list.data) == count


class TestPage(CallbackCase):
    page = callbacks.CallbackPage

    def address(self) -> str:
        return f"/hotline/callbacks/{Case.objects.earliest('pk').pk}/"

    def test_the_number_is_masked_and_the_result_is_kept(self, client: Client) -> None:
        self.sign_in(client)
        case = replied(self.at)
        page = whole(client.get(self.address()))
        assert PHONE not in page and f"{PHONE[:3]}****" in page and "路灯已修复" in page and "您好，这里是" in page
        form = {"outcome": "reached", "solved": "true", "satisfaction": "4", "decision": "close"}
        stale = client.post(self.address(), {**form, "expected_version": "1"})
        assert stale.status_code == 409
        missing = client.post(
            self.address(), {"outcome": "reached", "decision": "close", "expected_version": case.version}
        )
        assert missing.status_code == 422 and "请选择满意度" in whole(missing)
        assert client.post(self.address(), {**form, "expected_version": case.version}).status_code == 302
        assert stage(case) == "closed"


class TestEvaluate(CallbackCase):
    page = public_evaluation.EvaluatePage

    def populate(self, count: int) -> None:
        if not Account.objects.filter(username="agent").exists():
            self.at = city()
        for _ in range(count):
            replied(self.at)

    def address(self) -> str:
        return f"/12345/c/{token_sent()}/"

    def test_post_once_then_clear_words(self, client: Client) -> None:
        self.populate(1)
        address = self.address()
        unsaid = client.post(address, {"contacted": "true", "solved": "false", "satisfaction": "1"})
        assert unsaid.status_code == 422 and "请说明原因" in whole(unsaid)
        assert "已经办结" in whole(client.post(address, FORM))
        assert "已经通过这个链接评价过" in whole(client.get(address))
        assert client.post(address, FORM).status_code == 422
        assert "链接无效" in whole(client.get("/12345/c/nosuchtoken/"))
        assert Attempt.objects.count() == 1
