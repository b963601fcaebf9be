import threading
from datetime import UTC, date, datetime, timedelta

from shizheng.kit import clock

EVE = datetime(2025, 12, 31, 23, 59, tzinfo=clock.ZONE)


def test_the_present_is_aware_and_in_beijing():
    before = datetime.now(UTC)
    instant = clock.now()
    assert before <= instant <= datetime.now(UTC)
    assert instant.utcoffset() == timedelta(hours=8)


def test_a_frozen_clock_stands_and_advances():
    with clock.frozen(EVE) as stopped:
        assert clock.now() == clock.now() == EVE
        assert clock.today() == date(2025, 12, 31)
        stopped.advance(timedelta(minutes=1))
        assert clock.today() == date(2026, 1, 1)
    assert clock.now() != EVE


def test_today_is_the_day_in_beijing_not_in_greenwich():
    with clock.frozen(datetime(2026, 3, 1, 18, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 3, 2)


def test_a_naive_instant_is_taken_as_beijing():
    with clock.frozen(datetime(2026, 3, 1, 18, 0)):  # noqa: DTZ001 - the naive case itself
        assert clock.now() == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def test_clocks_nest():
    with clock.frozen(EVE), clock.use(lambda: EVE + timedelta(days=1)):
        assert clock.today() == date(2026, 1, 1)


def test_another_thread_keeps_its_own_clock():
    seen = []
    with clock.frozen(EVE):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0] != EVE
