"""The agent's desk: every ending of a call in one action, drafts kept, nothing typed is lost, and its fragments."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from shizheng.engines.cases.models import Case, Contact, EventRow, MarkRow
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.journal.models import Entry
from shizheng.systems.hotline.actions.callers import decide_block, propose_block, set_decline_rule
from shizheng.systems.hotline.actions.calls import enter_state, set_extension, tell_call
from shizheng.systems.hotline.actions.knowledge import publish_article, write_article
from shizheng.systems.hotline.domain.call_events import CallEvent, Kind
from shizheng.systems.hotline.domain.calls import AgentState
from shizheng.systems.hotline.domain.knowledge import Text
from shizheng.systems.hotline.models import AgentSpan, Article, Call, DeskDraft, Unanswered
from shizheng.systems.hotline.pages import desk, desk_parts
from tests.console.suite import PageCase
from tests.hotline.service import MATTER, Service, handled, login, opened, person, service
from tests.platform.people import ROBOT, account

pytestmark = pytest.mark.django_db
PHONE = "138" + "0" * 7 + "7"
TYPED = {**MATTER, "call_back": "true", "phone": PHONE, "name": "张三"}
DESK = "/hotline/desk/"


@pytest.fixture
def at() -> Service:
    return service()


@pytest.fixture
def agent(at: Service) -> Client:
    return login(Client(), at.agent)


@pytest.fixture
def both(at: Service) -> Client:
    """One who may take matters in and dispatch them."""
    return login(Client(), at.dispatcher)


def end(client: Client, outcome: str, **more):
    return client.post(DESK, {**TYPED, "submission": "s" * 32, "outcome": outcome, **more})


def rung(at: Service, number: str = PHONE) -> Call:
    who = Account.objects.get(pk=at.agent.account_id)
    set_extension(at.supervisor, organisation=at.centre, number="8001", account=who)
    event = CallEvent("c1", Kind.RINGING, clock.now(), caller=number, extension="8001")
    return tell_call(at.supervisor, event=event)


def test_a_matter_is_taken_in_with_its_caller_sealed(agent: Client) -> None:
    answer = end(agent, "register", confidential="on")
    assert answer["Location"] == DESK
    case = Case.objects.get()
    assert (case.stage, case.title) == ("dispatching", MATTER["title"])
    assert str(case.contact.phone) == f"{PHONE[:3]}****{PHONE[-4:]}"
    assert case.contact.confidential
    assert f"工单{case.number}" in agent.get(DESK).content.decode()


def test_a_second_submission_takes_nothing_in_again(agent: Client) -> None:
    for _ in range(2):
        assert end(agent, "register").status_code == 302
    assert (Case.objects.count(), Contact.objects.count()) == (1, 1)


def test_dispatching_is_one_action_that_happens_whole_or_not_at_all(at: Service, both: Client) -> None:
    refused = end(both, "dispatch", **{"dispatch-main": ""})
    assert refused.status_code == 422
    assert not Case.objects.exists()
    taken = end(both, "dispatch", **{"dispatch-main": at.units[0].pk, "dispatch-co": [at.units[1].pk]})
    assert taken.status_code == 302
    case = Case.objects.get()
    assert (case.stage, case.main_id) == ("handling", at.units[0].pk)
    assert list(EventRow.objects.order_by("position").values_list("move", flat=True)) == ["register", "dispatch"]


def test_an_agent_who_may_not_dispatch_leaves_nothing_behind(at: Service, agent: Client) -> None:
    assert "受理并派遣" not in agent.get(DESK).content.decode()
    answer = end(agent, "dispatch", **{"dispatch-main": at.units[0].pk})
    assert answer.status_code == 422
    assert "没有“派遣工单”权限" in answer.content.decode()
    assert (Case.objects.count(), Contact.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("outcome", "more", "stage"),
    [
        ("answer", {"answer-public_reply": "周一至周五办理"}, "callback"),
        ("decline", {"decline-why": "emergency", "decline-reason": "请拨打119"}, "declined"),
    ],
)
def test_a_call_is_answered_or_declined_at_once(agent: Client, outcome: str, more: dict, stage: str) -> None:
    assert end(agent, outcome, **more).status_code == 302
    assert Case.objects.get().stage == stage


def test_a_duplicate_is_merged_into_the_open_matter(at: Service, both: Client) -> None:
    parent = handled(at)
    assert end(both, "merge", **{"merge-parent": parent.number}).status_code == 302
    assert Case.objects.exclude(pk=parent.pk).get().parent == parent


@pytest.mark.parametrize(("outcome", "move"), [("supplement", "supplement"), ("ask_after", "ask_after")])
def test_a_caller_adds_to_an_open_matter_or_asks_how_far_it_is(at: Service, agent: Client, outcome, move) -> None:
    case = handled(at)
    answer = end(agent, outcome, **{f"{outcome}-case": case.number, f"{outcome}-more": "今晚又不亮"})
    assert answer.status_code == 302
    assert Case.objects.count() == 1
    event = case.events.order_by("-position").first()
    assert (event.move, event.event.body.answers["more"]) == (move, "今晚又不亮")
    assert MarkRow.objects.filter(case=case, move=move).count() == 1


def test_what_a_caller_adds_may_stand_where_the_matter_is_typed(at: Service, agent: Client) -> None:
    case = handled(at)
    end(agent, "supplement", text="还缺一个井盖", **{"supplement-case": case.number})
    assert case.events.order_by("-position").first().event.body.answers["more"] == "还缺一个井盖"


def test_a_wrong_number_adds_to_nothing(at: Service, agent: Client) -> None:
    case = handled(at)
    wrong = f"{case.number[:8]}{case.pk + 1:08d}"
    answer = end(agent, "supplement", **{"supplement-case": wrong, "supplement-more": "还在"})
    assert answer.status_code == 422
    assert "没有这件工单" in answer.content.decode()
    assert case.events.count() == 2


def test_nothing_typed_is_lost_on_an_error(at: Service, both: Client) -> None:
    typed = {"title": "", "identity": "33010", "dispatch-note": "请尽快", "place": "东湖路1号", "area": "donghu"}
    answer = end(both, "dispatch", **typed, **{"dispatch-main": at.units[0].pk, "decline-reason": "备用"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for kept in (PHONE, "张三", "33010", "请尽快", "东湖路1号", "备用", MATTER["text"]):
        assert kept in page
    assert "您填写的内容都已保留" in page
    assert '<option value="donghu" selected>' in page
    assert "标题：" in page
    assert not Case.objects.exists()


def test_an_anonymous_caller_is_not_written_down_even_by_a_call(at: Service, agent: Client) -> None:
    call = rung(at)
    end(agent, "register", anonymous="on", call=call.pk)
    case = Case.objects.get()
    assert (str(case.contact.phone), str(case.contact.name)) == ("", "")
    assert Call.objects.get().case == case


def test_a_call_gives_its_number_and_is_linked(at: Service, agent: Client) -> None:
    enter_state(at.agent, state=AgentState.WRAPPING)
    call = rung(at)
    page = agent.get(DESK).content.decode()
    assert f"{PHONE[:3]}****{PHONE[-4:]}" in page
    assert PHONE not in page
    end(agent, "register", phone="", call=call.pk)
    case = Case.objects.get()
    assert Contact.objects.filter(phone_index=call.caller_index).get() == case.contact
    assert Call.objects.get().case == case
    assert AgentSpan.objects.open_of(at.agent.account_id).state == AgentState.READY
    assert "不填写号码时" not in agent.get(DESK).content.decode()


def test_another_agent_s_call_is_not_taken(at: Service, both: Client) -> None:
    call = rung(at)
    end(both, "register", call=call.pk)
    assert Case.objects.count() == 1
    assert Call.objects.get().case is None


def test_a_draft_is_kept_sealed_restored_and_gone_once_submitted(at: Service, agent: Client) -> None:
    kept = agent.post(
        f"{DESK}draft/", {**TYPED, "submission": "k" * 32, "title": "井盖松动", "dispatch-co": ["1", "2"]}
    )
    assert "草稿已于" in kept.content.decode()
    row = DeskDraft.objects.get()
    assert "井盖" not in str(row.content) and PHONE not in row.content.token
    page = agent.get(DESK).content.decode()
    assert "没有提交的内容" in page and 'value="井盖松动"' in page and "k" * 32 in page and PHONE in page
    assert "井盖松动" not in login(Client(), at.dispatcher).get(DESK).content.decode()
    assert Entry.objects.filter(action="hotline.restore_draft").count() == 1
    end(agent, "register")
    assert not DeskDraft.objects.exists()


def test_a_draft_can_be_given_up_and_an_empty_desk_makes_none(agent: Client) -> None:
    agent.post(f"{DESK}draft/", {"submission": "k" * 32, "channel": "phone", "urgency": "ordinary"})
    assert not DeskDraft.objects.exists()
    agent.post(f"{DESK}draft/", {**TYPED, "submission": "k"})
    assert agent.post(f"{DESK}draft/", {"discard": "1"}).status_code == 302
    assert not DeskDraft.objects.exists()


def test_drafts_of_two_calls_stand_apart(at: Service, agent: Client) -> None:
    call = rung(at)
    agent.post(f"{DESK}draft/", {**TYPED, "title": "先前的", "submission": "a"})
    agent.post(f"{DESK}draft/", {**TYPED, "title": "来电的", "submission": "b", "call": call.pk})
    page = agent.get(DESK).content.decode()
    assert 'value="来电的"' in page and "未提交的草稿" in page
    assert 'value="先前的"' in agent.get(f"{DESK}?call=0").content.decode()


def test_a_limited_number_is_shown_with_its_reason(at: Service, agent: Client) -> None:
    until = clock.today() + timedelta(days=9)
    block = propose_block(at.agent, phone=PHONE, reason="反复辱骂坐席", until=until)
    decide_block(at.supervisor, block=block, agreed=True, decision="属实")
    page = agent.post(f"{DESK}caller/", {"phone": PHONE}).content.decode()
    assert "限制来电" in page and "反复辱骂坐席" in page
    assert end(agent, "register").status_code == 302


def test_history_is_shown_without_the_number(at: Service, agent: Client) -> None:
    end(agent, "register")
    page = agent.post(f"{DESK}caller/", {"phone": PHONE}).content.decode()
    assert MATTER["title"] in page and Case.objects.get().number in page
    assert PHONE not in page


def test_a_search_in_vain_is_remembered_when_the_agent_says_so(agent: Client) -> None:
    assert "没有找到" in agent.post(f"{DESK}knowledge/", {"words": "养犬登记"}).content.decode()
    assert not Unanswered.objects.exists()
    assert "已记入知识缺口" in agent.post(f"{DESK}knowledge/", {"words": "养犬登记", "gap": "1"}).content.decode()
    assert Unanswered.objects.get().words == "养犬登记"


def test_an_answer_that_was_used_is_counted_once_the_call_is_done(at: Service, agent: Client) -> None:
    text = Text("路灯报修", "拨打热线登记", "规定")
    review = clock.today() + timedelta(30)
    article = write_article(ROBOT, organisation=at.centre, text=text, review_by=review)
    version = publish_article(ROBOT, article=article)
    assert "拨打热线登记" in agent.post(f"{DESK}knowledge/", {"words": "路灯"}).content.decode()
    more = {"answer-public_reply": "拨打热线登记", "used": [version.pk]}
    end(agent, "answer", **{**more, "title": ""})
    assert Article.objects.get().uses == 0
    end(agent, "answer", **more)
    assert Article.objects.get().uses == 1


def test_hints_tell_like_cases_limits_and_what_is_not_accepted(at: Service, agent: Client) -> None:
    opened(at)
    values = {"why": "emergency", "title": "火灾", "channel": "消防救援", "telephone": "119", "keywords": "着火、起火"}
    set_decline_rule(at.supervisor, code="fire", values=values)
    page = agent.post(f"{DESK}hints/", {**TYPED, "text": "路灯着火，夜间无照明"}).content.decode()
    assert "请拨打119" in page and MATTER["title"] in page and "办理时限5个工作日" in page
    assert "补充到此件" in page and "合并到此件" not in page
    assert "填写诉求后" in agent.post(f"{DESK}hints/", {}).content.decode()


def test_the_state_is_one_key_away_and_told(at: Service, agent: Client) -> None:
    agent.post(f"{DESK}state/", {"state": "ready"})
    agent.post(f"{DESK}state/", {"state": "nonsense"})
    assert AgentSpan.objects.get().state == "ready"
    assert "就绪" in agent.get(f"{DESK}state/").content.decode()
    agent.post(f"{DESK}state/", {"state": "away"})
    assert AgentSpan.objects.get().until is not None


def test_script_in_what_is_typed_is_shown_as_text(agent: Client) -> None:
    bad = "<script>alert(1)</script>"
    page = end(agent, "register", title=bad, text=bad, name=bad, channel="").content.decode()
    assert bad not in page and "&lt;script&gt;" in page


class DeskCase(PageCase):
    """More rows are more matters of the number that is looked up."""

    name = ""

    def address(self) -> str:
        return reverse(f"hotline:{self.name}")

    def populate(self, count: int) -> None:
        if not Account.objects.filter(username="agent").exists():
            self.at = service()
        agent = actor_for(Account.objects.get(username="agent"))
        for number in range(count):
            event = CallEvent(f"c{Call.objects.count()}", Kind.RINGING, clock.now(), caller=PHONE, extension="")
            tell_call(actor_for(Account.objects.get(username="supervisor")), event=event)
            DeskDraft.objects.keep(agent, Call.objects.order_by("-pk").first(), {"title": [f"标题{number}"]})

    def sign_in(self, client: Client) -> None:
        self.populate(0)
        client.force_login(Account.objects.get(username="agent"))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("nobody"))


class TestDesk(DeskCase):
    page = desk.DeskPage
    name = "desk"


class PartCase(DeskCase):
    """A fragment of the desk says what it is about without a heading."""

    says = ""

    def test_allowed_sees_the_page(self, client: Client) -> None:
        self.sign_in(client)
        answer = client.get(self.address())
        assert answer.status_code == 200 and self.says in answer.content.decode()


class TestCaller(PartCase):
    page = desk_parts.CallerPart
    name, says = "desk_caller", "输入或接入号码后"


class TestHints(PartCase):
    page = desk_parts.HintsPart
    name, says = "desk_hints", "填写诉求后"


class TestKnowledge(PartCase):
    page = desk_parts.KnowledgePart
    name, says = "desk_knowledge", ""


class TestDraft(PartCase):
    page = desk_parts.DraftPart
    name, says = "desk_draft", "坐席草稿"


class TestCall(PartCase):
    page = desk_parts.CallPart
    name, says = "desk_call", ""


class TestState(PartCase):
    page = desk_parts.StatePart
    name, says = "desk_state", "未签入"


def test_a_unit_has_no_desk(at: Service) -> None:
    unit = login(Client(), at.city)
    assert unit.get(DESK).status_code == 403
    assert end(unit, "register").status_code == 403
    assert unit.post(f"{DESK}caller/", {"phone": PHONE}).status_code == 403
    assert not Case.objects.exists()


def test_the_desk_asks_a_constant_number_of_statements(at: Service, django_assert_max_num_queries) -> None:
    person("second", at.centre, "hotline-agent")
    client = login(Client(), at.agent)
    client.get(DESK)
    with django_assert_max_num_queries(24):
        client.get(DESK)
    for _ in range(9):
        end(client, "register", submission=clock.now().isoformat()[-32:])
    with django_assert_max_num_queries(14):
        client.post(f"{DESK}caller/", {"phone": PHONE})
