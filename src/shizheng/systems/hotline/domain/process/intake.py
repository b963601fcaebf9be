"""受理: from whatever channel to a matter that can be dispatched, answered, declined, merged or split."""

from dataclasses import replace

from shizheng.engines.cases.domain.conditions import StandsAlone
from shizheng.engines.cases.domain.effects import Merge, Split, Start, Stop, Unmerge
from shizheng.engines.cases.domain.process import Ask
from shizheng.engines.cases.domain.words import AskKind, By
from shizheng.systems.hotline.domain.process.asks import DECLINED, MATTER, PUBLIC_REPLY, REASON, move

NEW_CLOCKS = (Start("dispatch"), Start("whole"))
OPEN = ("accepting", "dispatching", "handling", "shelved", "merged", "callback")
"""Where a matter may still be added to, and asked after, by whoever raised it."""
PHOTOS = Ask("photos", "照片", AskKind.FILES, required=False)
PART = tuple(replace(ask, field=None) for ask in MATTER)
"""The same questions about the part that is split off."""

INTAKE = (
    move("register", "受理", "accept", target="dispatching", asks=MATTER, effects=NEW_CLOCKS),
    move("submit", "提交诉求", "submit", target="accepting", asks=(*MATTER, PHOTOS), effects=(Start("accept"),)),
    move(
        "accept",
        "受理",
        "accept",
        origins=("accepting",),
        target="dispatching",
        asks=MATTER,
        effects=(Stop("accept"), *NEW_CLOCKS),
    ),
    move(
        "decline",
        "不予受理",
        "accept",
        origins=("accepting", "dispatching"),
        target="declined",
        asks=(
            Ask("why", "不予受理的情形", AskKind.CHOICE, choices=DECLINED, marked=True),
            Ask("reason", "理由和正确渠道", AskKind.LONG_TEXT, longest=500, is_public=True),
        ),
        effects=(Stop("accept"), Stop("dispatch"), Stop("whole")),
    ),
    move(
        "answer",
        "直接答复",
        "accept",
        origins=("dispatching",),
        target="callback",
        asks=(PUBLIC_REPLY,),
        effects=(Stop("dispatch"), Start("callback")),
        marked=True,
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
        asks=(REASON,),
        effects=(Unmerge(), *NEW_CLOCKS),
    ),
    move(
        "answered_with_parent",
        "随主件办结",
        "dispatch",
        origins=("merged",),
        target="closed",
        by=By.PARENT,
        asks=(replace(PUBLIC_REPLY, required=False),),
    ),
    move(
        "supplement",
        "补充诉求",
        "accept",
        origins=OPEN,
        quiet=True,
        asks=(Ask("more", "补充内容", AskKind.LONG_TEXT, hint="不要写来电人的姓名和电话"),),
        marked=True,
    ),
    move(
        "ask_after",
        "群众催办",
        "accept",
        origins=OPEN,
        quiet=True,
        asks=(Ask("more", "来电人说的情况", AskKind.LONG_TEXT, required=False),),
        marked=True,
    ),
    move("split", "拆分", "dispatch", origins=("dispatching", "handling"), asks=PART, effects=(Split("split_off"),)),
    move("split_off", "拆分立项", "dispatch", target="dispatching", asks=MATTER, effects=NEW_CLOCKS),
)
