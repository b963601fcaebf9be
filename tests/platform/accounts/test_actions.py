"""Accounts, posts and roles: what they give, and what nobody may do."""

from datetime import date

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.accounts import actions
from shizheng.platform.accounts.actions import AccountError
from shizheng.platform.accounts.models import Account, Grant, Post, Role
from shizheng.platform.accounts.queries import accounts_that_may, actor_for
from shizheng.platform.journal.models import Entry
from shizheng.platform.journal.queries import verify
from shizheng.platform.policy.domain.actor import ANONYMOUS
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from tests.platform.people import PASSWORD, ROBOT, account, actor, organisation, post, role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Short-2026", None),
        ("Short-202", "至少"),
        ("lowercaseonly", "至少 3 类"),
        ("lowercase2026", "至少 3 类"),
        ("wangxiaoming-2026A", "相似"),
        ("Password123", "常见"),
    ],
)
def test_password_rules_speak_chinese(password, words):
    owner = Account(username="wangxiaoming", name="王")
    if words is None:
        validate_password(password, owner)
        return
    with pytest.raises(ValidationError) as caught:
        validate_password(password, owner)
    assert any(words in message for message in caught.value.messages), caught.value.messages


def test_an_account_alone_may_do_nothing():
    lonely = actor_for(account("lonely"))
    assert (lonely.grants, lonely.posts, lonely.is_anonymous) == ({}, (), False)
    assert not lonely.may("orgs.view")


def test_a_post_gives_what_its_roles_grant_and_the_widest_scope_wins():
    unit = organisation("A")
    narrow = role("narrow", orgs__view=Scope.OWN, accounts__view=Scope.ORGANISATION)
    wide = role("wide", orgs__view=Scope.SUBTREE)
    holder = account("wang")
    post(holder, unit, narrow, wide)
    who = actor_for(holder)
    assert who.grants == {"orgs.view": Scope.SUBTREE, "accounts.view": Scope.ORGANISATION}
    assert (who.organisation_id, who.organisation_path, who.post_name) == (unit.pk, unit.path, "经办")


def test_posts_count_between_their_days_and_can_be_chosen():
    first, second, holder = organisation("A"), organisation("B"), account("wang")
    old = post(holder, first, title="旧", valid_from=date(2020, 1, 1), valid_to=date(2024, 12, 31))
    main = post(holder, first, title="主", is_primary=True)
    side = post(holder, second, role("side", orgs__view=Scope.ALL), title="兼")
    future = post(holder, second, title="新", valid_from=date(2099, 1, 1))
    who = actor_for(holder)
    assert [choice.id for choice in who.posts] == [main.pk, side.pk]
    assert [choice.current for choice in who.posts] == [True, False]
    assert actor_for(holder, post_id=side.pk).may("orgs.view")
    for unheld in (old, future):
        assert actor_for(holder, post_id=unheld.pk).post_id == main.pk


def test_ending_a_post_takes_its_grants_away_the_day_after():
    holder, unit = account("wang"), organisation("A")
    held = post(holder, unit, role("r", orgs__view=Scope.ALL))
    actions.end_post(ROBOT, post=held, reason="调离")
    assert actor_for(holder).may("orgs.view")
    held.valid_to = date(2021, 1, 1)
    held.save()
    assert not actor_for(holder).may("orgs.view")
    with pytest.raises(AccountError, match="已经离任"):
        actions.end_post(ROBOT, post=held)


def test_a_bad_account_is_refused_whole_with_every_fault():
    with pytest.raises(InvalidInputError) as caught:
        actions.create_account(ROBOT, username="wang", name="王", password="short")
    assert len(caught.value.faults) >= 2
    account("wang")
    with pytest.raises(InvalidInputError, match="已被使用"):
        actions.create_account(ROBOT, username="WANG", name="王", password=PASSWORD)
    with pytest.raises(InvalidInputError, match="用户名只能"):
        actions.create_account(ROBOT, username="王 先生", name="王", password=PASSWORD)
    assert Account.objects.count() == 1


def test_a_reset_password_works_once_and_is_stored_nowhere():
    holder = account("wang")
    fresh = actions.reset_password(ROBOT, account=holder, reason="遗忘")
    holder.refresh_from_db()
    assert holder.check_password(fresh)
    assert holder.must_change
    assert not any(fresh in f"{entry.summary}{entry.changes}{entry.reason}" for entry in Entry.objects.all())
    validate_password(fresh, holder)


def test_telephone_numbers_do_not_enter_the_journal():
    actions.describe_account(ROBOT, account=account("wang"), name="王", phone="0555-0000000")
    entry = Entry.objects.first()
    assert "0555" not in entry.changes
    assert '"phone":["***","***"]' in entry.changes


