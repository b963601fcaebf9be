"""A hotline case through its whole life, and everything that must be refused on the way."""

from datetime import timedelta

import pytest

from shizheng.engines.cases.actions.moves import make_move, open_case
from shizheng.engines.cases.actions.refusals import KeyReusedError, MoveRefusedError, StaleCaseError
from shizheng.engines.cases.models import Case, ClockRow, EventRow, PartyRow, RequestRow, Submission
from shizheng.engines.cases.models.writing import key, values
from shizheng.engines.cases.queries.history import events_of, state_of
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.queries import DeniedError
from tests.cases.city import MATTER, REPLY, City, dispatched, moved, raised


def stands(case: Case) -> None:
    """The rows are what the events come to."""
    fresh = Case.objects.get(pk=case.pk)
    state = state_of(events_of(fresh))
    stored = values(fresh)
    fresh.take(state)
    assert values(fresh) == stored
    rows = [*fresh.parties.all(), *fresh.clocks.all(), *fresh.requests.all(), *fresh.marks.all()]
    assert {key(row): values(row) for row in rows} == {key(row): values(row) for row in fresh.projected(state)}


def nothing_changed(case: Case):
    return (
        EventRow.objects.filter(case=case).count(),
        values(Case.objects.get(pk=case.pk)),
        [values(row) for row in PartyRow.objects.filter(case=case)],
        [values(row) for row in ClockRow.objects.filter(case=case)],
        Entry.objects.count(),
    )


def parties(case: Case) -> dict[str, tuple[str, str]]:
    return {row.organisation.code: (row.role, row.state) for row in case.parties.all()}


def test_opening_writes_the_case_and_all_that_follows(city: City):
    case = raised(city, category="leak", area="n1", channel="phone")
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.stage, fresh.version, fresh.keeper, fresh.main) == ("dispatching", 1, city.centre, None)
    assert (fresh.title, fresh.category_id, fresh.area_id, fresh.channel) == ("路灯不亮", "leak", "n1", "phone")
    assert fresh.number == f"20260921{fresh.pk:08d}"
    assert parties(fresh) == {"C": ("keeper", "keeping")}
    assert {row.rule: f"{row.due_at:%m-%d %H:%M}" for row in fresh.clocks.all()} == {
        "dispatch": "09-21 07:00",
        "whole": "10-19 09:30",
    }
    assert f"{fresh.due_at:%m-%d %H:%M}" == "09-21 07:00"
    stands(case)


def test_a_case_from_intake_to_closing(city: City, now):
    case = dispatched(city)
    assert parties(case) == {"C": ("keeper", "keeping"), "U0": ("main", "assigned"), "U1": ("co", "assigned")}
    moved(city.water, case, "sign")
    moved(city.road, case, "sign")
    now.advance(timedelta(hours=3))
    moved(city.road, case, "reply", **REPLY)
    with pytest.raises(MoveRefusedError, match="还有1个承办单位没有回复"):
        moved(city.agent, case, "review")
    moved(city.water, case, "reply", **REPLY)
    moved(city.agent, case, "review")
    moved(city.second, case, "rework", reason="诉求人说没有解决")
    assert parties(case)["U0"] == ("main", "signed")
    moved(city.water, case, "reply", **REPLY)
    moved(city.road, case, "reply", **REPLY)
    moved(city.agent, case, "review")
    case = moved(city.agent, case, "close", solved=True, satisfaction="5").case
    assert (case.stage, case.due_at) == ("closed", None)
    assert case.ended_at is not None
    moved(city.agent, case, "reopen", reason="再次来电")
    stands(case)


def test_the_limit_is_the_most_telling_row_and_its_edition_is_kept(city: City):
    case = dispatched(city, category="leak", urgency="urgent")
    row = ClockRow.objects.get(case=case, rule="handle", organisation_id=city.ids[0])
    assert (row.amount, row.unit, row.edition, row.source) == (2, "working_hours", 3, "办法")
    case = dispatched(city, category="leak")
    row = ClockRow.objects.get(case=case, rule="handle", organisation_id=city.ids[0])
    assert (row.amount, row.unit, len(row.calendar)) == (1, "working_days", 8)


