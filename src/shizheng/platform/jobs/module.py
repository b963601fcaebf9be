"""What background work brings to the platform."""

from shizheng.console.navigation import MenuItem
from shizheng.platform.jobs import tasks as tasks
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

JOBS_MODULE = Module(
    id="jobs",
    name="后台任务",
    menu=(
        MenuItem("后台任务", "jobs:list", "jobs.view", "系统管理", 80, "clock"),
        MenuItem("定时任务", "jobs:timers", "jobs.manage", "系统管理", 81, "calendar"),
    ),
    permissions=(Permission("jobs.view", "查看后台任务"), Permission("jobs.manage", "管理后台任务")),
    role_defaults=(
        RoleDefault("administrator", {"jobs.view": Scope.ALL, "jobs.manage": Scope.ALL}),
        RoleDefault("staff", {"jobs.view": Scope.OWN}),
    ),
)
