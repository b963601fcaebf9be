"""Tokens: whose, in which post, for what, until when. The secret itself is nowhere."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account, Post
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet


class TokenQuerySet(VisibleQuerySet["Token"]):
    def of(self, actor: Actor) -> "TokenQuerySet":
        """One's own."""
        return self.filter(account_id=actor.account_id) if actor.account_id else self.none()

    def alive(self, at: datetime) -> "TokenQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)

    def used(self, token: "Token", at: datetime, client: str) -> None:
        """Remember the last use, once a minute at most; what was done with it is in the journal."""
        if token.used_at is None or (at - token.used_at).total_seconds() >= 60:
            self.filter(pk=token.pk).update(used_at=at, client=client[:45])


class Token(models.Model):
    """`permissions` limits what the post grants; `digest` is the SM3 of the secret that begins with `beginning`."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens", verbose_name="账号")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+", verbose_name="岗位")
    name = models.CharField("名称", max_length=60)
    beginning = models.CharField("开头", max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField("权限", default=list)
    created_at = models.DateTimeField("建立时间", default=clock.now, editable=False)
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    used_at = models.DateTimeField("最近使用", null=True, blank=True)
    client = models.CharField("使用地址", max_length=45, blank=True)

    objects = TokenQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="tokens.manage", organisation="post__organisation_id", path="post__organisation__path"
    )

    class Meta:
        db_table = "tok_token"
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        if self.revoked_at:
            return "已撤销"
        return "有效" if self.expires_at > clock.now() else "已到期"

    @property
    def is_alive(self) -> bool:
        return self.state == "有效"

    @property
    def permissions_in_words(self) -> str:
        known = (PERMISSIONS.find(each) for each in self.permissions)
        return "、".join(each.label for each in known if each is not None) or "无"
