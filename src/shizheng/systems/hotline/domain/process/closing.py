"""审核, 回访, 结案, 重办, 归档: whoever handled a matter neither reviews nor closes it."""

from typing import Any

from shizheng.engines.cases.domain.conditions import AllReplied, HasMain, NoOpenRequest, StandsAlone
from shizheng.engines.cases.domain.effects import AnswerChildren, Rework, Start, Stop
from shizheng.engines.cases.domain.process import Ask
from shizheng.engines.cases.domain.words import Apart, AskKind, Of
from shizheng.systems.hotline.domain.process.asks import (
    CONTACTED,
    EVALUATION,
    REASON,
    SATISFACTION,
    SERVICE,
    move,
)

_APART: dict[str, Any] = {"apart_from": ("reply",), "apart": Apart.ORGANISATION}
AGAIN = (Rework(), Start("handle", Of.ALL))
SURVEY = (
    Ask("contacted", "回访情况", AskKind.CHOICE, choices=CONTACTED, marked=True),
    Ask("solved", "是否解决", AskKind.YES_NO, only_if=("contacted", ("reached",)), marked=True),
    Ask(
        "satisfaction", "满意度", AskKind.CHOICE, choices=SATISFACTION, only_if=("contacted", ("reached",)), marked=True
    ),
    Ask("why", "不满意的原因", AskKind.LONG_TEXT, only_if=("satisfaction", ("1", "2"))),
)

CLOSING = (
    move(
        "review",
        "审核通过",
        "review",
        SERVICE,
        origins=("handling",),
        target="callback",
        conditions=(AllReplied(), NoOpenRequest()),
        effects=(Stop("supervision"), Start("callback")),
        **_APART,
    ),
    move(
        "reject",
        "审核退回",
        "review",
        SERVICE,
        origins=("handling",),
        asks=(REASON,),
        conditions=(AllReplied(),),
        effects=AGAIN,
        marked=True,
    ),
    move(
        "close",
        "回访办结",
        "call",
        EVALUATION,
        origins=("callback",),
        target="closed",
        asks=SURVEY,
        effects=(Stop("callback"), Stop("whole"), AnswerChildren("answered_with_parent")),
        **_APART,
    ),
    move(
        "rework",
        "重办",
        "call",
        EVALUATION,
        origins=("callback",),
        target="handling",
        asks=(*SURVEY, REASON),
        conditions=(HasMain(),),
        effects=(Stop("callback"), *AGAIN),
        marked=True,
    ),
    move(
        "reopen",
        "重新办理",
        "supervise",
        EVALUATION,
        origins=("closed",),
        target="handling",
        asks=(REASON,),
        conditions=(HasMain(), StandsAlone()),
        effects=(*AGAIN, Start("whole")),
        marked=True,
    ),
    move("archive", "归档", "review", SERVICE, origins=("closed", "declined"), target="archived"),
)
