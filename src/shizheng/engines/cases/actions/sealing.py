"""Events enter the journal by ranges: one entry for all that happened since the last one."""

from shizheng.engines.cases.queries.seals import CASE_EVENTS
from shizheng.platform.journal.actions import action, seal
from shizheng.platform.journal.actions.seals import MOST
from shizheng.platform.policy.domain.actor import Actor


@action("cases.seal", "封存办理经过", permission="cases.sweep")
def seal_events(actor: Actor, *, most: int = MOST) -> int:
    """How many events the next range holds; 0 where none waits to be sealed."""
    found = seal(CASE_EVENTS, most)
    return found.count if found is not None else 0
