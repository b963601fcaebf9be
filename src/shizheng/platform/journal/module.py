"""What the journal brings to the platform."""

from shizheng.console.navigation import MenuGroup, MenuItem
from shizheng.platform.journal.pages.history import HISTORY
from shizheng.platform.modules.module import Module
from shizheng.platform.policy.domain.permissions import Permission

JOURNAL = Module(
    id="journal",
    name="操作日志",
    menu=(MenuItem("操作日志", "journal:list", "journal.view", "系统管理", 90, "history"),),
    menu_groups=(MenuGroup("系统管理", 900, "settings"),),
    panels=(HISTORY,),
    permissions=(
        Permission("journal.view", "查看操作日志"),
        Permission("journal.verify", "校验操作日志"),
    ),
    commands=("journal verify",),
)
