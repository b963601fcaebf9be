"""What notices bring to the platform."""

from shizheng.console.links import ShellLink
from shizheng.platform.desk.domain.boxes import Box, WorkItem
from shizheng.platform.desk.queries import WorkKind
from shizheng.platform.modules.module import Module
from shizheng.platform.notify.models import Kind, Notice
from shizheng.platform.notify.pages.notices import unread
from shizheng.platform.policy.domain.permissions import Permission

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
    permissions=(Permission("notify.view", "查看消息"),),
    contributions={"work_kinds": (_COPIES,)},
)
