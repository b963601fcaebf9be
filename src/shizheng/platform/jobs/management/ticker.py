"""``shizheng tick``: every second start the timers that are due, until told to stop."""

import logging
import signal
import threading
from collections.abc import Callable

from django.db import close_old_connections
from django.db.utils import DatabaseError

from shizheng.kit import clock
from shizheng.kit.errors import ShizhengError
from shizheng.platform.jobs.actions.timing import settle_timers
from shizheng.platform.jobs.domain.timers import TIMERS, Timer
from shizheng.platform.jobs.models import TimerState
from shizheng.platform.policy.domain.actor import system

log = logging.getLogger(__name__)
UNEXPECTED = "执行时出现意外，已记入系统日志；下次到时自动重试"


def _run(state: TimerState, timer: Timer) -> None:
    try:
        note = timer.function(system(timer.label))
    except ShizhengError as error:
        state.tell(error=str(error))
    except Exception:
        log.exception("timer %s failed", timer.id)
        state.tell(error=UNEXPECTED)
    else:
        state.tell(note=note)


def tick() -> int:
    """Run every timer that is due and that no other ticker has taken; how many ran."""
    ran, at = 0, clock.now()
    for state in TimerState.objects.due(at).order_by("next_at"):
        timer = TIMERS.find(state.timer)
        if timer is not None and state.claim(at, timer.after(at)):
            _run(state, timer)
            ran += 1
    return ran


def run_ticker(pause: Callable[[float], bool] | None = None) -> None:
    """Settle the rows, then tick once a second until `pause(seconds)` says to stop; by default SIGTERM says so."""
    if pause is None:
        stopped = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stopped.set())
        pause = stopped.wait
    if set(TIMERS.ids()) != set(TimerState.objects.values_list("timer", flat=True)):
        settle_timers(system("定时任务"))
    while not pause(1.0):
        try:
            close_old_connections()
            tick()
        except DatabaseError:
            # The database is away for a while: the next second tries again, nothing was taken.
            log.exception("tick failed")
