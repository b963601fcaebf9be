"""Whether the journal still says what was written, and what of other histories waits to be sealed into it."""

from shizheng.platform.journal.queries.entries import Verdict, history_of, verify

__all__ = ["Verdict", "history_of", "verify"]
