"""A process that cannot work is refused, with every fault at once; each kind of fault is planted here."""

from dataclasses import replace

import pytest

from shizheng.engines.cases.domain.checking import process_faults, require_sound
from shizheng.engines.cases.domain.conditions import AnswerIs, InTime
from shizheng.engines.cases.domain.diagram import mermaid
from shizheng.engines.cases.domain.effects import AskFor, Assign, Merge, Pause, Set, Sign, Start, Stop
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.process import BACK, Ask, Clause, ClockRule, Move, Process, RequestRule, Stage
from shizheng.engines.cases.domain.words import AskKind, By, Field, Of, Per, Unit
from shizheng.kit.errors import InvalidInputError
from tests.cases.processes.grid import GRID
from tests.cases.processes.hotline import HOTLINE
from tests.cases.processes.tasks import TASKS

PERMISSIONS = {
    f"trial.{verb}" for verb in ["view", "accept", "dispatch", "supervise", "handle", "review", "call", "close"]
}
SOURCE = Clause("办法")


def move(ident: str, label: str = "动作", **values) -> Move:
    return Move(ident, label, "trial.handle", SOURCE, **values)


START = move("start", "登记", target="open", effects=(Start("t"),))
END = move("end", "办结", origins=("open",), target="done", effects=(Stop("t"),))
SOUND = Process(
    "p",
    "样例",
    "件",
    "trial.view",
    stages=(Stage("open", "在办"), Stage("done", "办结", final=True)),
    moves=(START, END),
    clocks=(ClockRule("t", "办理时限", SOURCE, Limit(5, Unit.WORKING_DAYS)),),
)


def faults(**values) -> list[str]:
    return [str(fault).removeprefix("流程“样例” ") for fault in process_faults(replace(SOUND, **values), PERMISSIONS)]


@pytest.mark.parametrize("process", [HOTLINE, GRID, TASKS, SOUND], ids=lambda process: process.id)
def test_a_sound_process_has_no_faults(process):
    assert process_faults(process, PERMISSIONS) == []
    assert require_sound(process, PERMISSIONS) is process


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"stages": (*SOUND.stages, Stage("lost", "迷途"))}, ["环节“迷途”：没有动作能到达"]),
        (
            {
                "stages": (*SOUND.stages, Stage("trap", "死路")),
                "moves": (START, END, move("fall", "误入", origins=("open",), target="trap")),
            },
            ["环节“死路”：进入之后再也不能办结"],
        ),
        (
            {
                "stages": (*SOUND.stages, Stage("a", "甲"), Stage("b", "乙")),
                "moves": (
                    START,
                    END,
                    move("x", origins=("open",), target="a"),
                    move("y", origins=("a",), target="b"),
                    move("z", origins=("b",), target="a"),
                ),
            },
            ["环节“甲”：进入之后再也不能办结", "环节“乙”：进入之后再也不能办结"],
        ),
        ({"moves": (START, replace(END, effects=()))}, ["时限“办理时限”：没有动作停止它"]),
        ({"moves": (replace(START, effects=()), END)}, ["时限“办理时限”：没有动作启动它"]),
        (
            {"moves": (START, END, move("skip", "跳过", origins=("open",), target="done"))},
            ["时限“办理时限”：到“办结”环节时它可能还在计时（请在进入该环节的动作中停止它）"],
        ),
        (
            {"moves": (START, END, move("again", "再来", origins=("open",), effects=(Start("t"),)))},
            ["时限“办理时限”：“再来”再次启动了已在计时的时限（请先停止，或声明为重新计时）"],
        ),
        (
            {"moves": (START, END, move("halt", "暂停", origins=("open",), effects=(Pause("t"),)))},
            ["时限“办理时限”：暂停之后没有动作恢复它"],
        ),
        (
            {"moves": (START, replace(END, permission="trial.fly"))},
            ["动作“办结”：没有人可以办理：权限“trial.fly”没有登记（请在模块中登记该权限）"],
        ),
        ({"view": "trial.peek"}, ["流程：查看权限“trial.peek”没有登记"]),
        ({"moves": (START, replace(END, clause=Clause("")))}, ["办结：没有写明依据的文件"]),
        ({"moves": (START, replace(END, asks=(Ask("x", " "),)))}, ["动作“办结” 所问“ ”：没有中文名称"]),
        (
            {"moves": (START, replace(END, asks=(Ask("x", "级别", AskKind.CHOICE),)))},
            ["动作“办结” 所问“级别”：选择题没有可选项"],
        ),
        (
            {"moves": (START, replace(END, asks=(Ask("x", "因由", only_if=("y", (True,))),)))},
            ["动作“办结” 所问“因由”：取决于“y”，但没有这一问或没有写明答案"],
        ),
        (
            {"moves": (START, replace(END, asks=(Ask("x", "区域", field=Field.AREA),)))},
            ["动作“办结” 所问“区域”：不能作为“区域”：种类不符"],
        ),
        (
            {"moves": (START, replace(END, effects=(Stop("t"), Assign("unit"))))},
            ["动作“办结”：效果要用“unit”的答案，但没有问到"],
        ),
        (
            {"moves": (START, replace(END, asks=(Ask("c", "主件"),), effects=(Stop("t"), Merge("c"))))},
            ["动作“办结”：效果要用“主件”的答案，它应为工单"],
        ),
        ({"moves": (START, replace(END, effects=(Stop("t"), Stop("u"))))}, ["动作“办结”：没有声明时限“u”"]),
        ({"moves": (START, replace(END, effects=(Stop("t"), object())))}, ["动作“办结”：没有“object”这种效果"]),
        ({"moves": (START, replace(END, effects=(Stop("t"), Set("mood", "x"))))}, ["动作“办结”：没有字段“mood”"]),
        (
            {"moves": (START, replace(END, effects=(Stop("t"), Sign())))},
            ["动作“办结”：效果“Sign”只能由承办单位的动作产生"],
        ),
        ({"moves": (START, replace(END, apart_from=("nap",)))}, ["动作“办结”：要求与“nap”分离，但没有这个动作"]),
        ({"moves": (START, replace(END, conditions=(InTime("u"),)))}, ["动作“办结”：条件所说的时限“u”没有声明"]),
        (
            {"moves": (START, replace(END, conditions=(AnswerIs("x", (True,), "…"),)))},
            ["动作“办结”：条件所说的“x”没有问到"],
        ),
        ({"moves": (START, replace(END, target="nowhere"))}, ["动作“办结”：没有环节“nowhere”"]),
        ({"moves": (START, END, replace(END, label="再办结"))}, ["动作：标识“end”重复"]),
        ({"moves": (END,)}, ["动作：没有建立的动作（请声明至少一个没有起始环节的动作）"]),
        ({"moves": (replace(START, by=By.MAIN), END)}, ["动作“登记”：建立时还没有承办单位，不能由其办理"]),
        ({"moves": (replace(START, target=""), END)}, ["动作“登记”：建立之后到哪个环节没有写明"]),
        ({"stages": (Stage("open", "在办"), Stage("done", "", final=True))}, ["done：没有中文名称"]),
        (
            {"requests": (RequestRule("more", "延期", SOURCE),)},
            ["申请“延期”：没有动作可以提出这项申请", "申请“延期”：这项申请没有同意或不同意的动作"],
        ),
        (
            {"moves": (START, END, move("beg", origins=("open",), effects=(AskFor("more"),)))},
            ["动作“动作”：没有声明申请“more”"],
        ),
        (
            {
                "clocks": (replace(SOUND.clocks[0], per=Per.PARTY),),
                "moves": (START, replace(END, effects=(Stop("t"),))),
            },
            ["动作“办结”：时限“办理时限”写的是办理动作的单位，但此动作不由承办单位办理"],
        ),
        (
            {"clocks": (replace(SOUND.clocks[0], warn_at=101),)},
            ["时限“办理时限”：提醒点应为0至100的百分比"],
        ),
    ],
    ids=lambda value: value[0][:24] if isinstance(value, list) else "",
)
def test_each_fault_is_named(changed, words):
    assert faults(**changed) == words


