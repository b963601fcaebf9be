"""The kinds of background work that systems declare with `@job`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from shizheng.kit.registry import Registry
from shizheng.platform.policy.domain.actor import Actor


class Progress(Protocol):
    """What the running work may ask and tell."""

    @property
    def actor(self) -> Actor:
        """Whoever enqueued the work, with what they may do now."""

    def report(self, percent: int, note: str = "") -> None:
        """How far the work is, 0–100, and in a few Chinese words what it is doing."""


@dataclass(frozen=True, slots=True)
class Job:
    """`function(progress, **arguments)` returns what JSON can hold; it may run again after a failure."""

    id: str
    label: str
    function: Callable[..., Any]


JOBS: Registry[Job] = Registry("后台任务", key=lambda job: job.id)
F = Callable[..., Any]


def job(ident: str, label: str) -> Callable[[F], F]:
    """Declare background work: ``@job("sums.add", "求和")`` over ``def add(progress, *, first, second)``."""

    def declare(function: F) -> F:
        JOBS.register(Job(ident, label, function))
        return function

    return declare
