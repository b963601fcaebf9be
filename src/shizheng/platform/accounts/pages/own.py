"""What everybody sees and may change of their own account, whatever their posts allow them elsewhere."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from shizheng.console.actor import SIGNED_IN
from shizheng.console.breadcrumbs import Crumb
from shizheng.console.buttons import Button
from shizheng.console.formats import instant
from shizheng.console.pages import DetailPage, EditPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel
from shizheng.platform.accounts.actions import change_own_contact
from shizheng.platform.accounts.models import Account, Post
from shizheng.platform.accounts.pages.account import PostTable
from shizheng.platform.accounts.queries import has_second_factor, own_account, posts_held
from shizheng.platform.policy.queries import acting

TITLE = "我的资料"


def _posts(request: HttpRequest, account: Account) -> Iterable[Post]:
    return posts_held(acting(request))


def _nothing(subject: Any) -> dict[str, object]:
    return {}


class OwnProfile(DetailPage):
    permission = SIGNED_IN
    title = TITLE
    purpose = "您的账号、岗位和联系方式；姓名、用户名和岗位由管理员维护"
    buttons: ClassVar[Sequence[Button]] = (
        Button("修改联系方式", "own_contact", SIGNED_IN, tone="primary", icon="pencil", arguments=_nothing),
        Button("修改密码", "account_change_password", SIGNED_IN, icon="key", arguments=_nothing),
        Button("两步验证", "mfa_index", SIGNED_IN, icon="shield-lock", arguments=_nothing),
    )
    panels = (
        FactsPanel(
            title="账号",
            order=10,
            facts=(
                Fact("姓名", "name"),
                Fact("用户名", "username"),
                Fact("电子邮箱", "email"),
                Fact("联系电话", lambda account: str(account.phone)),
                Fact("两步验证", lambda account: "已启用" if has_second_factor(account) else "未启用"),
                Fact("最近登录", "last_login", instant),
            ),
        ),
        TablePanel(
            title="我的岗位",
            table_class=PostTable,
            rows=_posts,
            order=20,
            empty_text="还没有岗位，不能办理任何事项，请联系系统管理员任命",
        ),
    )

    def rows(self) -> "QuerySet[Any]":
        return own_account(acting(self.request))

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.rows())

    def get_title(self) -> str:
        return self.title


class OwnContactForm(forms.Form):
    email = forms.EmailField(label="电子邮箱", required=False, help_text="接收待办提醒")
    phone = forms.CharField(
        label="联系电话", max_length=30, required=False, help_text="加密保存，显示时隐去中间几位；不改的请保持原样"
    )


class OwnContact(EditPage):
    permission = SIGNED_IN
    title = "修改联系方式"
    form_class = OwnContactForm

    def rows(self) -> "QuerySet[Any]":
        return own_account(acting(self.request))

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(self.rows())

    def subject(self) -> Any:
        return self.object

    def crumbs(self) -> list[Crumb]:
        return [Crumb(TITLE, reverse("own_profile"))]

    def perform(self, form: OwnContactForm) -> Account:
        return change_own_contact(acting(self.request), **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("own_profile")
