"""A day at the hotline in a real browser: the call, its dispatch, the unit's signing and reply, the review, a late
matter urged, the caller's word by the link of the message, the publication, and what everybody reads in the end."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from shizheng.console import assets
from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.actions.quality import keep_template
from shizheng.systems.hotline.models import Attempt, Publication
from tests.chromium import SIZES, english, fits, serving, visiting
from tests.hotline.citizens import PHONE, city, token_sent
from tests.hotline.service import MATTER, Service, handled
from tests.platform.people import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif("hotline.js" not in assets.manifest(), reason="没有构建前端资源，请先运行 make assets"),
]
CALLER = "赵建国"
TITLE = "东湖路88号前路灯不亮"
WORDS = f"东湖路88号门前路灯三天不亮，晚上看不清路。诉求人{CALLER}，盼尽快修好。"
TEMPLATE = "您反映的“{标题}”收悉，我单位高度重视，将于下周安排，请您耐心等待。"
REPLY = "您反映的东湖路路灯不亮问题，经现场查看为线路老化，已于当日更换线缆，路灯已恢复照明。"
OLD = "西门桥栏杆松动"
KNOWN = {"Alt", "Ctrl", "Esc", "agent", "dispatcher", "supervisor", "cityunit", "light", "donghu"}


@pytest.fixture
def at(db: None) -> Service:
    """With a reply template of the unit, and a matter that lies there since two months ago."""
    cache.clear()
    found = city()
    keep_template(found.city, name="收悉", text=TEMPLATE)
    with clock.frozen(clock.now() - timedelta(days=60)):
        handled(found, answers={**MATTER, "title": OLD})
    return found


class People:
    """Who sits before a browser of their own, each logged in once."""

    def __init__(self, chromium: Any, url: str) -> None:
        self.chromium, self.url = chromium, url
        self.pages: dict[str, Any] = {}

    def at(self, who: Actor, path: str) -> Any:
        name = Account.objects.get(pk=who.account_id).username
        page = self.pages.get(name)
        if page is not None:
            page.goto(path)
            return page
        page = self.pages[name] = visiting(self.chromium, self.url)
        page.goto(f"/accounts/login/?next={path}")
        page.fill("[name=login]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{path}")
        return page

    def citizen(self, path: str) -> Any:
        page = self.pages.setdefault("citizen", visiting(self.chromium, self.url, "phone"))
        page.goto(path)
        return page


@pytest.fixture
def people(chromium: Any, at: Service) -> Iterator[People]:
    with serving() as url:
        found = People(chromium, url)
        yield found
        for page in found.pages.values():
            page.context.close()
        assert {name: page.faults for name, page in found.pages.items() if page.faults} == {}


def look(page: Any, name: str) -> None:
    """At both sizes: in Chinese, nothing wider than the screen; pictures where somebody asked for some."""
    page.wait_for_load_state("networkidle")
    assert english(page, KNOWN) == set(), name
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(150)  # charts draw themselves anew a frame after the window has changed
        assert fits(page), f"{name} at {width}"
        if folder := os.environ.get("SHIZHENG_SHOTS"):
            heard = list(page.faults)
            page.screenshot(path=Path(folder) / f"day-{name}-{size}.png", full_page=True)
            page.faults[:] = heard  # the driver hides the caret by a style that the policy refuses
    width, height = SIZES[page.size]
    page.set_viewport_size({"width": width, "height": height})


def move(page: Any, label: str) -> None:
    """The button of a move, from the case's page to its form."""
    page.click(f".buttons a:text-is('{label}')")
    page.wait_for_selector(f".bar button:text-is('{label}')")


def done(page: Any, label: str, said: str = "") -> None:
    page.click(f".bar button:text-is('{label}')")
    page.wait_for_selector(f".alert-success >> text={said or '已' + label}")


def take_call(people: People, at: Service) -> Case:
    page = people.at(at.agent, "/hotline/desk/")
    page.wait_for_load_state("networkidle")
    page.keyboard.type(PHONE)
    page.fill("[name=name]", CALLER)
    page.fill("[name=text]", WORDS)
    page.fill("[name=title]", TITLE)
    page.fill("[name=place]", "东湖路88号")
    page.select_option("[name=nature]", "complaint")
    look(page, "1-desk")
    page.keyboard.press("Alt+1")
    page.wait_for_selector(".alert-success >> text=已受理")
    return Case.objects.get(title=TITLE)


def dispatch(people: People, at: Service, case: Case) -> None:
    page = people.at(at.dispatcher, f"/cases/{case.pk}/")
    look(page, "2-case")
    move(page, "派遣")
    page.select_option("[name=main]", str(at.units[0].pk))
    look(page, "3-dispatch")
    done(page, "派遣")


