"""A list: who sees it, what it finds, how it sorts and pages."""

import pytest
from django.test import Client

from tests.console.sandbox.models import Road

pytestmark = pytest.mark.django_db


def fill(count: int) -> None:
    Road.objects.bulk_create(Road(name=f"人民路{n}段", code=f"R-{n:04}", budget=n * 1000) for n in range(count))


def test_the_list_shows_its_rows(clerk: Client, roads: type[Road]) -> None:
    fill(3)
    response = clerk.get("/roads/")
    assert response.status_code == 200
    text = response.content.decode()
    assert "道路养护工程" in text
    assert "人民路2段" in text
    assert "共 <b>3</b> 条" in text
