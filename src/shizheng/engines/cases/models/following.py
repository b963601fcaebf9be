"""What systems do when something happened to a case of theirs: tell somebody, in the same transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shizheng.engines.cases.domain.state import State
from shizheng.engines.cases.models.case import Case
from shizheng.engines.cases.models.event import EventRow
from shizheng.engines.cases.models.writing import Step
from shizheng.platform.modules.module import contributed
from shizheng.platform.policy.domain.actor import Actor

KIND = "case_followers"


@dataclass(frozen=True, slots=True)
class Happening:
    """One event that was written, with the case as it is now and the states around it."""

    case: Case
    row: EventRow
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Follower:
    """Called with what happened to cases of `process`, inside the transaction and never for what is loaded in bulk. It
    puts letters into outboxes; a case itself is only changed by moves."""

    id: str
    process: str
    follow: Callable[[Actor, Sequence[Happening]], None]


def follow(actor: Actor, written: Sequence[tuple[Step, EventRow]]) -> None:
    """Tell every follower of the processes concerned, each once."""
    if not written:
        return
    for follower in contributed(KIND):
        if isinstance(follower, Follower):
            found = [
                Happening(step.case, row, step.before, step.after)
                for step, row in written
                if step.case.process == follower.process
            ]
            if found:
                follower.follow(actor, found)
