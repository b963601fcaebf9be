"""Accounts, posts and roles. An account by itself may do nothing; a post's roles say what it may."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from shizheng.kit import clock
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.permissions import PERMISSIONS
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.models import ScopeFields, VisibleQuerySet
from shizheng.platform.vault.domain.masking import Personal
from shizheng.platform.vault.models import SealedField

SCOPES = [(scope.value, scope.label) for scope in Scope]


class AccountQuerySet(VisibleQuerySet["Account"]):
    def visible_to(self, actor: Actor, permission: str = "") -> "AccountQuerySet":
        """Those with a post within the actor's reach; accounts without any post only for who reaches everything."""
        asked = permission or Account.scope_fields.view
        if actor.scope(asked) is Scope.ALL:
            return self.all()
        return self.filter(pk__in=Post.objects.visible_to(actor, asked).values("account_id"))


class AccountManager(BaseUserManager["Account"].from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """Django's and allauth's way to find an account; accounts are made by actions only."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        found: Account = self.get(username__iexact=username)
        return found


class Account(AbstractBaseUser):
    """`username` is unique whatever its case. `must_change` sends its owner to choose a new password first."""

    username = models.CharField(
        "用户名",
        max_length=60,
        unique=True,
        validators=[ASCIIUsernameValidator(message="用户名只能由英文字母、数字和 @ . + - _ 组成。")],
        error_messages={"unique": "该用户名已被使用。"},
    )
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    phone = SealedField("联系电话", personal=Personal.PHONE)
    is_active = models.BooleanField("启用", default=True)
    must_change = models.BooleanField("须修改密码", default=False)
    created_at = models.DateTimeField("建立时间", default=clock.now, editable=False)

    objects = AccountManager()
    scope_fields: ClassVar = ScopeFields(view="accounts.view")
    shows_journal: ClassVar = True

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        db_table = "acct_account"
        verbose_name = verbose_name_plural = "账号"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"), name="acct_username_any_case", violation_error_message="该用户名已被使用。"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @property
    def state(self) -> str:
        return "启用" if self.is_active else "停用"

    @property
    def posts_in_words(self) -> str:
        """The posts not yet ended; prefetch ``posts__organisation`` for lists."""
        today = clock.today()
        return "、".join(str(post) for post in self.posts.all() if post.valid_to is None or post.valid_to >= today)

    def get_absolute_url(self) -> str:
        return reverse("accounts:detail", kwargs={"pk": self.pk})

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class RoleQuerySet(VisibleQuerySet["Role"]):
    pass


class Role(models.Model):
    """A named set of grants, given to posts."""

    code = models.SlugField("角色标识", max_length=40, unique=True)
    name = models.CharField("角色名称", max_length=60)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = RoleQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="accounts.view_roles")

    class Meta:
        db_table = "acct_role"
        verbose_name = verbose_name_plural = "角色"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def grants_in_words(self) -> str:
        return "、".join(str(grant) for grant in self.grants.all()) or "无"


class GrantQuerySet(VisibleQuerySet["Grant"]):
    pass


class Grant(models.Model):
    """One permission of a role and how far it reaches."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="grants")
    permission = models.CharField("权限", max_length=80)
    scope = models.CharField("范围", max_length=20, choices=SCOPES)

    objects = GrantQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(view="accounts.view_roles")

    class Meta:
        db_table = "acct_grant"
        verbose_name = verbose_name_plural = "授权"
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="acct_grant_once")]

    def __str__(self) -> str:
        known = PERMISSIONS.find(self.permission)
        return f"{known.label if known else self.permission}（{self.get_scope_display()}）"


class PostQuerySet(VisibleQuerySet["Post"]):
    def at(self, day: date) -> "PostQuerySet":
        """Held on the day, in organisations that exist on it; `valid_to` is the last day."""
        return self.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
            Q(organisation__valid_to__isnull=True) | Q(organisation__valid_to__gte=day),
            valid_from__lte=day,
        )


class Post(models.Model):
    """An account's place in an organisation for a time, with the roles it carries there."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts", verbose_name="账号")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts", verbose_name="单位")
    title = models.CharField("岗位名称", max_length=60)
    roles: "models.ManyToManyField[Role, Any]" = models.ManyToManyField(
        Role, db_table="acct_post_role", related_name="posts", verbose_name="角色"
    )
    is_primary = models.BooleanField("主岗", default=False)
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)

    objects = PostQuerySet.as_manager()
    scope_fields: ClassVar = ScopeFields(
        view="accounts.view", owner="account_id", organisation="organisation_id", path="organisation__path"
    )
    shows_journal: ClassVar = True

    class Meta:
        db_table = "acct_post"
        verbose_name = verbose_name_plural = "岗位"
        ordering = ["-is_primary", "valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                name="acct_post_span",
                violation_error_message="离任日期不能早于任职日期",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation.display_name} {self.title}"

    @property
    def roles_in_words(self) -> str:
        return "、".join(role.name for role in self.roles.all()) or "无"

    def get_absolute_url(self) -> str:
        return reverse("accounts:post", kwargs={"pk": self.pk})
