"""What the desk brings to the platform: the first page, and notices as one kind of what lies on it."""

from shizheng.console.actor import SIGNED_IN
from shizheng.console.links import ShellLink
from shizheng.console.navigation import MenuGroup, MenuItem
from shizheng.platform.desk.pages.desk import count_waiting
from shizheng.platform.modules.module import Module

_GROUP = "我的工作"

DESK = Module(
    id="desk",
    name="工作台",
    menu_groups=(MenuGroup(_GROUP, 10, "inbox"),),
    menu=(MenuItem("工作台", "home", SIGNED_IN, _GROUP, 1, "checklist", badge=count_waiting),),
    shell_links=(ShellLink("home", "home"),),
)
