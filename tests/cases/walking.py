"""Random walks through a process: makers, answers and time as hypothesis chooses them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from shizheng.engines.cases.domain.deciding import Decision, Refusal, decide, offers
from shizheng.engines.cases.domain.events import Event, Maker
from shizheng.engines.cases.domain.facts import CaseFact, Facts, OrganisationFact, Wish
from shizheng.engines.cases.domain.limits import Limit, LimitRow, LimitTable
from shizheng.engines.cases.domain.process import Ask, Process
from shizheng.engines.cases.domain.state import NOTHING, State, Value
from shizheng.engines.cases.domain.timing import passed
from shizheng.engines.cases.domain.words import AskKind, Unit
from shizheng.kit import clock
from shizheng.kit.calendar import load_calendar

PACK = Path(__file__).resolve().parents[2] / "packs" / "calendar"
CALENDAR = load_calendar(PACK)
START = datetime(2026, 9, 21, 9, 30, tzinfo=clock.ZONE)
UNITS = range(11, 17)
CENTRE = 10
TABLE = LimitTable(
    (
        LimitRow("trial_grid", "handle", Limit(3, Unit.WORKING_DAYS, "立结案规范", 1), START.date()),
        LimitRow("trial_tasks", "settle", Limit(1, Unit.MONTHS, "13710", 1), START.date(), nature="major"),
        LimitRow("trial_hotline", "handle", Limit(2, Unit.WORKING_HOURS, "办法", 1), START.date(), urgency="urgent"),
    )
)
MAKERS = {number: Maker(number, f"经办{number}", "", CENTRE if number < 3 else 8 + number) for number in range(1, 9)}


def facts(account: int = 1, at: datetime = START, **values: object) -> Facts:
    """Accounts 1 and 2 are of the centre, 3 to 8 of the units 11 to 16, each acting for its own."""
    maker = MAKERS[account]
    known = Facts(
        at,
        maker,
        CALENDAR,
        TABLE,
        acts_for=frozenset({maker.organisation}),
        organisations={each: OrganisationFact(each, f"单位{each}") for each in (CENTRE, *UNITS)},
        categories={"water": ("water",), "leak": ("water", "leak")},
        areas={"north": ("north",)},
        cases={900: CaseFact(900, "trial_hotline", "900", may_lead=True)},
        files=frozenset({1, 2, 3}),
    )
    return replace(known, **values)


def answer(ask: Ask, draw) -> Value:
    kinds: Mapping[AskKind, st.SearchStrategy[Value]] = {
        AskKind.TEXT: st.sampled_from(["路灯不亮", "水管漏水"]),
        AskKind.LONG_TEXT: st.sampled_from(["夜间无照明", "已派人到现场处理"]),
        AskKind.NUMBER: st.integers(1, min(ask.limit, 9)),
        AskKind.CHOICE: st.sampled_from([known for known, _ in ask.choices] or [""]),
        AskKind.YES_NO: st.booleans(),
        AskKind.DATE: st.just("2026-09-30"),
        AskKind.POINT: st.just("37.868012,113.583406"),
        AskKind.ORGANISATION: st.sampled_from(list(UNITS)),
        AskKind.ORGANISATIONS: st.lists(st.sampled_from(list(UNITS)), max_size=3, unique=True),
        AskKind.FILES: st.lists(st.sampled_from([1, 2, 3]), unique=True),
        AskKind.CASE: st.just(900),
        AskKind.CATEGORY: st.sampled_from(["water", "leak"]),
        AskKind.AREA: st.just("north"),
    }
    return draw(kinds[ask.kind])


@dataclass
class Walk:
    """A case on its way: every event made so far and the state that deciding gave after each."""

    process: Process
    events: list[Event] = field(default_factory=list)
    states: list[State] = field(default_factory=lambda: [NOTHING])
    refused: list[Refusal] = field(default_factory=list)
    at: datetime = START

    @property
    def state(self) -> State:
        return self.states[-1]

    def take(self, outcome: Decision | Refusal) -> None:
        if isinstance(outcome, Refusal):
            self.refused.append(outcome)
        else:
            self.events.append(outcome.event)
            self.states.append(outcome.state)

    def step(self, draw) -> None:
        """One move of somebody, or time's own event."""
        self.at += timedelta(minutes=draw(st.sampled_from([0, 1, 45, 300, 1440, 4000, 20000])))
        if self.state.version and draw(st.integers(0, 4)) == 0:
            self.sweep()
        handling = [party.organisation - 8 for party in self.state.active()]
        account = draw(st.sampled_from([1, 2, *handling, *handling])) if draw(st.integers(0, 9)) else 8
        known = facts(account, self.at)
        if not self.state.version:
            moves = [(move, 0) for move in self.process.openings()]
        else:
            offered = list(offers(self.process, self.state, known))
            free = [each for each in offered if not each.objection]
            chosen = free if free and draw(st.integers(0, 5)) else offered
            moves = [(each.move, each.organisation) for each in chosen]
        if not moves:
            return
        move, organisation = draw(st.sampled_from(moves))
        answers = {ask.id: answer(ask, draw) for ask in move.asks if ask.required or draw(st.booleans())}
        asked = [request.number for request in self.state.open_requests()]
        wish = Wish(move.id, answers, organisation, draw(st.sampled_from([0, *asked])))
        self.take(decide(self.process, self.state, wish, known))

    def sweep(self) -> None:
        from shizheng.engines.cases.domain.folding import apply

        event = passed(self.state, self.at)
        if event is not None:
            self.events.append(event)
            self.states.append(apply(self.state, event))
