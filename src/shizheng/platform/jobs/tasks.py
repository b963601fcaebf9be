"""What the platform itself does by the clock."""

from datetime import time

from django.core.management import call_command

from shizheng.kit.errors import ShizhengError
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.journal.queries import verify
from shizheng.platform.policy.domain.actor import Actor


@timer("journal.verify", "校验操作日志", daily=time(3, 0))
def verify_journal(actor: Actor) -> str:
    """ShizhengError names the first break, so that it stands in the list of timers in red."""
    verdict = verify()
    if not verdict.sound:
        raise ShizhengError("操作日志校验不通过", remedy="请系统管理员运行“shizheng journal verify”查看")
    return f"共{verdict.count}条，完好"


@timer("accounts.sessions", "清理过期登录", daily=time(3, 30))
def clear_sessions(actor: Actor) -> str:
    call_command("clearsessions")
    return ""
