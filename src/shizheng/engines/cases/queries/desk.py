"""Everything that a page about one case shows, in a fixed number of statements."""

from dataclasses import dataclass

from shizheng.engines.cases.domain.deciding import Offer, offers
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.models import Attachment, Case, ClockRow, EventRow, PartyRow
from shizheng.engines.cases.queries.history import events_of, state_of
from shizheng.engines.cases.queries.knowledge import presence
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.platform.policy.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`offers` are the moves from the present stage with what stands against each, whatever the actor's permissions."""

    process: Process
    state: State
    events: list[EventRow]
    parties: list[PartyRow]
    clocks: list[ClockRow]
    offers: list[Offer]


def case_file(actor: Actor, case: Case) -> CaseFile:
    process, events = process_of(case.process), events_of(case)
    state = state_of(events)
    return CaseFile(
        process,
        state,
        events,
        parties_of(case),
        list(ClockRow.objects.filter(case_id=case.pk).order_by("started_at", "pk")),
        list(offers(process, state, presence(actor, state, clock.now()))),
    )


def parties_of(case: Case) -> list[PartyRow]:
    """The parties in the order in which they came, those that have left among them."""
    return list(PartyRow.objects.filter(case_id=case.pk).select_related("organisation").order_by("since", "pk"))


def files_of(case: Case) -> list[Attachment]:
    """What answers named, in the order in which it came: whoever sees the case may have it."""
    return list(Attachment.objects.filter(case_id=case.pk).select_related("file").order_by("position", "pk"))