def test_everything_wrong_with_the_answers_is_told_at_once(city: City):
    before = (Case.objects.count(), Entry.objects.count())
    answers = {"text": "x\0", "nature": "anger", "urgency": "ordinary", "category": "fire", "mood": "low"}
    with pytest.raises(MoveRefusedError) as refused:
        open_case(city.agent, process="trial_hotline", move="register", answers=answers)
    assert [(fault.place, fault.message) for fault in refused.value.faults] == [
        ("mood", "“受理”不需要填写“mood”"),
        ("标题", "没有填写"),
        ("诉求内容", "含有不可见的控制字符，请删去后再填"),
        ("诉求分类", "没有这个类别"),
        ("诉求性质", "不在可选项之内"),
    ]
    assert (Case.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("who", "move", "answers"),
    [
        ("stranger", "sign", {}),
        ("gas", "sign", {}),
        ("water", "urge", {"reason": "快办"}),
        ("agent", "sign", {}),
    ],
)
def test_who_may_not_is_denied_and_nothing_changes(city: City, who, move, answers):
    case = dispatched(city)
    before = nothing_changed(case)
    with pytest.raises(DeniedError):
        moved(getattr(city, who), case, move, **answers)
    assert nothing_changed(case) == before


def test_the_handling_organisation_may_not_close(city: City):
    case = raised(city)
    case = moved(city.agent, case, "dispatch", main=city.centre.pk).case
    assert parties(case) == {"C": ("main", "assigned")}
    stands(case)


def test_a_return_is_asked_for_and_decided_by_another(city: City):
    case = dispatched(city)
    moved(city.water, case, "sign")
    moved(city.water, case, "ask_return", why="not_ours", reason="属道路管理")
    with pytest.raises(MoveRefusedError, match="还有待审批的申请"):
        moved(city.water, case, "ask_return", why="not_ours", reason="属道路管理")
    with pytest.raises(MoveRefusedError, match="该申请由主办单位提出"):
        moved(city.agent, case, "grant_co_return")
    case = moved(city.agent, case, "grant_return").case
    assert (case.stage, case.main) == ("dispatching", None)
    assert parties(case)["U0"] == ("main", "returned")
    assert not Case.objects.visible_to(city.water, "trial.view").filter(pk=case.pk).exists()
    assert Case.objects.visible_to(city.road, "trial.view").filter(pk=case.pk).exists()
    assert RequestRow.objects.get(case=case).granted is True
    case = moved(city.agent, case, "dispatch", main=city.ids[2]).case
    assert case.main_id == city.ids[2]
    stands(case)


def test_an_extension_asked_in_time_forgives_the_breach_that_came_meanwhile(city: City, now):
    from shizheng.engines.cases.actions.sweeping import sweep_clocks
    from tests.platform.people import ROBOT

    case = dispatched(city, co=False, category="leak")
    moved(city.water, case, "sign")
    now.advance(timedelta(days=1))
    moved(city.water, case, "ask_extension", days=3, reason="需更换设备")
    now.advance(timedelta(days=1))
    assert sweep_clocks(ROBOT).cases == 1
    clock = ClockRow.objects.get(case=case, rule="handle")
    assert f"{clock.breached_at:%m-%d %H:%M}" == "09-22 09:30"
    moved(city.agent, case, "grant_extension", days=2)
    clock.refresh_from_db()
    assert (clock.breached_at, f"{clock.due_at:%m-%d %H:%M}") == (None, "09-24 09:30")
    with pytest.raises(MoveRefusedError, match="已办理过1次"):
        moved(city.water, case, "ask_extension", days=3, reason="再延")
    stands(case)


def test_shelving_pauses_and_reviving_goes_on(city: City, now):
    case = dispatched(city, co=False)
    moved(city.agent, case, "shelve", reason="待规划批复")
    assert ClockRow.objects.get(case=case, rule="handle").left == (5 * 7 + 6.5) * 3600
    assert Case.objects.get(pk=case.pk).due_at is not None  # signing still runs
    now.advance(timedelta(days=7))
    case = moved(city.agent, case, "revive").case
    assert case.stage == "handling"
    # The rest of 28 September, the 29th and 30th, then 8, 9 and the worked Saturday 10 October.
    assert f"{ClockRow.objects.get(case=case, rule='handle').due_at:%m-%d %H:%M}" == "10-10 09:30"
    stands(case)


def test_merged_cases_are_answered_with_their_parent(city: City):
    parent, children = dispatched(city, co=False), [raised(city) for _ in range(3)]
    for child in children:
        moved(city.agent, child, "merge", parent=parent.pk)
    with pytest.raises(MoveRefusedError, match="不能并入"):
        moved(city.agent, raised(city), "merge", parent=children[0].pk)
    moved(city.agent, children[2], "unmerge")
    moved(city.water, parent, "sign")
    moved(city.water, parent, "reply", **REPLY)
    moved(city.agent, parent, "review")
    made = moved(city.agent, parent, "close", solved=True, satisfaction="5", result="已修复")
    for child in children[:2]:
        row = EventRow.objects.filter(case=child).latest("position")
        assert row.move == "answered_with_parent"
        assert row.event.body.answers == {"result": "已修复"}
        assert (row.event.body.cause.case, row.event.body.cause.position) == (parent.pk, made.position)
        stands(child)
    assert Case.objects.get(pk=children[2].pk).stage == "dispatching"


