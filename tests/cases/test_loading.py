"""Cases that happened elsewhere come in as they were, all of them or none."""

from datetime import timedelta

import pytest

from shizheng.engines.cases.actions.loading import load_cases
from shizheng.engines.cases.domain.events import Maker
from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.words import Unit
from shizheng.engines.cases.models import Case, EventRow
from shizheng.engines.cases.queries.verification import verify
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import MATTER, REPLY, City
from tests.platform.people import ROBOT


def history(city: City, number: int = 0, **values):
    start = clock.now() - timedelta(days=30, minutes=number)
    agent = Maker(None, "原平台", "", city.centre.pk, "中心")
    unit = Maker(None, "承办", "", city.ids[0], "单位")
    own = {"handle": Limit(9, Unit.WORKING_DAYS, "原平台")}
    return [
        PastMove("register", start, agent, {**MATTER, "category": "leak", **values}, city.centre.pk),
        PastMove("dispatch", start + timedelta(hours=1), agent, {"main": city.ids[0]}, limits=own),
        PastMove("sign", start + timedelta(hours=2), unit, {}, city.ids[0]),
        PastMove("reply", start + timedelta(days=20), unit, REPLY, city.ids[0]),
        PastMove("review", start + timedelta(days=20, hours=1), agent),
        PastMove("close", start + timedelta(days=21), agent, {"solved": True, "satisfaction": "5"}),
    ]


def test_histories_are_loaded_whole(city: City, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        loaded = load_cases(ROBOT, process="trial_hotline", histories=[history(city, number) for number in range(40)])
    case = loaded.cases[3]
    assert (len(loaded.cases), case.stage, case.version, case.breached) == (40, "closed", 6, True)
    row = case.clocks.get(rule="handle")
    assert (row.amount, row.source, row.breached_at) == (9, "原平台", row.due_at)
    assert EventRow.objects.count() == 240
    assert [str(flaw) for _, flaws in verify() for flaw in flaws] == []


def test_one_wrong_case_keeps_all_out(city: City):
    late = history(city)
    bad = [late[0], late[2], *late[1:]]
    before = Entry.objects.count()
    with pytest.raises(InvalidInputError) as refused:
        load_cases(
            ROBOT, process="trial_hotline", histories=[history(city), bad, [], history(city, nature="x"), late[::-1]]
        )
    assert [str(fault) for fault in refused.value.faults] == [
        "第2件 第2步：“待派遣”环节不能“签收”，可以办理的有：不予受理、直接答复、合并重复、拆分、派遣、催办",
        "第3件：没有任何办理经过",
        "第4件 第1步 诉求性质：不在可选项之内",
        "第5件 第1步：“回访办结”不能建立工单",
    ]
    assert (Case.objects.count(), Entry.objects.count()) == (0, before)


def test_moves_out_of_time_are_refused(city: City):
    moves = history(city)
    moves[2] = PastMove("sign", moves[0].at, moves[2].maker, {}, city.ids[0])
    with pytest.raises(InvalidInputError, match="时间早于前一步"):
        load_cases(ROBOT, process="trial_hotline", histories=[moves])


def test_who_may_not_load_is_denied(city: City):
    with pytest.raises(DeniedError):
        load_cases(city.agent, process="trial_hotline", histories=[history(city)])
    assert Case.objects.count() == 0
