"""Bringing many cases in at once, with all that happened to them."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.domain.importing import PastMove, Replayed, replay
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.models.loading import put_cases, put_contacts
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
    with _uncollected():
        for number, (moves, person) in enumerate(zip(histories, people, strict=True), 1):
            found = replay(declared, _raised(moves, person), known) if moves else [Fault("没有任何办理经过")]
            if isinstance(found, Replayed):
                replayed.append(found)
            else:
                faults += [fault.within(f"第{number}件") for fault in found]
        if faults:
            raise InvalidInputError(faults, f"有{len(faults)}处问题，没有导入")
        cases = put_cases(process, replayed)
    trace(None, f"批量导入{declared.noun}{len(cases)}件")
    return Loaded(tuple(cases))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing here is part of a cycle; looking for some among millions of values takes a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _contacts(process: Process, count: int, contacts: Sequence[ContactDetails | None]) -> list[int]:
    """The keys of as many new contacts as there are cases; 0 for each where the process keeps none."""
    if not process.contacts:
        return [0] * count
    return put_contacts([details or ContactDetails() for details in (*contacts, *[None] * count)[:count]])


def _raised(moves: Sequence[PastMove], contact: int) -> list[PastMove]:
    """The history with the contact named by its opening."""
    return [replace(moves[0], contact=contact), *moves[1:]] if contact else list(moves)
