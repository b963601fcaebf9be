"""热线工单: the process of the 12345 hotline (国办发〔2020〕53号), from 受理 over 派遣, 办理, 督办 and 回访 to 归档.

Limits here are the usual ones; a city's own stand in the table of limits of its pack.
"""

from shizheng.engines.cases.domain.effects import Extend, Leave, Pause
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.process import ClockRule, Process, RequestRule, Stage
from shizheng.engines.cases.domain.words import Of, Per, Unit
from shizheng.systems.hotline.domain.process.asks import EVALUATION, OPINION, SERVICE
from shizheng.systems.hotline.domain.process.closing import CLOSING
from shizheng.systems.hotline.domain.process.dispatching import DECISIONS, DISPATCH
from shizheng.systems.hotline.domain.process.handling import UNIT
from shizheng.systems.hotline.domain.process.intake import INTAKE
from shizheng.systems.hotline.domain.process.past import PAST

WORK_ORDER = Process(
    id="hotline",
    name="12345热线工单",
    noun="工单",
    view="hotline.view",
    contacts="hotline.contacts",
    stages=(
        Stage("accepting", "待受理"),
        Stage("dispatching", "待派遣"),
        Stage("handling", "待处置"),
        Stage("shelved", "挂账"),
        Stage("merged", "已合并"),
        Stage("callback", "待回访"),
        Stage("closed", "结案", final=True),
        Stage("declined", "不予受理", final=True),
        Stage("archived", "归档", final=True),
    ),
    moves=(*INTAKE, *DISPATCH, *DECISIONS, *UNIT, *CLOSING, *PAST),
    clocks=(
        ClockRule("accept", "受理时限", SERVICE, Limit(24, Unit.HOURS)),
        ClockRule("dispatch", "派遣时限", OPINION, Limit(4, Unit.WORKING_HOURS), warn_at=50),
        ClockRule("sign", "签收时限", OPINION, Limit(1, Unit.WORKING_DAYS), per=Per.PARTY),
        ClockRule("handle", "办理时限", OPINION, Limit(5, Unit.WORKING_DAYS), per=Per.PARTY),
        ClockRule("whole", "全程时限", OPINION, Limit(15, Unit.WORKING_DAYS)),
        ClockRule("supervision", "督办答复时限", EVALUATION, Limit(24, Unit.HOURS), warn_at=0),
        ClockRule("callback", "回访时限", EVALUATION, Limit(3, Unit.WORKING_DAYS)),
    ),
    requests=(
        RequestRule("return", "退回", OPINION, granted=(Leave(),)),
        RequestRule("extension", "延期", SERVICE, granted=(Extend("handle", "days"),)),
        RequestRule("pause", "缓办", OPINION, granted=(Pause("handle", Of.REQUESTER),)),
    ),
)
