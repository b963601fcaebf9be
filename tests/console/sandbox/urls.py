"""Addresses of the sandbox."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from tests.console.sandbox import pages


def nowhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


roads = [path("", pages.RoadList.as_view(), name="roads"), path("<int:pk>/", nowhere, name="road")]

urlpatterns = [
    path("roads/", include((roads, "sandbox"))),
    path("login/", nowhere, name="account_login"),
]
