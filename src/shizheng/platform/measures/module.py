"""What the measures bring to the platform."""

from shizheng.console.navigation import MenuItem
from shizheng.platform.measures import tasks as tasks
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

MEASURES = Module(
    id="measures",
    name="指标",
    menu=(MenuItem("指标", "measures:list", "measures.view", "统计", 10, "chart-line"),),
    permissions=(
        Permission("measures.view", "查看指标", "指标的口径、数值和趋势"),
        Permission("measures.refresh", "统计指标", "统计、重建指标数据"),
    ),
    role_defaults=(
        RoleDefault("administrator", {"measures.view": Scope.ALL, "measures.refresh": Scope.ALL}),
        RoleDefault("leader", {"measures.view": Scope.ALL}),
        RoleDefault("staff", {"measures.view": Scope.SUBTREE}),
        RoleDefault("hotline-supervisor", {"measures.view": Scope.ALL}),
        RoleDefault("unit-handler", {"measures.view": Scope.SUBTREE}),
    ),
)