def test_a_local_manager_reaches_the_subtree_and_never_above_themselves():
    city = organisation("A")
    bureau, other = organisation("B", city), organisation("C", city)
    grants = {"accounts__manage": Scope.SUBTREE, "accounts__view": Scope.SUBTREE}
    manager = actor("manager", bureau, **grants)
    clerk, stranger, chief = account("clerk"), account("stranger"), account("chief")
    post(clerk, bureau)
    post(stranger, other)
    post(chief, bureau, role("chief", accounts__manage=Scope.ALL))
    strong = role("strong", orgs__manage=Scope.ALL)
    before = (list(Account.objects.order_by("pk").values()), list(Post.objects.order_by("pk").values()))
    entries = Entry.objects.count()
    attempts = (
        lambda: actions.lock_account(manager, account=stranger, reason="越权"),
        lambda: actions.lock_account(manager, account=chief, reason="越权"),
        lambda: actions.reset_password(manager, account=chief),
        lambda: actions.reset_password(ANONYMOUS, account=clerk),
        lambda: actions.end_post(manager, post=stranger.posts.get()),
        lambda: actions.assign_post(manager, account=clerk, organisation=other, title="兼", roles=[]),
        lambda: actions.assign_post(manager, account=clerk, organisation=bureau, title="强", roles=[strong]),
        lambda: actions.define_role(manager, code="new", name="新", note="", grants={}),
        lambda: actions.change_password(manager, account=clerk, password="Another-2026"),
    )
    for attempt in attempts:
        with pytest.raises(DeniedError):
            attempt()
    assert (list(Account.objects.order_by("pk").values()), list(Post.objects.order_by("pk").values())) == before
    assert Entry.objects.count() == entries
    actions.lock_account(manager, account=clerk, reason="离职")
    assert {found.username for found in Account.objects.visible_to(manager)} == {"manager", "clerk", "chief"}
    with pytest.raises(AccountError, match="自己的账号"):
        actions.lock_account(manager, account=Account.objects.get(username="manager"), reason="误")


def test_who_sets_some_roles_sets_none_beyond_themselves():
    definer = actor("definer", organisation("A"), accounts__manage_roles=Scope.SUBTREE, orgs__view=Scope.SUBTREE)
    for grants in ({"orgs.view": Scope.ALL}, {"orgs.manage": Scope.OWN}):
        with pytest.raises(DeniedError):
            actions.define_role(definer, code="more", name="更大", note="", grants=grants)
    with pytest.raises(AccountError, match="没有名为"):
        actions.define_role(definer, code="more", name="更大", note="", grants={"orgs.destroy": Scope.OWN})
    assert not Role.objects.filter(code="more").exists()
    actions.define_role(definer, code="less", name="较小", note="", grants={"orgs.view": Scope.ORGANISATION})
    assert Grant.objects.get(role__code="less").scope == "organisation"


def test_who_sets_all_roles_gives_what_they_lack_but_not_to_themselves():
    unit, clerk = organisation("A"), account("clerk")
    admin = actor("admin", unit, accounts__manage_roles=Scope.ALL, accounts__manage=Scope.ALL)
    strong = actions.define_role(admin, code="strong", name="强", note="", grants={"orgs.manage": Scope.ALL})
    actions.assign_post(admin, account=clerk, organisation=unit, title="负责人", roles=[strong])
    assert actor_for(clerk).may("orgs.manage")
    actions.reset_password(admin, account=clerk)
    own = Account.objects.get(username="admin")
    with pytest.raises(AccountError, match="不能给自己"):
        actions.assign_post(admin, account=own, organisation=unit, title="负责人", roles=[strong])
    with pytest.raises(DeniedError):
        actions.define_role(admin, code="role-admin", name="自肥", note="", grants={"orgs.manage": Scope.ALL})
    assert not actor_for(own).may("orgs.manage")


def test_redefining_a_role_journals_only_what_changed():
    role("r", orgs__view=Scope.OWN, orgs__manage=Scope.OWN)
    role("r", orgs__view=Scope.ALL, orgs__manage=Scope.OWN)
    assert Entry.objects.first().changes == '{"orgs.view":["own","all"]}'
    assert verify().sound


def test_who_may_is_answered_for_notices():
    unit = organisation("A")
    actor("yes", unit, orgs__view=Scope.ALL)
    actor("no", unit, orgs__manage=Scope.ALL)
    locked = Account.objects.get(pk=actor("locked", unit, orgs__view=Scope.ALL).account_id)
    actions.lock_account(ROBOT, account=locked, reason="离职")
    assert [found.username for found in accounts_that_may("orgs.view", unit.pk)] == ["yes"]
    assert accounts_that_may("orgs.view", unit.pk + 1) == []


def test_locking_leaves_an_actor_that_may_do_nothing():
    who = actor("wang", organisation("A"), orgs__view=Scope.ALL)
    held = Account.objects.get(pk=who.account_id)
    actions.lock_account(ROBOT, account=held, reason="离职")
    assert not actor_for(held).may("orgs.view")
    actions.unlock_account(ROBOT, account=held)
    assert actor_for(held).may("orgs.view")
    assert clock.today() >= held.posts.get().valid_from
