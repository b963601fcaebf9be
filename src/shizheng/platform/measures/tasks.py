"""What time starts: every few minutes the days that changed are counted again."""

from datetime import time, timedelta

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.measures.actions.refreshing import read_changes, recount_days
from shizheng.platform.measures.models import Feed
from shizheng.platform.measures.queries.registry import measures
from shizheng.platform.measures.queries.upkeep import differences, is_any_waiting, waiting_days
from shizheng.platform.policy.domain.actor import Actor

VERIFIED = timedelta(days=92)


@timer("measures.refresh", "统计指标", every=timedelta(minutes=5))
def refresh(actor: Actor) -> str:
    """Each batch of days is safe by itself, so that a cut leaves nothing half done."""
    if not is_any_waiting():
        Feed.objects.all().looked_at(clock.now())
        return ""
    return _count(actor)


def _count(actor: Actor) -> str:
    read_changes(actor)
    days, cells, more = 0, 0, True
    while more:
        done = recount_days(actor)
        days, cells, more = days + done.days, cells + done.cells, done.more
    return f"统计{days}日，更新{cells}项" if days else ""


@timer("measures.verify", "校验指标", daily=time(2, 30))
def verify(actor: Actor) -> str:
    """The last months against a recount. ShizhengError tells how many cells differ, so that it stands in red among the
    timers; they are not mended by themselves: why they differ must be found first."""
    _count(actor)
    found = list(differences(measures(), clock.today() - VERIFIED))
    # What was written meanwhile differs rightly: its days wait again.
    read_changes(actor)
    waiting = waiting_days()
    wrong = [each for each in found if each.key.day not in waiting]
    if wrong:
        raise ShizhengError(
            f"{len(wrong)}处指标数据与重新计数不一致，例如：{wrong[0]}",
            remedy="请系统管理员查明原因后运行“shizheng measures rebuild”",
        )
    return "全部一致"
