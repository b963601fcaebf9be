"""Calls, as the exchange tells of them: one event at a time, retried as often as it likes."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import AfterValidator, AwareDatetime

from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.calls import tell_call
from shizheng.systems.hotline.api.shapes import Problem
from shizheng.systems.hotline.domain.call_events import CallEvent, Kind
from shizheng.systems.hotline.domain.calls import Direction

router = Router(tags=["通话"])
REFUSALS: dict[Any, Any] = {frozenset({400, 401, 403, 422, 429}): Problem}
EARLIEST, LATEST = 2000, 2200


def _dated(at: datetime) -> datetime:
    if not EARLIEST <= at.year <= LATEST:
        raise ValueError("时间超出范围")
    return at


Word = Annotated[str, AfterValidator(lambda text: text.replace("\0", ""))]


class CallIn(Schema):
    id: str = Field(min_length=1, max_length=100, pattern=r"^[A-Za-z0-9_.:@-]+$", description="话单编号，每次通话唯一")
    event: Kind = Field(description="ringing 振铃，answered 接听，ended 结束")
    at: Annotated[AwareDatetime, AfterValidator(_dated)] = Field(description="事件的时间，须写明时区")
    direction: Direction = Field(Direction.IN, description="in 呼入，out 呼出，internal 内部")
    caller: Word = Field("", max_length=32, description="外线号码；未显示时不写")
    extension: str = Field("", max_length=20, pattern=r"^[0-9]*$", description="坐席分机")
    queue: Word = Field("", max_length=40, description="队列")
    cause: Word = Field("", max_length=60, description="挂断原因")
    recording: Word = Field("", max_length=300, description="录音文件的地址或编号")


class CallOut(Schema):
    id: str
    disposition: str
    disposition_name: str
    wait_seconds: int
    talk_seconds: int
    agent: str = Field(description="坐席用户名；分机没有设置时为空")
    case: str = Field(description="已关联的工单编号")


@router.post("/calls", response={200: CallOut, **REFUSALS}, summary="告知一次通话的事件")
def tell(request: HttpRequest, body: CallIn) -> Any:
    """Needs 维护通话. The same event told again changes nothing; events may come in any order."""
    event = CallEvent(
        external_id=body.id,
        kind=body.event,
        at=body.at,
        direction=body.direction,
        caller=body.caller,
        extension=body.extension,
        queue=body.queue,
        cause=body.cause,
        recording=body.recording,
    )
    call = tell_call(acting(request), event=event)
    return {
        "id": call.external_id,
        "disposition": call.disposition,
        "disposition_name": call.get_disposition_display(),
        "wait_seconds": call.wait_seconds,
        "talk_seconds": call.talk_seconds,
        "agent": call.account.username if call.account else "",
        "case": call.case.number if call.case else "",
    }
