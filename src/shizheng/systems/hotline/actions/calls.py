"""Calls as the exchange tells of them, the extensions agents sit at, what agents do, and the case a call led to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from django.db.models import Q

from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from shizheng.platform.accounts.models import Account
from shizheng.platform.journal.actions import About, action, trace
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.systems.hotline.domain.call_events import CallEvent, CallRecord, Course, Kind
from shizheng.systems.hotline.domain.calls import AgentState, plain_number
from shizheng.systems.hotline.models import AgentSpan, Call, Extension
from shizheng.systems.hotline.models.calls import CALLS, TELEPHONY

_BATCH = 500
_COURSE = tuple(each.name for each in fields(Course))


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import of call records came to."""

    new: int
    known: int

    @property
    def words(self) -> str:
        return f"导入通话{self.new}条，已有{self.known}条未重复导入"


@action("hotline.tell_call", "记录通话", permission=TELEPHONY)
def tell_call(actor: Actor, *, event: CallEvent) -> Call:
    """One event of a call, told any number of times and in any order. The agent is who sits at the extension now."""
    first = {"direction": event.direction, "organisation_id": _centre(actor), "started_at": event.at}
    Call.objects.get_or_create(external_id=event.external_id, defaults=first)
    call = Call.objects.select_for_update().get(external_id=event.external_id)
    course = Course(**{name: getattr(call, name) for name in _COURSE}).after(event)
    for name in _COURSE:
        setattr(call, name, getattr(course, name))
    call.wait_seconds, call.talk_seconds = course.wait_seconds, course.talk_seconds
    call.disposition, call.changed_at = course.disposition, clock.now()
    call.caller = call.caller or plain_number(event.caller)
    call.queue, call.recording = event.queue or call.queue, event.recording or call.recording
    _seat(call, event.extension)
    call.save()
    _follow_agent(call, event)
    trace(call, f"通话{_TOLD[event.kind]}：{call}，{call.caller}，分机{call.extension or '无'}")
    return call


_TOLD = {Kind.RINGING: "振铃", Kind.ANSWERED: "接听", Kind.ENDED: "结束"}


def _centre(actor: Actor) -> int:
    if not actor.organisation_id:
        raise ShizhengError("没有指明热线机构", remedy="请用热线机构岗位的接口令牌，或在命令中写明机构编码")
    return actor.organisation_id


def _seat(call: Call, number: str) -> None:
    """Whose call it is. An extension that nobody holds is kept by its number."""
    if not number or number == call.extension:
        return
    seat = Extension.objects.filter(number=number).first()
    call.extension = number
    call.account_id = seat.account_id if seat else None
    call.organisation_id = seat.organisation_id if seat else call.organisation_id


def _follow_agent(call: Call, event: CallEvent) -> None:
    """Answering puts the agent into 通话, the end of that call into 话后; what is told late changes nothing."""
    if call.account_id is None or event.kind is Kind.RINGING:
        return
    span = AgentSpan.objects.open_of(call.account_id)
    if span is not None and span.since > event.at:
        return
    if event.kind is Kind.ANSWERED and call.ended_at is None:
        AgentSpan.objects.enter(call.account_id, call.organisation_id, AgentState.TALKING, event.at)
    elif event.kind is Kind.ENDED and span is not None and span.state == AgentState.TALKING:
        AgentSpan.objects.enter(call.account_id, call.organisation_id, AgentState.WRAPPING, event.at)


@action("hotline.import_calls", "导入话单", permission=TELEPHONY, on="organisation")
def import_calls(actor: Actor, *, records: Sequence[CallRecord], source: str, organisation: Organisation) -> Brought:
    """All of the records or none; a call that is known by its id stays as it is."""
    known = _known([record.external_id for record in records])
    fresh = [record for record in records if record.external_id not in known]
    seats = {seat.number: seat for seat in Extension.objects.all()}
    rows = [_row(record, source, organisation, seats) for record in fresh]
    Call.objects.bulk_create(rows, batch_size=_BATCH)
    brought = Brought(len(fresh), len(records) - len(fresh))
    trace(About("hotline.call", "", source), brought.words)
    return brought


def _known(idents: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(idents), _BATCH):
        part = idents[start : start + _BATCH]
        found.update(Call.objects.filter(external_id__in=part).values_list("external_id", flat=True))
    return found


def _row(record: CallRecord, source: str, organisation: Organisation, seats: Mapping[str, Extension]) -> Call:
    seat = seats.get(record.extension)
    return Call(
        source=source, organisation=organisation, account_id=seat.account_id if seat else None, **asdict(record)
    )


@action("hotline.set_extension", "设置分机", permission=TELEPHONY, on="organisation")
def set_extension(actor: Actor, *, organisation: Organisation, number: str, account: Account) -> Extension:
    """The agent sits at the extension from now on; calls that came before stay with whoever sat there."""
    number = number.strip()
    if not number.isdecimal():
        raise InvalidInputError([Fault("分机号应为数字", "分机号", "例如 8001")])
    seat, _ = Extension.objects.update_or_create(
        number=number, defaults={"account": account, "organisation": organisation, "set_at": clock.now()}
    )
    trace(seat, f"分机{number}：{account}")
    return seat


@action("hotline.free_extension", "撤销分机", permission=TELEPHONY, on="extension")
def free_extension(actor: Actor, *, extension: Extension, reason: str) -> None:
    trace(extension, f"撤销分机{extension}：{extension.account}", reason=reason)
    extension.delete()


@action("hotline.enter_state", "坐席状态", permission="hotline.accept")
def enter_state(actor: Actor, *, state: AgentState) -> bool:
    """What the agent does from now on; False where that is what the agent was doing already."""
    if actor.account_id is None or actor.organisation_id is None:
        raise ShizhengError("没有坐席账号，不能签入")
    changed = AgentSpan.objects.enter(actor.account_id, actor.organisation_id, state, clock.now())
    trace(None, f"坐席{state.label}" if changed else f"坐席已在{state.label}，没有变化")
    return changed


@action("hotline.link_call", "关联通话", permission=CALLS, on="call")
def link_call(actor: Actor, *, call: Call, case: Case) -> Call:
    """Afterwards, by a person who looked at both. A call that is linked must be unlinked first."""
    if not Case.objects.visible_to(actor, "cases.view").filter(Q(pk=case.pk, process="hotline")).exists():
        raise ShizhengError("没有这件热线工单，或无权查看")
    row = Call.objects.select_for_update().get(pk=call.pk)
    if row.case_id is not None:
        raise ShizhengError(f"这次通话已关联工单{row.case}", remedy="如关联有误，请先解除关联")
    row.case, row.linked_at, row.linked_by_id, row.changed_at = case, clock.now(), actor.account_id, clock.now()
    row.save(update_fields=["case", "linked_at", "linked_by", "changed_at"])
    trace(row, f"通话{row}关联工单{case}")
    return row


@action("hotline.unlink_call", "解除通话关联", permission=CALLS, on="call")
def unlink_call(actor: Actor, *, call: Call, reason: str) -> Call:
    row = Call.objects.select_for_update().get(pk=call.pk)
    if row.case is None:
        raise ShizhengError("这次通话没有关联工单")
    trace(row, f"通话{row}与工单{row.case}解除关联", reason=reason)
    row.case, row.linked_at, row.linked_by, row.changed_at = None, None, None, clock.now()
    row.save(update_fields=["case", "linked_at", "linked_by", "changed_at"])
    return row
