"""How each declared effect is carried out, and what stands against it beforehand."""

from collections.abc import Callable
from typing import Any

from shizheng.engines.cases.domain import timing
from shizheng.engines.cases.domain.changes import Decided, Joined, Merged, Requested, Stated, Stood
from shizheng.engines.cases.domain.effects import (
    Add,
    AnswerChildren,
    AskFor,
    Assign,
    Effect,
    Extend,
    Grant,
    Leave,
    Merge,
    Pause,
    Refuse,
    Reply,
    Resume,
    Rework,
    Set,
    Sign,
    Split,
    Start,
    Stop,
    Transfer,
    Unmerge,
    Withdraw,
)
from shizheng.engines.cases.domain.facts import Setting
from shizheng.engines.cases.domain.making import FollowUp, Making, RefusedError
from shizheng.engines.cases.domain.state import Request
from shizheng.engines.cases.domain.words import Of, PartyState, Role


def effect_objection(effect: Effect, setting: Setting) -> str:
    """Why the effect is impossible in this state, whatever is answered; empty where it may be possible."""
    party = setting.state.party(setting.organisation)
    standing = party.state if party is not None else None
    if isinstance(effect, Grant | Refuse) and not setting.state.open_requests(effect.request):
        return "没有待审批的申请"
    if isinstance(effect, Sign) and standing is not PartyState.ASSIGNED:
        return "已经签收"
    if isinstance(effect, Reply):
        return _reply_objection(effect, standing)
    if isinstance(effect, Assign) and setting.state.main is not None:
        return "已有主办单位，请先撤回或退回"
    return ""


def _reply_objection(effect: Reply, standing: PartyState | None) -> str:
    if standing is PartyState.REPLIED:
        return "已经回复"
    return "请先签收" if standing is PartyState.ASSIGNED and not effect.unsigned else ""


def carry_out(making: Making, effect: Effect, request: Request | None = None) -> None:
    """Add the effect's changes; RefusedError where the answers make it impossible."""
    _CARRIED[type(effect)](making, effect, request)


def _assign(making: Making, effect: Assign, request: Request | None) -> None:
    for organisation in making.organisations(effect.ask):
        if making.state.main is not None:
            raise RefusedError("已有主办单位，请先撤回或退回")
        _join(making, organisation, Role.MAIN, PartyState.REPLIED if effect.done else PartyState.ASSIGNED)


def _add(making: Making, effect: Add, request: Request | None) -> None:
    for organisation in making.organisations(effect.ask):
        _join(making, organisation, Role.CO)


def _join(making: Making, organisation: int, role: Role, standing: PartyState = PartyState.ASSIGNED) -> None:
    party = making.state.party(organisation)
    if party is not None and party.is_active:
        raise RefusedError(f"“{_name(making, organisation)}”已是承办单位")
    making.add(Joined(organisation, role, standing))
    making.joined.append(organisation)


def _name(making: Making, organisation: int) -> str:
    known = making.facts.organisations.get(organisation)
    return known.name if known else str(organisation)


def _sign(making: Making, effect: Sign, request: Request | None) -> None:
    making.add(Stood(making.acting, PartyState.SIGNED))


def _reply(making: Making, effect: Reply, request: Request | None) -> None:
    making.add(Stood(making.acting, PartyState.REPLIED))


def _rework(making: Making, effect: Rework, request: Request | None) -> None:
    for party in list(making.state.active()):
        if party.state is PartyState.REPLIED and (effect.of is Of.ALL or party.organisation == making.acting):
            making.add(Stood(party.organisation, PartyState.SIGNED))


def _leave(making: Making, effect: Leave, request: Request | None) -> None:
    _depart(making, making.acting if effect.of is Of.ACTING else _of(request), PartyState.RETURNED)


def _of(request: Request | None) -> int:
    return request.organisation if request else 0


