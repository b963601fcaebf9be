"""What notices bring to the platform."""

from shizheng.console.links import ShellLink
from shizheng.platform.modules.module import Module
from shizheng.platform.notify.pages.notices import unread
from shizheng.platform.policy.domain.permissions import Permission

NOTIFY = Module(
    id="notify",
    name="消息",
    shell_links=(ShellLink("messages", "notify:list", unread),),
    permissions=(Permission("notify.view", "查看消息"),),
)
