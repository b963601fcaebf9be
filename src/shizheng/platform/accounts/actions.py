"""Every change of accounts, posts and roles."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.accounts.domain.passwords import temporary_password
from shizheng.platform.accounts.models import Account, Grant, Post, Role
from shizheng.platform.accounts.queries import grants_of, own_account, posts_of
from shizheng.platform.journal.actions import action, amend, trace
from shizheng.platform.journal.actions.record import Changes
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.domain.scope import Scope, wider
from shizheng.platform.policy.queries import DeniedError, require

MANAGE = "accounts.manage"
ROLES = "accounts.manage_roles"


class AccountError(ShizhengError):
    """A change that accounts cannot bear."""


def _faults(error: ValidationError, place: str) -> InvalidInputError:
    return InvalidInputError(Fault(message, place) for message in error.messages)


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise _faults(error, "密码") from error
    account.set_password(password)


def _require_over(actor: Actor, account: Account) -> None:
    """Whoever manages an account could act through it, so all of its posts must lie within the manager's own power."""
    for post in posts_of(account):
        require(actor, MANAGE, post)
        if not _is_trusted(actor):
            _require_grantable(actor, grants_of(post))


def _is_trusted(actor: Actor) -> bool:
    """Whoever sets all roles hands out what they do not hold themselves — but never to themselves."""
    return actor.scope(ROLES) is Scope.ALL


def _require_grantable(actor: Actor, grants: Mapping[str, Scope]) -> None:
    """Anybody else gives no permission, and no reach, that they do not hold."""
    for permission, scope in grants.items():
        held = actor.scope(permission)
        if held is None or wider(held, scope) is not held:
            raise DeniedError(f"涉及自己没有的权限“{permission}”", remedy="请由可设置角色的管理员办理")


def _grants(role: Role) -> dict[str, Scope]:
    return {grant.permission: Scope(grant.scope) for grant in role.grants.all()}


@action("accounts.create", "建立账号", permission=MANAGE)
def create_account(
    actor: Actor,
    *,
    username: str,
    name: str,
    password: str,
    email: str = "",
    phone: str = "",
    must_change: bool = True,
) -> Account:
    """The account may do nothing until a post is assigned."""
    account = Account(username=username, name=name, email=email, phone=phone, must_change=must_change)
    _set_password(account, password)
    try:
        account.full_clean()
    except ValidationError as error:
        raise _faults(error, "账号") from error
    account.save()
    trace(account, f"建立账号“{username}”")
    return account


@action("accounts.describe", "修改账号信息", permission=MANAGE, on="account")
def describe_account(actor: Actor, *, account: Account, name: str, email: str = "", phone: str = "") -> Account:
    _require_over(actor, account)
    changes = _amend_contact(account, name=name, email=email, phone=phone)
    account.save(update_fields=["name", "email", "phone"])
    trace(account, f"修改账号“{account.username}”的信息", changes=changes)
    return account


@action("accounts.change_own_contact", "修改本人联系方式", permission=None)
def change_own_contact(actor: Actor, *, email: str = "", phone: str = "") -> Account:
    """Name, user name and posts stay: administrators keep them."""
    account = own_account(actor).select_for_update().first()
    if account is None:
        raise DeniedError("没有登录账号，不能修改联系方式")
    changes = _amend_contact(account, email=email, phone=phone)
    try:
        account.full_clean()
    except ValidationError as error:
        raise _faults(error, "联系方式") from error
    account.save(update_fields=["email", "phone"])
    trace(account, f"“{account.username}”修改本人联系方式", changes=changes)
    return account


def _amend_contact(account: Account, *, phone: str, **fields: str) -> Changes:
    """A form shows the number masked: handed back as shown, it was not touched. The journal never says what it is."""
    changes = dict(amend(account, **fields))
    if phone != str(account.phone):
        account.phone = phone
        changes["phone"] = ("***", "***")
    return changes


