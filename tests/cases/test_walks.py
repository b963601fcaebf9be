"""Random walks: what deciding says the case became is what its events fold to, and no law of a case is broken."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shizheng.engines.cases.domain.deciding import Decision, Refusal, decide, offers
from shizheng.engines.cases.domain.events import Body, decode, encode
from shizheng.engines.cases.domain.facts import Wish
from shizheng.engines.cases.domain.folding import BrokenHistoryError, apply, fold
from shizheng.engines.cases.domain.state import NOTHING, State
from shizheng.engines.cases.domain.words import LEFT, ClockState, PartyState, Role
from tests.cases.processes.grid import GRID
from tests.cases.processes.hotline import HOTLINE
from tests.cases.processes.tasks import TASKS
from tests.cases.walking import Walk, facts

PROCESSES = [HOTLINE, GRID, TASKS]


def keeps_the_laws(process, state: State) -> None:
    mains = [party for party in state.active() if party.role is Role.MAIN]
    assert len(mains) <= 1
    assert len({party.organisation for party in state.parties}) == len(state.parties)
    assert len({clock.key for clock in state.clocks}) == len(state.clocks)
    for clock in state.clocks:
        party = state.party(clock.organisation)
        if party is not None and party.state in LEFT:
            assert clock.state is ClockState.STOPPED
        assert (clock.left is not None) == (clock.state is ClockState.PAUSED)
        if clock.stopped_at is not None and clock.stopped_at > clock.due.at:
            assert clock.breached_at is not None and clock.breached_at <= clock.due.at
        if clock.due.warn is not None:
            assert clock.due.warn <= clock.due.at
    if process.is_final(state.stage):
        assert state.ended_at is not None
        assert [clock for clock in state.clocks if clock.state is not ClockState.STOPPED] == []
    else:
        assert state.ended_at is None
    for party in state.parties:
        assert (party.replied_at is not None) >= (party.state is PartyState.REPLIED)
        assert (party.left_at is not None) == (party.state in LEFT)


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.id)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_events_fold_to_what_was_decided(process, data):
    walk = Walk(process)
    for _ in range(data.draw(st.integers(1, 25))):
        walk.step(data.draw)
        keeps_the_laws(process, walk.state) if walk.events else None
    assert fold(walk.events) == walk.state
    for number, event in enumerate(walk.events):
        assert apply(walk.states[number], event) == walk.states[number + 1]
        assert event.position == number + 1
        text = encode(event.body)
        assert decode(text) == event.body
        assert encode(decode(text)) == text
    for refusal in walk.refused:
        assert refusal.faults
        assert all(fault.message for fault in refusal.faults)


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.id)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_may_not_be_made_is_refused_with_a_reason(process, data):
    """Every move of the process against a random state: only those offered without objection can succeed."""
    walk = Walk(process)
    for _ in range(data.draw(st.integers(1, 12))):
        walk.step(data.draw)
    known = facts(data.draw(st.integers(1, 8)), walk.at)
    open_now = {(each.move.id, each.organisation) for each in offers(process, walk.state, known) if not each.objection}
    for move in process.moves:
        answers = {ask.id: None for ask in move.asks}
        outcome = decide(process, walk.state, Wish(move.id, answers), known)
        if isinstance(outcome, Refusal):
            assert all(fault.message for fault in outcome.faults)
        elif walk.events:
            assert move.id in {name for name, _ in open_now}
        else:
            assert move.opens


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_a_history_with_a_gap_is_no_history(data):
    walk = Walk(HOTLINE)
    for _ in range(10):
        walk.step(data.draw)
    if len(walk.events) > 2:
        with pytest.raises(BrokenHistoryError):
            fold([walk.events[0], *walk.events[2:]])


def test_nothing_happens_to_a_case_before_it_is_opened():
    outcome = decide(HOTLINE, NOTHING, Wish("dispatch", {"main": 11}), facts())
    assert isinstance(outcome, Refusal)
    assert not isinstance(decide(HOTLINE, NOTHING, Wish("fly"), facts()), Decision)


def test_a_body_that_is_none_is_not_read():
    assert decode("{}") == Body()