def test_only_the_parent_answers_its_children(city: City):
    child, parent = raised(city), raised(city)
    moved(city.agent, child, "merge", parent=parent.pk)
    with pytest.raises(MoveRefusedError, match="只随主件办理"):
        moved(city.agent, child, "answered_with_parent")


def test_a_case_splits_into_another_with_the_same_matter(city: City):
    case = raised(city, category="leak")
    moved(city.agent, case, "split", title="井盖破损", text="同一路口井盖破损")
    (part,) = case.offshoots.all()
    assert (part.title, part.category_id, part.nature, part.stage) == ("井盖破损", "leak", "complaint", "dispatching")
    assert Case.objects.get(pk=case.pk).title == "路灯不亮"
    stands(part)


def test_a_transfer_hands_the_part_on(city: City):
    case = dispatched(city)
    moved(city.water, case, "transfer", to=city.ids[2])
    assert parties(case)["U0"] == ("main", "transferred")
    assert parties(case)["U2"] == ("main", "assigned")
    stands(case)


def test_a_dissolved_unit_gets_no_work(city: City, now):
    from datetime import date

    gone = city.units[2]
    type(gone).objects.filter(pk=gone.pk).update(valid_to=date(2026, 9, 20))
    with pytest.raises(MoveRefusedError, match="已撤销，请另选单位"):
        moved(city.agent, raised(city), "dispatch", main=gone.pk)


def test_who_saw_an_older_case_is_told_what_came_between(city: City):
    case = dispatched(city)
    version = case.version
    moved(city.water, case, "sign")
    before = nothing_changed(case)
    with pytest.raises(StaleCaseError, match="单位U0签收") as stale:
        moved(city.road, case, "sign", version_=version)
    assert [row.move for row in stale.value.events] == ["sign"]
    assert nothing_changed(case) == before


def test_an_urging_does_not_outdate_what_somebody_is_filling_in(city: City):
    case = dispatched(city)
    version = case.version
    moved(city.agent, case, "urge", reason="请尽快")
    moved(city.water, case, "sign", version_=version)
    assert Case.objects.get(pk=case.pk).version == version + 2


def test_a_repeated_submission_answers_with_the_first_event(city: City):
    first = open_case(city.agent, process="trial_hotline", move="register", answers=MATTER, key="k1")
    again = open_case(city.agent, process="trial_hotline", move="register", answers=MATTER, key="k1")
    assert (again.case, again.position, again.repeated, first.repeated) == (first.case, 1, True, False)
    case = dispatched(city)
    one = moved(city.water, case, "sign", key_="k2")
    two = moved(city.water, case, "sign", key_="k2", version_=case.version)
    assert (two.position, two.repeated) == (one.position, True)
    assert (Case.objects.count(), Submission.objects.count()) == (2, 2)
    with pytest.raises(KeyReusedError):
        open_case(city.second, process="trial_hotline", move="register", answers=MATTER, key="k1")
    with pytest.raises(KeyReusedError):
        open_case(city.agent, process="trial_hotline", move="register", answers={**MATTER, "title": "别的"}, key="k1")


def test_a_case_of_another_process_asks_for_its_own_permission(city: City):
    made = open_case(
        city.agent,
        process="trial_tasks",
        move="raise",
        answers={"title": "重点任务", "weight": "major", "unit": city.ids[0], "co": [city.ids[1]]},
    )
    moved(city.water, made.case, "arrange", result="已部署")
    moved(city.road, made.case, "assist", result="已配合")
    moved(city.water, made.case, "report", result="进展")
    moved(city.water, made.case, "settle", result="完成")
    case = moved(city.agent, made.case, "cancel").case
    assert case.stage == "cancelled"
    stands(case)


def test_a_unit_may_not_take_cases_in_for_others(city: City):
    with pytest.raises(DeniedError):
        open_case(city.water, process="trial_hotline", move="register", answers=MATTER)
    with pytest.raises(MoveRefusedError, match="不是建立工单的动作"):
        open_case(city.agent, process="trial_hotline", move="dispatch", answers={})
    with pytest.raises(MoveRefusedError, match="没有“fly”这个动作"):
        make_move(city.agent, case=raised(city), move="fly", answers={}, expected_version=1)
