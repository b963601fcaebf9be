"""Calls: what exchanges tell of them in any order, records of two exchanges, and what a call led to."""

import json
from datetime import datetime, timedelta
from io import BytesIO
from itertools import permutations

import pytest
from django.test import Client

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import ShizhengError
from shizheng.kit.tabular.cells import TableError
from shizheng.platform.accounts.models import Account
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.calls import (
    enter_state,
    import_calls,
    link_call,
    set_extension,
    tell_call,
    unlink_call,
)
from shizheng.systems.hotline.domain.call_events import CallEvent, Course, Kind
from shizheng.systems.hotline.domain.call_files import read_calls
from shizheng.systems.hotline.domain.calls import AgentState, Direction, Disposition, direction_of, plain_number
from shizheng.systems.hotline.models import AgentSpan, Call
from shizheng.systems.hotline.queries.calls import suggested_cases
from shizheng.systems.hotline.queries.desk import next_call
from tests.hotline.service import Service, login, opened, service

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)
PHONE = "138" + "0" * 7 + "7"
OTHER = "139" + "0" * 7 + "1"
FREESWITCH = "%s,%s,8001,default,2026-11-20 12:00:00,%s,2026-11-20 12:01:10,70,%s,%s,%s,,,PCMU,PCMU\n"


def told(kind: str, seconds: int, ident: str = "c1", **more) -> CallEvent:
    return CallEvent(ident, Kind(kind), NOON + timedelta(seconds=seconds), **more)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("+86 " + PHONE, PHONE),
        ("0" + PHONE, PHONE),
        ("0086" + PHONE, PHONE),
        ("0571-8888 6666", "057188886666"),
        ("anonymous", ""),
        ("１２３４５", "12345"),
    ],
)
def test_a_number_is_compared_without_its_dress(written: str, plain: str) -> None:
    assert plain_number(written) == plain


def test_short_numbers_are_the_exchange_s_own() -> None:
    assert direction_of("1002", "1004") is Direction.INTERNAL
    assert direction_of("1002", PHONE) is Direction.OUT
    assert direction_of(PHONE, "12345") is Direction.IN


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_events_in_any_order_come_to_one_course(order: tuple[int, ...]) -> None:
    events = [told("ringing", 0, extension="8001"), told("answered", 9), told("ended", 69)]
    course = Course()
    for number in order:
        course = course.after(events[number]).after(events[number])
    assert (course.started_at, course.answered_at, course.ended_at) == tuple(event.at for event in events)
    assert (course.talk_seconds, course.disposition) == (60, Disposition.ANSWERED)
    if order[0] == 0:
        assert course.wait_seconds == 9


def test_whoever_hangs_up_first_is_counted_as_not_reached() -> None:
    course = Course().after(told("ringing", 0, extension="8001")).after(told("ended", 4, cause="ORIGINATOR_CANCEL"))
    assert (course.disposition, course.wait_seconds, course.talk_seconds) == (Disposition.ABANDONED, 4, 0)


def test_clocks_that_disagree_make_no_negative_seconds() -> None:
    course = Course().after(told("ringing", 5, extension="8001")).after(told("answered", 3)).after(told("ended", 1))
    assert (course.wait_seconds, course.talk_seconds) == (0, 0)
    lasting = Course().after(told("answered", 0)).after(told("ended", 3_000_000_000))
    assert lasting.talk_seconds == 7 * 24 * 3600


def freeswitch(text: str):
    return read_calls(BytesIO(text.encode()), "freeswitch")


def test_a_record_says_who_called_how_long_they_waited_and_talked() -> None:
    (call,) = freeswitch(FREESWITCH % ("", PHONE, "2026-11-20 12:00:09", 61, "NORMAL_CLEARING", "u-1")).records
    assert (call.direction, call.caller, call.extension) == (Direction.IN, PHONE, "8001")
    assert (call.wait_seconds, call.talk_seconds, call.disposition) == (9, 61, Disposition.ANSWERED)
    assert call.answered_at == NOON + timedelta(seconds=9)
    (lost,) = freeswitch(FREESWITCH % ("", PHONE, "", 0, "USER_BUSY", "u-2")).records
    assert (lost.answered_at, lost.wait_seconds, lost.disposition) == (None, 70, Disposition.BUSY)


