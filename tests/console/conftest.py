"""The console alone: its own addresses, visitors and one table, whatever the project switches on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.db import connection
from django.test import Client

from shizheng.console.links import LINKS
from shizheng.console.navigation import GROUPS, MENU
from tests.console.sandbox.actors import COOKIE
from tests.console.sandbox.furniture import furnish
from tests.console.sandbox.models import Road

APPS = ("shizheng.console", "django_htmx", "django_tables2", "django_filters")
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tests.console.sandbox.actors.visitor_middleware",
    "django_htmx.middleware.HtmxMiddleware",
]
PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.messages.context_processors.messages",
    "shizheng.console.context.shell",
]


@pytest.fixture(autouse=True)
def sandbox(settings: Any) -> Iterator[None]:
    missing = [app for app in APPS if app not in project.INSTALLED_APPS]
    if missing:
        settings.INSTALLED_APPS = [*missing, *project.INSTALLED_APPS]
    settings.ROOT_URLCONF = "tests.console.sandbox.urls"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.LOGIN_URL = "account_login"
    settings.TEMPLATES = [{**project.TEMPLATES[0], "OPTIONS": {"context_processors": PROCESSORS}}]
    with MENU.isolated(empty=True), GROUPS.isolated(empty=True), LINKS.isolated(empty=True):
        furnish()
        yield


@pytest.fixture(scope="session")
def sandbox_table(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The table of the sandbox, made outside any transaction and dropped at the end."""
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Road)
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Road)


@pytest.fixture
def roads(sandbox_table: None, db: None) -> type[Road]:
    """The model of the sandbox, with its table, empty."""
    return Road


@pytest.fixture
def clerk() -> Client:
    """May view, edit and close."""
    return visiting("clerk")


@pytest.fixture
def reader() -> Client:
    """May only view."""
    return visiting("reader")


def visiting(name: str) -> Client:
    client = Client()
    client.cookies[COOKIE] = name
    return client
