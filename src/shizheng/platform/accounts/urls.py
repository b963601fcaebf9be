"""The way in. Registration, e-mail addresses and recovery by e-mail have no address: administrators do these."""

from allauth.account import views
from django.urls import include, path

from shizheng.platform.accounts.pages.views import switch_post

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("post/", switch_post, name="switch_post"),
]
