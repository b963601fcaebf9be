"""Events enter the journal by ranges; a case that was removed or rewritten whole is found by its seal."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from shizheng.engines.cases.actions.sealing import seal_events
from shizheng.engines.cases.domain.events import sealed
from shizheng.engines.cases.management.upkeep import CASE_EVENTS
from shizheng.engines.cases.models import Case, EventRow
from shizheng.engines.cases.queries.verification import verify
from shizheng.engines.cases.tasks import seal
from shizheng.kit.chain import GENESIS
from shizheng.platform.journal.actions import note_horizon
from shizheng.platform.journal.models import Entry, Horizon
from shizheng.platform.journal.queries import verify as verify_journal
from shizheng.platform.journal.queries.seals import broken_seals, entries_of, is_waiting, sealed_key
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, dispatched, found, raised
from tests.cases.service import in_service
from tests.cases.test_verification import sql
from tests.flushing import without_triggers
from tests.platform.people import ROBOT


def broken() -> list[str]:
    return [str(each) for each in broken_seals(CASE_EVENTS)]


def test_all_events_are_sealed_once_and_told_in_words(city: City):
    dispatched(city)
    first, last = EventRow.objects.earliest("pk").pk, EventRow.objects.latest("pk").pk
    assert seal(ROBOT) == "封存2条办理经过"
    entry = entries_of(CASE_EVENTS).get()
    assert entry.summary == f"封存工单办理经过2条（第1–{last}号）"
    assert (entry.action, sealed_key(CASE_EVENTS), first <= last) == ("cases.seal", last, True)
    before = Entry.objects.count()
    assert seal(ROBOT) == ""
    assert Entry.objects.count() == before
    raised(city)
    assert seal(ROBOT) == "封存1条办理经过"
    assert entries_of(CASE_EVENTS).count() == 2
    assert broken() == []
    assert verify_journal().sound


def test_a_long_history_is_sealed_in_several_ranges(city: City):
    for _ in range(5):
        dispatched(city)
    note_horizon(CASE_EVENTS)
    assert [seal_events(ROBOT, most=4) for _ in range(4)] == [4, 4, 2, 0]
    assert entries_of(CASE_EVENTS).count() == 3
    assert broken() == []


def rewritten(case: Case) -> None:
    """What somebody with the database's password and this program could do: another text, and every digest anew."""
    previous = GENESIS
    for row in EventRow.objects.filter(case=case).order_by("position"):
        body = row.body.replace("路灯不亮", "路灯已亮")
        digest = sealed(str(case.uid), row.event, body, previous)
        sql("UPDATE cas_event SET body=%s, previous=%s, digest=%s WHERE id=%s", body, previous, digest, row.pk)
        previous = digest
    sql("UPDATE cas_case SET digest=%s, title='路灯已亮' WHERE id=%s", previous, case.pk)


def removed(case: Case) -> None:
    for table in ("cas_event", "cas_party", "cas_clock", "cas_request", "cas_mark", "cas_words"):
        sql(f"DELETE FROM {table} WHERE case_id=%s", case.pk)
    sql("DELETE FROM cas_case WHERE id=%s", case.pk)


@pytest.mark.parametrize(
    ("doing", "words"), [(rewritten, "内容被改动，封存时3条，现有3条"), (removed, "有记录被删除，封存时3条，现有1条")]
)
def test_a_whole_case_removed_or_rewritten_is_found(city: City, doing: Callable[[Case], None], words: str):
    raised(city)
    case = dispatched(city)
    seal(ROBOT)
    raised(city)
    seal(ROBOT)
    with without_triggers():
        doing(case)
    assert [str(flaw) for _, flaws in verify() for flaw in flaws] == []
    assert [words in each for each in broken()] == [True]
    assert "工单办理经过第1–" in broken()[0]


def test_an_event_added_behind_a_seal_is_found(city: City):
    raised(city)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM cas_event")
        gap = cursor.fetchone()[0] + 5
    later = raised(city)
    with without_triggers():
        sql("UPDATE cas_event SET id=id+100 WHERE case_id=%s", later.pk)
    seal(ROBOT)
    with without_triggers():
        sql(
            "INSERT INTO cas_event (id, case_id, position, move, at, stage, account_name, post_name, organisation_name,"
            " body, previous, digest) SELECT %s, case_id, 9, move, at, stage, account_name, post_name,"
            " organisation_name, body, previous, digest FROM cas_event WHERE case_id=%s",
            gap,
            later.pk,
        )
    assert ["多出未封存的记录" in each for each in broken()] == [True]


def test_who_may_not_sweep_may_not_seal(city: City):
    raised(city)
    with pytest.raises(DeniedError):
        seal_events(city.agent)
    assert sealed_key(CASE_EVENTS) == 0


def test_a_copy_of_the_database_on_a_younger_server_is_sealed_too(city: City):
    """Transactions are numbered by the server: a mark of the old one would never be passed on the new one."""
    raised(city)
    note_horizon(CASE_EVENTS)
    Horizon.objects.update(mark=1 << 60)
    assert seal(ROBOT) == "封存1条办理经过"


@pytest.mark.django_db(transaction=True)
@in_service
def test_no_event_of_a_transaction_left_open_is_skipped():
    """Its key is smaller than that of events committed before it: sealed they may not be without it."""
    city = found()
    written, go_on = threading.Event(), threading.Event()

    def slowly() -> None:
        try:
            with transaction.atomic():
                raised(city)
                written.set()
                go_on.wait(5)
        finally:
            connection.close()

    slow = threading.Thread(target=slowly)
    slow.start()
    written.wait(5)
    if connection.vendor == "postgresql":
        raised(city)
        note_horizon(CASE_EVENTS)
        assert not is_waiting(CASE_EVENTS)
        assert seal(ROBOT) == ""
        go_on.set()
    else:
        threading.Timer(0.2, go_on.set).start()  # the one writer that SQLite knows is waited for
        raised(city)
    slow.join()
    assert seal(ROBOT) == "封存2条办理经过"
    assert broken() == []
