"""What time starts: the sweep of the clocks, and the sealing of what happened."""

from datetime import timedelta

from shizheng.engines.cases.actions.sealing import seal_events
from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.queries.seals import CASE_EVENTS
from shizheng.engines.cases.queries.waking import is_any_awake
from shizheng.platform.jobs.domain.timers import timer
from shizheng.platform.journal.actions import note_horizon
from shizheng.platform.journal.queries.seals import is_waiting
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


@timer("cases.seal", "封存办理经过", every=timedelta(minutes=1))
def seal(actor: Actor) -> str:
    """Every event that no running transaction can come before, in ranges, each an entry of the journal."""
    note_horizon(CASE_EVENTS)
    total = 0
    while is_waiting(CASE_EVENTS):
        total += seal_events(actor)
    return f"封存{total}条办理经过" if total else ""
