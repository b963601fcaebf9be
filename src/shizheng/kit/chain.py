"""A chain of SM3 digests over entries: each digest covers the entry, its position and the digest before it.

What was altered, taken out or moved is found, and where. A missing tail leaves a sound shorter chain: it is found only
against a head kept elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from shizheng.kit.digest import sm3

GENESIS = "0" * 64


class Kind(Enum):
    ALTERED = "内容被改动"
    REMOVED = "有记录被删除"
    MOVED = "次序被改动（移位或插入）"


@dataclass(frozen=True, slots=True)
class Link:
    """One stored entry. `position` counts from 1; `previous` and `digest` are hexadecimal."""

    position: int
    previous: str
    entry: Mapping[str, Any]
    digest: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first fault of a chain and the position it concerns."""

    kind: Kind
    position: int

    def __str__(self) -> str:
        return f"第{self.position}条：{self.kind.value}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries are sound from the start, the digest they end with, and what broke after them."""

    count: int
    head: str
    broken: Broken | None

    @property
    def sound(self) -> bool:
        return self.broken is None


def canonical(entry: Mapping[str, Any]) -> bytes:
    """The one byte form of an entry: sorted keys, no blanks, UTF-8; instants in UTC, decimals as exact text.

    TypeError for floats, naive datetimes and other values that a database may give back changed.
    """
    plain = _plain(entry)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return f"{value:f}"
    raise TypeError(f"{value!r} has no stable form in a chain")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{key!r} is no name for a value in a chain")
    return key


def link(previous: str, position: int, entry: Mapping[str, Any]) -> str:
    """Digest of an entry at its position after the digest `previous` (GENESIS for the first)."""
    return sm3(bytes.fromhex(previous) + position.to_bytes(8, "big") + canonical(entry))


def append(last: Link | None, entry: Mapping[str, Any]) -> Link:
    """The next link after the last one."""
    previous, position = (last.digest, last.position + 1) if last else (GENESIS, 1)
    return Link(position, previous, entry, link(previous, position, entry))


def verify(links: Iterable[Link], head: tuple[int, str] | None = None) -> Verdict:
    """Follow a chain in stored order, in one pass and flat memory, to its first fault.

    `head` is the position and digest that an earlier count ended with, kept where the chain's keeper cannot write.
    """
    count, digest = 0, GENESIS
    stream = iter(links)
    for found in stream:
        if not _belongs(found, count + 1, digest) or found.position != count + 1:
            return Verdict(count, digest, _diagnose(found, stream, count + 1, digest))
        count, digest = count + 1, found.digest
        if head is not None and head[0] == count and head[1] != digest:
            return Verdict(count, digest, Broken(Kind.ALTERED, count))
    short = head is not None and head[0] > count
    return Verdict(count, digest, Broken(Kind.REMOVED, count + 1) if short else None)


def _belongs(found: Link, position: int, previous: str) -> bool:
    return found.previous == previous and found.digest == _digest(previous, position, found)


def _digest(previous: str, position: int, found: Link) -> str:
    """Digest recomputed; empty where the stored values cannot even be put in canonical form."""
    try:
        return link(previous, position, found.entry)
    except (TypeError, ValueError, OverflowError):
        return ""


def _diagnose(found: Link, rest: Iterator[Link], position: int, previous: str) -> Broken:
    """What happened at `position`, judged by what stands there and whether the right entry stands further on."""
    if _belongs(found, position, previous) or any(_belongs(later, position, previous) for later in rest):
        return Broken(Kind.MOVED, position)
    if found.position < position:
        return Broken(Kind.MOVED, max(found.position, 1))
    if found.position > position:
        return Broken(Kind.REMOVED, position)
    consistent = found.digest == _digest(found.previous, position, found)
    if consistent and position > 1:
        # Sound in itself but after another predecessor: that one was rewritten together with its digest.
        return Broken(Kind.ALTERED, position - 1)
    return Broken(Kind.ALTERED, position)
