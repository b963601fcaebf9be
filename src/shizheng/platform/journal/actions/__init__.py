"""Writing the journal: `action` declares a write, `trace` says what it did, `record` notes what is no action.

Histories that are chained by themselves say `chained` instead and are sealed into the journal by ranges: `seal`.
"""

from shizheng.platform.journal.actions.declare import ACTIONS, ActionSpec, action, after_commit, chained, trace
from shizheng.platform.journal.actions.record import About, Changes, amend, record
from shizheng.platform.journal.actions.seals import note_horizon, seal

__all__ = [
    "ACTIONS",
    "About",
    "ActionSpec",
    "Changes",
    "action",
    "after_commit",
    "amend",
    "chained",
    "note_horizon",
    "record",
    "seal",
    "trace",
]
