"""Making and revoking tokens."""

from collections.abc import Iterable
from datetime import timedelta

from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Post
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.queries import DeniedError, require
from shizheng.platform.tokens.domain.secret import beginning, digest_of, new_secret
from shizheng.platform.tokens.models import Token

LONGEST_DAYS = 365
MOST = 20
"""Tokens in force of one account."""


@action("tokens.create", "建立接口令牌", permission=None)
def create_token(actor: Actor, *, name: str, permissions: Iterable[str], days: int) -> tuple[Token, str]:
    """For oneself in the present post; the secret is returned once and stored nowhere.

    Nobody hands a program more than they may do themselves.
    """
    wanted = sorted(set(permissions))
    _require_sound(actor, name.strip(), wanted, days)
    post, secret = Post.objects.get(pk=actor.post_id or 0), new_secret()
    token = Token.objects.create(
        account_id=post.account_id,
        post=post,
        name=name.strip(),
        beginning=beginning(secret),
        digest=digest_of(secret),
        permissions=wanted,
        expires_at=clock.now() + timedelta(days=days),
    )
    trace(token, f"建立接口令牌“{token.name}”（{token.beginning}…），{days}天，权限：{token.permissions_in_words}")
    return token, secret


def _require_sound(actor: Actor, name: str, permissions: list[str], days: int) -> None:
    if actor.post_id is None:
        raise DeniedError("没有岗位，不能建立接口令牌", remedy="请联系系统管理员任命岗位")
    if foreign := [each for each in permissions if not actor.may(each)]:
        known = PERMISSIONS.find(foreign[0])
        raise DeniedError(f"当前岗位没有“{known.label if known else foreign[0]}”权限", remedy="只能选择自己有的权限")
    faults = []
    if not name or len(name) > 60:
        faults.append(Fault("请填写名称，不超过60个字", "name"))
    if not permissions:
        faults.append(Fault("请至少选择一项权限", "permissions"))
    if not 1 <= days <= LONGEST_DAYS:
        faults.append(Fault(f"有效期应为1至{LONGEST_DAYS}天", "days"))
    if Token.objects.of(actor).alive(clock.now()).count() >= MOST:
        faults.append(Fault(f"有效的令牌已有{MOST}个", "", "请先撤销不用的"))
    if faults:
        raise InvalidInputError(faults)


@action("tokens.revoke", "撤销接口令牌", permission=None)
def revoke_token(actor: Actor, *, token: Token, reason: str = "") -> Token:
    """One's own, or anybody's by who manages tokens; a program that uses it is refused at its next request."""
    if token.account_id != actor.account_id:
        require(actor, "tokens.manage", token)
    token = Token.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is not None:
        raise ShizhengError("该令牌已经撤销", token.name)
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    trace(token, f"撤销接口令牌“{token.name}”（{token.beginning}…）", reason=reason)
    return token
