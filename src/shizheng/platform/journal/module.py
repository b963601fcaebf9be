"""What the journal brings to the platform."""

from shizheng.platform.modules.module import Module
from shizheng.platform.policy.domain.permissions import Permission

JOURNAL = Module(
    id="journal",
    name="操作日志",
    permissions=(
        Permission("journal.view", "查看操作日志"),
        Permission("journal.verify", "校验操作日志"),
    ),
    commands=("journal verify",),
)
