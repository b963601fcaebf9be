"""Addresses of the way in, and of the administration of accounts.

Registration, e-mail addresses and recovery by e-mail have no address: administrators do these.
"""

from allauth.account import views
from django.urls import include, path

from shizheng.platform.accounts.pages import account, lists, own, posts
from shizheng.platform.accounts.pages.views import switch_post

entrance = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("profile/", own.OwnProfile.as_view(), name="own_profile"),
    path("profile/contact/", own.OwnContact.as_view(), name="own_contact"),
    path("post/", switch_post, name="switch_post"),
]

app_name = "accounts"
urlpatterns = [
    path("", lists.AccountList.as_view(), name="list"),
    path("roles/", lists.RoleList.as_view(), name="roles"),
    path("new/", account.AccountNew.as_view(), name="new"),
    path("<int:pk>/", account.AccountDetail.as_view(), name="detail"),
    path("<int:pk>/edit/", account.AccountEdit.as_view(), name="edit"),
    path("<int:pk>/assign/", posts.PostAssign.as_view(), name="assign"),
    path("posts/<int:pk>/", posts.PostDetail.as_view(), name="post"),
    path("posts/<int:pk>/end/", posts.PostEnd.as_view(), name="end"),
    path("<int:pk>/reset/", account.PasswordReset.as_view(), name="reset"),
    path("<int:pk>/lock/", account.AccountLock.as_view(), name="lock"),
    path("<int:pk>/unlock/", account.AccountUnlock.as_view(), name="unlock"),
]
