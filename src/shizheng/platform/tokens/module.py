"""What tokens bring to the platform."""

from shizheng.console.links import ShellLink
from shizheng.console.navigation import MenuItem
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

TOKENS = Module(
    id="tokens",
    name="接口令牌",
    menu=(MenuItem("接口令牌", "tokens:all", "tokens.manage", "系统管理", 35, "key"),),
    shell_links=(ShellLink("tokens", "tokens:own"),),
    permissions=(Permission("tokens.manage", "管理接口令牌", "查看和撤销他人的接口令牌"),),
    role_defaults=(RoleDefault("administrator", {"tokens.manage": Scope.ALL}),),
)
