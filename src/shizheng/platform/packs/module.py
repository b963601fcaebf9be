"""What packs bring to the platform."""

from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

PACKS = Module(
    id="packs",
    name="配置包",
    permissions=(Permission("packs.apply", "应用配置包"),),
    role_defaults=(RoleDefault("administrator", {"packs.apply": Scope.ALL}),),
    commands=("packs apply",),
)