def test_all_faults_come_at_once():
    with pytest.raises(InvalidInputError) as refused:
        require_sound(
            replace(SOUND, view="x", moves=(START, replace(END, label="", permission="y", clause=Clause("")))),
            PERMISSIONS,
        )
    assert len(refused.value.faults) == 4
    assert str(refused.value).startswith("流程“样例”有4处问题，不能启用")


def test_a_permission_that_no_role_holds_is_named_where_roles_are_known():
    found = process_faults(SOUND, PERMISSIONS, granted={"trial.view"})
    assert [fault.message for fault in found] == ["没有人可以办理：权限“trial.handle”没有授予任何角色"] * 2


def test_a_clock_followed_through_a_holding_stage_is_found_running():
    """Held in the middle and given back: the clock still runs at the end unless the last move stops it."""
    stages = (*SOUND.stages, Stage("held", "挂起"))
    hold = move("hold", "挂起", origins=("open",), target="held", holds=True)
    back = move("back", "恢复", origins=("held",), target=BACK)
    assert faults(stages=stages, moves=(START, END, hold, back)) == []
    leave = move("leave", "放弃", origins=("held",), target="done")
    assert faults(stages=stages, moves=(START, END, hold, back, leave)) == [
        "时限“办理时限”：到“办结”环节时它可能还在计时（请在进入该环节的动作中停止它）"
    ]


def test_a_request_that_extends_for_its_requester_is_sound_only_when_decided():
    clocks = (replace(SOUND.clocks[0], per=Per.PARTY),)
    wrong = move("give", "白给", origins=("open",), effects=(Pause("t", Of.REQUESTER),))
    assert "动作“白给”：时限“办理时限”写的是申请单位，但此动作不审批申请" in faults(
        clocks=clocks, moves=(START, END, wrong)
    )


def test_the_diagram_names_every_stage_and_move_that_changes_one():
    drawn = mermaid(HOTLINE)
    lines = drawn.splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert [line for line in lines if " as s" in line] == [
        f'    state "{stage.label}" as s{number}' for number, stage in enumerate(HOTLINE.stages, 1)
    ]
    assert "    [*] --> s1: 受理" in lines
    assert "    s3 --> s2: 恢复办理" in lines
    assert "        签收（承办单位）" in lines
    assert {"    s6 --> [*]", "    s7 --> [*]"} <= set(lines)


def test_the_diagram_carries_no_signs_of_its_own_language():
    odd = replace(SOUND, moves=(START, replace(END, label='办结;"x"\n--> [*]')))
    assert "s1 --> s2: 办结 x --   * " in mermaid(odd)
