"""Keeping the rows of the declared timers, and stopping or starting them by hand."""

from shizheng.kit import clock
from shizheng.platform.jobs.domain.timers import TIMERS
from shizheng.platform.jobs.models import TimerState
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor


@action("jobs.timers", "登记定时任务", permission="jobs.manage")
def settle_timers(actor: Actor) -> int:
    """A row for every declared timer and none for others; how many rows were made or dropped."""
    known = {state.timer: state for state in TimerState.objects.all()}
    missing = [timer for timer in TIMERS if timer.id not in known]
    for timer in missing:
        TimerState.objects.create(
            timer=timer.id, label=timer.label, rhythm=timer.rhythm, next_at=timer.after(clock.now())
        )
    gone = [state for ident, state in known.items() if ident not in TIMERS]
    for state in gone:
        state.delete()
    trace(None, f"登记定时任务：新增{len(missing)}，停用{len(gone)}")
    return len(missing) + len(gone)


@action("jobs.pause_timer", "暂停定时任务", permission="jobs.manage", on="timer")
def pause_timer(actor: Actor, *, timer: TimerState, reason: str) -> TimerState:
    timer.is_paused = True
    timer.save(update_fields=["is_paused"])
    trace(timer, f"暂停定时任务“{timer.label}”", reason=reason)
    return timer


@action("jobs.resume_timer", "恢复定时任务", permission="jobs.manage", on="timer")
def resume_timer(actor: Actor, *, timer: TimerState) -> TimerState:
    """It runs at the next tick, once, whatever it missed."""
    timer.is_paused, timer.next_at = False, clock.now()
    timer.save(update_fields=["is_paused", "next_at"])
    trace(timer, f"恢复定时任务“{timer.label}”")
    return timer
