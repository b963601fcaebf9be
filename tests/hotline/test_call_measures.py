"""Call figures: from calls and from what agents were doing, counted again when either changes."""

from datetime import datetime, timedelta

import pytest

from shizheng.kit import clock
from shizheng.platform.accounts.models import Account
from shizheng.platform.measures.domain.periods import parse
from shizheng.platform.measures.queries.reading import by_organisation, totals
from shizheng.platform.measures.queries.rows import Wanted
from shizheng.platform.orgs.models import Organisation
from shizheng.systems.hotline.models.calls import AgentSpan, Call
from shizheng.systems.hotline.queries.measures.calls import ALL, CALL_FACTS, changed, news
from tests.platform.measures.counted import refreshed, wrong
from tests.platform.people import account, organisation

AT = datetime(2026, 9, 21, 9, 30, tzinfo=clock.ZONE)
DAY = parse("2026-09-21")
pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    with clock.frozen(AT) as stopped:
        yield stopped


@pytest.fixture
def centre(db, now) -> Organisation:
    return organisation("C")


def call(centre: Organisation, number: int, *, wait: int | None = None, talk: int = 60, **values) -> Call:
    """Answered after so many seconds of waiting; abandoned where none are given."""
    usual = {
        "direction": "in",
        "started_at": AT,
        "offered_at": AT,
        "wait_seconds": wait or 9,
        "disposition": "answered",
    }
    if wait is not None:
        usual |= {"answered_at": AT + timedelta(seconds=wait), "talk_seconds": talk}
    return Call.objects.create(external_id=f"c{number}", organisation=centre, **usual | values)


def words() -> dict[str, str]:
    return {code.removeprefix("hotline."): read.words for code, read in totals(ALL, DAY).items()}


def test_figures_of_calls(centre):
    call(centre, 1, wait=5, talk=100)
    call(centre, 2, wait=15, talk=50)
    call(centre, 3, wait=16, talk=30)
    call(centre, 4)
    call(centre, 5, offered_at=None)
    call(centre, 6, wait=1, direction="out")
    refreshed()
    assert words() | {"busy": ""} == {
        "calls": "5",
        "connected": "75.00%",
        "answered_soon": "50.00%",
        "talk_time": "60.0",
        "busy": "",
    }
    assert wrong() == []
    for each in ALL[:3]:
        assert Wanted(each, "numerator", DAY).rows().count() == totals([each], DAY)[each.id].figure.numerator


def test_agents_time(centre):
    agent: Account = account("agent")
    minutes = {"ready": 30, "talking": 20, "wrapping": 10, "away": 600}
    begun = AT - timedelta(hours=2)
    for state, lasted in minutes.items():
        ended = begun + timedelta(minutes=lasted) if state != "away" else begun + timedelta(minutes=1)
        AgentSpan.objects.create(account=agent, organisation=centre, state=state, since=begun, until=ended)
        begun = ended
    AgentSpan.objects.create(account=agent, organisation=centre, state="ready", since=begun)
    refreshed()
    assert words()["busy"] == "50.00%"
    assert by_organisation([ALL[-1]], DAY)[centre.pk]["hotline.busy"].figure.denominator == 3600
    assert wrong() == []


def test_a_late_change_is_counted_and_silence_is_cheap(centre, now):
    row = call(centre, 1)
    refreshed()
    assert words()["connected"] == "0.00%"
    cursor = changed("").cursor
    assert not news(cursor)
    now.advance(timedelta(days=40))
    row.answered_at, row.changed_at = AT + timedelta(seconds=3), clock.now()
    row.save()
    assert news(cursor)
    refreshed()
    assert words()["connected"] == "100.00%"
    assert wrong() == []


def test_a_change_that_commits_within_the_hour_is_read(centre, now):
    call(centre, 1)
    now.advance(timedelta(minutes=30))
    call(centre, 2, started_at=AT - timedelta(days=3), changed_at=clock.now())
    cursor = changed("").cursor
    call(centre, 3, started_at=AT - timedelta(days=9), changed_at=AT)
    assert (AT - timedelta(days=9)).date() in changed(cursor).days


def test_no_call_at_all_is_no_news(db):
    assert not news("")
    assert changed("").days is None
    assert CALL_FACTS.changed is changed
