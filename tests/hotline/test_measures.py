"""The hotline's figures: what a story comes to, whatever order it is counted in, and the rows behind each."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction

from shizheng.engines.cases.actions.loading import load_cases
from shizheng.engines.cases.actions.moves import make_move
from shizheng.engines.cases.actions.sweeping import sweep_clocks
from shizheng.engines.cases.domain.events import Maker
from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.models import Case, EventRow
from shizheng.engines.cases.queries.touching import Cursor, Gap, changed, news
from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import InvalidInputError, ShizhengError
from shizheng.platform.accounts.queries import actor_for
from shizheng.platform.journal.models import Entry
from shizheng.platform.measures.domain.periods import parse
from shizheng.platform.measures.models import Feed, Touched
from shizheng.platform.measures.queries.reading import by_organisation, by_value, totals
from shizheng.platform.measures.queries.rows import Wanted
from shizheng.platform.modules.module import default_grants
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import DeniedError
from shizheng.systems.hotline.actions.evaluation import decide_exclusion, propose_exclusion
from shizheng.systems.hotline.models import Exclusion
from shizheng.systems.hotline.queries.measures.declared import ALL, MEAN_TIME
from tests.hotline.test_process import MATTER, MONDAY, REPLY, Matter
from tests.platform.measures.counted import refreshed, wrong
from tests.platform.people import ROBOT, account, organisation, post, role

SEPTEMBER = parse("2026-09")
CALLED = {"contacted": "reached", "solved": True, "satisfaction": "5"}


def _actor(name, unit, code) -> Actor:
    holder = account(name)
    grants = {permission.replace(".", "__"): scope for permission, scope in default_grants(code).items()}
    post(holder, unit, role(f"{code}-{name}", **grants))
    return actor_for(holder)


@pytest.fixture
def now():
    with clock.frozen(MONDAY) as stopped:
        yield stopped


@pytest.fixture
def people(db, now) -> dict[str, Actor]:
    centre, units = organisation("C"), [organisation("U1"), organisation("U2")]
    places = {
        "agent": (centre, "hotline-agent"),
        "dispatcher": (centre, "hotline-dispatcher"),
        "supervisor": (centre, "hotline-supervisor"),
        "second": (centre, "hotline-supervisor"),
        "lamp": (units[0], "unit-handler"),
        "road": (units[1], "unit-handler"),
    }
    return {name: _actor(name, unit, code) for name, (unit, code) in places.items()}


def words(only=None, period=SEPTEMBER) -> dict[str, str]:
    return {code.removeprefix("hotline."): read.words for code, read in totals(ALL, period, only).items()}


def handled(people, now, *, to="lamp", hours=1, contact=True, called=CALLED) -> Matter:
    """A matter registered, dispatched, signed, handled, reviewed and called back, an hour a step."""
    matter = Matter(people["agent"])
    matter.does(people["dispatcher"], "dispatch", main=people[to].organisation_id)
    now.advance(timedelta(hours=hours))
    matter.does(people[to], "sign")
    if contact:
        said = {"on": "2026-09-21", "by": "phone", "who": "科室", "words": "已沟通"}
        make_move(people[to], case=matter.case, move="contact", answers=said, expected_version=matter.case.version)
    matter.does(people[to], "reply", **REPLY)
    matter.does(people["dispatcher"], "review")
    if called:
        matter.does(people["agent"], "close", **called)
    return matter


def test_a_story_comes_to_these_figures(people, now):
    handled(people, now)
    handled(
        people, now, contact=False, called={"contacted": "reached", "solved": False, "satisfaction": "1", "why": "x"}
    )
    direct = Matter(people["agent"])
    direct.does(people["dispatcher"], "answer", public_reply="请拨打供水热线")
    returned = Matter(people["agent"])
    returned.does(people["dispatcher"], "dispatch", main=people["road"].organisation_id)
    returned.does(people["road"], "ask_return", why="not_ours", reason="非职责")
    returned.does(people["dispatcher"], "grant_return")
    late = Matter(people["agent"])
    late.does(people["dispatcher"], "dispatch", main=people["road"].organisation_id)
    late.does(people["supervisor"], "supervise", level="yellow", reason="久拖不办")
    declined = Matter(people["agent"])
    declined.does(people["dispatcher"], "decline", why="emergency", reason="请拨打110")
    now.advance(timedelta(days=10))
    sweep_clocks(ROBOT)
    refreshed()
    found = words()
    assert wrong() == []
    assert {name: found[name] for name in ("accepted", "declined", "dispatched", "supervised")} == {
        "accepted": "5",
        "declined": "1",
        "dispatched": "4",
        "supervised": "1",
    }
    assert found["direct"] == "20.00%"
    # Signed: two in time, the late one missed; the returned one was never the unit's to sign.
    assert (found["signed"], found["in_time"], found["responded"]) == ("66.67%", "66.67%", "33.33%")
    assert (found["closed"], found["solved"], found["satisfied"]) == ("40.00%", "50.00%", "50.00%")
    assert (found["returned"], found["reworked"], found["first_time"]) == ("25.00%", "0.00%", "100.00%")
    assert (found["mean_time"], found["extended"]) == ("1.0", "0.00%")
    road = words(frozenset({people["road"].organisation_id}))
    assert (road["in_time"], road["supervised"], road["returned"]) == ("0.00%", "1", "50.00%")
    assert road["satisfied"] == "无数据"


def test_reworked_cases_are_no_first_time_ones(people, now):
    again = handled(people, now, called=None)
    again.does(people["agent"], "rework", contacted="reached", solved=False, satisfaction="2", why="x", reason="未解决")
    now.advance(timedelta(hours=1))
    again.does(people["lamp"], "reply", **REPLY)
    again.does(people["dispatcher"], "review")
    again.does(people["agent"], "close", **CALLED)
    handled(people, now)
    refreshed()
    found = words()
    assert (found["reworked"], found["first_time"]) == ("50.00%", "50.00%")
    assert (found["solved"], found["satisfied"]) == ("66.67%", "66.67%")


def test_every_step_of_a_story_is_counted_whenever_one_looks(people, now):
    """Refreshed after each event and never rebuilt, cells are what a recount finds: a breach that a late extension
    takes back, a reopening months later and an exclusion among them."""
    matter = Matter(people["agent"])
    steps = [
        ("dispatcher", "dispatch", {"main": people["lamp"].organisation_id}),
        ("lamp", "sign", {}),
        ("lamp", "ask_extension", {"days": 9, "reason": "需采购"}),
        (None, None, {"days": 12}),
        ("supervisor", "grant_extension", {}),
        ("lamp", "reply", REPLY),
        ("dispatcher", "review", {}),
        ("agent", "close", CALLED),
        (None, None, {"days": 70}),
        ("supervisor", "reopen", {"reason": "反复"}),
        ("lamp", "reply", REPLY),
        ("dispatcher", "review", {}),
        ("agent", "close", CALLED),
    ]
    breached = []
    for who, move, values in steps:
        if who is None:
            now.advance(timedelta(**values))
            sweep_clocks(ROBOT)
        else:
            now.advance(timedelta(minutes=20))
            matter.does(people[who], move, **values)
        refreshed()
        breached.append(words(period=parse("2026"))["in_time"])
        assert wrong() == []
    assert "0.00%" in breached
    assert breached[-1] == "100.00%"


def history(people, number: int, days: int = 1) -> list[PastMove]:
    start = clock.now() - timedelta(days=200 - number * 3)
    centre, unit = people["agent"].organisation_id, people["lamp" if number % 3 else "road"].organisation_id
    agent, handler = Maker(None, "原平台", "", centre, "中心"), Maker(None, "承办", "", unit, "单位")
    channels = ("phone", "web", "wechat")
    return [
        PastMove("register", start, agent, {**MATTER, "channel": channels[number % 3]}, centre),
        PastMove("dispatch", start + timedelta(hours=1), agent, {"main": unit}),
        PastMove("sign", start + timedelta(hours=2), handler, {}, unit),
        PastMove("reply", start + timedelta(days=days + number % 9), handler, REPLY, unit),
        PastMove("review", start + timedelta(days=days + 9), agent),
        PastMove(
            "close",
            start + timedelta(days=days + 10),
            agent,
            {**CALLED, "satisfaction": str(1 + number % 5), "why": "慢"},
        ),
    ]


def test_cases_loaded_in_bulk_are_counted_by_the_next_look(people, now):
    refreshed()
    load_cases(ROBOT, process="hotline", histories=[history(people, number) for number in range(12)])
    assert refreshed() > 0
    assert wrong() == []
    assert words(period=parse("2026"))["accepted"] == "12"


def test_the_rows_behind_every_figure_are_the_figure(people, now):
    load_cases(ROBOT, process="hotline", histories=[history(people, number) for number in range(12)])
    handled(people, now)
    refreshed()
    for each in ALL:
        for period in (parse("2026"), SEPTEMBER, parse("2026-05-03~2026-06-20")):
            for side, tally in each.tallies():
                rows_are_the_figure(each, side, tally, period)


def rows_are_the_figure(each, side, tally, period) -> None:
    """In all, by unit, and by every value of every dimension."""

    def counted(read) -> int:
        return read.figure.numerator if side == "numerator" else read.figure.denominator

    whole, rows = totals([each], period)[each.id], Wanted(each, side, period).rows()
    if isinstance(tally.amount, str):
        assert sum(getattr(row, tally.amount) for row in rows) == counted(whole)
        return
    if tally.amount is not None and not each.quantile:
        assert sum(tally.amount.function(*row) for row in rows.values_list(*tally.amount.columns)) == counted(whole)
        return
    assert rows.count() == counted(whole), each.id
    if tally.amount is not None:
        return
    for unit, read in by_organisation([each], period).items():
        assert Wanted(each, side, period, frozenset({unit})).rows().count() == counted(read[each.id])
    for name in each.dimensions:
        for value, read in by_value([each], period, name).items():
            assert Wanted(each, side, period, None, name, (value,)).rows().count() == counted(read[each.id])


def test_rows_of_a_figure_are_what_the_centre_may_open(people, now):
    load_cases(ROBOT, process="hotline", histories=[history(people, number) for number in range(6)])
    refreshed()
    for each in ALL:
        rows = Wanted(each, "numerator", parse("2026")).rows()
        assert rows.visible_to(people["supervisor"]).count() == rows.count()


def test_dimensions_of_some_units_are_counted_as_those_of_all(people, now):
    load_cases(ROBOT, process="hotline", histories=[history(people, number) for number in range(12)])
    refreshed()
    units = frozenset(people[name].organisation_id for name in ("lamp", "road", "agent"))
    able = [each for each in ALL if each.quantile is None]

    def told(only) -> dict:
        found = by_value(able, parse("2026"), "channel", only)
        return {value: {code: read[code].figure for code in sorted(read)} for value, read in found.items()}

    assert told(None) == told(units)
    assert sum(read[MEAN_TIME.id].denominator for read in told(None).values()) == 12


class TestExclusions:
    def test_agreed_by_another_a_case_leaves_the_denominators(self, people, now):
        bad = handled(people, now, called={"contacted": "reached", "solved": False, "satisfaction": "1", "why": "x"})
        handled(people, now)
        refreshed()
        assert words()["satisfied"] == "50.00%"
        proposed = propose_exclusion(people["supervisor"], case=bad.case, ground="unreasonable", reason="无事实依据")
        refreshed()
        assert words()["satisfied"] == "50.00%"
        decide_exclusion(people["second"], exclusion=proposed, accepted=True, opinion="同意")
        refreshed()
        found = words()
        assert (found["satisfied"], found["solved"], found["accepted"]) == ("100.00%", "100.00%", "2")
        assert wrong() == []
        entry = Entry.objects.get(action="hotline.decide_exclusion")
        assert entry.reason == "同意"

    def test_refused_it_stays(self, people, now):
        bad = handled(people, now, called={"contacted": "reached", "solved": False, "satisfaction": "1", "why": "x"})
        proposed = propose_exclusion(people["supervisor"], case=bad.case, ground="beyond", reason="超出职责")
        decide_exclusion(people["second"], exclusion=proposed, accepted=False, opinion="属于职责范围")
        refreshed()
        assert words()["satisfied"] == "0.00%"
        propose_exclusion(people["supervisor"], case=bad.case, ground="beyond", reason="补充证据")

    def test_nobody_decides_what_they_proposed(self, people, now):
        proposed = propose_exclusion(
            people["supervisor"], case=Matter(people["agent"]).case, ground="beyond", reason="r"
        )
        for who in ("supervisor", "lamp", "agent"):
            with pytest.raises(DeniedError):
                decide_exclusion(people[who], exclusion=proposed, accepted=True, opinion="同意")
        proposed.refresh_from_db()
        assert proposed.is_accepted is None
        assert not Touched.objects.exists()

    def test_it_is_proposed_once_and_decided_once(self, people, now):
        case = Matter(people["agent"]).case
        proposed = propose_exclusion(people["supervisor"], case=case, ground="beyond", reason="r")
        with pytest.raises(ShizhengError, match="待复核"):
            propose_exclusion(people["second"], case=case, ground="beyond", reason="r")
        decide_exclusion(people["second"], exclusion=proposed, accepted=True, opinion="同意")
        with pytest.raises(ShizhengError, match="复核过了"):
            decide_exclusion(people["second"], exclusion=proposed, accepted=False, opinion="不同意")
        assert Exclusion.objects.get().is_accepted is True

    @pytest.mark.parametrize("values", [{"ground": "rude"}, {"reason": "  "}])
    def test_what_is_missing_is_told(self, people, now, values):
        case = Matter(people["agent"]).case
        with pytest.raises(InvalidInputError):
            propose_exclusion(people["supervisor"], case=case, **{"ground": "beyond", "reason": "r"} | values)
        assert not Exclusion.objects.exists()


class TestCursor:
    def test_keys_that_come_late_are_read_when_they_come(self, people, now):
        Matter(people["agent"])
        first = EventRow.objects.latest("pk").pk
        late = Cursor(first + 5, (Gap(first + 1, first + 3, clock.now()),)).written()
        assert not news(late)
        Matter(people["agent"])
        assert EventRow.objects.latest("pk").pk == first + 1
        found = changed(late)
        assert MONDAY.date() in found.days
        assert f'"gaps":[[{first + 2},{first + 3},' in found.cursor
        assert not news(found.cursor)

    def test_a_gap_is_given_up_after_a_day(self, people, now):
        Matter(people["agent"])
        first = EventRow.objects.latest("pk").pk
        old = Cursor(first + 5, (Gap(first + 1, first + 3, clock.now() - timedelta(days=1, minutes=1)),)).written()
        assert '"gaps":[]' in changed(old).cursor

    def test_keys_that_were_skipped_become_gaps(self, people, now):
        Matter(people["agent"])
        first = EventRow.objects.latest("pk").pk
        row = EventRow.objects.get(pk=first)
        EventRow(
            **{f.attname: getattr(row, f.attname) for f in EventRow._meta.concrete_fields}
            | {"id": first + 4, "position": 2}
        ).save()
        assert f'"gaps":[[{first + 1},{first + 3},' in changed(Cursor(first).written()).cursor


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="writers of SQLite queue: no key comes late there")
def test_an_event_that_commits_after_later_ones_is_counted():
    with clock.frozen(datetime(2026, 9, 21, 9, 30, tzinfo=ZONE)):
        centre = organisation("C")
        agent = _actor("agent", centre, "hotline-agent")
        refreshed()
        written, go_on = threading.Event(), threading.Event()

        def slow() -> None:
            try:
                with clock.frozen(MONDAY + timedelta(hours=1)), transaction.atomic():
                    Matter(agent)
                    written.set()
                    go_on.wait(20)
            finally:
                connection.close()

        thread = threading.Thread(target=slow)
        thread.start()
        assert written.wait(20)
        Matter(agent)
        refreshed()
        assert words()["accepted"] == "1"
        go_on.set()
        thread.join()
        assert Case.objects.count() == 2
        refreshed()
        assert words()["accepted"] == "2"
        assert not news(Feed.objects.get(source="cases").cursor)
        assert wrong() == []
