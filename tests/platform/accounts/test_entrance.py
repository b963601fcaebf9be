"""The way in: log-in, lock-out, second factor, temporary passwords, switching posts — each journalled."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import path

from shizheng.platform.accounts.actions import lock_account, reset_password
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import acting, require
from shizheng.project.urls import urlpatterns as project_urls
from tests.platform.people import PASSWORD, ROBOT, account, organisation, post, role

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def whoami(request):
    from django.http import JsonResponse

    actor = acting(request)
    return JsonResponse({"name": actor.display_name, "post": actor.post_id, "client": actor.client})


def guarded(request):
    require(acting(request), "orgs.view")
    return whoami(request)


urlpatterns = [path("", whoami), path("guarded/", guarded), *project_urls]
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def holder():
    return account("wang")


def log_in(client: Client, username: str = "wang", password: str = PASSWORD, **extra):
    return client.post(LOGIN, {"login": username, "password": password}, **extra)


def last_action() -> str:
    return Entry.objects.first().action


def test_coming_and_going_are_journalled(client, holder):
    assert log_in(client, "WANG").status_code == 302
    entry = Entry.objects.first()
    assert (entry.action, entry.account_id, entry.client) == ("accounts.login", holder.pk, "127.0.0.1")
    assert client.get("/").json()["name"] == "用户wang"
    assert client.post("/accounts/logout/").status_code == 302
    assert last_action() == "accounts.logout"
    assert client.get("/").json()["name"] == "访客"


def test_a_failed_log_in_is_journalled_without_what_was_typed(client, holder):
    assert log_in(client, password="Wrong-2026").status_code == 200
    assert Entry.objects.first().summary == "登录失败：wang"
    log_in(client, username="My-Secret-2026")
    assert Entry.objects.first().summary == "登录失败：没有该用户名"
    assert last_action() == "accounts.login_failed"


def test_five_failures_lock_out_even_the_right_password_and_from_any_port(client, holder):
    for _ in range(5):
        log_in(client, password="Wrong-2026")
    for host in ("testserver", "testserver:8001"):
        page = log_in(client, headers={"host": host})
        assert page.status_code == 200
        assert "登录失败次数过多" in page.content.decode()
        assert last_action() == "accounts.login_locked"
    assert client.get("/").json()["name"] == "访客"


def test_a_locked_account_cannot_enter_and_its_session_ends(client, holder):
    log_in(client)
    lock_account(ROBOT, account=holder, reason="离职")
    assert client.get("/").json()["name"] == "访客"
    log_in(client)
    assert client.get("/").json()["name"] == "访客"


def test_a_temporary_password_must_be_changed_before_anything_else(client, holder):
    temporary = reset_password(ROBOT, account=holder)
    log_in(client, password=temporary)
    assert client.get("/").headers["Location"] == "/accounts/password/change/"
    form = {"oldpassword": temporary, "password1": "Jiangnan-2026", "password2": "Jiangnan-2026"}
    refused = client.post("/accounts/password/change/", form | {"password1": "short", "password2": "short"})
    assert refused.status_code == 200
    holder.refresh_from_db()
    assert holder.check_password(temporary)
    assert client.post("/accounts/password/change/", form).status_code == 302
    assert last_action() == "accounts.change_password"
    assert client.get("/").json()["name"] == "用户wang"


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "password/set/", "confirm-email/x/"])
def test_other_ways_in_are_closed(client, address):
    assert client.get(f"/accounts/{address}").status_code == 404
    assert client.post(f"/accounts/{address}", {"username": "x"}).status_code == 404


def test_the_second_factor_is_asked_for(client, holder):
    secret = generate_totp_secret()
    TOTP.activate(holder, secret)
    page = log_in(client)
    assert page.headers["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/").json()["name"] == "访客"
    assert not Entry.objects.filter(action="accounts.login").exists()
    client.post(page.headers["Location"], {"code": "000000"})
    assert client.get("/").json()["name"] == "访客"
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"
    client.post(page.headers["Location"], {"code": code})
    assert client.get("/").json()["name"] == "用户wang"
    assert last_action() == "accounts.login"
    stored = Authenticator.objects.get().data["secret"]
    assert secret not in stored


def test_the_second_factor_is_set_up_and_dropped_in_the_browser(client, holder, django_capture_on_commit_callbacks):
    log_in(client)
    setup = "/accounts/2fa/totp/activate/"
    asked = client.get(setup)
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    client.post(asked.headers["Location"], {"password": PASSWORD})
    assert client.get(setup).status_code == 200
    secret = client.session["mfa.totp.secret"]
    code = f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06d}"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(setup, {"code": code}).status_code == 302
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code)
    assert last_action() == "accounts.mfa_on"
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert last_action() == "accounts.mfa_off"
    assert not Authenticator.objects.filter(type="totp").exists()


def test_posts_are_switched_to_ones_own_only(client, holder):
    main = post(holder, organisation("A"), role("a", orgs__view=Scope.ALL), is_primary=True)
    side = post(holder, organisation("B"), title="兼")
    foreign = post(account("li"), organisation("C"))
    log_in(client)
    assert client.get("/guarded/").json()["post"] == main.pk
    answer = client.post("/accounts/post/", {"post": side.pk, "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert client.get("/").json()["post"] == side.pk
    assert client.get("/guarded/").status_code == 403
    assert last_action() == "accounts.switch_post"
    assert client.post("/accounts/post/", {"post": foreign.pk}).status_code == 403
    assert client.get("/").json()["post"] == side.pk
    assert client.get("/accounts/post/").status_code == 405
    assert client.post("/accounts/post/", {"post": main.pk, "next": "/guarded/"}).headers["Location"] == "/guarded/"


def test_a_form_without_its_token_is_refused(holder):
    strict = Client(enforce_csrf_checks=True)
    assert log_in(strict).status_code == 403
    assert strict.get("/").json()["name"] == "访客"
