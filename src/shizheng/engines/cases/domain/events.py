"""One thing that happened to a case, how it is written down and how it is sealed."""

from datetime import UTC, datetime
from json.encoder import encode_basestring as quoted

import msgspec

from shizheng.engines.cases.domain.changes import Change
from shizheng.engines.cases.domain.state import Value
from shizheng.kit.digest import sm3

TIMED = {"@warned": "到期提醒", "@breached": "超过时限", "@reckoned": "重算时限"}
"""What time alone does, by the platform itself; no process declares these."""


class Maker(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who made the move, written down as they were then. All empty where the platform itself did."""

    account: int | None = None
    name: str = ""
    post: str = ""
    organisation: int | None = None
    organisation_name: str = ""


class Cause(msgspec.Struct, frozen=True, gc=False):
    """The event of another case that this one follows from."""

    case: int
    position: int


class Body(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What of an event is stored as one text. Answers are as they were given; changes are what they came to."""

    answers: dict[str, Value] = {}
    changes: tuple[Change, ...] = ()
    cause: Cause | None = None


class Event(msgspec.Struct, frozen=True, gc=False):
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
    """The chain's digest of the event after the digest `previous`; 64 hexadecimal digits, as `kit.chain.link` gives."""
    return sm3(bytes.fromhex(previous) + event.position.to_bytes(8, "big") + _canonical(case, event, body))


def _canonical(case: str, event: Event, body: str) -> bytes:
    """Everything that the seal covers besides the event's place; `case` is the identity of the case. The bytes are what
    `kit.chain.canonical` makes of these values, written out: a load has millions."""
    maker = event.maker
    return (
        f'{{"account":{_whole(maker.account)},"at":"{event.at.astimezone(UTC).isoformat(timespec="microseconds")}"'
        f',"body":{quoted(body)},"case":{quoted(case)},"move":{quoted(event.move)},"name":{quoted(maker.name)}'
        f',"organisation":{_whole(maker.organisation)},"organisation_name":{quoted(maker.organisation_name)}'
        f',"post":{quoted(maker.post)}}}'
    ).encode()


def _whole(number: int | None) -> str:
    return "null" if number is None else str(number)
