"""An event's seal is the kit's chain over everything that the event states."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from shizheng.engines.cases.domain.events import Body, Event, Maker, encode, sealed
from shizheng.kit.chain import GENESIS, link

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
KEYS = st.none() | st.integers(0, 1 << 62)
ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
INSTANTS = st.datetimes(timezones=ZONES).filter(lambda at: 1900 < at.year < 9000)


@given(TEXTS, KEYS, KEYS, INSTANTS, st.integers(1, 1 << 40), TEXTS)
def test_a_seal_is_a_link_of_the_kits_chain(text, account, organisation, at, position, answer):
    maker = Maker(account, text, text[::-1], organisation, text + '\x00\x7f\u2028"\\')
    body = encode(Body({"text": answer}))
    event = Event(position, "register", at, maker, Body())
    stated = {
        "case": "uid",
        "move": "register",
        "at": at,
        "account": account,
        "name": maker.name,
        "post": maker.post,
        "organisation": organisation,
        "organisation_name": maker.organisation_name,
        "body": body,
    }
    previous = sealed("uid", event, body, GENESIS)
    assert previous == link(GENESIS, position, stated)
    assert sealed("uid", event, body, previous) == link(previous, position, stated)


def test_the_same_instant_in_another_zone_is_the_same_seal():
    at = datetime(2026, 9, 21, 1, 30, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=8)))
    first, other = (sealed("uid", Event(1, "register", each, Maker(), Body()), "{}", GENESIS) for each in (at, there))
    assert first == other
