"""Bringing many cases in at once, with all that happened to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.importing import PastMove, Replayed, replay
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.models import Case, CaseWords, Contact, EventRow
from shizheng.engines.cases.models.writing import BATCH, upsert
from shizheng.engines.cases.queries.knowledge import everything
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Loaded:
    """The cases in the order they were given."""

    cases: tuple[Case, ...]


@action("cases.load", "批量导入工单", permission="cases.load")
def load_cases(
    actor: Actor,
    *,
    process: str,
    histories: Sequence[Sequence[PastMove]],
    contacts: Sequence[ContactDetails | None] = (),
) -> Loaded:
    """All of them or none; InvalidInputError with every fault of every case, counted from 1. `contacts` are of the
    cases in their order, none for as many as are not given.

    Each goes through the same deciding as a move made by hand; only permissions and follow-ups to other cases are left
    out.
    """
    declared = process_of(process)
    known = everything(actor, declared, clock.now())
    replayed: list[Replayed] = []
    faults: list[Fault] = []
    people = _contacts(declared, len(histories), contacts)
    for number, (moves, person) in enumerate(zip(histories, people, strict=True), 1):
        found = replay(declared, _raised(moves, person), known) if moves else [Fault("没有任何办理经过")]
        if isinstance(found, Replayed):
            replayed.append(found)
        else:
            faults += [fault.within(f"第{number}件") for fault in found]
    if faults:
        raise InvalidInputError(faults, f"有{len(faults)}处问题，没有导入")
    cases = _write(process, replayed)
    trace(None, f"批量导入{declared.noun}{len(cases)}件")
    return Loaded(tuple(cases))


def _contacts(process: Process, count: int, contacts: Sequence[ContactDetails | None]) -> list[int]:
    """The keys of as many new contacts as there are cases; 0 for each where the process keeps none."""
    if not process.contacts:
        return [0] * count
    rows = [Contact.of(details or ContactDetails()) for details in (*contacts, *[None] * count)[:count]]
    Contact.objects.bulk_create(rows, batch_size=BATCH)
    return [row.pk for row in rows]


def _raised(moves: Sequence[PastMove], contact: int) -> list[PastMove]:
    """The history with the contact named by its opening."""
    return [replace(moves[0], contact=contact), *moves[1:]] if contact else list(moves)


def _write(process: str, replayed: Sequence[Replayed]) -> list[Case]:
    cases: list[Case] = []
    rows: list[list[EventRow]] = []
    for found in replayed:
        case = Case(process=process, opened_by_id=found.events[0].maker.account)
        case.take(found.states[-1])
        rows.append(_chained(case, found))
        cases.append(case)
    Case.objects.bulk_create(cases, batch_size=BATCH)
    for case, chain in zip(cases, rows, strict=True):
        for row in chain:
            row.case_id = case.pk
    CaseWords.objects.bulk_create([CaseWords(case=case) for case in cases], batch_size=BATCH)
    EventRow.objects.bulk_create([row for chain in rows for row in chain], batch_size=4 * BATCH)
    upsert(row for case, found in zip(cases, replayed, strict=True) for row in case.projected(found.states[-1]))
    return cases


def _chained(case: Case, found: Replayed) -> list[EventRow]:
    chain = []
    for event, state in zip(found.events, found.states, strict=True):
        row = EventRow.of(case, event, state.stage, case.digest)
        case.digest = row.digest
        chain.append(row)
    return chain
