"""Notices: to whom, once, after commit, and read by nobody else."""

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from shizheng.kit.errors import ShizhengError
from shizheng.platform.accounts.actions import lock_account
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.notify.actions import mark_read, send_notice
from shizheng.platform.notify.models import Kind, Notice
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.queries import DeniedError
from tests.platform.people import ROBOT, account

pytestmark = pytest.mark.django_db


class Broken(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


@pytest.fixture
def people():
    wang, li = account("wang"), account("li")
    wang.email = "wang@example.org"
    wang.save()
    return wang, li


def test_each_gets_one_and_mail_goes_after_commit(people, django_capture_on_commit_callbacks):
    wang, li = people
    with django_capture_on_commit_callbacks(execute=True):
        send_notice(
            ROBOT,
            recipients=[wang, li, wang],
            title="请审核\n预算公开",
            body="正文",
            link="/a/",
            kind=Kind.TODO,
            by_mail=True,
        )
        assert mail.outbox == []
    assert Notice.objects.count() == 2
    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body) == (["wang@example.org"], "【市政·实证】请审核 预算公开", "正文")


def test_no_mail_unless_asked(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send_notice(ROBOT, recipients=people, title="提醒")
    assert mail.outbox == []


def test_a_broken_mail_server_loses_no_notice(people, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    with django_capture_on_commit_callbacks(execute=True):
        send_notice(ROBOT, recipients=people, title="提醒", by_mail=True)
    assert Notice.objects.count() == 2


def test_locked_accounts_get_nothing(people):
    wang, li = people
    lock_account(ROBOT, account=li, reason="离职")
    send_notice(ROBOT, recipients=[wang, li], title="提醒")
    assert [notice.recipient for notice in Notice.objects.all()] == [wang]


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x", "/\\elsewhere"])
def test_links_stay_within_the_platform(people, link):
    with pytest.raises(ShizhengError, match="只能指向本平台"):
        send_notice(ROBOT, recipients=people, title="提醒", link=link)
    assert not Notice.objects.exists()


def test_ones_own_are_seen_and_read_by_oneself_only(people):
    wang, li = (actor_for(one) for one in people)
    send_notice(ROBOT, recipients=people, title="提醒")
    own = Notice.objects.of(wang).get()
    assert mark_read(li, notices=[own.pk]) == 0
    assert Notice.objects.of(wang).unread().count() == 1
    assert mark_read(wang, notices=[own.pk]) == 1
    assert not Notice.objects.of(wang).unread().exists()
    assert not Notice.objects.visible_to(ROBOT).exists()
    for attempt in (
        lambda: mark_read(ANONYMOUS, notices=[1]),
        lambda: send_notice(ANONYMOUS, recipients=[], title="x"),
    ):
        with pytest.raises(DeniedError):
            attempt()
