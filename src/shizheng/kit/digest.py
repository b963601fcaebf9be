"""SM3 digests (GB/T 32905—2016) of bytes, streams and files, as 64 lower-case hexadecimal digits."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.hashes import SM3, Hash

_CHUNK = 1 << 20


def _begun() -> Any:
    """A hash to copy, half as dear as a new one, where Python's own OpenSSL knows SM3."""
    try:
        return hashlib.new("sm3")
    except ValueError:
        return None


_BEGUN = _begun()


class Digest:
    """A digest that grows as data passes by, for uploads that are read only once."""

    def __init__(self) -> None:
        self._hash = Hash(SM3())
        self.size = 0

    def update(self, data: bytes) -> None:
        self._hash.update(data)
        self.size += len(data)

    def hexdigest(self) -> str:
        """Of what has passed so far; more may follow."""
        return self._hash.copy().finalize().hex()


def sm3(data: bytes) -> str:
    if _BEGUN is not None:
        quick = _BEGUN.copy()
        quick.update(data)
        return str(quick.hexdigest())
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize().hex()


def sm3_stream(stream: BinaryIO) -> str:
    """Of the rest of a stream, read in pieces of 1 MiB."""
    digest = Digest()
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def sm3_file(path: Path) -> str:
    with path.open("rb") as stream:
        return sm3_stream(stream)
