"""Every page of the platform for a visitor, for someone without the permission, and for someone with it."""

from importlib import import_module

import pytest
from django.conf import settings
from django.urls import reverse

from shizheng.console.pages.base import PAGES, page_id
from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.accounts.pages.own import OwnContact, OwnProfile
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.desk.pages.desk import DeskPage
from shizheng.platform.hooks.pages import subscriptions
from shizheng.platform.jobs.models import JobRun, State, TimerState
from shizheng.platform.jobs.pages.timers import TimerList
from shizheng.platform.journal.models import Entry
from shizheng.platform.measures.pages.measures import MeasureChart, MeasureDetail, MeasureList
from shizheng.platform.measures.pages.rows import MeasureRows
from shizheng.platform.notify.actions import send_notice
from shizheng.platform.notify.models import Notice
from shizheng.platform.notify.pages.notices import NoticeList
from shizheng.platform.notify.pages.short_messages import MessageList, MessageResend
from shizheng.platform.orgs.models import FormerName, Organisation
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.search.pages.search import SearchPage
from shizheng.platform.tokens.pages import tokens
from tests.console.suite import PageCase
from tests.platform.people import ROBOT, account, organisation, post, role

HOOK_PAGES = [page for page in PAGES if page.__module__ == subscriptions.__name__]
pytestmark = pytest.mark.django_db

OWN_PAGES = (OwnProfile, OwnContact)
MEASURE_PAGES = (MeasureList, MeasureDetail, MeasureChart, MeasureRows)
MESSAGE_PAGES = (MessageList, MessageResend)
TOKEN_PAGES = (tokens.OwnTokens, tokens.AllTokens, tokens.NewToken, tokens.RevokeToken)
# name, has a subject, permissions needed, what the page says
PAGES_TESTED = [
    ("orgs:list", None, ["orgs.view"], "单位A"),
    ("orgs:detail", "unit", ["orgs.view"], "单位编码"),
    ("orgs:new", None, ["orgs.manage"], "设立单位"),
    ("orgs:rename", "unit", ["orgs.view", "orgs.manage"], "启用日期"),
    ("orgs:edit", "unit", ["orgs.view", "orgs.manage"], "以便保留沿革"),
    ("orgs:move", "unit", ["orgs.view", "orgs.manage"], "新的上级单位"),
    ("orgs:close", "unit", ["orgs.view", "orgs.manage"], "最后一日"),
    ("accounts:list", None, ["accounts.view"], "用户other"),
    ("accounts:roles", None, ["accounts.view_roles"], "角色keys"),
    ("accounts:new", None, ["accounts.manage"], "用户名"),
    ("accounts:detail", "other", ["accounts.view"], "最近登录"),
    ("accounts:assign", "other", ["accounts.view", "accounts.manage"], "任职日期"),
    ("accounts:edit", "other", ["accounts.view", "accounts.manage"], "联系电话"),
    ("accounts:post", "post", ["accounts.view"], "岗位名称"),
    ("accounts:end", "post", ["accounts.view", "accounts.manage"], "全部收回"),
    ("accounts:reset", "other", ["accounts.view", "accounts.manage"], "原密码立即失效"),
    ("accounts:lock", "other", ["accounts.view", "accounts.manage"], "会话立即结束"),
    ("accounts:unlock", "other", ["accounts.view", "accounts.manage"], "启用账号"),
    ("journal:list", None, ["journal.view"], "建立账号"),
    ("jobs:list", None, ["jobs.view"], "求和"),
    ("jobs:detail", "run", ["jobs.view"], "执行次数"),
    ("jobs:retry", "run", ["jobs.view"], "重试"),
    ("jobs:pause_timer", "timer", ["jobs.manage"], "立即补一次"),
    ("jobs:resume_timer", "paused", ["jobs.manage"], "恢复"),
]


@pytest.fixture
def world():
    unit = organisation("A")
    other = account("other")
    held = post(other, unit)
    run = JobRun.objects.create(job="demo.add", label="求和", owner=other, organisation=unit, state=State.FAILED)
    timer = TimerState.objects.create(timer="t", label="任务", rhythm="每 1 分钟", next_at=clock.now())
    paused = TimerState.objects.create(timer="p", label="停", rhythm="", next_at=clock.now(), is_paused=True)
    return {"unit": unit, "other": other, "run": run, "post": held, "timer": timer, "paused": paused}


