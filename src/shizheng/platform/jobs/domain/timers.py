"""Work that time starts, declared with `@timer`: every so often, or once a day at a time of the day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from shizheng.kit.clock import ZONE
from shizheng.kit.registry import Registry
from shizheng.platform.policy.domain.actor import Actor

SHORTEST = timedelta(seconds=5)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timer:
    """`function(actor)` says in a few Chinese words what it did, "" where there was nothing to do. Either `every` or
    `daily` is set. It may be cut off at any point and run again: what it does must bear that."""

    id: str
    label: str
    function: Callable[[Actor], str]
    every: timedelta | None = None
    daily: time | None = None

    @property
    def rhythm(self) -> str:
        """In words: 每天 02:30, 每 5 分钟, 每 30 秒."""
        if self.daily is not None:
            return f"每天 {self.daily:%H:%M}"
        seconds = int((self.every or SHORTEST).total_seconds())
        return f"每 {seconds // 60} 分钟" if seconds % 60 == 0 else f"每 {seconds} 秒"

    def after(self, at: datetime) -> datetime:
        """The next instant after `at`; what was missed meanwhile is not made up for, it runs once."""
        if self.daily is None:
            step = self.every or SHORTEST
            midnight = at.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
            return midnight + (((at - midnight) // step) + 1) * step
        today = at.astimezone(ZONE).replace(
            hour=self.daily.hour, minute=self.daily.minute, second=self.daily.second, microsecond=0
        )
        return today if today > at else today + DAY


def _fit(timer: Timer) -> None:
    if (timer.every is None) == (timer.daily is None):
        raise ValueError("定时任务要么写间隔，要么写每天的时刻")
    if timer.every is not None and not SHORTEST <= timer.every <= DAY:
        raise ValueError("定时任务的间隔应在5秒到1天之间")


TIMERS: Registry[Timer] = Registry("定时任务", key=lambda timer: timer.id, check=_fit)
F = Callable[[Actor], str]


def timer(ident: str, label: str, *, every: timedelta | None = None, daily: time | None = None) -> Callable[[F], F]:
    """Declare work that time starts: ``@timer("cases.sweep", "核对时限", every=timedelta(minutes=1))``."""

    def declare(function: F) -> F:
        TIMERS.register(Timer(ident, label, function, every, daily))
        return function

    return declare
