"""When something is wrong: Chinese words, the right status, no trace of the machinery."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client, RequestFactory

from shizheng.console.pages import errors
from shizheng.kit.errors import ShizhengError
from tests.console.test_navigation import visit


class RefusedError(ShizhengError, PermissionDenied):
    """As the platform refuses."""


def test_what_does_not_exist_is_said_inside_the_shell(clerk: Client) -> None:
    response = clerk.get("/nowhere/")
    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()
    assert 'class="side"' in response.content.decode()


def test_a_stranger_is_told_on_a_page_of_its_own() -> None:
    response = Client().get("/nowhere/")
    assert response.status_code == 404
    assert 'class="side"' not in response.content.decode()


def test_a_broken_page_shows_no_trace(clerk: Client) -> None:
    clerk.raise_request_exception = False
    response = clerk.get("/broken/")
    text = response.content.decode()
    assert response.status_code == 500
    assert "系统出了故障" in text
    assert "RuntimeError" not in text
    assert "must not be shown" not in text


def test_too_many_requests(clerk: Client) -> None:
    response = clerk.get("/too-many/")
    assert response.status_code == 429
    assert "操作过于频繁" in response.content.decode()
    assert errors.too_many(visit("clerk")).status_code == 429


def test_a_refusal_of_ours_says_why_and_any_other_says_nothing() -> None:
    ours = errors.denied(visit("clerk"), RefusedError("只能发布本单位的公开文件"))
    assert "只能发布本单位的公开文件" in ours.content.decode()
    foreign = errors.denied(visit("clerk"), PermissionDenied("secret internals"))
    assert foreign.status_code == 403
    assert "secret internals" not in foreign.content.decode()


@pytest.mark.parametrize(
    ("response", "status", "words"),
    [
        (lambda: errors.bad_request(RequestFactory().get("/"), BadRequest("x")), 400, "请求没有看懂"),
        (lambda: errors.csrf_failed(RequestFactory().get("/"), "no cookie"), 403, "页面已过期"),
    ],
)
def test_other_mistakes(response: object, status: int, words: str) -> None:
    answered = response()  # type: ignore[operator]
    assert answered.status_code == status
    assert words in answered.content.decode()


def test_a_post_without_its_token_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies["visitor"] = "clerk"
    assert strict.post("/roads/", {"intent": "columns"}).status_code == 403
