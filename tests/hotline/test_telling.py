"""What lies on everybody's first page, and who is told of what."""

from datetime import timedelta

import pytest

from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.platform.desk.domain.boxes import Box
from shizheng.platform.desk.queries import lying_in
from shizheng.platform.notify.models import Notice
from shizheng.platform.policy.domain.actor import Actor, system
from shizheng.systems.hotline.tasks import tell_units
from tests.hotline.service import REPLY, Service, handled, moved, opened, service
from tests.hotline.test_process import MONDAY

CLERK = system("平台")


@pytest.fixture
def at(db) -> Service:
    return service()


def lying(who: Actor, box: Box = Box.TODO) -> list[tuple[str, str]]:
    return sorted((item.kind, item.title.split()[0]) for item in lying_in(who, box))


def told(who: Actor) -> list[str]:
    return list(Notice.objects.filter(recipient_id=who.account_id).order_by("pk").values_list("title", flat=True))


def test_each_finds_what_is_theirs_on_the_first_page(at: Service):
    fresh, sent = opened(at), handled(at)
    replied = moved(at.city, moved(at.city, handled(at), "sign"), "reply", **REPLY)
    asked = moved(at.city, handled(at), "ask_extension", days=3, reason="等待配件")
    back = moved(at.city, handled(at), "ask_return", why="not_ours", reason="非我单位职责")
    assert lying(at.city) == sorted(("热线工单", case.number) for case in (sent, asked, back))
    assert lying(at.city, Box.DONE) == [("热线工单", replied.number)]
    assert lying(at.dispatcher) == sorted(
        [("工单派遣", fresh.number), ("回复审核", replied.number), ("退回审批", back.number)]
    )
    assert lying(at.supervisor) == sorted([("回复审核", replied.number), ("延期审批", asked.number)])
    moved(at.dispatcher, replied, "review")
    assert lying(at.agent) == [("工单回访", replied.number)]
    assert len(lying(at.agent, Box.STARTED)) == 5
    assert lying(at.housing) == []


def test_a_unit_is_told_once_however_many_came(at: Service):
    with clock.frozen(MONDAY):
        tell_units(CLERK)
    with clock.frozen(MONDAY + timedelta(minutes=5)):
        for _ in range(3):
            handled(at)
    with clock.frozen(MONDAY + timedelta(minutes=10)):
        assert tell_units(CLERK) == "提醒1个单位"
        assert tell_units(CLERK) == ""
    assert told(at.city) == ["3件新派工单待签收"]
    assert told(at.housing) == []


def test_a_unit_is_told_before_and_when_time_runs_out(at: Service):
    with clock.frozen(MONDAY):
        case = handled(at)
        tell_units(CLERK)
    due = Case.objects.get(pk=case.pk).due_at
    for early, words in ((timedelta(hours=3), "1件4小时内到期"), (timedelta(minutes=-1), "1件已超期")):
        with clock.frozen(due - early):
            tell_units(CLERK)
        assert told(at.city)[-1] == words
    assert len(told(at.city)) == 2


def test_what_is_decided_is_told_at_once(at: Service):
    case = moved(at.city, handled(at), "ask_extension", days=3, reason="等待配件")
    moved(at.supervisor, case, "refuse_extension", reason="理由不充分")
    moved(at.supervisor, case, "supervise", level="yellow", reason="请于明日前办结")
    assert [title.split("：")[0] for title in told(at.city)] == ["不同意延期", "督办"]
    assert Notice.objects.filter(recipient_id=at.city.account_id).first().link == f"/cases/{case.pk}/"
    assert told(at.housing) == []


def test_whoever_loses_a_case_is_told_too(at: Service):
    moved(at.dispatcher, handled(at), "recall", reason="派错单位")
    assert [title.split("：")[0] for title in told(at.city)] == ["撤回改派"]
