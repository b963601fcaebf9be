"""转入: matters that another platform passes down or has dealt with before, as far as it tells of them.

A matter that is still open begins where it stands and runs on like any other. Of one that is over the platform tells
when it was closed, or only that it was: then it is archived with the instant at which it was taken in, for no other is
known, and no clock runs. No step is made up between what is told.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shizheng.engines.cases.domain.conditions import HasMain
from shizheng.engines.cases.domain.effects import Assign, Reply, Start, Stop
from shizheng.engines.cases.domain.events import Maker
from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.domain.mapping.past import Historian, PastCase, limit_until
from shizheng.engines.cases.domain.process import Ask, Move
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.domain.words import AskKind, By
from shizheng.systems.hotline.domain.process.asks import MATTER, OPINION, SATISFACTION

LOAD = "cases.load"
_UNASSIGNED = "bring_close_unassigned"
VERDICTS = (("in_time", "按时"), ("overdue", "超期"))
IMPORTED = "批量导入"

_TOLD = (
    *(replace(ask, required=ask.id == "title") for ask in MATTER if ask.id != "call_back"),
    Ask("outer", "原平台编号", required=False),
    Ask("notes", "原平台记载", AskKind.LONG_TEXT, required=False, longest=2000),
)
_UNIT = Ask("main", "承办单位", AskKind.ORGANISATION, required=False)
_ENDED = (
    Ask("verdict", "原平台时限判定", AskKind.CHOICE, required=False, choices=VERDICTS, marked=True),
    Ask("result", "办理情况", AskKind.LONG_TEXT, required=False),
    Ask("public_reply", "公开答复内容", AskKind.LONG_TEXT, required=False, is_public=True),
    Ask("solved", "是否解决", AskKind.YES_NO, required=False, marked=True),
    Ask("satisfaction", "满意度", AskKind.CHOICE, required=False, choices=SATISFACTION, marked=True),
)
_ALL_STOP = (Stop("whole"), Stop("supervision"))

PAST = (
    Move(
        "bring_in",
        "转入",
        LOAD,
        OPINION,
        target="dispatching",
        asks=_TOLD,
        effects=(Start("dispatch"), Start("whole")),
        marked=True,
    ),
    Move(
        "bring_in_assigned",
        "转入在办",
        LOAD,
        OPINION,
        target="handling",
        asks=(*_TOLD, replace(_UNIT, required=True)),
        effects=(Assign("main"), Start("handle")),
        marked=True,
    ),
    Move(
        "bring_in_unlimited",
        "转入（无时限）",
        LOAD,
        OPINION,
        target="handling",
        asks=(*_TOLD, _UNIT),
        effects=(Assign("main"),),
        marked=True,
    ),
    Move(
        "bring_in_archived",
        "转入归档",
        LOAD,
        OPINION,
        target="archived",
        asks=(*_TOLD, _UNIT, *_ENDED),
        effects=(Assign("main", done=True),),
        marked=True,
    ),
    Move(
        "bring_close",
        "原平台办结",
        LOAD,
        OPINION,
        origins=("handling",),
        target="archived",
        by=By.MAIN,
        asks=_ENDED,
        effects=(Reply(unsigned=True), Stop("sign"), Stop("handle"), *_ALL_STOP),
        marked=True,
    ),
    Move(
        _UNASSIGNED,
        "原平台办结（无承办单位）",
        LOAD,
        OPINION,
        origins=("handling",),
        target="archived",
        asks=_ENDED,
        conditions=(HasMain(present=False),),
        effects=_ALL_STOP,
        marked=True,
    ),
)


def compose(past: PastCase) -> Sequence[PastMove]:
    """The fewest moves that say what is known."""
    keeper, unit = past.keeper[0], past.unit[0]
    centre = Maker(None, IMPORTED, "", *past.keeper)
    told = {**past.answers, **_said(past, _TOLD), **({"main": unit} if unit else {})}
    if past.is_closed and past.closed_at is None:
        return [PastMove("bring_in_archived", past.opened_at, centre, {**told, **_said(past, _ENDED)}, keeper)]
    limit = limit_until(past.opened_at, past.due_at, f"原平台“{past.source}”的时限")
    if past.closed_at is None:
        opening, clock = ("bring_in_assigned", "handle") if unit else ("bring_in", "whole")
        return [PastMove(opening, past.opened_at, centre, told, keeper, limits={clock: limit} if limit else {})]
    opening = "bring_in_assigned" if unit and limit else "bring_in_unlimited"
    opened = PastMove(opening, past.opened_at, centre, told, keeper, limits={"handle": limit} if limit else {})
    closing, maker = ("bring_close", Maker(None, IMPORTED, "", *past.unit)) if unit else (_UNASSIGNED, centre)
    ended = {"verdict": _verdict(past.closed_at, past.due_at), **_said(past, _ENDED)}
    return [opened, PastMove(closing, past.closed_at, maker, {k: v for k, v in ended.items() if v != ""}, unit)]


def _verdict(closed: datetime, due: datetime | None) -> str:
    """What the two instants say; some deadlines lie before the intake, where no clock can run."""
    if due is None:
        return ""
    return "in_time" if closed <= due else "overdue"


def _said(past: PastCase, asks: Sequence[Ask]) -> dict[str, Value]:
    return {ask.id: past.said[ask.id] for ask in asks if ask.id in past.said}


PAST_CASES = Historian("hotline", compose)
