"""A 13710 task: day 1 arranged, day 3 reported, 7 days or a month settled, tracked until cancelled."""

from shizheng.engines.cases.domain.conditions import AllReplied
from shizheng.engines.cases.domain.effects import Add, Assign, Reply, Rework, Sign, Start, Stop
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.process import Ask, Clause, ClockRule, Move, Process, Stage
from shizheng.engines.cases.domain.words import AskKind, By, Field, Of, Unit

SYSTEM = Clause("13710工作制度")
RESULT = Ask("result", "情况", AskKind.LONG_TEXT)


def move(ident: str, label: str, verb: str, **values) -> Move:
    return Move(ident, label, f"trial.{verb}", SYSTEM, **values)


TASKS = Process(
    "trial_tasks",
    "13710督办事项（测试）",
    "事项",
    "trial.view",
    stages=(
        Stage("arranging", "研究部署"),
        Stage("reporting", "反馈进展"),
        Stage("settling", "办理落实"),
        Stage("tracked", "跟踪问效"),
        Stage("cancelled", "销号", final=True),
    ),
    moves=(
        move(
            "raise",
            "交办",
            "dispatch",
            target="arranging",
            asks=(
                Ask("title", "事项", field=Field.TITLE),
                Ask(
                    "weight",
                    "难易",
                    AskKind.CHOICE,
                    choices=(("ordinary", "一般"), ("major", "重大复杂")),
                    field=Field.NATURE,
                ),
                Ask("unit", "责任单位", AskKind.ORGANISATION),
                Ask("co", "配合单位", AskKind.ORGANISATIONS, required=False),
            ),
            effects=(Assign("unit"), Add("co"), Start("arrange"), Start("report"), Start("settle")),
        ),
        move(
            "arrange",
            "研究部署",
            "handle",
            origins=("arranging",),
            target="reporting",
            by=By.MAIN,
            asks=(RESULT,),
            effects=(Sign(), Stop("arrange")),
        ),
        move(
            "report",
            "反馈进展",
            "handle",
            origins=("reporting",),
            target="settling",
            by=By.MAIN,
            asks=(RESULT,),
            effects=(Stop("report"),),
        ),
        move(
            "assist",
            "报送配合情况",
            "handle",
            origins=("arranging", "reporting", "settling"),
            by=By.CO,
            asks=(RESULT,),
            effects=(Reply(unsigned=True),),
        ),
        move(
            "settle",
            "报告办结",
            "handle",
            origins=("settling",),
            target="tracked",
            by=By.MAIN,
            asks=(RESULT,),
            effects=(Reply(), Stop("settle")),
        ),
        move(
            "return",
            "退回续办",
            "supervise",
            origins=("tracked",),
            target="settling",
            asks=(RESULT,),
            effects=(Rework(Of.ALL), Start("settle")),
        ),
        move(
            "cancel",
            "销号",
            "supervise",
            origins=("tracked",),
            target="cancelled",
            conditions=(AllReplied(),),
            apart_from=("settle",),
        ),
    ),
    clocks=(
        ClockRule("arrange", "1日内研究部署", SYSTEM, Limit(1, Unit.DAYS)),
        ClockRule("report", "3日内反馈", SYSTEM, Limit(3, Unit.DAYS)),
        ClockRule("settle", "7日或1个月内办结", SYSTEM, Limit(7, Unit.DAYS)),
    ),
)
