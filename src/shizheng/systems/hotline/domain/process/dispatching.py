"""派遣, 催办, 督办, and what is decided while units handle: returns, extensions, pauses, shelving."""

from shizheng.engines.cases.domain.conditions import HasMain, RequesterIs, Running
from shizheng.engines.cases.domain.effects import (
    Add,
    Assign,
    Grant,
    Pause,
    Refuse,
    Resume,
    Start,
    Stop,
    Withdraw,
)
from shizheng.engines.cases.domain.process import BACK, Ask
from shizheng.engines.cases.domain.words import AskKind, By
from shizheng.systems.hotline.domain.process.asks import EVALUATION, LEVELS, REASON, SERVICE, move

FRESH = (Start("sign"), Start("handle"))
HANDLING = ("handling",)
BUSY = ("accepting", "dispatching", "handling", "callback")
MAIN = Ask("main", "主办单位", AskKind.ORGANISATION)
CO = Ask("co", "协办单位", AskKind.ORGANISATIONS, required=False)
APPROVED = Ask("days", "批准的工作日数", AskKind.NUMBER, required=False, longest=30, hint="不填为同意所申请的天数")

DISPATCH = (
    move(
        "dispatch",
        "派遣",
        "dispatch",
        origins=("dispatching",),
        target="handling",
        asks=(MAIN, CO, Ask("note", "派遣意见", AskKind.LONG_TEXT, required=False)),
        conditions=(HasMain(present=False),),
        effects=(Assign("main"), Add("co"), Stop("dispatch"), *FRESH),
    ),
    move(
        "add",
        "加派",
        "dispatch",
        origins=HANDLING,
        asks=(Ask("co", "协办单位", AskKind.ORGANISATIONS), REASON),
        effects=(Add("co"), *FRESH),
    ),
    move(
        "recall",
        "撤回改派",
        "dispatch",
        origins=HANDLING,
        target="dispatching",
        asks=(REASON,),
        effects=(Withdraw(), Stop("supervision"), Start("dispatch")),
        marked=True,
    ),
    move("urge", "催办", "supervise", origins=BUSY, quiet=True, asks=(REASON,), marked=True),
    move(
        "supervise",
        "督办",
        "supervise",
        EVALUATION,
        origins=HANDLING,
        quiet=True,
        asks=(Ask("level", "督办级别", AskKind.CHOICE, choices=LEVELS, marked=True), REASON),
        conditions=(HasMain(),),
        effects=(Start("supervision", anew=True),),
    ),
    move(
        "answer_supervision",
        "回复督办",
        "handle",
        EVALUATION,
        origins=HANDLING,
        by=By.MAIN,
        quiet=True,
        conditions=(Running("supervision"),),
        asks=(Ask("progress", "办理进展", AskKind.LONG_TEXT),),
        effects=(Stop("supervision"),),
    ),
)
DECISIONS = (
    move(
        "grant_return",
        "同意退回",
        "dispatch",
        origins=HANDLING,
        target="dispatching",
        conditions=(RequesterIs("return"),),
        effects=(Grant("return"), Stop("supervision"), Start("dispatch")),
    ),
    move(
        "grant_co_return",
        "同意协办退回",
        "dispatch",
        origins=HANDLING,
        conditions=(RequesterIs("return", main=False),),
        effects=(Grant("return"),),
    ),
    move("refuse_return", "不同意退回", "dispatch", origins=HANDLING, asks=(REASON,), effects=(Refuse("return"),)),
    move(
        "grant_extension",
        "同意延期",
        "supervise",
        SERVICE,
        origins=HANDLING,
        asks=(APPROVED,),
        effects=(Grant("extension"),),
    ),
    move(
        "refuse_extension",
        "不同意延期",
        "supervise",
        SERVICE,
        origins=HANDLING,
        asks=(REASON,),
        effects=(Refuse("extension"),),
    ),
    move("grant_pause", "同意缓办", "supervise", origins=HANDLING, effects=(Grant("pause"),)),
    move("refuse_pause", "不同意缓办", "supervise", origins=HANDLING, asks=(REASON,), effects=(Refuse("pause"),)),
    move(
        "resume", "恢复计时", "supervise", origins=HANDLING, asks=(REASON,), effects=(Resume("handle"), Resume("whole"))
    ),
    move(
        "shelve",
        "挂账",
        "supervise",
        origins=HANDLING,
        target="shelved",
        holds=True,
        asks=(REASON,),
        effects=(Pause("handle"), Pause("whole")),
        marked=True,
    ),
    move(
        "revive",
        "恢复办理",
        "supervise",
        origins=("shelved",),
        target=BACK,
        asks=(REASON,),
        effects=(Resume("handle"), Resume("whole")),
    ),
)
