"""Whatever is done to the stored rows behind the engine's back is found, and what is only derived is made again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from shizheng.engines.cases.actions.rebuilding import BrokenChainError, rebuild_case
from shizheng.engines.cases.models import Case, ClockRow, EventRow, PartyRow
from shizheng.engines.cases.models.event import HistoryError
from shizheng.engines.cases.queries.verification import verify
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import City, dispatched, moved, raised
from tests.flushing import without_triggers
from tests.platform.people import ROBOT


def found() -> list[str]:
    return [str(flaw) for _, flaws in verify() for flaw in flaws]


def sql(text: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


@pytest.fixture
def case(city: City, now) -> Case:
    case = dispatched(city)
    moved(city.water, case, "sign")
    moved(city.road, case, "ask_return", why="not_ours", reason="不属本单位")
    now.advance(timedelta(hours=1))
    return moved(city.agent, case, "grant_co_return").case


def test_sound_cases_are_found_sound(city: City, case: Case):
    raised(city)
    assert found() == []
    assert sum(1 for _ in verify()) == 2
    assert rebuild_case(ROBOT, case=case) == []


TAMPERED = {
    "UPDATE cas_event SET account_name='某人' WHERE case_id=%s AND position=3": "第3条：内容被改动",
    "UPDATE cas_event SET body='{}' WHERE case_id=%s AND position=2": "第2条：内容被改动",
    "UPDATE cas_event SET body=body||' ' WHERE case_id=%s AND position=2": "第2条：内容被改动",
    "UPDATE cas_event SET body='x' WHERE case_id=%s AND position=2": "第2条：内容被改动",
    "UPDATE cas_event SET at='2026-09-21 05:00:00' WHERE case_id=%s AND position=4": "第4条：内容被改动",
    "DELETE FROM cas_event WHERE case_id=%s AND position=3": "第3条：缺少这一条记录",
    "DELETE FROM cas_event WHERE case_id=%s AND position=5": "第5条：末尾的记录被删除",
    "UPDATE cas_case SET digest=repeat('0', 64) WHERE id=%s": "第5条：末尾与工单登记的不符",
}


@pytest.mark.parametrize(("statement", "words"), TAMPERED.items(), ids=TAMPERED.values())
def test_an_altered_history_is_found_and_not_rebuilt(case: Case, statement: str, words: str):
    if connection.vendor == "sqlite":
        statement = statement.replace("repeat('0', 64)", f"'{'0' * 64}'")
    with without_triggers():
        sql(statement, case.pk)
    assert found() == [f"工单{case.number}{words}"]
    case.refresh_from_db()
    with pytest.raises(BrokenChainError, match=words):
        rebuild_case(ROBOT, case=case)


def test_derived_rows_are_made_again(case: Case):
    Case.objects.filter(pk=case.pk).update(stage="closed", title="改过的标题", due_at=None)
    PartyRow.objects.filter(case=case, role="main").delete()
    ClockRow.objects.filter(case=case, rule="whole").update(left=5)
    told = found()
    assert f"工单{case.number}：“环节”应为handling，现为closed" in told
    assert len(told) == 5
    assert rebuild_case(ROBOT, case=case) == [flaw.partition("：")[2] for flaw in told]
    assert found() == []


def test_events_cannot_be_changed_through_the_program_or_the_database(case: Case):
    row = EventRow.objects.filter(case=case).first()
    with pytest.raises(HistoryError):
        row.save()
    with pytest.raises(HistoryError):
        row.delete()
    with pytest.raises(HistoryError):
        EventRow.objects.filter(case=case).update(move="x")
    for statement in ("UPDATE cas_event SET move='x' WHERE id=%s", "DELETE FROM cas_event WHERE id=%s"):
        with pytest.raises(DatabaseError), transaction.atomic():
            sql(statement, row.pk)


def test_who_may_not_rebuild_is_denied(city: City, case: Case):
    Case.objects.filter(pk=case.pk).update(stage="closed")
    with pytest.raises(DeniedError):
        rebuild_case(city.agent, case=case)
    assert Case.objects.get(pk=case.pk).stage == "closed"
