"""Projects in pure terms: the table of moves, money by level and year, purchases."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.fiscal.domain.projects.funding import (
    Fund,
    Level,
    Line,
    Stated,
    by_fund,
    by_level,
    by_year,
    funding_faults,
    total,
)
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind, period_faults
from shizheng.engines.fiscal.domain.projects.lifecycle import (
    Lifecycle,
    LifecycleError,
    Move,
    Request,
    State,
    request_faults,
)
from shizheng.engines.fiscal.domain.projects.moves import LIFECYCLE, MOVES
from shizheng.engines.fiscal.domain.projects.procurement import (
    Category,
    Item,
    Method,
    item_faults,
    reserve_advice,
    reserve_at,
)
from shizheng.engines.fiscal.domain.projects.stages import Party, Stage

TODAY = date(2026, 3, 1)
USUAL = [
    "submit",
    "pass_review",
    "approve",
    "award",
    "sign",
    "ask_first_acceptance",
    "pass_first_acceptance",
    "pass_final_acceptance",
    "close",
]


def walk(*moves: str, kind: Kind = Kind.SPECIFIC) -> State:
    state = State(Stage.PROPOSAL)
    for ident in moves:
        move = LIFECYCLE.find(ident)
        assert move in LIFECYCLE.open_to(state.stage, kind), (ident, state)
        state = LIFECYCLE.after(state, move)
    return state


def test_the_usual_way_passes_every_stage_and_ends():
    passed = [walk(*USUAL[:count]).stage for count in range(len(USUAL) + 1)]
    assert passed == list(Stage)[:10]
    assert walk(*USUAL).stage is Stage.CLOSED


def test_the_table_is_sound_and_every_move_says_who_and_why():
    assert LIFECYCLE.faults() == []
    assert all(move.source and move.label and move.origins for move in MOVES)


def test_what_is_suspended_comes_back_where_it_was():
    for stage in LIFECYCLE.find("suspend").origins:
        held = LIFECYCLE.after(State(stage), LIFECYCLE.find("suspend"))
        assert held == State(Stage.SUSPENDED, stage)
        assert LIFECYCLE.after(held, LIFECYCLE.find("resume")) == State(stage)


def test_failed_acceptance_and_failed_purchase_lead_back():
    assert walk(*USUAL[:6], "fail_acceptance").stage is Stage.CONSTRUCTION
    assert walk(*USUAL[:4], "purchase_again").stage is Stage.PROCUREMENT


def test_only_running_costs_close_without_acceptance():
    way = ["submit", "pass_review", "approve", "begin_directly"]
    assert walk(*way, "close_directly", kind=Kind.PERSONNEL).stage is Stage.CLOSED
    assert LIFECYCLE.find("close_directly") not in LIFECYCLE.open_to(Stage.CONSTRUCTION, Kind.SPECIFIC)


def edge(ident: str, origin: Stage, target: Stage | None, **more) -> Move:
    return Move(
        id=ident,
        label=ident,
        origins=(origin,),
        target=target,
        who=Party.APPLICANT,
        source=more.pop("source", "x"),
        **more,
    )


SMALL = Lifecycle(
    stages=(Stage.PROPOSAL, Stage.REVIEW, Stage.CLOSED),
    ends=frozenset({Stage.CLOSED}),
    pause=None,
    moves=(edge("go", Stage.PROPOSAL, Stage.REVIEW), edge("end", Stage.REVIEW, Stage.CLOSED)),
)


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        (SMALL.moves, []),
        (SMALL.moves[:1], ["环节“申报”没有出路", "环节“评审”没有出路", "环节“结项”无法到达"]),
        ((*SMALL.moves, edge("back", Stage.CLOSED, Stage.REVIEW)), ["环节“结项”已是终点，却还能流转"]),
        ((*SMALL.moves, edge("go", Stage.PROPOSAL, Stage.REVIEW)), ["动作“go”重复"]),
        ((*SMALL.moves, edge("why", Stage.PROPOSAL, Stage.REVIEW, source="")), ["动作“why”没有名称或依据"]),
        ((*SMALL.moves, edge("lost", Stage.PROPOSAL, None)), ["动作“lost”没有去处"]),
        (
            (*SMALL.moves, edge("shy", Stage.PROPOSAL, Stage.REVIEW, apart_from=("nothing",))),
            ["动作“shy”所避开的动作不存在：nothing"],
        ),
    ],
)
def test_a_table_that_cannot_work_is_named(moves, expected):
    assert replace(SMALL, moves=moves).faults() == expected


def test_an_undeclared_stage_is_named():
    odd = replace(SMALL, moves=(*SMALL.moves, edge("far", Stage.PROPOSAL, Stage.OPERATION)))
    assert "动作“far”用到没有声明的环节：operation" in odd.faults()
    with pytest.raises(LifecycleError, match="没有名为"):
        SMALL.find("fly")


def ask(ident: str, stage: Stage, *, on: date = TODAY, papers: dict | None = None, reason: str = "") -> list[str]:
    request = Request(LIFECYCLE.find(ident), on, papers or {}, reason)
    faults = request_faults(LIFECYCLE, State(stage), Kind.SPECIFIC, request, latest=date(2026, 2, 1), today=TODAY)
    return [fault.message for fault in faults]


def test_a_move_needs_its_stage_its_papers_its_reason_and_a_possible_day():
    assert ask("submit", Stage.PROPOSAL, papers={"项目申报书": "2026-1"}) == []
    assert ask("submit", Stage.PROPOSAL, papers={"项目申报书": " "}) == ["缺少《项目申报书》"]
    assert ask("return_proposal", Stage.REVIEW) == ["没有说明事由"]
    assert ask("return_proposal", Stage.REVIEW, reason="材料不全") == []
    assert ask("submit", Stage.OPERATION) == ["特定目标类项目在“运维”环节不能“提交申报”"]
    papers = {"项目申报书": "1"}
    assert ask("submit", Stage.PROPOSAL, on=date(2026, 3, 2), papers=papers) == ["日期晚于今天"]
    assert ask("submit", Stage.PROPOSAL, on=date(2026, 1, 31), papers=papers) == ["日期早于上一次流转（2026-02-01）"]
    assert ask("submit", Stage.PROPOSAL, on=date(2026, 2, 1), papers=papers) == []


def test_kinds_know_their_place_in_the_ledger_and_a_continuing_project_spans_years():
    assert [kind.nature for kind in Kind] == ["basic.staff", "basic.public", "project", "project"]
    assert period_faults(Continuity.ONCE, 2026, 2026) == []
    assert period_faults(Continuity.CONTINUING, 2026, 2027) == []
    assert period_faults(Continuity.CONTINUING, 2026, 2026) != []
    assert period_faults(Continuity.ONCE, 2027, 2026) == ["结束年度早于开始年度"]


LINES = [
    Line(Level.CITY, Fund.GENERAL, 2026, 535_000_000),
    Line(Level.CITY, Fund.GENERAL, 2027, 500_000_000),
    Line(Level.OWN, Fund.UNIT, 2026, 1),
]


def test_totals_by_year_level_and_fund():
    assert total(LINES) == 1_035_000_001
    assert by_year(LINES) == {2026: 535_000_001, 2027: 500_000_000}
    assert by_level(LINES) == {Level.CITY: 1_035_000_000, Level.OWN: 1}
    assert by_fund(LINES) == {Fund.GENERAL: 1_035_000_000, Fund.UNIT: 1}


def test_stated_totals_are_held_against_the_lines_to_the_fen():
    right = Stated(1_035_000_001, {2026: 535_000_001}, {Level.OWN: 1})
    assert funding_faults(LINES, 2026, 2027, right) == []
    wrong = Stated(1_035_000_000, {2026: 535_000_001, 2028: 1}, {Level.CENTRAL: 0})
    assert [str(fault) for fault in funding_faults(LINES, 2026, 2027, wrong)] == [
        "实施期资金总额：填写10,350,000.00元，各年度之和为10,350,000.01元，相差-0.01元",
        "2028年度资金总额：填写0.01元，各级资金之和为0.00元，相差0.01元",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (Line(Level.CITY, Fund.GENERAL, 2026, -1), "金额不能为负"),
        (Line(Level.CITY, Fund.GENERAL, 2028, 1), "2028年不在实施期2026—2027年内"),
        (Line(Level.OWN, Fund.GENERAL, 2026, 1), "单位自筹不属于一般公共预算"),
        (Line(Level.CENTRAL, Fund.UNIT, 2026, 1), "中央财政资金不属于单位资金"),
    ],
)
def test_a_line_that_cannot_be_is_refused(line, message):
    assert [fault.message for fault in funding_faults([line], 2026, 2027, Stated())] == [message]


def test_a_repeated_line_is_refused_and_other_money_may_be_of_any_fund():
    line = Line(Level.OTHER, Fund.UNIT, 2026, 5)
    assert funding_faults([line, line._replace(fund=Fund.GENERAL)], 2026, 2026, Stated()) == []
    assert [fault.place for fault in funding_faults([line, line], 2026, 2026, Stated())] == ["第2行"]


@given(
    st.lists(
        st.builds(
            Line,
            st.sampled_from(Level),
            st.sampled_from(Fund),
            st.integers(2020, 2024),
            st.integers(0, 10**13),
        ),
        max_size=40,
    )
)
def test_every_way_of_summing_gives_the_same_total(lines):
    whole = total(lines)
    assert sum(by_year(lines).values()) == sum(by_level(lines).values()) == sum(by_fund(lines).values()) == whole
    stated = Stated(whole, by_year(lines), by_level(lines))
    assert all("相差" not in fault.message for fault in funding_faults(lines, 2020, 2024, stated))
    off = Stated(whole + 1)
    assert [fault.place for fault in funding_faults(lines, 2020, 2024, off) if "相差" in fault.message] == [
        "实施期资金总额"
    ]


SERVICE = Item("运行维护", Category.SERVICES, "C16070000", Method.OPEN, 300_000_000, 90_000_000, 54_000_000)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (SERVICE._replace(code="C160"), "品目编码“C160”不合目录格式"),
        (SERVICE._replace(code="A02010100"), "品目编码“A02010100”不属于服务"),
        (SERVICE._replace(method=Method.INQUIRY), "询价只适用于货物"),
        (SERVICE._replace(sme=300_000_001), "预留金额应依次不超过：小微企业 ≤ 中小企业 ≤ 采购预算"),
        (SERVICE._replace(name=" "), "没有名称"),
        (SERVICE._replace(micro=-1), "金额不能为负"),
    ],
)
def test_a_purchase_that_cannot_be_is_refused(item, message):
    assert [fault.message for fault in item_faults([item])] == [message]
    assert item_faults([SERVICE]) == []


def test_small_firms_get_their_share_or_advice_says_which_rule():
    day = date(2023, 5, 1)
    assert reserve_advice([SERVICE], day) == []
    assert [fault.message for fault in reserve_advice([SERVICE._replace(sme=89_999_999)], day)] == [
        "服务预留中小企业份额不足"
    ]
    assert [fault.message for fault in reserve_advice([SERVICE._replace(micro=53_999_999)], day)] == [
        "预留份额中小微企业不足60%"
    ]
    small = SERVICE._replace(fen=200_000_000, sme=200_000_000, micro=0)
    assert reserve_advice([small], day) == []
    assert reserve_advice([small._replace(sme=199_999_999)], day) != []
    assert reserve_advice([SERVICE._replace(method=Method.OWN, sme=0, micro=0)], day) == []


def test_the_share_of_works_depends_on_the_day():
    shares = [
        reserve_at(Category.WORKS, date(*day)).sme
        for day in ((2022, 6, 30), (2022, 7, 1), (2026, 12, 31), (2027, 1, 1))
    ]
    assert shares == [30, 40, 40, 30]
    assert reserve_at(Category.WORKS, date(2020, 12, 31)) is None
