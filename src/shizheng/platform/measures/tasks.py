"""What time starts: every few minutes the days that changed are counted again."""

from datetime import timedelta

from shizheng.kit import clock
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.measures.actions.refreshing import read_changes, recount_days
from shizheng.platform.measures.models import Feed
from shizheng.platform.measures.queries.upkeep import is_any_waiting
from shizheng.platform.policy.domain.actor import Actor


@timer("measures.refresh", "统计指标", every=timedelta(minutes=5))
def refresh(actor: Actor) -> str:
    """Each batch of days is safe by itself, so that a cut leaves nothing half done."""
    if not is_any_waiting():
        Feed.objects.all().looked_at(clock.now())
        return ""
    read_changes(actor)
    days, cells, more = 0, 0, True
    while more:
        done = recount_days(actor)
        days, cells, more = days + done.days, cells + done.cells, done.more
    return f"统计{days}日，更新{cells}项" if days else ""
