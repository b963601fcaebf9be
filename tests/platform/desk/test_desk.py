"""The first page: boxes in order, nobody else's work, panels only for who may see them."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.desk.domain.boxes import Box, WorkItem, in_order
from shizheng.platform.desk.pages.desk import DeskPage
from shizheng.platform.desk.queries import lying_in, waiting
from shizheng.platform.notify.actions import send_notice
from shizheng.platform.notify.models import Kind
from shizheng.platform.policy.domain.scope import Scope
from tests.console.suite import PageCase
from tests.platform.people import ROBOT, account, organisation, post, role

pytestmark = pytest.mark.django_db


def item(title, day, due=None):
    return WorkItem(title, "/", "", "", datetime(2026, 5, day, tzinfo=UTC), due)


def test_what_is_due_first_stands_first_then_the_latest():
    soon, later = datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    items = [item("旧", 1), item("新", 2), item("晚", 3, later), item("急", 1, soon)]
    assert [each.title for each in in_order(items)] == ["急", "晚", "新", "旧"]


def tell(holder, number, **values):
    given = {"kind": Kind.REPLY, "title": f"事项{number}", "link": "/messages/"} | values
    send_notice(ROBOT, recipients=[holder], **given)


def test_copies_are_ones_own_lead_somewhere_and_ask_for_nothing():
    wang, li = account("wang"), account("li")
    tell(wang, 1)
    tell(wang, 2, kind=Kind.TODO)
    tell(wang, 3, link="")
    tell(li, 4)
    assert [each.title for each in lying_in(actor_for(wang), Box.COPIED)] == ["事项1"]
    assert lying_in(actor_for(wang), Box.TODO) == []
    assert waiting(actor_for(wang)) == 0


class TestDesk(PageCase):
    page = DeskPage
    holder = None

    def address(self):
        return f"{reverse('home')}?box=copied"

    def populate(self, count):
        from shizheng.platform.notify.models import Notice

        start = Notice.objects.count()
        for number in range(start, start + count):
            if self.holder:
                tell(self.holder, number)

    def sign_in(self, client):
        self.holder = account("desk")
        post(self.holder, organisation("D"), role("viewers", disclosure__view=Scope.ALL))
        client.force_login(self.holder)

    def sign_in_forbidden(self, client):
        self.holder = account("nobody")
        client.force_login(self.holder)

    def test_panels_are_for_who_may_see_them(self, client):
        self.sign_in_forbidden(client)
        assert "公开文件的检查结果" not in client.get("/").content.decode()
        self.sign_in(client)
        assert "公开文件的检查结果" in client.get("/").content.decode()

    def test_an_unknown_box_is_the_first(self, client):
        self.sign_in(client)
        page = client.get("/?box=nonsense").content.decode()
        assert "没有待办" in page
