"""Scopes, actors and limits."""

from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import models
from django.test import RequestFactory

from shizheng.kit import clock
from shizheng.kit.registry import RegistryError
from shizheng.platform.policy.domain.actor import ANONYMOUS, Actor, system
from shizheng.platform.policy.domain.permissions import PERMISSIONS, Permission
from shizheng.platform.policy.domain.scope import Scope, above, following, step, wider
from shizheng.platform.policy.middleware import RefusalMiddleware
from shizheng.platform.policy.models import NO_ROWS, ScopeFields
from shizheng.platform.policy.queries import acting
from shizheng.platform.policy.rules.rate import TooManyError, spend


def test_the_widest_scope_wins_in_any_order():
    order = [Scope.OWN, Scope.ORGANISATION, Scope.SUBTREE, Scope.ALL]
    for low, narrow in enumerate(order):
        for high, wide in enumerate(order):
            assert wider(narrow, wide) is order[max(low, high)]
        assert wider(None, narrow) is narrow
    assert [scope.label for scope in order] == ["本人", "本单位", "本单位及下级", "全部"]


def test_paths():
    path = step(1) + step(20) + step(300)
    assert above(path) == [step(1), step(1) + step(20)]
    assert above("") == above(step(1)) == []
    assert path < path + step(1) < following(path)
    assert following(step(1) + "999999") == step(2) + "000000"


def test_nobody_may_anything_and_the_system_may_everything():
    assert ANONYMOUS.is_anonymous
    assert not ANONYMOUS.may("orgs.view")
    robot = system("定时任务")
    assert (robot.is_anonymous, robot.scope("orgs.view"), robot.display_name) == (False, Scope.ALL, "定时任务")
    assert acting(RequestFactory().get("/")) is ANONYMOUS


def test_a_scope_without_a_declared_lookup_reaches_nothing():
    actor = Actor(account_id=1, organisation_id=2, organisation_path=step(2))
    bare = ScopeFields(view="orgs.view")
    for scope in (Scope.OWN, Scope.ORGANISATION, Scope.SUBTREE):
        assert not list(filter(None, (part for part in bare.reach(scope, actor).children if part != ("pk__in", []))))
    assert bare.reach(Scope.ALL, actor) == models.Q()
    full = ScopeFields(view="orgs.view", owner="owner_id", organisation="unit_id", path="unit__path")
    homeless = Actor(account_id=1)
    assert full.reach(Scope.OWN, homeless) == models.Q(owner_id=1)
    assert full.reach(Scope.SUBTREE, homeless) == models.Q(owner_id=1) | NO_ROWS


@pytest.mark.parametrize(
    "bad",
    [
        Permission("View", "查看"),
        Permission("orgs", "查看"),
        Permission("orgs.view2x!", "查"),
        Permission("orgs.x", ""),
    ],
)
def test_permissions_are_named_subject_and_verb(bad):
    with PERMISSIONS.isolated(), pytest.raises(RegistryError):
        PERMISSIONS.register(bad)


def test_a_rate_counts_within_its_window():
    cache.clear()
    with clock.frozen(datetime(2026, 11, 21, 9, 0, tzinfo=clock.ZONE)) as stopped:
        for _ in range(3):
            spend("demo", limit=3, seconds=60)
        spend("other", limit=3, seconds=60)
        with pytest.raises(TooManyError, match="1 分钟内最多 3 次"):
            spend("demo", limit=3, seconds=60)
        stopped.advance(timedelta(seconds=60))
        spend("demo", limit=3, seconds=60)


@pytest.mark.django_db
def test_too_many_is_answered_with_429():
    request = RequestFactory().get("/")
    answer = RefusalMiddleware(lambda _: None).process_exception(request, TooManyError("过于频繁"))
    assert answer.status_code == 429
    assert RefusalMiddleware(lambda _: None).process_exception(request, ValueError()) is None
