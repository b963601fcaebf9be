"""The way in. Registration, e-mail addresses and recovery by e-mail are closed: administrators do these."""

from django.urls import include, path, re_path

from shizheng.platform.accounts.pages.views import closed, switch_post

urlpatterns = [
    re_path(r"^(?:signup|email|confirm-email|password/set|password/reset|login/code)(?:/.*)?$", closed),
    path("post/", switch_post, name="switch_post"),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
