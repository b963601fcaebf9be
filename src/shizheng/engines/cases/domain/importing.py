"""A case that happened elsewhere: its moves with their makers and instants, to be brought in as it was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shizheng.engines.cases.domain.deciding import Refusal, decide
from shizheng.engines.cases.domain.events import Event, Maker
from shizheng.engines.cases.domain.facts import Facts, Wish
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.process import Process
from shizheng.engines.cases.domain.state import NOTHING, Fields, State
from shizheng.kit.errors import Fault


@dataclass(frozen=True, slots=True)
class PastMove:
    """`organisation` is the party it was made for, on the opening move the keeper; `contact` the key of whoever raised
    it."""

    move: str
    at: datetime
    maker: Maker
    answers: Fields = field(default_factory=dict)
    organisation: int = 0
    request: int = 0
    limits: Mapping[str, Limit] = field(default_factory=dict)
    contact: int = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """The events that the moves make, each with the state after it."""

    events: tuple[Event, ...]
    states: tuple[State, ...]


def replay(process: Process, moves: Iterable[PastMove], known: Facts) -> Replayed | list[Fault]:
    """The whole case, or what the process does not allow in it. `known` holds whatever the answers may name."""
    state = NOTHING
    events: list[Event] = []
    states: list[State] = []
    for number, past in enumerate(moves, 1):
        if events and past.at < events[-1].at:
            return [Fault("时间早于前一步", f"第{number}步")]
        acting = past.organisation or past.maker.organisation
        facts = known.by(past.maker, past.at, frozenset({acting} if acting else ()))
        wish = Wish(past.move, past.answers, past.organisation, past.request, limits=past.limits, contact=past.contact)
        outcome = decide(process, state, wish, facts)
        if isinstance(outcome, Refusal):
            return [fault.within(f"第{number}步") for fault in outcome.faults]
        # Nothing merges while it is loaded, so that what answers other cases has none to answer.
        if any(follow_up.splits for follow_up in outcome.follow_ups):
            return [Fault("拆分不能批量导入，请分别导入", f"第{number}步")]
        state = outcome.state
        events.append(outcome.event)
        states.append(state)
    return Replayed(tuple(events), tuple(states))
