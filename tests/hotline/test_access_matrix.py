"""Every role × every page and route × own and another's case: what may not be seen is nowhere, and nothing changes.

Pages and routes are found in the addresses of the platform: a new one is in the matrix by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models import Case, EventRow
from shizheng.platform.policy.domain.actor import ANONYMOUS, Actor
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models import HotlineOffice
from tests.hotline.service import MATTER, REPLY, Service, handled, login, moved, person, service
from tests.platform.people import organisation

TITLE, TEXT, NAME = "<script>gx9title()</script>", "<img src=x onerror=gx9text()>", "<b>gx9name</b>"
PUBLIC = "<script>gx9public()</script>"
RAW = ("<script>gx9", "<img src=x onerror=gx9", "<b>gx9name")
NAMESPACES = ("cases", "hotline", "hotline_api")
ROLES = ("administrator", "staff", "leader", "auditor", "finance-officer", "hotline-agent", "hotline-dispatcher")
SAMPLES = {"move": "sign", "process": "hotline", "unit": 0, "heap": "late", "form": "json", "tree": "category"}


@dataclass(frozen=True)
class Place:
    """An address; `about` is whether a case's key stands in it."""

    name: str
    url: str
    about: bool


def patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each, each.namespace or space)
        elif each.name and space in NAMESPACES:
            yield f"{space}:{each.name}", each


def is_about_a_case(pattern: URLPattern) -> bool:
    """Pages say what they are about; routes of the interface name their case by its key."""
    page = getattr(pattern.callback, "view_class", None)
    rows = getattr(page, "queryset", None)
    return page is None or (rows is not None and rows.model is Case)


def places(case: Case) -> list[Place]:
    found = []
    for name, pattern in patterns(get_resolver()):
        wanted = set(pattern.pattern.converters)
        if wanted and not ("pk" in wanted and is_about_a_case(pattern)) and not wanted <= SAMPLES.keys():
            continue
        values = {key: case.pk if key == "pk" else SAMPLES.get(key, "x") for key in wanted}
        found.append(Place(name, reverse(name, kwargs=values), "pk" in wanted))
    return sorted(set(found), key=lambda place: place.name)


@pytest.fixture
def at(db) -> Service:
    found = service()
    HotlineOffice.objects.create(centre=found.centre)
    return found


@pytest.fixture
def case(at: Service) -> Case:
    details = ContactDetails(name=NAME, phone="138" + "0" * 7 + "7", address=TEXT)
    opened = handled(at, answers={**MATTER, "title": TITLE, "text": TEXT, "place": TEXT}, contact=details)
    moved(at.city, opened, "sign")
    return moved(at.city, opened, "reply", **{**REPLY, "result": TEXT, "public_reply": PUBLIC})


def people(at: Service) -> dict[str, Actor]:
    """The usual roles at an office that has nothing to do with the case, those of the service, and nobody."""
    office = organisation("X")
    strangers = {role: person(f"x{role}", office, role) for role in ROLES}
    return {
        "nobody": ANONYMOUS,
        "another unit": at.housing,
        "own unit": at.city,
        "agent": at.agent,
        "supervisor": at.supervisor,
        **strangers,
    }


def sees(who: Actor, case: Case) -> bool:
    """Whether any permission that the actor holds reaches the case."""
    held = {"cases.view", WORK_ORDER.view, *(name for name in who.grants if name.split(".")[0] in {"cases", "hotline"})}
    return any(Case.objects.visible_to(who, permission).filter(pk=case.pk).exists() for permission in held)


def visitor(who: Actor) -> Client:
    return Client() if who.is_anonymous else login(Client(), who)


@pytest.mark.slowest
def test_no_role_finds_what_it_may_not_see_and_nothing_is_shown_raw(at: Service, case: Case):
    found = places(case)
    assert len([place for place in found if place.about]) >= 8
    assert len(found) >= 30
    for role, who in people(at).items():
        client, may = visitor(who), sees(who, case)
        for place in found if not may or who == at.supervisor else (each for each in found if each.about):
            answer = client.get(place.url)
            text = (
                answer.getvalue().decode(errors="replace")
                if answer.streaming
                else answer.content.decode(errors="replace")
            )
            assert answer.status_code < 500, (role, place)
            if "json" not in answer.get("Content-Type", ""):
                assert not any(raw in text for raw in RAW), (role, place)
            if not may:
                assert "gx9" not in text, (role, place)
                assert not place.about or answer.status_code in {302, 401, 403, 404, 405}, (role, place)


def tried(client: Client, place: Place):
    """A post that would do something, were it allowed."""
    if place.name.startswith("hotline_api:"):
        return client.post(place.url, {"move": "review", "version": 4, "answers": {}}, content_type="application/json")
    sent = {"expected_version": 4, "reason": "试一试是否拒绝", "field": "phone", "title": "改", "text": "改"}
    return client.post(place.url, sent)


@pytest.mark.slowest
def test_nothing_changes_by_whoever_may_not_see_it(at: Service, case: Case):
    found, before = places(case), EventRow.objects.count()
    for role, who in people(at).items():
        if sees(who, case):
            continue
        client = visitor(who)
        for place in found:
            if place.about:
                answer = tried(client, place)
                assert answer.status_code in {302, 401, 403, 404, 405}, (role, place)
                assert "138" + "0" * 7 not in answer.content.decode(), (role, place)
    assert (EventRow.objects.count(), Case.objects.get(pk=case.pk).title) == (before, TITLE)


def test_those_who_work_on_it_see_it(at: Service, case: Case):
    for who in (at.city, at.agent, at.dispatcher, at.supervisor):
        text = login(Client(), who).get(case.get_absolute_url()).content.decode()
        assert "&lt;script&gt;gx9title()" in text
