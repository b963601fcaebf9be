"""Refusals that have an answer of their own."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from shizheng.console.pages.errors import too_many
from shizheng.platform.policy.rules.rate import TooManyError


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return too_many(request) if isinstance(exception, TooManyError) else None
