"""Timers: when they are due, that each turn is taken once, what is told, and the pages."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit import clock
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import ShizhengError
from shizheng.kit.registry import RegistryError
from shizheng.platform.accounts.models import Account
from shizheng.platform.jobs.actions.timing import pause_timer, resume_timer, settle_timers
from shizheng.platform.jobs.domain.timers import TIMERS, Timer
from shizheng.platform.jobs.management import ticker
from shizheng.platform.jobs.management.ticker import run_ticker, tick
from shizheng.platform.jobs.models import TimerState
from shizheng.platform.jobs.pages.timers import TimerList
from shizheng.platform.journal.models import Entry
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import DeniedError
from tests.console.suite import PageCase
from tests.platform.people import ROBOT, account, organisation, post, role

NOON = datetime(2026, 11, 20, 12, 0, 30, tzinfo=ZONE)
INSTANTS = st.integers(1_600_000_000, 1_900_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def declared(ident: str, function=lambda actor: "", **values) -> Timer:
    return TIMERS.register(Timer(ident, f"任务{ident}", function, **(values or {"every": timedelta(minutes=1)})))


@pytest.fixture(autouse=True)
def alone():
    with TIMERS.isolated(empty=True):
        yield


@given(INSTANTS, st.sampled_from([5, 60, 300, 3600, 7200]))
def test_an_interval_comes_next_on_its_own_beat(at, seconds):
    timer = Timer("a", "甲", lambda actor: "", every=timedelta(seconds=seconds))
    following = timer.after(at)
    assert timedelta(0) < following - at <= timedelta(seconds=seconds)
    midnight = following.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    assert (following - midnight) % timedelta(seconds=seconds) == timedelta(0)


@given(INSTANTS)
def test_a_daily_one_comes_next_at_its_time_in_beijing(at):
    following = Timer("a", "甲", lambda actor: "", daily=time(2, 30)).after(at)
    assert timedelta(0) < following - at <= timedelta(days=1)
    assert following.astimezone(ZONE).time() == time(2, 30)


@pytest.mark.parametrize(
    ("values", "rhythm"),
    [
        ({"daily": time(2, 30)}, "每天 02:30"),
        ({"every": timedelta(minutes=5)}, "每 5 分钟"),
        ({"every": timedelta(seconds=30)}, "每 30 秒"),
    ],
)
def test_rhythm_in_words(values, rhythm):
    assert Timer("a", "甲", lambda actor: "", **values).rhythm == rhythm


@pytest.mark.parametrize(
    "values", [{}, {"every": timedelta(minutes=1), "daily": time(1)}, {"every": timedelta(seconds=1)}]
)
def test_an_unfit_timer_is_refused(values):
    with pytest.raises(RegistryError):
        TIMERS.register(Timer("a", "甲", lambda actor: "", **values))


@pytest.mark.django_db
class TestTicking:
    def test_rows_follow_what_is_declared(self):
        declared("one")
        declared("two", daily=time(3))
        assert settle_timers(ROBOT) == 2
        assert settle_timers(ROBOT) == 0
        with TIMERS.isolated(empty=True):
            declared("two", daily=time(3))
            assert settle_timers(ROBOT) == 1
        assert list(TimerState.objects.values_list("timer", "rhythm")) == [("two", "每天 03:00")]

    def test_what_is_due_runs_once_and_says_what_it_did(self):
        ran: list[Actor] = []
        declared("one", lambda actor: f"第{len(ran)}次" if ran.append(actor) is None else "")
        with clock.frozen(NOON) as now:
            settle_timers(ROBOT)
            assert tick() == 0
            now.advance(timedelta(seconds=30))
            assert (tick(), tick()) == (1, 0)
            now.advance(timedelta(hours=5))
            assert (tick(), tick()) == (1, 0)
        assert [actor.display_name for actor in ran] == ["任务one", "任务one"]
        state = TimerState.objects.get()
        assert (state.note, state.error, state.state) == ("第2次", "", "正常")
        assert state.next_at == datetime(2026, 11, 20, 17, 2, tzinfo=ZONE)

    def test_of_two_tickers_one_takes_the_turn(self):
        declared("one")
        with clock.frozen(NOON):
            settle_timers(ROBOT)
        mine, other = TimerState.objects.get(), TimerState.objects.get()
        following = NOON + timedelta(minutes=1)
        assert (mine.claim(NOON, following), other.claim(NOON, following)) == (True, False)

    @pytest.mark.parametrize(
        ("error", "told"), [(ShizhengError("邮箱连不上"), "邮箱连不上"), (ZeroDivisionError("1/0"), "执行时出现意外")]
    )
    def test_a_failure_is_told_in_chinese_and_holds_up_nobody(self, error, told):
        def fail(actor):
            raise error

        declared("bad", fail)
        declared("good", lambda actor: "好")
        with clock.frozen(NOON) as now:
            settle_timers(ROBOT)
            now.advance(timedelta(minutes=1))
            assert tick() == 2
        bad = TimerState.objects.get(timer="bad")
        assert bad.error.startswith(told)
        assert bad.state == "上次未完成"
        assert TimerState.objects.get(timer="good").note == "好"

    def test_a_paused_one_waits_and_catches_up_once(self):
        ran: list[int] = []
        declared("one", lambda actor: ran.append(1) or "")
        with clock.frozen(NOON) as now:
            settle_timers(ROBOT)
            pause_timer(ROBOT, timer=TimerState.objects.get(), reason="检修")
            now.advance(timedelta(minutes=9))
            assert (tick(), ran) == (0, [])
            resume_timer(ROBOT, timer=TimerState.objects.get())
            assert (tick(), ran) == (1, [1])
        assert list(Entry.objects.order_by("sequence").values_list("action", flat=True))[-2:] == [
            "jobs.pause_timer",
            "jobs.resume_timer",
        ]

    def test_pausing_needs_the_permission_and_changes_nothing_without(self):
        declared("one")
        settle_timers(ROBOT)
        with pytest.raises(DeniedError):
            pause_timer(
                Actor(account_id=1, grants={"jobs.view": Scope.ALL}), timer=TimerState.objects.get(), reason="试试看"
            )
        assert TimerState.objects.get().is_paused is False

    def test_the_loop_ticks_until_told_to_stop(self, monkeypatch):
        # The test's own transaction must survive the loop's housekeeping.
        monkeypatch.setattr(ticker, "close_old_connections", lambda: None)
        ran: list[int] = []
        declared("one", lambda actor: ran.append(1) or "", every=timedelta(seconds=5))
        with clock.frozen(NOON) as now:
            turns = iter([False, False, True])

            def pause(_seconds):
                now.advance(timedelta(seconds=5))
                return next(turns)

            run_ticker(pause)
        assert ran == [1, 1]


def staff(client, name: str, **grants: Scope) -> Account:
    holder = account(name)
    post(holder, organisation(name), role(f"role-{name}", **grants))
    client.force_login(holder)
    return holder


class TestTimerList(PageCase):
    page = TimerList

    def address(self):
        return reverse("jobs:timers")

    def populate(self, count):
        start = TimerState.objects.count()
        for number in range(start, start + count):
            TimerState.objects.create(timer=f"t{number}", label=f"任务{number}", rhythm="每 1 分钟", next_at=NOON)

    def sign_in(self, client):
        staff(client, "keeper", jobs__manage=Scope.ALL)

    def sign_in_forbidden(self, client):
        staff(client, "other", jobs__view=Scope.ALL)

    def test_pausing_and_resuming_in_the_browser(self, client):
        self.sign_in(client)
        self.populate(1)
        state = TimerState.objects.get()
        assert state.get_absolute_url() == reverse("jobs:pause_timer", kwargs={"pk": state.pk})
        answer = client.post(state.get_absolute_url(), {"reason": "检修"})
        assert (answer.status_code, answer["Location"]) == (302, self.address())
        state = TimerState.objects.get()
        assert state.is_paused
        assert client.post(state.get_absolute_url()).status_code == 302
        assert not TimerState.objects.get().is_paused
