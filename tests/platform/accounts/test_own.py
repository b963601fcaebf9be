"""我的资料: everybody's own account, and nobody else's."""

import pytest
from django.test import Client

from shizheng.kit.errors import InvalidInputError
from shizheng.platform.accounts import actions
from shizheng.platform.accounts.models import Account, Post
from shizheng.platform.accounts.pages.own import OwnContact, OwnProfile
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.queries import DeniedError
from tests.console.suite import PageCase
from tests.platform.people import account, organisation, post

pytestmark = pytest.mark.django_db
NUMBER = "138" + "0" * 8


def known(username: str) -> Account:
    return Account.objects.filter(username=username).first() or account(username)


class _Own(PageCase):
    def populate(self, count: int) -> None:
        """More posts of the visitor, and as many other people."""
        have = Post.objects.count()
        for number in range(have, have + count):
            unit = organisation(f"U{number}")
            post(known("own"), unit)
            post(account(f"other{number}"), unit)

    def sign_in(self, client: Client) -> None:
        client.force_login(known("own"))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("stranger"))


class TestOwnProfile(_Own):
    page = OwnProfile

    def address(self) -> str:
        return "/accounts/profile/"


class TestOwnContact(_Own):
    page = OwnContact

    def address(self) -> str:
        return "/accounts/profile/contact/"


def test_the_shell_leads_to_ones_own_account_and_its_posts(client: Client) -> None:
    holder = account("wang")
    post(holder, organisation("甲"))
    post(account("li"), organisation("乙"))
    client.force_login(holder)
    page = client.get("/accounts/profile/").content.decode()
    assert 'href="/accounts/profile/"' in client.get("/").content.decode()
    assert "单位甲" in page
    assert "单位乙" not in page
    for address in ("/accounts/profile/contact/", "/accounts/password/change/", "/accounts/2fa/"):
        assert f'href="{address}"' in page


def test_contacts_are_changed_by_their_owner_and_shown_masked(client: Client) -> None:
    holder = account("wang")
    post(holder, organisation("甲"))
    client.force_login(holder)
    sent = {"email": "wang@example.com", "phone": NUMBER}
    assert client.post("/accounts/profile/contact/", sent).headers["Location"] == "/accounts/profile/"
    holder.refresh_from_db()
    assert (holder.email, holder.phone.reveal(), holder.name) == ("wang@example.com", NUMBER, "用户wang")
    page = client.get("/accounts/profile/").content.decode()
    assert NUMBER not in page
    assert str(holder.phone) in page
    entry = Entry.objects.first()
    assert NUMBER not in f"{entry.summary}{entry.changes}"
    assert (
        client.post("/accounts/profile/contact/", {"email": "w@example.com", "phone": str(holder.phone)}).status_code
        == 302
    )
    holder.refresh_from_db()
    assert (holder.email, holder.phone.reveal()) == ("w@example.com", NUMBER)


def test_a_bad_address_is_refused_and_what_was_typed_stays(client: Client) -> None:
    client.force_login(account("wang"))
    entries = Entry.objects.count()
    page = client.post("/accounts/profile/contact/", {"email": "不是邮箱", "phone": "12"})
    assert page.status_code == 422
    assert 'value="不是邮箱"' in page.content.decode()
    assert (Account.objects.get().email, Entry.objects.count()) == ("", entries)
    with pytest.raises(InvalidInputError):
        actions.change_own_contact(actor_for(known("wang")), email="不是邮箱")


def test_who_has_no_account_changes_nothing() -> None:
    entries = Entry.objects.count()
    with pytest.raises(DeniedError):
        actions.change_own_contact(ANONYMOUS, email="a@example.com")
    assert Entry.objects.count() == entries
