"""The figures of ``standards/hotline.md``, each defined in one sentence."""

from functools import partial

from django.db.models import Q

from shizheng.platform.measures.domain.figures import HOURS, PERCENT, TIMES, Direction
from shizheng.platform.measures.queries.declaring import Measure, Reckoned, Tally
from shizheng.systems.hotline.queries.measures.calls import ALL as CALLS
from shizheng.systems.hotline.queries.measures.populations import (
    ACCEPTED,
    CLOSED,
    DECLINED,
    DISPATCHED,
    EXTENDED,
    GRADED,
    HANDLINGS,
    RETURNED,
    SIGNINGS,
    SOLVED,
    SUPERVISED,
    contacted_in_time,
    marked,
    was_returned,
    worked,
)

GUIDE = "国办发〔2020〕53号《关于进一步优化地方政务服务便民热线的指导意见》"
SERVICE = "GB/T 33358—2016《政府热线服务规范》"
EVALUATION = "GB/T 33357—2016《政府热线服务评价》"
_measure = partial(Measure, owner="hotline", permission="hotline.view")
_IN_TIME = Q(breached_at__isnull=True)
_LEFT_OUT = "经复核认定为无理诉求、超出职责的除外"
_TOOK = Reckoned(("opened_at", "ended_at"), worked)

