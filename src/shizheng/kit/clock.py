"""The only reader of the wall clock. Instants are aware and in the time of Beijing, which has no summer time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

Source = Callable[[], datetime]

ZONE = ZoneInfo("Asia/Shanghai")


def _system() -> datetime:
    return datetime.now(ZONE)


_source: ContextVar[Source] = ContextVar("clock_source", default=_system)


def now() -> datetime:
    """The present instant, aware, in ZONE."""
    return aware(_source.get()())


def today() -> date:
    return now().date()


def aware(instant: datetime) -> datetime:
    """The same instant in ZONE; a naive one is taken to be written in the time of Beijing."""
    if instant.tzinfo is None:
        return instant.replace(tzinfo=ZONE)
    return instant.astimezone(ZONE)


@contextmanager
def use(source: Source) -> Iterator[None]:
    """Read `source` instead of the system's clock, in this thread or task only, until the block ends."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


class Frozen:
    """A clock that stands still until it is told to move."""

    def __init__(self, instant: datetime) -> None:
        self.instant = aware(instant)

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, step: timedelta) -> datetime:
        self.instant += step
        return self.instant


@contextmanager
def frozen(instant: datetime) -> Iterator[Frozen]:
    """Stop the clock at `instant`; the clock that is given back can be advanced."""
    stopped = Frozen(instant)
    with use(stopped):
        yield stopped
