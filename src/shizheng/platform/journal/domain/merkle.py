"""A tree of SM3 digests over a sequence: one root states all of it, and a short path proves one of its members.

The shape is that of RFC 6962: leaves and nodes are told apart by a first byte, so that no node passes for a leaf.
"""

from collections.abc import Iterable, Sequence

from shizheng.kit.digest import sm3

EMPTY = sm3(b"")


def leaf(data: bytes) -> bytes:
    return bytes.fromhex(sm3(b"\x00" + data))


def _node(left: bytes, right: bytes) -> bytes:
    return bytes.fromhex(sm3(b"\x01" + left + right))


def root(members: Iterable[bytes]) -> str:
    """Of the members in their order, read once, with memory for one digest a level; 64 hexadecimal digits."""
    peaks: list[tuple[int, bytes]] = []
    for member in members:
        size, digest = 1, leaf(member)
        while peaks and peaks[-1][0] == size:
            digest = _node(peaks.pop()[1], digest)
            size *= 2
        peaks.append((size, digest))
    return _joined([digest for _, digest in peaks]).hex() if peaks else EMPTY


def _joined(peaks: list[bytes]) -> bytes:
    """From the smallest, which is last, to the greatest."""
    digest = peaks[-1]
    for left in reversed(peaks[:-1]):
        digest = _node(left, digest)
    return digest


def _split(count: int) -> int:
    """How many of so many members stand left of the top node: the greatest power of two below the count."""
    return 1 << (count - 1).bit_length() - 1


def path(members: Sequence[bytes], place: int) -> tuple[str, ...]:
    """What proves the member at `place` (from 0): the digests beside its way to the root, the nearest first."""
    if len(members) <= 1:
        return ()
    split = _split(len(members))
    left, right = members[:split], members[split:]
    if place < split:
        return (*path(left, place), root(right))
    return (*path(right, place - split), root(left))


def proves(member: bytes, place: int, count: int, beside: Sequence[str], stated: str) -> bool:
    """Whether the path shows that the member stands at `place` among `count` under the stated root."""
    sides = _sides(place, count)
    if not 0 <= place < count or len(sides) != len(beside):
        return False
    digest = leaf(member)
    for is_left, other in zip(sides, beside, strict=True):
        sibling = bytes.fromhex(other)
        digest = _node(digest, sibling) if is_left else _node(sibling, digest)
    return digest.hex() == stated


def _sides(place: int, count: int) -> list[bool]:
    """On each level from the leaf upwards, whether the way comes from the left."""
    sides: list[bool] = []
    while count > 1:
        split = _split(count)
        sides.append(place < split)
        place, count = (place, split) if place < split else (place - split, count - split)
    return sides[::-1]
