"""What accounts bring to the platform."""

from shizheng.console.links import ShellLink
from shizheng.console.navigation import MenuItem
from shizheng.platform.accounts.management.pack import SECTIONS
from shizheng.platform.accounts.models import Account
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.search.queries import SearchSource

ACCOUNTS = Module(
    id="accounts",
    name="账号与岗位",
    menu=(
        MenuItem("账号", "accounts:list", "accounts.view", "系统管理", 20, "users"),
        MenuItem("角色", "accounts:roles", "accounts.view_roles", "系统管理", 30, "shield-lock"),
    ),
    shell_links=(
        ShellLink("profile", "own_profile"),
        ShellLink("logout", "account_logout"),
        ShellLink("password", "account_change_password"),
        ShellLink("mfa", "mfa_index"),
        ShellLink("switch_post", "switch_post"),
    ),
    permissions=(
        Permission("accounts.view", "查看账号"),
        Permission("accounts.manage", "管理账号", "建立、任免岗位、重置密码、停用启用"),
        Permission("accounts.view_roles", "查看角色"),
        Permission("accounts.manage_roles", "设置角色"),
    ),
    role_defaults=(
        RoleDefault(
            "administrator",
            {
                "accounts.view": Scope.ALL,
                "accounts.manage": Scope.ALL,
                "accounts.view_roles": Scope.ALL,
                "accounts.manage_roles": Scope.ALL,
                "journal.view": Scope.ALL,
                "journal.verify": Scope.ALL,
            },
        ),
    ),
    pack_sections=SECTIONS,
    search_sources=(
        SearchSource(
            "accounts.accounts",
            "账号",
            "accounts.view",
            lambda: Account.objects.order_by("username"),
            fields=("username", "name"),
            list_page="accounts:list",
            note=lambda account: str(account.state),
        ),
    ),
)