def sign_and_reply(people: People, at: Service, case: Case) -> None:
    page = people.at(at.city, "/hotline/work/")
    look(page, "4-workbench")
    assert OLD in page.inner_text("#results") and TITLE in page.inner_text("#results")
    page.check(f"tr:has-text('{TITLE}') [data-select]")
    page.click("#bulk button[value=sign]")
    page.wait_for_selector(".alert-success >> text=签收")
    page.goto("/hotline/work/?box=handle")
    page.click(f"tr:has-text('{TITLE}') td:has-text('{TITLE}')")
    page.wait_for_url(f"**/cases/{case.pk}/")
    move(page, "办结回复")
    for name in ("is_true", "solved"):
        page.select_option(f"[name={name}]", "true")
    page.select_option("[name=is_beyond]", "false")
    page.fill("[name=result]", "现场更换线缆12米，恢复照明")
    page.click(".reply-helper button:text-is('收悉')")
    page.wait_for_selector(".reply-helper >> text=答复却说")
    assert TITLE in page.input_value("[name=public_reply]")
    look(page, "5-reply")
    page.fill("[name=public_reply]", REPLY)
    page.locator("[name=public_reply]").blur()
    page.wait_for_selector(".reply-helper >> text=没有发现问题")
    done(page, "办结回复")


def review(people: People, at: Service, case: Case) -> None:
    page = people.at(at.dispatcher, f"/cases/{case.pk}/")
    move(page, "审核通过")
    assert "没有发现问题" in page.inner_text("main")
    look(page, "6-review")
    done(page, "审核通过")


def urge(people: People, at: Service) -> None:
    page = people.at(at.supervisor, "/hotline/board/")
    look(page, "7-board")
    page.click("a[href='/hotline/board/late/']")
    page.wait_for_url("**/hotline/board/late/")
    assert TITLE not in page.inner_text("#results")
    page.check(f"tr:has-text('{OLD}') [data-select]")
    look(page, "8-late")
    page.click("#bulk button[value=urge]")
    page.fill("[name=reason]", "已逾期，请今日答复")
    look(page, "9-urge")
    done(page, "催办", "催办")


def say_how_it_was(people: People) -> None:
    page = people.citizen(f"/12345/c/{token_sent()}/")
    assert REPLY in page.inner_text("body") and PHONE not in page.content()
    for name, value in (("contacted", "true"), ("solved", "true"), ("satisfaction", "5")):
        page.check(f"[name={name}][value='{value}']")
    look(page, "10-evaluate")
    page.click("text=提交评价")
    page.wait_for_selector("[role=status] >> text=已经办结")
    look(page, "11-thanks")


def make_public(people: People, at: Service) -> None:
    page = people.at(at.dispatcher, "/hotline/publications/proposable/")
    page.check(f"tr:has-text('{TITLE}') [data-select]")
    look(page, "12-proposable")
    page.click("#bulk button[value=propose]")
    page.wait_for_selector(".alert-success")
    page = people.at(at.supervisor, "/hotline/publications/")
    look(page, "13-publications")
    page.click("tr[data-href] td:has-text('路灯不亮')")
    page.wait_for_url("**/hotline/publications/*/")
    look(page, "14-publication")
    page.click(".buttons a:text-is('公开')")
    page.wait_for_selector("#dialog[open] form")
    look(page, "15-publish")
    page.click("#dialog .bar button")
    page.wait_for_selector(".badge >> text=已公开")


def read_by_everybody(people: People) -> None:
    page = people.citizen("/12345/published/")
    page.fill("[name=q]", "路灯")
    page.click("text=查询 >> nth=-1")
    page.wait_for_selector(".c-list li")
    look(page, "16-published")
    page.click(".c-list a")
    page.wait_for_url("**/12345/published/*/")
    words = page.inner_text("main")
    assert "已恢复照明" in words and "非常满意" in words
    assert CALLER not in words and PHONE not in page.content()
    look(page, "17-matter")


def test_from_the_call_to_what_everybody_reads(people: People, at: Service) -> None:
    case = take_call(people, at)
    assert (case.stage, case.contact.phone_index != "") == ("dispatching", True)
    dispatch(people, at, case)
    sign_and_reply(people, at, case)
    review(people, at, case)
    urge(people, at)
    late = Case.objects.get(title=OLD)
    assert (late.stage, list(late.events.values_list("move", flat=True).order_by("-position")[:1])) == (
        "handling",
        ["urge"],
    )
    say_how_it_was(people)
    assert Case.objects.get(pk=case.pk).stage == "closed" and Attempt.objects.get().satisfaction == "5"
    make_public(people, at)
    assert Publication.objects.public().get().case_id == case.pk
    read_by_everybody(people)
