"""What notices bring to the platform."""

from shizheng.console.links import ShellLink
from shizheng.console.navigation import MenuItem
from shizheng.platform.desk.domain.boxes import Box, WorkItem
from shizheng.platform.desk.queries import WorkKind
from shizheng.platform.modules.module import Module, RoleDefault
from shizheng.platform.notify import tasks as tasks
from shizheng.platform.notify.models import Kind, Notice
from shizheng.platform.notify.pages.notices import unread
from shizheng.platform.policy.domain.permissions import Permission
from shizheng.platform.policy.domain.scope import Scope

_COPIES = WorkKind(
    "notify.copies",
    "消息",
    "",
    # What asks for something lies in the box of its own system; a notice of it here would say it twice.
    {Box.COPIED: lambda actor: Notice.objects.of(actor).exclude(kind=Kind.TODO).exclude(link="")},
    lambda notice: WorkItem(notice.title, notice.link, notice.state, "", notice.created_at),
)

NOTIFY = Module(
    id="notify",
    name="消息",
    shell_links=(ShellLink("messages", "notify:list", unread),),
    menu=(MenuItem("短信", "notify:messages", "notify.messages", "系统管理", 75, "send"),),
    permissions=(
        Permission("notify.view", "查看消息"),
        Permission("notify.messages", "查看短信", "查看发出的短信，重新发送未送达的"),
    ),
    role_defaults=(RoleDefault("administrator", {"notify.messages": Scope.ALL}),),
    contributions={"work_kinds": (_COPIES,)},
)
