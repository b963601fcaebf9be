"""One account: its posts, and the verbs on it."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, DayColumn
from shizheng.console.formats import instant
from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel
from shizheng.console.tables import Table
from shizheng.platform.accounts import actions
from shizheng.platform.accounts.domain.passwords import temporary_password
from shizheng.platform.accounts.models import Account, Post
from shizheng.platform.policy.queries import acting

MENU = "accounts:list"
MANAGE = "accounts.manage"
ONCE = "临时密码：{password}（只显示这一次，请当面或电话告知本人，首次登录须修改）"


class PostTable(Table):
    organisation = Column(verbose_name="单位")
    title = Column(verbose_name="岗位")
    roles = Column(verbose_name="角色", accessor="roles_in_words")
    valid_from = DayColumn(verbose_name="任职日期")
    valid_to = DayColumn(verbose_name="离任日期")


def _posts(request: HttpRequest, account: Account) -> Iterable[Post]:
    seen = Post.objects.visible_to(acting(request), "accounts.view")
    return seen.filter(account=account).select_related("organisation").prefetch_related("roles")


class AccountDetail(DetailPage):
    title = "账号"
    permission = "accounts.view"
    menu = MENU
    queryset = Account.objects.order_by("username")
    buttons = (
        Button("任命岗位", "accounts:assign", MANAGE, tone="primary", icon="plus"),
        Button("修改", "accounts:edit", MANAGE, icon="pencil"),
        Button("重置密码", "accounts:reset", MANAGE, dialog=True, icon="key"),
        Button("停用", "accounts:lock", MANAGE, tone="danger", dialog=True, when=lambda account: account.is_active),
        Button("启用", "accounts:unlock", MANAGE, dialog=True, when=lambda account: not account.is_active),
    )
    panels = (
        FactsPanel(
            title="基本情况",
            order=10,
            facts=(
                Fact("用户名", "username"),
                Fact("姓名", "name"),
                Fact("电子邮箱", "email"),
                Fact("最近登录", "last_login", instant),
                Fact("建立时间", "created_at", instant),
            ),
        ),
        TablePanel(
            title="岗位", table_class=PostTable, rows=_posts, order=20, empty_text="还没有岗位，不能办理任何事项"
        ),
    )

    def badge(self) -> Badge:
        return Badge(self.object.state, "good" if self.object.is_active else "off")


class AccountForm(forms.Form):
    username = forms.CharField(label="用户名", max_length=60, help_text="登录时用，由英文字母和数字组成。")
    name = forms.CharField(label="姓名", max_length=60)
    email = forms.EmailField(label="电子邮箱", required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)


class AccountNew(EditPage):
    title = "建立账号"
    purpose = "建立后由系统给出临时密码；任命岗位后才能办理事项。"
    permission = MANAGE
    menu = MENU
    form_class = AccountForm
    success_message = "已建立账号。"

    def perform(self, form: AccountForm) -> Account:
        password = temporary_password()
        made = actions.create_account(acting(self.request), password=password, **form.cleaned_data)
        messages.warning(self.request, ONCE.format(password=password))
        return made


class ContactForm(forms.Form):
    name = forms.CharField(label="姓名", max_length=60)
    email = forms.EmailField(label="电子邮箱", required=False)
    phone = forms.CharField(label="联系电话", max_length=30, required=False)


class AccountEdit(EditPage):
    title = "修改账号信息"
    permission = MANAGE
    menu = MENU
    queryset = Account.objects.order_by("username")
    form_class = ContactForm

    def perform(self, form: ContactForm) -> Account:
        return actions.describe_account(acting(self.request), account=self.object, **form.cleaned_data)


class _AccountAction(ActionPage):
    abstract = True
    permission = MANAGE
    menu = MENU
    queryset = Account.objects.order_by("username")


class PasswordReset(_AccountAction):
    title = "重置密码"
    warning = "原密码立即失效，系统给出临时密码，本人登录后须修改。"

    def perform(self, form: ReasonForm) -> Account:
        account: Account = self.object
        password = actions.reset_password(acting(self.request), account=account, **form.cleaned_data)
        messages.warning(self.request, ONCE.format(password=password))
        return account


class AccountLock(_AccountAction):
    title = "停用账号"
    warning = "停用后不能登录，已登录的会话立即结束。"
    danger = True

    def perform(self, form: ReasonForm) -> Account:
        return actions.lock_account(acting(self.request), account=self.object, **form.cleaned_data)


class AccountUnlock(_AccountAction):
    title = "启用账号"

    def perform(self, form: ReasonForm) -> Account:
        return actions.unlock_account(acting(self.request), account=self.object, **form.cleaned_data)
