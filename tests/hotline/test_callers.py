"""Callers: limited by two persons and heard again, repeated, told whom to call instead; nothing is dropped unseen."""

from datetime import timedelta
from pathlib import Path

import pytest

from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.kit import clock
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.packs.actions import apply_pack
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.callers import (
    decide_appeal,
    decide_block,
    lift_block,
    propose_block,
    receive_appeal,
    set_repeat_rule,
)
from shizheng.systems.hotline.domain.callers import BlockState, Unaccepted, spotted
from shizheng.systems.hotline.models import Appeal, Block, DeclineRule, Extension
from shizheng.systems.hotline.models.calls import caller_indexes
from shizheng.systems.hotline.queries.callers import caller_file, unaccepted
from tests.hotline.service import Service, handled, opened, person, service
from tests.platform.people import ROBOT

pytestmark = pytest.mark.django_db
PHONE = "138" + "0" * 7 + "7"


@pytest.fixture
def at() -> Service:
    return service()


@pytest.fixture
def chief(at: Service):
    return person("chief", at.centre, "hotline-supervisor")


def proposed(at: Service, who=None, days: int = 30) -> Block:
    until = clock.today() + timedelta(days=days)
    return propose_block(who or at.agent, phone=f"0{PHONE}", reason="一日来电二十次辱骂坐席", until=until)


def test_one_asks_and_another_decides(at: Service) -> None:
    own = proposed(at, at.supervisor)
    with pytest.raises(DeniedError, match="提请人不能审批"):
        decide_block(at.supervisor, block=own, agreed=True, decision="同意")
    assert Block.objects.get().state == BlockState.PROPOSED


def test_an_agent_decides_nothing(at: Service) -> None:
    block = proposed(at)
    for attempt in (decide_block, lift_block):
        with pytest.raises(DeniedError):
            attempt(
                at.agent,
                block=block,
                **({"agreed": True, "decision": ""} if attempt is decide_block else {"reason": "x"}),
            )
    assert Block.objects.get().state == BlockState.PROPOSED


def test_a_limit_is_shown_with_its_reason_until_its_last_day(at: Service) -> None:
    block = proposed(at)
    assert caller_file(at.agent, caller_indexes(PHONE)).block is None
    decide_block(at.supervisor, block=block, agreed=True, decision="属实")
    assert caller_file(at.agent, caller_indexes(PHONE)).block == block
    with clock.frozen(clock.now() + timedelta(days=30)):
        assert caller_file(at.agent, caller_indexes(PHONE)).block == block
    with clock.frozen(clock.now() + timedelta(days=31)):
        assert caller_file(at.agent, caller_indexes(PHONE)).block is None
        assert Block.objects.get().state_in_words == "已到期"


def test_every_fault_of_a_request_is_told_and_nothing_is_kept(at: Service) -> None:
    with pytest.raises(InvalidInputError) as refused:
        propose_block(at.agent, phone="1", reason="烦", until=clock.today())
    assert [fault.place for fault in refused.value.faults] == ["号码", "理由", "限制至"]
    with pytest.raises(InvalidInputError, match="最长365天"):
        proposed(at, days=366)
    assert not Block.objects.exists()


def test_a_number_is_limited_once_at_a_time(at: Service) -> None:
    block = proposed(at)
    with pytest.raises(ShizhengError, match="正在审批"):
        proposed(at)
    decide_block(at.supervisor, block=block, agreed=False, decision="未达到口径")
    assert proposed(at).pk != block.pk


