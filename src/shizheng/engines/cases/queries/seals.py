"""The events of all cases as one history that the journal seals by ranges."""

from shizheng.engines.cases.models import EventRow
from shizheng.platform.journal.queries.seals import SealedHistory

CASE_EVENTS = SealedHistory("cases.eventrow", "工单办理经过", "条", EventRow, ("case_id", "position", "digest"))
"""An event's digest covers who, when and what, and the event before it; the case's key says whose it is."""