@action("accounts.assign_post", "任命岗位", permission=MANAGE)
def assign_post(
    actor: Actor,
    *,
    account: Account,
    organisation: Organisation,
    title: str,
    roles: Iterable[Role],
    valid_from: date | None = None,
    valid_to: date | None = None,
    is_primary: bool = False,
) -> Post:
    """The organisation must lie within the actor's reach; see `_is_trusted` for which roles may be given."""
    require(actor, MANAGE, organisation)
    if account.pk == actor.account_id:
        raise AccountError("不能给自己任命岗位", remedy="请由其他管理员办理")
    given = list(roles)
    for role in [] if _is_trusted(actor) else given:
        _require_grantable(actor, _grants(role))
    post = Post(
        account=account,
        organisation=organisation,
        title=title,
        is_primary=is_primary,
        valid_from=valid_from or clock.today(),
        valid_to=valid_to,
    )
    try:
        post.full_clean()
    except ValidationError as error:
        raise _faults(error, "岗位") from error
    post.save()
    post.roles.set(given)
    names = "、".join(role.name for role in given) or "无"
    trace(post, f"任命“{account}”为“{organisation}”{title}，角色：{names}")
    return post


@action("accounts.end_post", "免去岗位", permission=MANAGE, on="post")
def end_post(actor: Actor, *, post: Post, last_day: date | None = None, reason: str = "") -> Post:
    """`last_day` is today unless told."""
    if post.valid_to is not None and post.valid_to < clock.today():
        raise AccountError("该岗位已经离任")
    last = last_day or clock.today()
    if last < post.valid_from:
        raise AccountError("离任日期不能早于任职日期", "离任日期")
    changes = amend(post, valid_to=last)
    post.save(update_fields=["valid_to"])
    trace(post, f"免去“{post.account}”的岗位“{post}”", changes=changes, reason=reason)
    return post


@action("accounts.reset_password", "重置密码", permission=MANAGE, on="account")
def reset_password(actor: Actor, *, account: Account, reason: str = "") -> str:
    """Give the account a temporary password, returned once and stored nowhere; its owner must change it."""
    _require_over(actor, account)
    password = temporary_password()
    account.set_password(password)
    account.must_change = True
    account.save(update_fields=["password", "must_change"])
    trace(account, f"重置账号“{account.username}”的密码", reason=reason)
    return password


@action("accounts.change_password", "修改密码", permission=None)
def change_password(actor: Actor, *, account: Account, password: str) -> None:
    """One's own only."""
    if actor.account_id != account.pk:
        raise DeniedError("只能修改本人的密码")
    _set_password(account, password)
    account.must_change = False
    account.save(update_fields=["password", "must_change"])
    trace(account, "修改本人密码")


@action("accounts.lock", "停用账号", permission=MANAGE, on="account")
def lock_account(actor: Actor, *, account: Account, reason: str) -> Account:
    """Its sessions end with the next request."""
    if account.pk == actor.account_id:
        raise AccountError("不能停用自己的账号", remedy="请由其他管理员办理")
    _require_over(actor, account)
    changes = amend(account, is_active=False)
    account.save(update_fields=["is_active"])
    trace(account, f"停用账号“{account.username}”", changes=changes, reason=reason)
    return account


@action("accounts.unlock", "启用账号", permission=MANAGE, on="account")
def unlock_account(actor: Actor, *, account: Account, reason: str = "") -> Account:
    _require_over(actor, account)
    changes = amend(account, is_active=True)
    account.save(update_fields=["is_active"])
    trace(account, f"启用账号“{account.username}”", changes=changes, reason=reason)
    return account


@action("accounts.define_role", "设置角色", permission=ROLES)
def define_role(actor: Actor, *, code: str, name: str, note: str, grants: Mapping[str, Scope]) -> Role:
    """Create the role or bring it to this state. Nobody widens a role that they carry themselves."""
    for permission in grants:
        if permission not in PERMISSIONS:
            raise AccountError(f"没有名为“{permission}”的权限", "授权", "请核对权限标识")
    own = actor.account_id is not None and Role.objects.filter(code=code, posts__account_id=actor.account_id).exists()
    if own or not _is_trusted(actor):
        _require_grantable(actor, grants)
    role, _ = Role.objects.update_or_create(code=code, defaults={"name": name, "note": note})
    before = dict(role.grants.values_list("permission", "scope"))
    after = {permission: scope.value for permission, scope in grants.items()}
    role.grants.all().delete()
    Grant.objects.bulk_create(Grant(role=role, permission=name, scope=scope) for name, scope in after.items())
    changes = {
        permission: (before.get(permission), after.get(permission))
        for permission in sorted(before.keys() | after.keys())
        if before.get(permission) != after.get(permission)
    }
    trace(role, f"设置角色“{name}”", changes=changes)
    return role
