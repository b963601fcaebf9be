"""A hotline case: parties, requests, merging, callback."""

from dataclasses import replace

from shizheng.engines.cases.domain.conditions import (
    AllReplied,
    AtMost,
    HasMain,
    InTime,
    NoOpenRequest,
    RequesterIs,
    StandsAlone,
)
from shizheng.engines.cases.domain.effects import (
    Add,
    AnswerChildren,
    AskFor,
    Assign,
    Extend,
    Grant,
    Leave,
    Merge,
    Pause,
    Refuse,
    Reply,
    Resume,
    Rework,
    Sign,
    Split,
    Start,
    Stop,
    Transfer,
    Unmerge,
)
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.process import BACK, Ask, Clause, ClockRule, Move, Process, RequestRule, Stage
from shizheng.engines.cases.domain.words import Apart, AskKind, By, Field, Of, Per, Unit

OPINION = Clause("国办发〔2020〕53号", "三（八）")
RULES = Clause("热线办理办法（测试）")
OPEN = ("dispatching", "handling", "callback")

SATISFACTION = (("5", "非常满意"), ("3", "一般"), ("1", "不满意"))
MATTER = (
    Ask("title", "标题", field=Field.TITLE),
    Ask("text", "诉求内容", AskKind.LONG_TEXT, field=Field.TEXT),
    Ask("category", "诉求分类", AskKind.CATEGORY, required=False, field=Field.CATEGORY),
    Ask("area", "诉求区域", AskKind.AREA, required=False, field=Field.AREA),
    Ask("place", "事发地址", required=False, field=Field.PLACE),
    Ask(
        "nature",
        "诉求性质",
        AskKind.CHOICE,
        choices=(("complaint", "投诉"), ("consultation", "咨询"), ("help", "求助")),
        field=Field.NATURE,
    ),
    Ask(
        "urgency",
        "紧急程度",
        AskKind.CHOICE,
        choices=(("ordinary", "一般"), ("urgent", "紧急")),
        field=Field.URGENCY,
    ),
    Ask(
        "channel",
        "诉求来源",
        AskKind.CHOICE,
        required=False,
        choices=(("phone", "电话"), ("web", "网站")),
        field=Field.CHANNEL,
    ),
)
PART = tuple(replace(ask, field=None) for ask in MATTER[:2])
REASON = Ask("reason", "理由", AskKind.LONG_TEXT, longest=500)
PUBLIC = Ask("public_reply", "公开答复内容", AskKind.LONG_TEXT, is_public=True)
FRESH = (Start("sign"), Start("handle"))


def move(ident: str, label: str, verb: str, **values) -> Move:
    return Move(ident, label, f"trial.{verb}", RULES, **values)


