"""Handing over work and running it."""

from shizheng.platform.jobs.actions.submit import enqueue, retry

__all__ = ["enqueue", "retry"]
