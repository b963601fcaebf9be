"""What time starts: the sweep of the clocks."""

from datetime import timedelta

from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.queries.waking import is_any_awake
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.policy.domain.actor import Actor


@timer("cases.sweep", "核对时限", every=timedelta(minutes=1))
def sweep(actor: Actor) -> str:
    """Every warning and breach that has come; each batch is safe by itself, so that a cut leaves nothing half done."""
    total = 0
    while is_any_awake():
        swept = sweep_clocks(actor)
        total += swept.cases
        if not swept.more:
            break
    return f"记录{total}件到期提醒或超时" if total else ""
