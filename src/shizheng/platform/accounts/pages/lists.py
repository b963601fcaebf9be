"""Accounts and roles as lists."""

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, StatusColumn, WideColumn
from shizheng.console.filters import FilterSet, YesNoFilter
from shizheng.console.pages import ListPage
from shizheng.console.tables import Table
from shizheng.platform.accounts.models import Account, Role


class AccountFilter(FilterSet):
    is_active = YesNoFilter(label="启用")

    class Meta:
        model = Account
        fields: list[str] = []


class AccountTable(Table):
    hidden = ("created_at", "email")
    username = Column(verbose_name="用户名")
    name = Column(verbose_name="姓名")
    posts = WideColumn(verbose_name="岗位", orderable=False, accessor="posts_in_words")
    is_active = StatusColumn(
        verbose_name="状态", accessor="state", tones={"启用": "good", "停用": "off"}, orderable=False
    )
    last_login = InstantColumn(verbose_name="最近登录")
    email = Column(verbose_name="电子邮箱")
    created_at = InstantColumn(verbose_name="建立时间")


class AccountList(ListPage):
    title = "账号"
    purpose = "谁可以登录平台，在哪些单位任什么岗位。"
    permission = "accounts.view"
    menu = "accounts:list"
    queryset = Account.objects.prefetch_related("posts__organisation").order_by("username")
    filterset_class = AccountFilter
    table_class = AccountTable
    search_fields = ("username", "name")
    search_hint = "用户名或姓名"
    buttons = (Button("建立账号", "accounts:new", "accounts.manage", tone="primary", icon="plus"),)


class RoleTable(Table):
    name = Column(verbose_name="角色")
    code = Column(verbose_name="标识")
    note = WideColumn(verbose_name="说明", orderable=False)
    grants = WideColumn(verbose_name="权限", orderable=False, accessor="grants_in_words")


class RoleList(ListPage):
    title = "角色"
    purpose = "每个角色可以做什么、管到多大范围。角色由配置包维护。"
    permission = "accounts.view_roles"
    menu = "accounts:roles"
    queryset = Role.objects.prefetch_related("grants").order_by("code")
    table_class = RoleTable
    search_fields = ("name", "code")
    search_hint = "角色名称"
