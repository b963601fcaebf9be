"""A small city with a few people in it, for tests of the platform and of what stands on it."""

from datetime import date

from shizheng.platform.accounts.actions import assign_post, create_account, define_role
from shizheng.platform.accounts.models import Account, Post, Role
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.orgs.actions import create_organisation
from shizheng.platform.orgs.models import Kind, Organisation
from shizheng.platform.policy.domain.actor import Actor, system
from shizheng.platform.policy.domain.scope import Scope

ROBOT = system("测试")
PASSWORD = "Mingzhou-2026"


def organisation(code: str, parent: Organisation | None = None) -> Organisation:
    return create_organisation(ROBOT, code=code, name=f"单位{code}", kind=Kind.DEPARTMENT, parent=parent)


def role(code: str, **grants: Scope) -> Role:
    """``role("editor", orgs__view=Scope.ALL)``: two underscores stand for the dot."""
    return define_role(
        ROBOT, code=code, name=f"角色{code}", note="", grants={k.replace("__", "."): v for k, v in grants.items()}
    )


def account(username: str) -> Account:
    return create_account(ROBOT, username=username, name=f"用户{username}", password=PASSWORD, must_change=False)


def post(holder: Account, unit: Organisation, *roles: Role, title: str = "经办", **values) -> Post:
    return assign_post(
        ROBOT,
        account=holder,
        organisation=unit,
        title=title,
        roles=roles,
        **{"valid_from": date(2020, 1, 1)} | values,
    )


def actor(username: str, unit: Organisation, **grants: Scope) -> Actor:
    """A fresh account in a post with just these grants."""
    holder = account(username)
    post(holder, unit, role(f"role-{username}", **grants))
    return actor_for(holder)
