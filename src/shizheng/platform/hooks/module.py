"""What webhooks bring to the platform."""

from shizheng.console.navigation import MenuItem
from shizheng.platform.hooks import tasks as tasks
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

HOOKS = Module(
    id="hooks",
    name="事件推送",
    menu=(
        MenuItem("推送订阅", "hooks:list", "hooks.manage", "系统管理", 70, "send"),
        MenuItem("推送记录", "hooks:deliveries", "hooks.manage", "系统管理", 71, "list-check"),
    ),
    permissions=(Permission("hooks.manage", "管理事件推送", "订阅、查看推送结果、重新推送"),),
    role_defaults=(RoleDefault("administrator", {"hooks.manage": Scope.ALL}),),
)
