"""What notices bring to the platform."""

from shizheng.platform.modules.module import Module
from shizheng.platform.policy.domain.permissions import Permission

NOTIFY = Module(id="notify", name="消息", permissions=(Permission("notify.view", "查看消息"),))
