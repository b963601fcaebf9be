"""Addresses of tokens."""

from django.urls import path

from shizheng.platform.tokens.pages import tokens

app_name = "tokens"
urlpatterns = [
    path("accounts/tokens/", tokens.OwnTokens.as_view(), name="own"),
    path("accounts/tokens/new/", tokens.NewToken.as_view(), name="new"),
    path("accounts/tokens/<int:pk>/revoke/", tokens.RevokeToken.as_view(), name="revoke"),
    path("system/tokens/", tokens.AllTokens.as_view(), name="all"),
]