def _depart(making: Making, organisation: int, standing: PartyState) -> None:
    """Its clocks stop with it, and what it still asks for falls."""
    party = making.state.party(organisation)
    if party is None or not party.is_active:
        raise RefusedError(f"“{_name(making, organisation)}”不是承办单位")
    for clock in making.state.clocks:
        if clock.organisation == organisation:
            timing.stop_clock(making, clock)
    for open_one in making.state.open_requests():
        if open_one.organisation == organisation:
            making.add(Decided(open_one.number, granted=False))
    making.add(Stood(organisation, standing))


def _withdraw(making: Making, effect: Withdraw, request: Request | None) -> None:
    every = [party.organisation for party in making.state.active()]
    for organisation in making.organisations(effect.ask) if effect.ask else every:
        _depart(making, organisation, PartyState.WITHDRAWN)


def _transfer(making: Making, effect: Transfer, request: Request | None) -> None:
    party = making.state.party(making.acting)
    if party is None:
        raise RefusedError("只有承办单位可以转办")
    (target,) = making.organisations(effect.ask)[:1] or (0,)
    _depart(making, making.acting, PartyState.TRANSFERRED)
    _join(making, target, party.role)


def _ask_for(making: Making, effect: AskFor, request: Request | None) -> None:
    making.add(Requested(effect.request, making.acting))


def _grant(making: Making, effect: Grant, request: Request | None) -> None:
    _decide(making, effect.request, granted=True)


def _refuse(making: Making, effect: Refuse, request: Request | None) -> None:
    _decide(making, effect.request, granted=False)


def _decide(making: Making, kind: str, *, granted: bool) -> None:
    """Nobody decides what they asked for themselves."""
    rule, found = making.process.request(kind), making.request(kind)
    maker = making.facts.maker.account
    if rule is None:
        raise RefusedError(f"流程没有申请“{kind}”")
    if maker is not None and maker == found.account:
        raise RefusedError(f"不能审批自己提出的{rule.label}")
    making.add(Decided(found.number, granted=granted))
    for effect in rule.granted if granted else rule.refused:
        carry_out(making, effect, found)


def _merge(making: Making, effect: Merge, request: Request | None) -> None:
    parent = making.answers.get(effect.ask)
    known = making.facts.cases.get(parent) if isinstance(parent, int) else None
    if known is None:
        raise RefusedError("没有要并入的工单")
    if known.process != making.process.id or not known.may_lead:
        raise RefusedError(f"不能并入{known.number}：它已办结、已并入其他工单，或就是本件，或不属同一流程")
    making.add(Merged(known.id))


def _unmerge(making: Making, effect: Unmerge, request: Request | None) -> None:
    making.add(Merged(0))


def _answer_children(making: Making, effect: AnswerChildren, request: Request | None) -> None:
    making.follow_ups.append(FollowUp(effect.move, _shared(making, effect.move)))


def _split(making: Making, effect: Split, request: Request | None) -> None:
    making.follow_ups.append(FollowUp(effect.opening, _shared(making, effect.opening), splits=True))


def _shared(making: Making, move: str) -> dict[str, Any]:
    """The answers that the other move asks for too; what it opens with else is taken from the case's fields."""
    found = making.process.move(move)
    wanted = found.asks if found is not None else ()
    own = {ask.id: making.state.fields.get(ask.field) for ask in wanted if ask.field is not None}
    said = {**own, **making.answers}
    return {ask.id: said[ask.id] for ask in wanted if said.get(ask.id) is not None}


def _set(making: Making, effect: Set, request: Request | None) -> None:
    making.add(Stated(effect.field, effect.value))


_CARRIED: dict[type, Callable[[Making, Any, Request | None], None]] = {
    Assign: _assign,
    Add: _add,
    Sign: _sign,
    Reply: _reply,
    Rework: _rework,
    Leave: _leave,
    Withdraw: _withdraw,
    Transfer: _transfer,
    Start: timing.start,
    Stop: timing.stop,
    Pause: timing.pause,
    Resume: timing.resume,
    Extend: timing.extend,
    AskFor: _ask_for,
    Grant: _grant,
    Refuse: _refuse,
    Merge: _merge,
    Unmerge: _unmerge,
    AnswerChildren: _answer_children,
    Split: _split,
    Set: _set,
}
