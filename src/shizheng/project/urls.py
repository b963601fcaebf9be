"""Every address of the platform; each system brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("shizheng.platform.accounts.urls")),
]
