"""处置: what the responsible unit does, and what it asks for."""

from typing import Any

from shizheng.engines.cases.domain.conditions import AtMost, InTime, NoOpenRequest
from shizheng.engines.cases.domain.effects import AskFor, Reply, Sign, Start, Stop, Transfer
from shizheng.engines.cases.domain.process import Ask
from shizheng.engines.cases.domain.words import AskKind, By
from shizheng.systems.hotline.domain.process.asks import DAYS, PUBLIC_REPLY, REASON, RETURNED, SERVICE, move

_HANDLING: dict[str, Any] = {"origins": ("handling",), "by": By.PARTY}

UNIT = (
    move("sign", "签收", "handle", **_HANDLING, effects=(Sign(), Stop("sign"))),
    move(
        "ask_return",
        "申请退回",
        "handle",
        **_HANDLING,
        asks=(Ask("why", "退回原因", AskKind.CHOICE, choices=RETURNED, marked=True), REASON),
        conditions=(NoOpenRequest("return"),),
        effects=(AskFor("return"),),
    ),
    move(
        "ask_extension",
        "申请延期",
        "handle",
        SERVICE,
        **_HANDLING,
        asks=(DAYS, REASON),
        conditions=(InTime("handle"), AtMost(1, granted="extension"), NoOpenRequest("extension")),
        effects=(AskFor("extension"),),
    ),
    move(
        "ask_pause",
        "申请缓办",
        "handle",
        **_HANDLING,
        asks=(REASON,),
        conditions=(InTime("handle"), NoOpenRequest("pause")),
        effects=(AskFor("pause"),),
    ),
    move(
        "transfer",
        "转办",
        "handle",
        **_HANDLING,
        asks=(Ask("to", "转往的下级单位或科室", AskKind.ORGANISATION), REASON),
        effects=(Transfer("to"), Start("sign"), Start("handle")),
    ),
    move(
        "contact",
        "联系群众",
        "handle",
        **_HANDLING,
        quiet=True,
        asks=(
            Ask("on", "联系日期", AskKind.DATE),
            Ask("by", "联系方式", AskKind.CHOICE, choices=(("phone", "电话"), ("visit", "上门"), ("message", "短信"))),
            Ask("who", "联系人科室和职务"),
            Ask("words", "沟通情况", AskKind.LONG_TEXT),
        ),
        marked=True,
    ),
    move(
        "reply",
        "办结回复",
        "handle",
        **_HANDLING,
        asks=(
            Ask("is_true", "诉求是否属实", AskKind.YES_NO, marked=True),
            Ask("is_beyond", "是否超出职责", AskKind.YES_NO, marked=True),
            Ask("result", "办理情况", AskKind.LONG_TEXT),
            Ask("solved", "是否解决", AskKind.YES_NO, marked=True),
            Ask("unsolved_reason", "未解决原因", AskKind.LONG_TEXT, only_if=("solved", (False,))),
            PUBLIC_REPLY,
            Ask("files", "附件", AskKind.FILES, required=False),
        ),
        effects=(Reply(), Stop("sign"), Stop("handle")),
    ),
)
