"""A call at the agent's desk in a real browser: the number, what it led to before, a like case, advice taken by keys,
the draft that comes back after a crash, the dispatch, and the next call."""

from typing import Any

import pytest
from django.core.cache import cache

from shizheng.console import assets
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models import Case, DispatchRule, RuleSet
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.systems.hotline.actions.calls import set_extension, tell_call
from shizheng.systems.hotline.domain.call_events import CallEvent, Kind
from shizheng.systems.hotline.models import Call, DeskDraft
from tests.chromium import english, fits, serving, shoot, visiting
from tests.hotline.service import MATTER, Service, opened, service
from tests.platform.people import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("hotline.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]
PHONE = "138" + "0" * 7 + "7"
WORDS = "东湖路88号门前路灯三天不亮，晚上看不清路。"
KNOWN = {"Alt", "Ctrl", "Esc", "dispatcher", "light", "donghu"}


@pytest.fixture
def at(db: None) -> Service:
    cache.clear()
    found = service()
    holder = Account.objects.get(pk=found.dispatcher.account_id)
    set_extension(found.supervisor, organisation=found.centre, number="8001", account=holder)
    rules = RuleSet.objects.create(process="hotline", edition=1, state="live")
    DispatchRule.objects.create(
        ruleset=rules, number=1, title="路灯归市政", any_words="路灯", main_id=found.units[0].pk, is_on=True
    )
    return found


def ring(at: Service) -> Call:
    event = CallEvent("c1", Kind.RINGING, clock.now(), caller=PHONE, extension="8001")
    return tell_call(at.supervisor, event=event)


def signed_in(chromium: Any, url: str) -> Any:
    page = visiting(chromium, url)
    page.goto("/accounts/login/?next=/hotline/desk/")
    page.fill("[name=login]", "dispatcher")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/hotline/desk/")
    page.wait_for_load_state("networkidle")
    return page


def test_a_call_from_the_ringing_to_the_next(chromium: Any, at: Service) -> None:
    before = opened(at, contact=ContactDetails(phone=PHONE))
    with serving() as url:
        page = signed_in(chromium, url)
        assert page.evaluate("document.activeElement.name") == "phone"
        page.keyboard.press("Alt+r")
        page.wait_for_selector("#desk-state >> text=就绪")

        call = ring(at)
        page.wait_for_url(f"**/hotline/desk/?call={call.pk}")
        page.wait_for_selector("#desk-caller >> text=未办结 1")
        assert MATTER["title"] in page.inner_text("#desk-caller")
        assert PHONE not in page.content()

        page.keyboard.press("Alt+t")
        page.keyboard.type(WORDS)
        page.fill("[name=title]", "东湖路88号前路灯不亮")
        page.select_option("[name=nature]", "complaint")
        page.wait_for_selector(f"#desk-hints >> text={before.number}")
        page.wait_for_selector("[data-nth=unit-1] >> text=规则1")
        page.wait_for_selector("#kept >> text=草稿已于")
        shoot(page, "desk-typing")
        assert fits(page)
        assert english(page, KNOWN) == set()
        assert page.evaluate("document.documentElement.scrollHeight") <= 900

        page.reload()
        page.wait_for_selector("text=没有提交的内容")
        assert page.input_value("[name=text]") == WORDS
        assert page.input_value("[name=nature]") == "complaint"
        page.wait_for_selector("[data-nth=unit-1]")
        page.keyboard.press("Alt+a")
        page.wait_for_selector("#outcome-dispatch[open]")
        assert page.input_value("[name=dispatch-main]") == str(at.units[0].pk)
        shoot(page, "desk-dispatch")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".alert-success >> text=已受理并派遣")
        assert page.evaluate("document.activeElement.name") == "phone"
        assert page.input_value("[name=text]") == ""
        assert page.faults == []
    case = Case.objects.exclude(pk=before.pk).get()
    assert (case.stage, case.main_id, case.text) == ("handling", at.units[0].pk, WORDS)
    assert case.contact.phone_index == before.contact.phone_index
    assert Call.objects.get().case == case
    assert not DeskDraft.objects.exists()


def test_a_caller_who_asks_again_is_added_to_the_open_matter(chromium: Any, at: Service) -> None:
    before = opened(at, contact=ContactDetails(phone=PHONE))
    with serving() as url:
        page = signed_in(chromium, url)
        page.keyboard.type(PHONE)
        page.wait_for_selector("[data-open=supplement]")
        page.click("[data-open=supplement] >> nth=0")
        page.wait_for_selector("#outcome-supplement[open]")
        assert page.evaluate("document.activeElement.name") == "supplement-more"
        page.keyboard.type("今晚又不亮了")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(f".alert-success >> text={before.number}")
        assert page.faults == []
    assert Case.objects.count() == 1
    assert before.events.order_by("-position").first().move == "supplement"
