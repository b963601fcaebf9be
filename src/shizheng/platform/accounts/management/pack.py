"""The pack sections `roles` and `accounts`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct

from shizheng.kit.errors import Fault
from shizheng.platform.accounts.actions import assign_post, create_account, define_role, describe_account
from shizheng.platform.accounts.models import Account, Post, Role
from shizheng.platform.accounts.queries import named
from shizheng.platform.modules.module import (
    CREATED,
    UNCHANGED,
    UPDATED,
    Outcome,
    PackSection,
    default_grants,
)
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.domain.scope import Scope

Text = Annotated[str, Meta(min_length=1, max_length=60)]
Pack = Mapping[str, Sequence[Any]]


class RoleItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`grants` stand over what the modules suggest for a role of this code; `suggested: false` leaves those out."""

    code: Annotated[str, Meta(pattern=r"^[a-z][a-z_-]*$", max_length=40)]
    name: Text
    note: Annotated[str, Meta(max_length=200)] = ""
    grants: dict[str, Scope] = {}
    suggested: bool = True

    def all_grants(self) -> dict[str, Scope]:
        return (default_grants(self.code) if self.suggested else {}) | self.grants


class PostItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`organisation` is a code, `roles` are codes."""

    organisation: str
    title: Text
    roles: list[str] = []
    valid_from: date = date(2020, 1, 1)
    primary: bool = False


class AccountItem(Struct, forbid_unknown_fields=True, kw_only=True):
    """`password` is set only when the account is made; it is for demonstrations, and must be changed elsewhere."""

    username: Text
    name: Text
    password: str
    email: str = ""
    must_change: bool = True
    posts: list[PostItem] = []


def review_roles(items: Sequence[RoleItem], _pack: Pack) -> list[tuple[int, Fault]]:
    faults = []
    for index, item in enumerate(items):
        for permission in item.grants:
            if permission not in PERMISSIONS:
                fault = Fault(f"没有名为“{permission}”的权限", f"grants.{permission}", "请核对权限标识")
                faults.append((index, fault))
    return faults


def review_accounts(items: Sequence[AccountItem], pack: Pack) -> list[tuple[int, Fault]]:
    """Posts name organisations and roles that exist or stand in the pack."""
    units = {item.code for item in pack.get("organisations", ())}
    units |= set(Organisation.objects.values_list("code", flat=True))
    roles = {item.code for item in pack.get("roles", ())} | set(Role.objects.values_list("code", flat=True))
    faults = []
    for index, item in enumerate(items):
        for number, post in enumerate(item.posts):
            place = f"posts[{number}]"
            if post.organisation not in units:
                faults.append((index, Fault(f"单位“{post.organisation}”不存在", f"{place}.organisation")))
            unknown = [code for code in post.roles if code not in roles]
            faults += [(index, Fault(f"角色“{code}”不存在", f"{place}.roles")) for code in unknown]
    return faults


def apply_role(actor: Actor, item: RoleItem) -> Outcome:
    known, wanted = Role.objects.filter(code=item.code).first(), item.all_grants()
    if known is not None:
        held = dict(known.grants.values_list("permission", "scope"))
        if (known.name, known.note, held) == (item.name, item.note, wanted):
            return UNCHANGED
    define_role(actor, code=item.code, name=item.name, note=item.note, grants=wanted)
    return UPDATED if known else CREATED


def apply_account(actor: Actor, item: AccountItem) -> Outcome:
    known = named(item.username)
    if known is None:
        made = create_account(
            actor,
            username=item.username,
            name=item.name,
            password=item.password,
            email=item.email,
            must_change=item.must_change,
        )
        _assign(actor, made, item)
        return CREATED
    changed = (known.name, known.email) != (item.name, item.email)
    if changed:
        describe_account(actor, account=known, name=item.name, email=item.email, phone=str(known.phone))
    return UPDATED if _assign(actor, known, item) or changed else UNCHANGED


def _assign(actor: Actor, account: Account, item: AccountItem) -> bool:
    """Give the posts that the account has never held; whether there were any."""
    missing = [post for post in item.posts if not _held(account, post)]
    for post in missing:
        assign_post(
            actor,
            account=account,
            organisation=Organisation.objects.get(code=post.organisation),
            title=post.title,
            roles=Role.objects.filter(code__in=post.roles),
            valid_from=post.valid_from,
            is_primary=post.primary,
        )
    return bool(missing)


def _held(account: Account, post: PostItem) -> bool:
    return Post.objects.filter(account=account, organisation__code=post.organisation, title=post.title).exists()


SECTIONS = (
    PackSection(id="roles", name="角色", schema=RoleItem, apply=apply_role, review=review_roles, rank=200),
    PackSection(id="accounts", name="账号", schema=AccountItem, apply=apply_account, review=review_accounts, rank=300),
)