def enter(client, world, *permissions: str, scope: Scope = Scope.ALL) -> Account:
    holder = account("keys")
    post(holder, world["unit"], role("keys", **{name.replace(".", "__"): scope for name in permissions}))
    client.force_login(holder)
    return holder


def address(name: str, subject: str | None, world) -> str:
    return reverse(name, kwargs={"pk": world[subject].pk} if subject else {})


def test_every_registered_page_of_the_platform_is_tested_here():
    import_module(settings.ROOT_URLCONF)
    ours = {ident for ident in PAGES.ids() if ident.startswith("shizheng.platform.")}
    # These have cases of their own.
    several = (*TOKEN_PAGES, *OWN_PAGES, *HOOK_PAGES, *MEASURE_PAGES, *MESSAGE_PAGES)
    elsewhere = {page_id(page) for page in (NoticeList, SearchPage, DeskPage, TimerList, *several)}
    assert elsewhere < ours
    assert len(ours) == len(PAGES_TESTED) + len(elsewhere)


@pytest.mark.parametrize(
    ("name", "subject", "permissions", "words"), PAGES_TESTED, ids=[row[0] for row in PAGES_TESTED]
)
def test_visitors_log_in_strangers_are_refused_and_holders_see(client, world, name, subject, permissions, words):
    url = address(name, subject, world)
    assert client.get(url).headers["Location"].startswith("/accounts/login/?next=")
    enter(client, world, "files.view")
    assert client.get(url).status_code == 403
    Account.objects.filter(username="keys").update(username="keys2")
    enter(client, world, *permissions)
    answer = client.get(url)
    assert answer.status_code == 200
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "permission"),
    [
        ("orgs:list", "orgs.view"),
        ("accounts:list", "accounts.view"),
        ("journal:list", "journal.view"),
        ("jobs:list", "jobs.view"),
    ],
)
def test_lists_cost_the_same_for_one_row_and_twenty(client, world, name, permission, django_assert_max_num_queries):
    enter(client, world, permission)
    client.get(reverse(name))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(14) as captured:
            assert client.get(reverse(name)).status_code == 200
        counts.append(len(captured))
        for number in range(20):
            holder = account(f"more{number}{len(counts)}")
            post(holder, organisation(f"M{number}{len(counts)}", world["unit"]))
            JobRun.objects.create(job="demo.add", label="求和", owner=holder)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["orgs:detail", "accounts:detail", "jobs:detail", "accounts:lock", "orgs:rename"])
def test_rows_out_of_reach_do_not_exist(client, world, name):
    far = organisation("Z")
    subject = {"orgs": "unit", "accounts": "other", "jobs": "run"}[name.partition(":")[0]]
    permissions = ["orgs.view", "orgs.manage", "accounts.view", "accounts.manage", "jobs.view"]
    holder = account("keys")
    post(holder, far, role("keys", **{each.replace(".", "__"): Scope.SUBTREE for each in permissions}))
    client.force_login(holder)
    entries = Entry.objects.count()
    assert client.get(address(name, subject, world)).status_code == 404
    if name in {"accounts:lock", "orgs:rename"}:
        assert client.post(address(name, subject, world), {"reason": "越权", "name": "别名"}).status_code == 404
    assert Entry.objects.count() == entries
    assert Account.objects.get(username="other").is_active


