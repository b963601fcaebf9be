"""Whether a declared condition holds; the answer is the reason why it does not, empty where it does."""

from collections.abc import Callable
from typing import Any

from shizheng.engines.cases.domain.conditions import (
    AllReplied,
    AnswerIs,
    AtMost,
    Condition,
    HasMain,
    InTime,
    MainReplied,
    NoOpenRequest,
    RequesterIs,
    Running,
    StandsAlone,
)
from shizheng.engines.cases.domain.facts import Setting
from shizheng.engines.cases.domain.state import Request
from shizheng.engines.cases.domain.words import ClockState, PartyState, Role


def objection(condition: Condition, setting: Setting) -> str:
    """Why the move may not be made now, in words for its maker."""
    return _JUDGED[type(condition)](condition, setting)


def chosen_request(setting: Setting, kind: str) -> Request | None:
    """The open request that the wish means: the named one, or the only one of its kind."""
    found = setting.state.open_requests(kind)
    if setting.wish.request:
        found = [request for request in found if request.number == setting.wish.request]
    return found[0] if len(found) == 1 else None


def _all_replied(condition: AllReplied, setting: Setting) -> str:
    active = list(setting.state.active())
    waiting = sum(party.state is not PartyState.REPLIED for party in active)
    if not active:
        return "还没有派遣承办单位"
    return f"还有{waiting}个承办单位没有回复" if waiting else ""


def _main_replied(condition: MainReplied, setting: Setting) -> str:
    main = setting.state.main
    if main is None:
        return "还没有派遣主办单位"
    return "" if main.state is PartyState.REPLIED else "主办单位还没有回复"


def _has_main(condition: HasMain, setting: Setting) -> str:
    has = setting.state.main is not None
    if has == condition.present:
        return ""
    return "还没有派遣主办单位" if condition.present else "已有主办单位，请先撤回或退回"


def _requester_is(condition: RequesterIs, setting: Setting) -> str:
    request = chosen_request(setting, condition.request)
    if request is None:
        many = len(setting.state.open_requests(condition.request)) > 1
        return "有多个待审批的申请，请指明是哪一个" if many else "没有待审批的申请"
    party = setting.state.party(request.organisation)
    is_main = party is not None and party.role is Role.MAIN
    if is_main == condition.main:
        return ""
    return "该申请由协办单位提出" if condition.main else "该申请由主办单位提出"


def _no_open_request(condition: NoOpenRequest, setting: Setting) -> str:
    found = setting.state.open_requests(condition.request)
    if condition.request and setting.organisation:
        found = [request for request in found if request.organisation == setting.organisation]
    return "还有待审批的申请" if found else ""


def _in_time(condition: InTime, setting: Setting) -> str:
    state = setting.state
    clock = state.clock(condition.clock, setting.organisation) or state.clock(condition.clock)
    if clock is None or clock.state is ClockState.STOPPED:
        return "时限没有在计时"
    return "已超过时限" if clock.breached_at or clock.is_over(setting.facts.at) else ""


def _running(condition: Running, setting: Setting) -> str:
    clock = setting.state.clock(condition.clock)
    return "" if clock is not None and clock.is_running else "时限没有在计时"


def _at_most(condition: AtMost, setting: Setting) -> str:
    if condition.granted:
        count = sum(
            request.granted is True
            for request in setting.state.requests
            if request.kind == condition.granted and request.organisation == setting.organisation
        )
    else:
        count = setting.state.times.get(setting.wish.move, 0)
    return f"已办理过{count}次，至多{condition.times}次" if count >= condition.times else ""


def _answer_is(condition: AnswerIs, setting: Setting) -> str:
    answer = setting.wish.answers.get(condition.ask)
    return "" if answer in condition.answers else condition.otherwise


def _stands_alone(condition: StandsAlone, setting: Setting) -> str:
    alone = not setting.state.parent
    if alone == condition.alone:
        return ""
    return "已并入其他工单" if condition.alone else "没有并入其他工单"


_JUDGED: dict[type, Callable[[Any, Setting], str]] = {
    AllReplied: _all_replied,
    MainReplied: _main_replied,
    HasMain: _has_main,
    RequesterIs: _requester_is,
    NoOpenRequest: _no_open_request,
    InTime: _in_time,
    Running: _running,
    AtMost: _at_most,
    AnswerIs: _answer_is,
    StandsAlone: _stands_alone,
}