ACCEPTED_COUNT = _measure(
    "hotline.accepted",
    "受理量",
    definition="统计期间登记的诉求件数，不含不予受理的。",
    source=EVALUATION,
    numerator=Tally(ACCEPTED),
    order=10,
)
DECLINED_COUNT = _measure(
    "hotline.declined",
    "不予受理量",
    definition="统计期间登记后不予受理的诉求件数。",
    source=GUIDE,
    numerator=Tally(DECLINED),
    order=12,
)
DIRECT_SHARE = _measure(
    "hotline.direct",
    "直接答复率",
    definition="统计期间登记的诉求中，由热线直接答复、没有派单的占比。",
    source=EVALUATION,
    numerator=Tally(ACCEPTED, marked("pk", "answer")),
    denominator=Tally(ACCEPTED),
    shape=PERCENT,
    better=Direction.MORE,
    order=14,
)
DISPATCHED_COUNT = _measure(
    "hotline.dispatched",
    "派单量",
    definition="统计期间派给单位主办或协办的件次，一件派给几个单位计几次。",
    source=GUIDE,
    numerator=Tally(DISPATCHED),
    shape=TIMES,
    order=20,
)
SIGNED_SHARE = _measure(
    "hotline.signed",
    "签收及时率",
    definition="统计期间已签收或签收时限已过的派单中，在时限内签收的占比。",
    source=EVALUATION,
    numerator=Tally(SIGNINGS, _IN_TIME),
    denominator=Tally(SIGNINGS),
    shape=PERCENT,
    better=Direction.MORE,
    order=22,
)
IN_TIME_SHARE = _measure(
    "hotline.in_time",
    "按期办结率",
    definition=f"统计期间单位已回复或办理时限已过的派单中，在时限（含批准的延期）内回复的占比，{_LEFT_OUT}。",
    source=EVALUATION,
    numerator=Tally(HANDLINGS, _IN_TIME),
    denominator=Tally(HANDLINGS),
    shape=PERCENT,
    better=Direction.MORE,
    order=24,
)
CLOSED_SHARE = _measure(
    "hotline.closed",
    "办结率",
    definition="统计期间登记的诉求中，到统计时已办结的占比。",
    source=EVALUATION,
    numerator=Tally(ACCEPTED, Q(ended_at__isnull=False)),
    denominator=Tally(ACCEPTED),
    shape=PERCENT,
    better=Direction.MORE,
    order=26,
)
RESPONDED_SHARE = _measure(
    "hotline.responded",
    "响应率",
    definition=f"统计期间单位已回复或办理时限已过的派单中，单位在时限内联系过诉求人的占比，{_LEFT_OUT}。",
    source=GUIDE,
    numerator=Tally(HANDLINGS, contacted_in_time()),
    denominator=Tally(HANDLINGS),
    shape=PERCENT,
    better=Direction.MORE,
    order=30,
)
SOLVED_SHARE = _measure(
    "hotline.solved",
    "解决率",
    definition=f"统计期间联系上诉求人的回访中，诉求人答复已解决的占比，{_LEFT_OUT}。",
    source=GUIDE,
    numerator=Tally(SOLVED, Q(value="true")),
    denominator=Tally(SOLVED),
    shape=PERCENT,
    better=Direction.MORE,
    order=32,
)
SATISFIED_SHARE = _measure(
    "hotline.satisfied",
    "满意率",
    definition=f"统计期间联系上诉求人的回访中，诉求人答复非常满意、满意或基本满意的占比，{_LEFT_OUT}。",
    source=GUIDE,
    numerator=Tally(GRADED, Q(value__in=["5", "4", "3"])),
    denominator=Tally(GRADED),
    shape=PERCENT,
    better=Direction.MORE,
    order=34,
)
RETURNED_SHARE = _measure(
    "hotline.returned",
    "退单率",
    definition="统计期间申请退回并获同意的件次，与同期派单件次之比。",
    source=GUIDE,
    numerator=Tally(RETURNED),
    denominator=Tally(DISPATCHED),
    shape=PERCENT,
    better=Direction.LESS,
    order=40,
)
REWORKED_SHARE = _measure(
    "hotline.reworked",
    "重办率",
    definition="统计期间办结的诉求中，经回访重办或办结后重新办理过的占比。",
    source=EVALUATION,
    numerator=Tally(CLOSED, marked("pk", "rework", "reopen")),
    denominator=Tally(CLOSED),
    shape=PERCENT,
    better=Direction.LESS,
    order=42,
)
FIRST_TIME_SHARE = _measure(
    "hotline.first_time",
    "一次办结率",
    definition="统计期间办结的诉求中，没有退单、改派、审核退回和重办的占比。",
    source=EVALUATION,
    numerator=Tally(CLOSED, ~marked("pk", "rework", "reopen", "reject", "recall") & ~was_returned("pk")),
    denominator=Tally(CLOSED),
    shape=PERCENT,
    better=Direction.MORE,
    order=44,
)
EXTENDED_SHARE = _measure(
    "hotline.extended",
    "延期率",
    definition="统计期间申请延期并获同意的件次，与同期派单件次之比。",
    source=SERVICE,
    numerator=Tally(EXTENDED),
    denominator=Tally(DISPATCHED),
    shape=PERCENT,
    better=Direction.LESS,
    order=46,
)
SUPERVISED_COUNT = _measure(
    "hotline.supervised",
    "督办次数",
    definition="统计期间发出督办（提醒、黄牌、红牌）的次数，计入被督办件的主办单位。",
    source=EVALUATION,
    numerator=Tally(SUPERVISED),
    shape=TIMES,
    better=Direction.LESS,
    order=48,
)
MEAN_TIME = _measure(
    "hotline.mean_time",
    "平均办理时长",
    definition="统计期间办结的诉求从登记到办结所用工作时间的平均数。",
    source=EVALUATION,
    numerator=Tally(CLOSED, amount=_TOOK),
    denominator=Tally(CLOSED),
    shape=HOURS,
    better=Direction.LESS,
    order=50,
)
MEDIAN_TIME = _measure(
    "hotline.median_time",
    "办理时长中位数",
    definition="统计期间办结的诉求从登记到办结所用工作时间的中位数，误差不超过百分之一。",
    source=EVALUATION,
    numerator=Tally(CLOSED, amount=_TOOK),
    shape=HOURS,
    better=Direction.LESS,
    quantile=0.5,
    order=52,
)
ALL = (
    ACCEPTED_COUNT,
    DECLINED_COUNT,
    DIRECT_SHARE,
    DISPATCHED_COUNT,
    SIGNED_SHARE,
    IN_TIME_SHARE,
    CLOSED_SHARE,
    RESPONDED_SHARE,
    SOLVED_SHARE,
    SATISFIED_SHARE,
    RETURNED_SHARE,
    REWORKED_SHARE,
    FIRST_TIME_SHARE,
    EXTENDED_SHARE,
    SUPERVISED_COUNT,
    MEAN_TIME,
    MEDIAN_TIME,
    *CALLS,
)