INTAKE = (
    move(
        "register",
        "受理",
        "accept",
        target="dispatching",
        asks=MATTER,
        effects=(Start("dispatch"), Start("whole")),
    ),
    move(
        "decline",
        "不予受理",
        "accept",
        origins=("dispatching",),
        target="declined",
        asks=(REASON,),
        effects=(Stop("dispatch"), Stop("whole")),
    ),
    move(
        "answer",
        "直接答复",
        "accept",
        origins=("dispatching",),
        target="callback",
        asks=(PUBLIC,),
        effects=(Stop("dispatch"), Start("callback")),
    ),
    move(
        "merge",
        "合并重复",
        "dispatch",
        origins=("dispatching",),
        target="merged",
        asks=(Ask("parent", "并入的工单", AskKind.CASE),),
        conditions=(StandsAlone(),),
        effects=(Merge("parent"), Stop("dispatch"), Stop("whole")),
    ),
    move(
        "unmerge",
        "撤销合并",
        "dispatch",
        origins=("merged",),
        target="dispatching",
        effects=(Unmerge(), Start("dispatch"), Start("whole")),
    ),
    move(
        "answered_with_parent",
        "随主件办结",
        "dispatch",
        origins=("merged",),
        target="closed",
        by=By.PARENT,
        asks=(Ask("result", "办理结果", AskKind.LONG_TEXT, required=False),),
    ),
    move("split", "拆分", "dispatch", origins=("dispatching", "handling"), asks=PART, effects=(Split("split_off"),)),
    move(
        "split_off",
        "拆分立项",
        "dispatch",
        target="dispatching",
        asks=MATTER,
        effects=(Start("dispatch"), Start("whole")),
    ),
)
DISPATCH = (
    move(
        "dispatch",
        "派遣",
        "dispatch",
        origins=("dispatching",),
        target="handling",
        asks=(
            Ask("main", "主办单位", AskKind.ORGANISATION),
            Ask("co", "协办单位", AskKind.ORGANISATIONS, required=False),
        ),
        conditions=(HasMain(present=False),),
        effects=(Assign("main"), Add("co"), Stop("dispatch"), *FRESH),
    ),
    move(
        "add",
        "加派",
        "dispatch",
        origins=("handling",),
        asks=(Ask("co", "协办单位", AskKind.ORGANISATIONS),),
        effects=(Add("co"), *FRESH),
    ),
    move(
        "grant_return",
        "同意退回",
        "dispatch",
        origins=("handling",),
        target="dispatching",
        conditions=(RequesterIs("return"),),
        effects=(Grant("return"), Stop("supervision"), Start("dispatch")),
    ),
    move(
        "grant_co_return",
        "同意协办退回",
        "dispatch",
        origins=("handling",),
        conditions=(RequesterIs("return", main=False),),
        effects=(Grant("return"),),
    ),
    move(
        "refuse_return",
        "不同意退回",
        "dispatch",
        origins=("handling",),
        asks=(REASON,),
        effects=(Refuse("return"),),
    ),
    move(
        "grant_extension",
        "同意延期",
        "dispatch",
        origins=("handling",),
        asks=(Ask("days", "批准的工作日数", AskKind.NUMBER, required=False, longest=30),),
        effects=(Grant("extension"),),
    ),
    move(
        "refuse_extension",
        "不同意延期",
        "dispatch",
        origins=("handling",),
        asks=(REASON,),
        effects=(Refuse("extension"),),
    ),
    move(
        "shelve",
        "挂账",
        "dispatch",
        origins=("handling",),
        target="shelved",
        holds=True,
        asks=(REASON,),
        effects=(Pause("handle"), Pause("whole")),
    ),
    move(
        "revive",
        "恢复办理",
        "dispatch",
        origins=("shelved",),
        target=BACK,
        effects=(Resume("handle"), Resume("whole")),
    ),
    move("urge", "催办", "supervise", origins=OPEN, quiet=True, asks=(REASON,), marked=True),
    move(
        "supervise",
        "督办",
        "supervise",
        origins=("handling",),
        quiet=True,
        asks=(
            Ask("level", "级别", AskKind.CHOICE, choices=(("remind", "提醒"), ("yellow", "黄牌"), ("red", "红牌"))),
            REASON,
        ),
        effects=(Start("supervision", anew=True),),
    ),
)
HANDLING = (
    move(
        "sign",
        "签收",
        "handle",
        origins=("handling",),
        by=By.PARTY,
        effects=(Sign(), Stop("sign")),
    ),
    move(
        "ask_return",
        "申请退回",
        "handle",
        origins=("handling",),
        by=By.PARTY,
        asks=(
            Ask("why", "退回原因", AskKind.CHOICE, choices=(("not_ours", "非本单位职责"), ("unclear", "信息不全"))),
            REASON,
        ),
        conditions=(NoOpenRequest("return"),),
        effects=(AskFor("return"),),
    ),
    move(
        "ask_extension",
        "申请延期",
        "handle",
        origins=("handling",),
        by=By.PARTY,
        asks=(Ask("days", "延长的工作日数", AskKind.NUMBER, longest=30), REASON),
        conditions=(InTime("handle"), AtMost(1, granted="extension"), NoOpenRequest("extension")),
        effects=(AskFor("extension"),),
    ),
    move(
        "transfer",
        "转办",
        "handle",
        origins=("handling",),
        by=By.PARTY,
        asks=(Ask("to", "转往单位", AskKind.ORGANISATION),),
        effects=(Transfer("to"), *FRESH),
    ),
    move(
        "reply",
        "办结回复",
        "handle",
        origins=("handling",),
        by=By.PARTY,
        asks=(
            Ask("result", "办理情况", AskKind.LONG_TEXT),
            Ask("solved", "是否解决", AskKind.YES_NO, marked=True),
            Ask("unsolved_reason", "未解决原因", AskKind.LONG_TEXT, only_if=("solved", (False,))),
            PUBLIC,
            Ask("files", "附件", AskKind.FILES, required=False),
        ),
        effects=(Reply(), Stop("handle")),
    ),
    move(
        "answer_supervision",
        "回复督办",
        "handle",
        origins=("handling",),
        by=By.MAIN,
        asks=(REASON,),
        effects=(Stop("supervision"),),
    ),
)
CLOSING = (
    move(
        "review",
        "审核通过",
        "review",
        origins=("handling",),
        target="callback",
        conditions=(AllReplied(), NoOpenRequest()),
        effects=(Stop("supervision"), Start("callback")),
        apart_from=("reply",),
        apart=Apart.ORGANISATION,
    ),
    move(
        "reject",
        "审核退回",
        "review",
        origins=("handling",),
        asks=(REASON,),
        conditions=(AllReplied(),),
        effects=(Rework(), Start("handle", Of.ALL)),
    ),
    move(
        "close",
        "回访办结",
        "call",
        origins=("callback",),
        target="closed",
        asks=(
            Ask("solved", "是否解决", AskKind.YES_NO),
            Ask("satisfaction", "满意度", AskKind.CHOICE, choices=SATISFACTION, marked=True),
            Ask("result", "答复内容", AskKind.LONG_TEXT, required=False),
        ),
        effects=(Stop("callback"), Stop("whole"), AnswerChildren("answered_with_parent")),
        apart_from=("reply",),
        apart=Apart.ORGANISATION,
    ),
    move(
        "rework",
        "重办",
        "call",
        origins=("callback",),
        target="handling",
        asks=(REASON,),
        conditions=(HasMain(),),
        effects=(Rework(), Stop("callback"), Start("handle", Of.ALL)),
    ),
    move(
        "reopen",
        "重新办理",
        "call",
        origins=("closed",),
        target="handling",
        asks=(REASON,),
        conditions=(HasMain(), StandsAlone()),
        effects=(Rework(), Start("handle", Of.ALL), Start("whole")),
    ),
)

