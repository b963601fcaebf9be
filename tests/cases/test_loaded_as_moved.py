"""What is loaded is what would have been written move by move: the same events, states and rows, to the letter."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shizheng.engines.cases.actions.loading import load_cases
from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.models import Case, CaseWords, ClockRow, EventRow, MarkRow, PartyRow, RequestRow
from shizheng.engines.cases.models.writing import values
from shizheng.engines.cases.queries.history import events_of
from shizheng.engines.cases.queries.verification import verify
from shizheng.kit import clock
from tests.cases.city import REPLY, City, dispatched, moved, raised
from tests.platform.people import ROBOT

OWN = {"case_id", "uid", "digest", "previous", "contact_id"}
"""What must differ: every case is itself and has a contact of its own, and its seals cover that."""
_CONTACT = re.compile(r'"contact","value":\d+')


def plain(city: City, now: clock.Frozen) -> Case:
    case = dispatched(city, category="leak", area="n1", channel="phone")
    for unit in (city.water, city.road):
        now.advance(timedelta(hours=3))
        moved(unit, case, "sign")
    for unit in (city.water, city.road):
        now.advance(timedelta(days=2, minutes=7))
        moved(unit, case, "reply", **REPLY)
    now.advance(timedelta(hours=5))
    moved(city.second, case, "review")
    now.advance(timedelta(days=1))
    return moved(city.second, case, "close", solved=True, satisfaction="5").case


def returned(city: City, now: clock.Frozen) -> Case:
    case = dispatched(city)
    moved(city.water, case, "sign")
    now.advance(timedelta(minutes=11))
    moved(city.road, case, "ask_return", why="not_ours", reason="不属本单位")
    now.advance(timedelta(hours=1))
    return moved(city.agent, case, "grant_co_return").case


def shelved(city: City, now: clock.Frozen) -> Case:
    case = dispatched(city, co=False)
    moved(city.water, case, "sign")
    now.advance(timedelta(hours=20))
    moved(city.agent, case, "shelve", reason="待批复，\t换行\n与\\斜线")
    now.advance(timedelta(days=30))
    return moved(city.agent, case, "revive").case


def late(city: City, now: clock.Frozen) -> Case:
    case = raised(city, urgency="urgent", text="“引号”、'撇号' 与 ∑ 😀")
    now.advance(timedelta(days=9))
    return moved(city.agent, case, "dispatch", main=city.ids[2]).case


def past(case: Case) -> list[PastMove]:
    """The case as another platform would hand it over."""
    found = []
    for row in events_of(case):
        acting = case.keeper_id if row.position == 1 else row.maker.organisation
        found.append(PastMove(row.move, row.at, row.maker, row.event.body.answers, acting or 0))
    return found


def rows(case: Case) -> dict[str, list[Any]]:
    """Everything that is stored of the case, without what must differ."""
    tables = (EventRow, PartyRow, ClockRow, RequestRow, MarkRow)
    stored = {table.__name__: [stated(row) for row in table.objects.filter(case=case)] for table in tables}
    own = stated(Case.objects.get(pk=case.pk))
    return {**stored, "Case": [own], "words": [CaseWords.objects.get(case=case).terms]}


def stated(row: Any) -> dict[str, Any]:
    found = {name: value for name, value in values(row).items() if name not in OWN}
    return {**found, "body": _CONTACT.sub("", found["body"])} if "body" in found else found


@pytest.mark.parametrize("story", [plain, returned, shelved, late])
def test_a_loaded_case_is_the_case_that_was_moved(city: City, now: clock.Frozen, story: Callable[..., Case]):
    case = story(city, now)
    first, second = load_cases(ROBOT, process="trial_hotline", histories=[past(case), past(case)]).cases
    for loaded in (first, second):
        found = rows(loaded)
        for table, wanted in rows(case).items():
            assert sorted(found[table], key=str) == sorted(wanted, key=str), table
    assert first.uid != second.uid
    assert [str(flaw) for _, flaws in verify() for flaw in flaws] == []
