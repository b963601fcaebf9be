"""A digital-city-management case: seven links, and who handles does not close."""

from shizheng.engines.cases.domain.conditions import AllReplied, AnswerIs, NoOpenRequest
from shizheng.engines.cases.domain.effects import (
    AskFor,
    Assign,
    Grant,
    Leave,
    Pause,
    Refuse,
    Reply,
    Resume,
    Rework,
    Start,
    Stop,
    Withdraw,
)
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.process import BACK, Ask, Clause, ClockRule, Move, Process, RequestRule, Stage
from shizheng.engines.cases.domain.words import Apart, AskKind, By, Field, Of, Per, Unit

STANDARD = Clause("GB/T 30428.1", "业务流程")
PHOTOGRAPHS = Ask("photographs", "照片", AskKind.FILES, required=False)
FINDING = (
    Ask("title", "标题", field=Field.TITLE),
    Ask("text", "情况描述", AskKind.LONG_TEXT, field=Field.TEXT),
    Ask("category", "部件或事件类别", AskKind.CATEGORY, field=Field.CATEGORY),
    Ask("area", "单元网格", AskKind.AREA, field=Field.AREA),
    PHOTOGRAPHS,
)
REASON = Ask("reason", "理由", AskKind.LONG_TEXT, longest=500)
DONE_BY_HANDLER = ("handle",)


def move(ident: str, label: str, verb: str, **values) -> Move:
    return Move(ident, label, f"trial.{verb}", STANDARD, **values)


GRID = Process(
    "trial_grid",
    "城市管理案卷（测试）",
    "案卷",
    "trial.view",
    stages=(
        Stage("collected", "待立案"),
        Stage("filed", "待派遣"),
        Stage("handling", "待处置"),
        Stage("postponed", "缓办"),
        Stage("reported", "待核查"),
        Stage("closed", "结案", final=True),
        Stage("archived", "已评价归档", final=True),
        Stage("void", "不予立案", final=True),
    ),
    moves=(
        move("collect", "信息采集", "accept", target="collected", asks=FINDING, effects=(Start("file"),)),
        move(
            "file",
            "立案",
            "supervise",
            origins=("collected",),
            target="filed",
            asks=(Ask("verified", "现场核实属实", AskKind.YES_NO),),
            conditions=(AnswerIs("verified", (True,), "核实不属实的，请不予立案"),),
            effects=(Stop("file"), Start("dispatch")),
        ),
        move(
            "reject",
            "不予立案",
            "supervise",
            origins=("collected",),
            target="void",
            asks=(REASON,),
            effects=(Stop("file"),),
        ),
        move(
            "dispatch",
            "派遣",
            "dispatch",
            origins=("filed",),
            target="handling",
            asks=(Ask("unit", "专业部门", AskKind.ORGANISATION),),
            effects=(Assign("unit"), Stop("dispatch"), Start("handle")),
        ),
        move(
            "handle",
            "处置反馈",
            "handle",
            origins=("handling",),
            target="reported",
            by=By.MAIN,
            asks=(Ask("result", "处置情况", AskKind.LONG_TEXT), PHOTOGRAPHS),
            conditions=(NoOpenRequest(),),
            effects=(Reply(unsigned=True), Stop("handle"), Start("check")),
        ),
        move(
            "hand_back",
            "回退",
            "handle",
            origins=("handling",),
            target="filed",
            by=By.MAIN,
            asks=(REASON,),
            effects=(Leave(Of.ACTING), Start("dispatch")),
        ),
        move(
            "recall",
            "撤回派遣",
            "dispatch",
            origins=("handling",),
            target="filed",
            asks=(REASON,),
            effects=(Withdraw(), Start("dispatch")),
        ),
        move(
            "ask_postponement",
            "申请缓办",
            "handle",
            origins=("handling",),
            by=By.MAIN,
            asks=(REASON,),
            conditions=(NoOpenRequest("postponement"),),
            effects=(AskFor("postponement"),),
        ),
        move(
            "grant_postponement",
            "同意缓办",
            "dispatch",
            origins=("handling",),
            target="postponed",
            holds=True,
            effects=(Grant("postponement"),),
        ),
        move(
            "refuse_postponement",
            "不同意缓办",
            "dispatch",
            origins=("handling",),
            asks=(REASON,),
            effects=(Refuse("postponement"),),
        ),
        move("resume", "恢复处置", "dispatch", origins=("postponed",), target=BACK, effects=(Resume("handle"),)),
        move(
            "close",
            "核查结案",
            "close",
            origins=("reported",),
            target="closed",
            conditions=(AllReplied(),),
            effects=(Stop("check"),),
            apart_from=DONE_BY_HANDLER,
            apart=Apart.ORGANISATION,
        ),
        move(
            "return",
            "核查返工",
            "close",
            origins=("reported",),
            target="handling",
            asks=(REASON,),
            effects=(Rework(), Stop("check"), Start("handle", Of.ALL)),
            apart_from=DONE_BY_HANDLER,
            apart=Apart.ORGANISATION,
        ),
        move(
            "evaluate",
            "综合评价",
            "supervise",
            origins=("closed",),
            target="archived",
            asks=(Ask("score", "得分", AskKind.NUMBER, longest=100),),
        ),
    ),
    clocks=(
        ClockRule("file", "立案时限", STANDARD, Limit(2, Unit.WORKING_HOURS)),
        ClockRule("dispatch", "派遣时限", STANDARD, Limit(2, Unit.WORKING_HOURS)),
        ClockRule("handle", "处置时限", STANDARD, per=Per.PARTY),
        ClockRule("check", "核查时限", STANDARD, Limit(12, Unit.HOURS)),
    ),
    requests=(RequestRule("postponement", "缓办", STANDARD, granted=(Pause("handle"),)),),
)
