"""When a delivery that failed is tried again."""

from datetime import timedelta

WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 120, 600, 1800, 7200, 21_600, 43_200, 86_400))
"""Waits after the first failure, the second, …; after the last the letter is dead: some two days in all."""


def wait(attempts: int) -> timedelta | None:
    """How long to wait after so many failed attempts (from 1); None where no more are made."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None