def test_a_call_in_several_rows_counts_once_by_the_row_that_says_most() -> None:
    row = FREESWITCH % ("", PHONE, "", 0, "USER_BUSY", "u-1")
    answered = FREESWITCH % ("", PHONE, "2026-11-20 12:00:09", 61, "NORMAL_CLEARING", "u-1")
    found = freeswitch(row + answered + answered)
    assert [call.talk_seconds for call in found.records] == [61]
    assert found.notes == ("第1行与内容不同的第2行是同一通话，只计一次", "第3行与第2行是同一通话，只计一次")


def test_every_faulty_cell_is_told_by_row_and_column() -> None:
    text = (
        "a,b\n"
        + FREESWITCH.replace("70", "x") % ("", PHONE, "", 0, "B", "u")
        + FREESWITCH % ("", PHONE, "", 99, "B", "")
    )
    with pytest.raises(TableError) as refused:
        freeswitch(text)
    places = [fault.place for fault in refused.value.faults]
    assert places == ["第1行", "第2行H列", "第3行K列"]


def test_asterisk_s_records_are_read_too() -> None:
    line = (
        '"","{}","12345","from-pstn","{}","SIP/trunk-0001","SIP/8001-0002","Queue","hotline,t",'
        '"2026-11-20 12:00:00","2026-11-20 12:00:07","2026-11-20 12:01:07",67,60,"ANSWERED","DOCUMENTATION"{}\n'
    )
    text = line.format(PHONE, PHONE, ',"1700000000.1",""') + line.format(OTHER, OTHER, "")
    first, second = read_calls(BytesIO(text.encode()), "asterisk").records
    assert (first.external_id, first.extension, first.queue) == ("1700000000.1", "8001", "hotline")
    assert second.external_id.startswith("asterisk-")
    assert (first.wait_seconds, first.talk_seconds, first.disposition) == (7, 60, Disposition.ANSWERED)


@pytest.fixture
def at(db: None) -> Service:
    found = service()
    set_extension(found.supervisor, organisation=found.centre, number="8001", account=holder(found.agent))
    return found


def holder(actor) -> Account:
    return Account.objects.get(pk=actor.account_id)


def rung(at: Service, ident: str = "c1", seconds: int = 0, **more) -> Call:
    return tell_call(at.supervisor, event=told("ringing", seconds, ident, caller="0" + PHONE, extension="8001", **more))


@pytest.mark.django_db
def test_a_call_finds_its_agent_and_keeps_the_number_sealed(at: Service) -> None:
    call = rung(at)
    assert (call.account_id, call.organisation_id) == (at.agent.account_id, at.centre.pk)
    stored = Call.objects.get()
    assert str(stored.caller) == f"{PHONE[:3]}****{PHONE[-4:]}"
    assert Call.objects.from_number(PHONE).get() == call
    assert all(PHONE not in entry.summary for entry in Entry.objects.all())


@pytest.mark.django_db
def test_answering_and_ending_move_the_agent_s_state(at: Service) -> None:
    with clock.frozen(NOON - timedelta(minutes=1)):
        enter_state(at.agent, state=AgentState.READY)
    rung(at)
    tell_call(at.supervisor, event=told("answered", 9))
    tell_call(at.supervisor, event=told("ended", 69))
    tell_call(at.supervisor, event=told("ended", 69))
    with clock.frozen(NOON + timedelta(seconds=100)):
        enter_state(at.agent, state=AgentState.AWAY)
    spans = [(span.state, (span.until - span.since).seconds) for span in AgentSpan.objects.order_by("since")]
    assert spans == [("ready", 69), ("talking", 60), ("wrapping", 31)]


