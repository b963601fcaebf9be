"""One thing that happened to a case, how it is written down and how it is sealed."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from shizheng.engines.cases.domain.changes import Change
from shizheng.engines.cases.domain.state import Value
from shizheng.kit.chain import link

TIMED = {"@warned": "到期提醒", "@breached": "超过时限", "@reckoned": "重算时限"}
"""What time alone does, by the platform itself; no process declares these."""


class Maker(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who made the move, written down as they were then. All empty where the platform itself did."""

    account: int | None = None
    name: str = ""
    post: str = ""
    organisation: int | None = None
    organisation_name: str = ""


class Cause(msgspec.Struct, frozen=True):
    """The event of another case that this one follows from."""

    case: int
    position: int


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of an event is stored as one text. Answers are as they were given; changes are what they came to."""

    answers: dict[str, Value] = {}
    changes: tuple[Change, ...] = ()
    cause: Cause | None = None


class Event(msgspec.Struct, frozen=True):
    """`position` counts from 1 within the case; `move` is a move of the process or one of TIMED."""

    position: int
    move: str
    at: datetime
    maker: Maker
    body: Body


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(Body)


def encode(body: Body) -> str:
    return _ENCODER.encode(body).decode()


def decode(text: str | bytes) -> Body:
    """ValidationError (msgspec) where the text is no body."""
    return _DECODER.decode(text)


def sealed(case: str, event: Event, body: str, previous: str) -> str:
    """The chain's digest of the event after the digest `previous`; 64 hexadecimal digits."""
    return link(previous, event.position, entry(case, event.move, event.at, event.maker, body))


def entry(case: str, move: str, at: datetime, maker: Maker, body: str) -> Mapping[str, object]:
    """Everything that the seal covers besides the event's place; `case` is the identity of the case."""
    return {
        "case": case,
        "move": move,
        "at": at,
        "account": maker.account,
        "name": maker.name,
        "post": maker.post,
        "organisation": maker.organisation,
        "organisation_name": maker.organisation_name,
        "body": body,
    }
