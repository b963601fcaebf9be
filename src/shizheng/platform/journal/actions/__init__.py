"""Writing the journal: `action` declares a write, `trace` says what it did, `record` notes what is no action."""

from shizheng.platform.journal.actions.declare import ACTIONS, ActionSpec, action, after_commit, trace
from shizheng.platform.journal.actions.record import Changes, amend, record

__all__ = ["ACTIONS", "ActionSpec", "Changes", "action", "after_commit", "amend", "record", "trace"]