@pytest.mark.django_db
def test_a_call_waits_on_the_desk_until_it_led_to_something(at: Service) -> None:
    with clock.frozen(NOON + timedelta(minutes=1)):
        call = rung(at)
        assert next_call(at.agent) == call
        assert next_call(at.dispatcher) is None
        link_call(at.agent, call=call, case=opened(at))
        assert next_call(at.agent) is None


@pytest.mark.django_db
def test_records_are_imported_once_and_keep_what_is_known(at: Service) -> None:
    records = freeswitch(FREESWITCH % ("", PHONE, "2026-11-20 12:00:09", 61, "NORMAL_CLEARING", "u-1")).records
    first = import_calls(at.supervisor, records=records, source="freeswitch", organisation=at.centre)
    again = import_calls(at.supervisor, records=records, source="freeswitch", organisation=at.centre)
    assert ((first.new, first.known), (again.new, again.known)) == ((1, 0), (0, 1))
    call = Call.objects.get()
    assert (call.account_id, call.source) == (at.agent.account_id, "freeswitch")
    assert Call.objects.from_number(PHONE).count() == 1


@pytest.mark.django_db
def test_an_agent_imports_nothing(at: Service) -> None:
    with pytest.raises(DeniedError):
        import_calls(at.agent, records=(), source="freeswitch", organisation=at.centre)
    with pytest.raises(DeniedError):
        tell_call(at.agent, event=told("ringing", 0))
    assert not Call.objects.exists()


@pytest.mark.django_db
def test_cases_of_the_number_around_the_call_are_suggested_and_a_person_confirms(at: Service) -> None:
    with clock.frozen(NOON + timedelta(minutes=5)):
        mine = opened(at, contact=ContactDetails(phone=PHONE))
        opened(at, contact=ContactDetails(phone=OTHER))
    with clock.frozen(NOON + timedelta(hours=9)):
        opened(at, contact=ContactDetails(phone=PHONE))
    call = rung(at)
    assert suggested_cases(at.agent, call) == [mine]
    assert suggested_cases(at.city, call) == []
    link_call(at.agent, call=call, case=mine)
    call.refresh_from_db()
    assert (call.case, call.linked_by_id) == (mine, at.agent.account_id)
    assert suggested_cases(at.agent, call) == []
    with pytest.raises(ShizhengError, match="已关联工单"):
        link_call(at.agent, call=call, case=mine)
    assert unlink_call(at.agent, call=call, reason="关联错了").case is None


@pytest.mark.django_db
def test_a_unit_neither_sees_nor_links_calls(at: Service) -> None:
    call, case = rung(at), opened(at)
    assert not Call.objects.visible_to(at.city).exists()
    with pytest.raises(DeniedError):
        link_call(at.city, call=call, case=case)
    call.refresh_from_db()
    assert call.case is None


@pytest.mark.django_db
def test_the_exchange_tells_by_the_interface_and_only_with_the_permission(at: Service) -> None:
    body = {"id": "c-9", "event": "ringing", "at": NOON.isoformat(), "caller": PHONE, "extension": "8001"}

    def send(who, **more):
        return login(Client(), who).post("/api/v1/hotline/calls", json.dumps(body | more), "application/json")

    assert send(at.agent).status_code == 403
    assert not Call.objects.exists()
    for _ in range(2):
        answer = send(at.supervisor)
        assert (answer.status_code, answer.json()["agent"]) == (200, "agent")
    later = (NOON + timedelta(seconds=12)).isoformat()
    assert send(at.supervisor, event="answered", at=later).json()["wait_seconds"] == 12
    assert send(at.supervisor, at="2026-11-20T12:00:00").status_code == 422
    assert send(at.supervisor, event="whatever").status_code == 422
    assert PHONE not in json.dumps(answer.json())
    assert Call.objects.count() == 1