def test_an_appeal_is_decided_by_another_than_who_agreed_and_lifts_the_limit(at: Service, chief) -> None:
    block = decide_block(at.supervisor, block=proposed(at), agreed=True, decision="属实")
    receive_appeal(at.agent, block=block, text="号码上月才换给我")
    with pytest.raises(ShizhengError, match="已有一份申诉"):
        receive_appeal(at.agent, block=block, text="再说一次")
    with pytest.raises(DeniedError, match="批准限制的人不能决定"):
        decide_appeal(at.supervisor, block=block, granted=True, decision="x")
    assert Appeal.objects.get().granted is None
    decide_appeal(chief, block=block, granted=True, decision="查实号码已转让")
    assert Block.objects.get().state == BlockState.LIFTED
    assert caller_file(at.agent, caller_indexes(PHONE)).block is None
    with pytest.raises(ShizhengError, match="没有在限制中"):
        receive_appeal(at.agent, block=Block.objects.get(), text="还有")


def test_open_and_past_matters_of_a_number_come_apart(at: Service) -> None:
    case = handled(at, contact=ContactDetails(phone=PHONE))
    opened(at, contact=ContactDetails(phone="139" + "0" * 8))
    found = caller_file(at.agent, caller_indexes(f"{PHONE[:3]} {PHONE[3:]}"))
    assert ([each.pk for each in found.open_cases], found.past_cases) == ([case.pk], [])
    assert caller_file(at.city, caller_indexes(PHONE)).open_cases == [case]
    assert caller_file(at.housing, caller_indexes(PHONE)).is_new


def test_a_number_calls_repeatedly_from_as_often_as_the_office_says(at: Service) -> None:
    for _ in range(2):
        opened(at, contact=ContactDetails(phone=PHONE))
    assert not caller_file(at.agent, caller_indexes(PHONE)).is_repeated
    opened(at, contact=ContactDetails(phone=PHONE))
    found = caller_file(at.agent, caller_indexes(PHONE))
    assert (found.times, found.days, found.is_repeated) == (3, 30, True)
    set_repeat_rule(at.supervisor, times=4, days=7)
    assert not caller_file(at.agent, caller_indexes(PHONE)).is_repeated


def test_words_that_belong_elsewhere_are_spotted() -> None:
    rule = Unaccepted("emergency", "火灾", "消防救援", "119", ("着火", "ＢＢ"))
    assert rule.words == "火灾：消防救援，请拨打119"
    assert spotted([rule], "楼下着火了") == [(rule, "着火")]
    assert spotted([rule], "bb") == [(rule, "ＢＢ")]
    assert spotted([rule], "路灯不亮") == []


def test_the_demonstration_pack_says_what_is_not_accepted(at: Service, tmp_path: Path) -> None:
    person("zuoxi", at.centre, "hotline-agent")
    text = (Path(__file__).parents[2] / "packs/demo/hotline_calls.yaml").read_text(encoding="utf-8")
    head, _, _ = text.partition("hotline_extensions:")
    seat = f"hotline_extensions:\n  - {{number: '8001', account: zuoxi, organisation: {at.centre.code}}}\n"
    (tmp_path / "calls.yaml").write_text(head + seat, encoding="utf-8")
    for _ in range(2):
        apply_pack(ROBOT, folder=tmp_path)
    assert DeclineRule.objects.count() == 8
    assert [rule.telephone for rule, _ in unaccepted("隔壁着火了，有人昏迷")] == ["119", "120"]
    assert Extension.objects.get().account.username == "zuoxi"


def test_a_pack_with_an_unknown_person_or_case_is_refused_whole(at: Service, tmp_path: Path) -> None:
    rule = "hotline_declined:\n  - {code: a, why: %s, title: 甲, channel: 乙, keywords: [丙]}\n"
    (tmp_path / "a.yaml").write_text(rule % "nowhere", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="没有情形“nowhere”"):
        apply_pack(ROBOT, folder=tmp_path)
    seat = "hotline_extensions:\n  - {number: '1', account: nobody, organisation: C}\n"
    (tmp_path / "a.yaml").write_text(rule % "emergency" + seat.replace("'1'", "'8001'"), encoding="utf-8")
    with pytest.raises(InvalidInputError, match="账号“nobody”不存在"):
        apply_pack(ROBOT, folder=tmp_path)
    assert not DeclineRule.objects.exists()