def test_an_organisation_is_set_up_renamed_and_closed_in_the_browser(client, world):
    enter(client, world, "orgs.view", "orgs.manage")
    form = {"name": "新单位", "code": "A", "kind": "office", "parent": world["unit"].pk, "order": 1}
    refused = client.post(reverse("orgs:new"), form)
    assert refused.status_code == 422
    assert "已被使用" in refused.content.decode()
    assert 'value="新单位"' in refused.content.decode()
    made = client.post(reverse("orgs:new"), form | {"code": "N"})
    unit = Organisation.objects.get(code="N")
    assert made.headers["Location"] == unit.get_absolute_url()
    client.post(reverse("orgs:rename", kwargs={"pk": unit.pk}), {"name": "更新单位", "reason": "文号"})
    assert FormerName.objects.get(organisation=unit).name == "新单位"
    client.post(reverse("orgs:edit", kwargs={"pk": unit.pk}), {"short_name": "更新", "kind": "office", "order": 3})
    top = organisation("T")
    refused = client.post(reverse("orgs:move", kwargs={"pk": top.pk}), {"parent": top.pk, "reason": "误"})
    assert "自己或它的下级" in refused.content.decode()
    client.post(reverse("orgs:move", kwargs={"pk": unit.pk}), {"parent": top.pk, "reason": "改革"})
    unit.refresh_from_db()
    assert (unit.short_name, unit.parent, unit.path.startswith(top.path)) == ("更新", top, True)
    client.post(reverse("orgs:close", kwargs={"pk": unit.pk}), {"last_day": "2026-12-31", "reason": "合并"})
    page = client.get(unit.get_absolute_url()).content.decode()
    assert all(words in page for words in ("更新单位", "新单位", "2026年12月31日", "操作经过", "合并"))


def test_an_account_is_made_given_a_post_and_locked_in_the_browser(client, world):
    enter(client, world, "accounts.view", "accounts.manage", "accounts.view_roles", "orgs.view")
    page = client.post(reverse("accounts:new"), {"username": "zhao", "name": "赵"}, follow=True)
    assert "只显示这一次" in page.content.decode()
    made = Account.objects.get(username="zhao")
    assert made.must_change
    small = role("small", orgs__view=Scope.ALL)
    form = {"organisation": world["unit"].pk, "title": "经办", "roles": [small.pk], "valid_from": "2026-01-01"}
    client.post(reverse("accounts:assign", kwargs={"pk": made.pk}), form)
    assert actor_for(made).may("orgs.view")
    strong = role("strong", orgs__manage=Scope.ALL)
    refused = client.post(reverse("accounts:assign", kwargs={"pk": made.pk}), form | {"roles": [strong.pk]})
    assert refused.status_code == 422
    assert not actor_for(made).may("orgs.manage")
    ended = made.posts.get()
    client.post(reverse("accounts:end", kwargs={"pk": ended.pk}), {"last_day": "2026-02-01", "reason": "调离"})
    assert not actor_for(made).may("orgs.view")
    page = client.post(reverse("accounts:reset", kwargs={"pk": made.pk}), {"reason": "遗忘"}, follow=True)
    assert "只显示这一次" in page.content.decode()
    client.post(reverse("accounts:edit", kwargs={"pk": made.pk}), {"name": "赵经办", "email": "zhao@example.org"})
    client.post(reverse("accounts:lock", kwargs={"pk": made.pk}), {"reason": "离职"})
    made.refresh_from_db()
    assert (made.is_active, made.name, made.email) == (False, "赵经办", "zhao@example.org")


def test_ones_own_notices_are_listed_counted_and_marked(client, world):
    assert client.get(reverse("notify:list")).status_code == 302
    holder = enter(client, world)
    send_notice(ROBOT, recipients=[holder, world["other"]], title="请审核预算公开", link="/system/jobs/")
    page = client.get(reverse("notify:list")).content.decode()
    assert page.count("请审核预算公开") >= 1
    own = Notice.objects.get(recipient=holder)
    foreign = Notice.objects.get(recipient=world["other"])
    client.post(reverse("notify:list"), {"intent": "read", "selected": [own.pk, foreign.pk]})
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.read_at is None, foreign.read_at is None) == (False, True)


def test_the_menu_shows_what_may_be_used(client, world):
    enter(client, world, "orgs.view", "journal.view")
    page = client.get(reverse("orgs:list")).content.decode()
    assert reverse("journal:list") in page
    assert reverse("accounts:list") not in page


class TestNoticeList(PageCase):
    """Anybody who is logged in has notices, and sees only their own."""

    page = NoticeList

    def address(self) -> str:
        return "/messages/"

    def populate(self, count: int) -> None:
        holder = Account.objects.filter(username="holder").first() or account("holder")
        for number in range(count):
            send_notice(ROBOT, recipients=[holder], title=f"通知{number}", link="/system/jobs/")

    def sign_in(self, client) -> None:
        client.force_login(Account.objects.filter(username="holder").first() or account("holder"))

    def sign_in_forbidden(self, client) -> None:
        client.force_login(account("stranger"))