HOTLINE = Process(
    "trial_hotline",
    "热线工单（测试）",
    "工单",
    "trial.view",
    contacts="trial.accept",
    stages=(
        Stage("dispatching", "待派遣"),
        Stage("handling", "待处置"),
        Stage("shelved", "挂账"),
        Stage("merged", "已合并"),
        Stage("callback", "待回访"),
        Stage("closed", "结案", final=True),
        Stage("declined", "不予受理", final=True),
    ),
    moves=(*INTAKE, *DISPATCH, *HANDLING, *CLOSING),
    clocks=(
        ClockRule("dispatch", "派遣时限", OPINION, Limit(4, Unit.WORKING_HOURS), warn_at=50),
        ClockRule("sign", "签收时限", OPINION, Limit(1, Unit.WORKING_DAYS), per=Per.PARTY),
        ClockRule("handle", "办理时限", OPINION, Limit(5, Unit.WORKING_DAYS), per=Per.PARTY),
        ClockRule("whole", "全程时限", OPINION, Limit(15, Unit.WORKING_DAYS)),
        ClockRule("supervision", "督办答复时限", RULES, Limit(24, Unit.HOURS), warn_at=0),
        ClockRule("callback", "回访时限", RULES, Limit(3, Unit.DAYS)),
    ),
    requests=(
        RequestRule("return", "退回", RULES, granted=(Leave(),)),
        RequestRule("extension", "延期", RULES, granted=(Extend("handle", "days"),)),
    ),
)
