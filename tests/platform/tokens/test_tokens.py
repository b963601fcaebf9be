"""Tokens: only what their owner may do and chose, until they end; every page and refusal of them."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from shizheng.kit import clock
from shizheng.kit.digest import sm3
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.accounts.actions import end_post, lock_account
from shizheng.platform.accounts.models import Account, Post
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from shizheng.platform.tokens.actions import create_token, revoke_token
from shizheng.platform.tokens.domain.secret import SHAPE
from shizheng.platform.tokens.models import Token
from shizheng.platform.tokens.pages import tokens as pages
from shizheng.platform.tokens.queries import actor_of, token_of
from tests.console.suite import PageCase
from tests.platform.people import ROBOT, account, actor, organisation, post, role

pytestmark = pytest.mark.django_db
API = "/api/v1/disclosure/documents"
READS = {"disclosure__view": Scope.ALL, "disclosure__upload": Scope.ALL}


@pytest.fixture(autouse=True)
def _rates() -> None:
    cache.clear()


@pytest.fixture
def who() -> Actor:
    return actor("token-owner", organisation("T"), **READS)


def made(who: Actor, *permissions: str, days: int = 30, name: str = "取数") -> tuple[Token, str]:
    return create_token(who, name=name, permissions=permissions or ["disclosure.view"], days=days)


def asked(secret: str, method: str = "get", path: str = API, **more):
    return getattr(Client(enforce_csrf_checks=True), method)(
        path, headers={"authorization": f"Bearer {secret}"}, **more
    )


def test_a_program_reads_with_its_token_and_only_what_the_token_allows(who: Actor) -> None:
    token, secret = made(who)
    answer = asked(secret)
    assert (answer.status_code, answer.json()) == (200, {"count": 0, "items": []})
    token.refresh_from_db()
    assert token.used_at is not None
    refused = asked(secret, "post", "/api/v1/disclosure/check")
    assert refused.status_code in {403, 422}
    assert set(actor_of(token).grants) == {"disclosure.view"}


def test_a_write_needs_no_csrf_and_the_journal_names_the_token(who: Actor) -> None:
    _, secret = made(who, "disclosure.upload", "disclosure.view", name="夜间上传")
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.disclosure.documents import TEXT

    sent = asked(secret, "post", data={"file": SimpleUploadedFile("明州.txt", TEXT.encode())})
    assert sent.status_code == 201
    entry = Entry.objects.order_by("-sequence")[0]
    assert entry.account_id == who.account_id
    assert entry.account_name == "用户token-owner（令牌“夜间上传”）"


def test_the_secret_is_kept_nowhere(who: Actor) -> None:
    token, secret = made(who)
    assert token.digest == sm3(secret.encode())
    assert secret.startswith(token.beginning)
    stored = [str(value) for row in Token.objects.values() for value in row.values()]
    assert secret not in "".join(stored)
    assert all(secret not in f"{each.summary}{each.changes}" for each in Entry.objects.all())


def test_what_has_ended_is_refused(who: Actor) -> None:
    token, secret = made(who)
    Token.objects.filter(pk=token.pk).update(expires_at=clock.now() - timedelta(seconds=1))
    assert token_of(secret) is None
    Token.objects.filter(pk=token.pk).update(expires_at=clock.now() + timedelta(days=1))
    assert token_of(secret) == token
    revoke_token(who, token=token, reason="不用了")
    assert asked(secret).status_code == 401
    assert asked(secret).json()["message"] == "没有登录，或令牌无效、已到期、已撤销"
    with pytest.raises(ShizhengError, match="已经撤销"):
        revoke_token(who, token=token)


def test_a_token_ends_with_its_post_and_its_account(who: Actor) -> None:
    token, secret = made(who)
    unit, held = organisation("T2"), Post.objects.get(pk=who.post_id)
    post(held.account, unit, role("other", disclosure__view=Scope.ALL))
    end_post(ROBOT, post=held, last_day=clock.today())
    assert actor_of(token).may("disclosure.view")
    Post.objects.filter(pk=held.pk).update(valid_to=clock.today() - timedelta(days=1))
    assert dict(actor_of(token).grants) == {}
    assert asked(secret).status_code == 403
    lock_account(ROBOT, account=held.account, reason="离职")
    assert asked(secret).status_code == 401


def test_a_role_taken_away_is_taken_from_the_token(who: Actor) -> None:
    token, _ = made(who, "disclosure.view", "disclosure.upload")
    Post.objects.get(pk=who.post_id).roles.clear()
    assert dict(actor_of(token).grants) == {}


@pytest.mark.parametrize("wrong", ["", "x", "sz_" + "a" * 43, "sz_" + "a" * 44, "Bearer"])
def test_a_wrong_token_is_refused_even_with_a_session(who: Actor, wrong: str) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id))
    assert client.get(API).status_code == 200
    assert client.get(API, headers={"authorization": f"Bearer {wrong}"}).status_code == 401


def test_too_many_requests_are_refused_by_token_and_by_address(who: Actor, settings) -> None:
    settings.TOKEN_RATE = (3, 60)
    _, secret = made(who)
    assert [asked(secret).status_code for _ in range(4)] == [200, 200, 200, 429]
    wrong = "sz_" + "b" * 43
    assert [asked(wrong).status_code for _ in range(21)] == [401] * 20 + [429]


def test_nobody_hands_out_more_than_they_may(who: Actor) -> None:
    before = Entry.objects.count()
    with pytest.raises(DeniedError, match="管理账号"):
        made(who, "disclosure.view", "accounts.manage")
    for bad in ({"name": " "}, {"days": 0}, {"days": 366}):
        with pytest.raises(InvalidInputError):
            create_token(who, **{"name": "甲", "permissions": ["disclosure.view"], "days": 30} | bad)
    with pytest.raises(InvalidInputError):
        create_token(who, name="甲", permissions=[], days=30)
    with pytest.raises(DeniedError):
        made(Actor(account_id=who.account_id))
    assert (Token.objects.count(), Entry.objects.count()) == (0, before)


def test_another_may_not_revoke_but_a_manager_may(who: Actor) -> None:
    token, _ = made(who)
    stranger = actor("stranger", organisation("S"), **READS)
    before = Entry.objects.count()
    with pytest.raises(DeniedError):
        revoke_token(stranger, token=token)
    token.refresh_from_db()
    assert (token.revoked_at, Entry.objects.count()) == (None, before)
    manager = actor("manager", organisation("M"), tokens__manage=Scope.ALL)
    assert revoke_token(manager, token=token, reason="泄露").revoked_at is not None


def test_a_person_makes_one_in_the_browser_and_sees_it_once(who: Actor) -> None:
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id))
    form = client.get("/accounts/tokens/new/").content.decode()
    assert "查看公开文件" in form
    assert "管理账号" not in form
    bad = client.post("/accounts/tokens/new/", {"name": "取数", "days": "90"})
    assert bad.status_code == 422
    assert 'value="取数"' in bad.content.decode()
    forged = client.post("/accounts/tokens/new/", {"name": "取数", "days": "90", "permissions": ["accounts.manage"]})
    assert forged.status_code == 422
    said = {"name": "取数", "days": "90", "permissions": ["disclosure.view"]}
    page = client.post("/accounts/tokens/new/", said, follow=True).content.decode()
    token = Token.objects.get()
    secret = SHAPE.search(page)[0]
    assert token_of(secret) == token
    again = client.get("/accounts/tokens/").content.decode()
    assert token.beginning in again
    assert secret not in again
    client.post(f"/accounts/tokens/{token.pk}/revoke/", {"reason": "不用了"})
    token.refresh_from_db()
    assert token.state == "已撤销"


class TokenCase(PageCase):
    _who: Actor | None = None

    @property
    def owner(self) -> Actor:
        if self._who is None:
            self._who = actor("token-owner", organisation("T"), tokens__manage=Scope.ALL, **READS)
        return self._who

    def populate(self, count: int) -> None:
        there = Token.objects.count()
        Token.objects.bulk_create(
            Token(
                account_id=self.owner.account_id,
                post_id=self.owner.post_id,
                name=f"第{number}个",
                beginning="sz_",
                digest=f"{number:064}",
                permissions=["disclosure.view"],
                expires_at=clock.now() + timedelta(days=1),
            )
            for number in range(there, there + count)
        )

    def sign_in(self, client: Client) -> None:
        client.force_login(Account.objects.get(pk=self.owner.account_id))

    def sign_in_forbidden(self, client: Client) -> None:
        client.force_login(account("nobody"))


class TestOwn(TokenCase):
    page = pages.OwnTokens

    def address(self) -> str:
        return "/accounts/tokens/"


class TestAll(TokenCase):
    page = pages.AllTokens

    def address(self) -> str:
        return "/system/tokens/"


class TestNew(TokenCase):
    page = pages.NewToken

    def address(self) -> str:
        return "/accounts/tokens/new/"


class TestRevoke(TokenCase):
    page = pages.RevokeToken

    def address(self) -> str:
        return f"/accounts/tokens/{Token.objects.order_by('pk')[0].pk}/revoke/"

    def test_forbidden_is_refused(self, client: Client) -> None:
        """Another's token does not exist."""
        self.populate(1)
        self.sign_in_forbidden(client)
        assert client.get(self.address()).status_code == 404
