"""What files bring to the platform."""

from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

FILES = Module(
    id="files",
    name="文件",
    permissions=(Permission("files.view", "下载文件"),),
    role_defaults=(
        RoleDefault("administrator", {"files.view": Scope.ALL}),
        RoleDefault("staff", {"files.view": Scope.OWN}),
    ),
)
