"""Addresses of the sandbox."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from shizheng.console.pages import errors
from tests.console.sandbox import pages

handler400, handler403 = errors.bad_request, errors.denied
handler404, handler500 = errors.not_found, errors.server_error


def nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


class LoginForm(forms.Form):
    login = forms.CharField(label="账号")
    password = forms.CharField(label="密码", widget=forms.PasswordInput)
    remember = forms.BooleanField(label="在这台电脑上保持登录", required=False)


def login(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request.GET or None)
    if form.is_bound:
        form.add_error(None, "账号或密码不正确。")
    return render(request, "account/login.html", {"form": form})


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault that must not be shown")


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


roads = [
    path("", pages.RoadList.as_view(), name="roads"),
    path("new/", pages.RoadNew.as_view(), name="new"),
    path("board/", pages.RoadBoard.as_view(), name="board"),
    path("<int:pk>/", pages.RoadDetail.as_view(), name="road"),
    path("<int:pk>/edit/", pages.RoadEdit.as_view(), name="edit"),
    path("<int:pk>/stop/", pages.RoadStop.as_view(), name="stop"),
]

charts = [
    path("months/", pages.MonthChart.as_view(), name="months"),
    path("districts/", pages.DistrictChart.as_view(), name="districts"),
    path("shares/", pages.ShareChart.as_view(), name="shares"),
    path("none/", pages.NoChart.as_view(), name="none"),
]

urlpatterns = [
    path("", nowhere, name="home"),
    path("roads/", include((roads, "sandbox"))),
    path("board/", include((charts, "charts"))),
    path("notice/", pages.Notice.as_view(), name="notice"),
    path("search/", nowhere, name="search"),
    path("post/", nowhere, name="post"),
    path("broken/", broken, name="broken"),
    path("too-many/", too_many, name="too_many"),
    path("login/", login, name="account_login"),
    path("logout/", nowhere, name="account_logout"),
]
