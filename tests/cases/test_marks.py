"""What figures count: marked answers and moves as rows; and who is told of what happened."""

from dataclasses import replace

import pytest

from shizheng.engines.cases.actions.rebuilding import rebuild_case
from shizheng.engines.cases.actions.refusals import MoveRefusedError
from shizheng.engines.cases.domain.checking import process_faults
from shizheng.engines.cases.domain.drawing import drawn
from shizheng.engines.cases.domain.process import Ask, Move
from shizheng.engines.cases.domain.words import AskKind
from shizheng.engines.cases.models import Case, CaseWords, MarkRow
from shizheng.engines.cases.models.following import Follower
from shizheng.engines.cases.queries.verification import verify
from shizheng.platform.modules.module import MODULES, Module, register
from shizheng.platform.policy.domain.actor import system
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from tests.cases.city import REPLY, City, dispatched, moved, raised
from tests.cases.processes.hotline import HOTLINE


def rows(case: Case) -> list[tuple]:
    return list(MarkRow.objects.filter(case=case).order_by("position", "pk").values_list("move", "ask", "value"))


def replied(city: City) -> Case:
    case = dispatched(city, co=False)
    moved(city.agent, case, "urge", reason="请尽快")
    moved(city.water, case, "sign")
    moved(city.water, case, "reply", **REPLY)
    return case


def test_marked_answers_and_moves_are_rows(city: City):
    case = replied(city)
    assert rows(case) == [("urge", "", ""), ("reply", "solved", "true")]
    mark = MarkRow.objects.get(case=case, ask="solved")
    assert (mark.organisation_id, mark.account_id) == (city.ids[0], city.water.account_id)


def test_marks_are_verified_and_made_again(city: City):
    case = replied(city)
    MarkRow.objects.filter(case=case, ask="solved").update(value="false")
    assert [str(flaw.words) for _, flaws in verify() for flaw in flaws] == ["统计标记5、solved与办理经过不符"]
    rebuild_case(system("维护"), case=Case.objects.get(pk=case.pk))
    assert rows(case) == [("urge", "", ""), ("reply", "solved", "true")]


def test_free_text_cannot_be_counted():
    bad = Move("m", "动作", "p", HOTLINE.moves[0].clause, asks=(Ask("t", "文字", AskKind.TEXT, marked=True),))
    faults = process_faults(
        replace(HOTLINE, moves=(*HOTLINE.moves, bad)), {"p", *(m.permission for m in HOTLINE.moves)}
    )
    assert any("不能用于统计" in str(fault) for fault in faults)


def test_words_are_found_and_follow_the_text(city: City):
    case = raised(city, title="东湖路路灯不亮", text="夜间一片漆黑", place="东湖路")
    assert list(Case.objects.holding("路灯 漆黑")) == [case]
    assert list(Case.objects.holding("路灯 积水")) == []
    assert list(Case.objects.called(case.number)) == [case]
    assert CaseWords.objects.count() == 1


class HeardError(Exception):
    pass


def test_followers_are_told_within_the_transaction(city: City):
    told: list[tuple[str, str, str]] = []

    def follow(actor, happenings):
        for each in happenings:
            told.append((each.row.move, each.before.stage, each.after.stage))
            if each.row.move == "urge":
                raise HeardError

    with MODULES.isolated():
        register(Module("listening", "听", contributions={"case_followers": (Follower("f", "trial_hotline", follow),)}))
        case = dispatched(city, co=False)
        with pytest.raises(HeardError):
            moved(city.agent, case, "urge", reason="请尽快")
    assert told == [
        ("register", "", "dispatching"),
        ("dispatch", "dispatching", "handling"),
        ("urge", "handling", "handling"),
    ]
    assert Case.objects.get(pk=case.pk).version == 2


def test_a_supervision_is_answered_only_while_it_runs(city: City):
    answer = WORK_ORDER.move("answer_supervision")
    assert answer is not None
    assert [type(condition).__name__ for condition in answer.conditions] == ["Running"]


def test_the_picture_has_every_stage_and_every_way_and_no_two_arcs_share_a_lane():
    picture = drawn(HOTLINE)
    assert [box.label for box in picture.boxes] == [stage.label for stage in HOTLINE.stages]
    shown = {label for arc in picture.arcs for label in arc.labels} | {s for box in picture.boxes for s in box.stays}
    assert {move.label for move in HOTLINE.moves} <= shown
    assert len({arc.path for arc in picture.arcs}) == len(picture.arcs)
    assert all(0 <= arc.label_x < picture.width for arc in picture.arcs)


def test_a_move_refused_leaves_no_mark(city: City):
    case = dispatched(city, co=False)
    with pytest.raises(MoveRefusedError):
        moved(city.water, case, "reply", result="已修", solved=True)
    assert rows(case) == []
