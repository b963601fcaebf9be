"""Limiting a number: asked for by one, decided by another; the caller may appeal, and a third look decides."""

from datetime import date, timedelta

from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.domain.callers import LONGEST_BLOCK, BlockState
from shizheng.systems.hotline.domain.calls import plain_number
from shizheng.systems.hotline.models import Appeal, Block, DeclineRule, RepeatRule
from shizheng.systems.hotline.models.callers import BLOCK, DECIDE_BLOCK

_SHORTEST = 5


@action("hotline.propose_block", "提请限制来电", permission=BLOCK)
def propose_block(actor: Actor, *, phone: str, reason: str, until: date) -> Block:
    """Nothing is limited yet. InvalidInputError with every fault; one number has one request or limit at a time."""
    number, today = plain_number(phone), clock.today()
    faults = [
        Fault("应为电话号码", "号码") if len(number) < _SHORTEST else None,
        Fault("请写明理由", "理由", "何时来电几次、说了什么") if len(reason.strip()) < _SHORTEST else None,
        Fault("应在今天之后", "限制至") if until <= today else None,
        Fault(f"最长{LONGEST_BLOCK}天", "限制至") if until > today + timedelta(days=LONGEST_BLOCK) else None,
    ]
    if found := [fault for fault in faults if fault]:
        raise InvalidInputError(found, "没有提请")
    standing = Block.objects.of_number(number)
    if standing.undecided().exists() or standing.in_force(today).exists():
        raise ShizhengError("该号码已在限制中，或正在审批", remedy="请在来电限制列表中查看")
    if actor.organisation_id is None:
        raise ShizhengError("没有岗位，不能提请")
    row = Block.objects.create(
        phone=number,
        reason=reason.strip(),
        until=until,
        organisation_id=actor.organisation_id,
        proposed_by_id=actor.account_id,
    )
    trace(row, f"提请限制来电{row}至{until}", reason=reason)
    return row


@action("hotline.decide_block", "审批限制来电", permission=DECIDE_BLOCK, on="block")
def decide_block(actor: Actor, *, block: Block, agreed: bool, decision: str) -> Block:
    """By another than who asked for it."""
    row = Block.objects.select_for_update().get(pk=block.pk)
    if row.state != BlockState.PROPOSED:
        raise ShizhengError("已经审批过，没有改变")
    _other_than(actor, row.proposed_by_id, "提请人不能审批自己的提请")
    row.state = BlockState.IN_FORCE if agreed else BlockState.REFUSED
    _decided(actor, row, decision)
    trace(row, f"{'同意' if agreed else '不同意'}限制来电{row}", reason=decision)
    return row


@action("hotline.lift_block", "解除来电限制", permission=DECIDE_BLOCK, on="block")
def lift_block(actor: Actor, *, block: Block, reason: str) -> Block:
    row = Block.objects.select_for_update().get(pk=block.pk)
    if not row.is_in_force:
        raise ShizhengError("该号码没有在限制中")
    row.state = BlockState.LIFTED
    _decided(actor, row, reason)
    trace(row, f"解除来电限制{row}", reason=reason)
    return row


@action("hotline.receive_appeal", "登记申诉", permission=BLOCK, on="block")
def receive_appeal(actor: Actor, *, block: Block, text: str) -> Appeal:
    """What the caller says, as the agent took it down. One appeal at a time."""
    if not block.is_in_force:
        raise ShizhengError("该号码没有在限制中，不需要申诉")
    if block.appeals.filter(granted=None).exists():
        raise ShizhengError("已有一份申诉待决定", remedy="请等待决定，或在原申诉中补充")
    row = Appeal.objects.create(block=block, text=text.strip(), received_by_id=actor.account_id)
    trace(row, f"登记{row}")
    return row


@action("hotline.decide_appeal", "决定申诉", permission=DECIDE_BLOCK, on="block")
def decide_appeal(actor: Actor, *, block: Block, granted: bool, decision: str) -> Appeal:
    """By another than who agreed to the limit; an appeal that is granted lifts it."""
    row = Appeal.objects.select_for_update().filter(block=block, granted=None).first()
    if row is None:
        raise ShizhengError("没有待决定的申诉")
    limit = Block.objects.select_for_update().get(pk=block.pk)
    _other_than(actor, limit.decided_by_id, "批准限制的人不能决定对它的申诉")
    row.granted, row.decided_by_id, row.decided_at, row.decision = granted, actor.account_id, clock.now(), decision
    row.save()
    if granted and limit.state == BlockState.IN_FORCE:
        limit.state = BlockState.LIFTED
        limit.save(update_fields=["state"])
    trace(row, f"{row}{'成立，解除限制' if granted else '不成立'}", reason=decision)
    return row


def _other_than(actor: Actor, account: int | None, words: str) -> None:
    if actor.account_id is not None and actor.account_id == account:
        raise DeniedError(words, remedy="请由他人办理")


def _decided(actor: Actor, row: Block, words: str) -> None:
    row.decided_by_id, row.decided_at, row.decision = actor.account_id, clock.now(), words.strip()
    row.save()


@action("hotline.set_decline_rule", "设定不予受理情形", permission="hotline.decide_block")
def set_decline_rule(actor: Actor, *, code: str, values: dict[str, object]) -> tuple[DeclineRule, bool]:
    """A row of the pack; the second value is whether it is new."""
    row, is_new = DeclineRule.objects.update_or_create(code=code, defaults=values)
    trace(row, f"设定不予受理情形“{row}”")
    return row, is_new


@action("hotline.set_repeat_rule", "设定重复来电口径", permission="hotline.decide_block")
def set_repeat_rule(actor: Actor, *, times: int, days: int) -> RepeatRule:
    row = RepeatRule.objects.first() or RepeatRule()
    row.times, row.days = times, days
    row.save()
    trace(row, f"重复来电口径：{row}")
    return row
