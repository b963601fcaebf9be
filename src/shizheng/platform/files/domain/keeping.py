"""Bytes on disk under their digest: written once, never over another's, never outside the root."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from shizheng.kit.digest import Digest
from shizheng.platform.files.domain.kinds import FileError

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Received:
    """What has arrived, still under a temporary name."""

    path: Path
    digest: str
    size: int


def place(root: Path, digest: str) -> Path:
    """Where content of this digest lies: two folders of two digits, then the digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("不是 SM3 摘要值")
    return root / digest[:2] / digest[2:4] / digest


@contextmanager
def receive(root: Path, chunks: Iterable[bytes], limit: int) -> Iterator[Received]:
    """Take in a stream with flat memory; FileError once it passes `limit` bytes. Gone afterwards unless settled."""
    incoming = root / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    state = Digest()
    with NamedTemporaryFile(dir=incoming, delete=False) as file:
        path = Path(file.name)
        try:
            for chunk in chunks:
                state.update(chunk)
                if state.size > limit:
                    raise FileError(f"文件超过 {limit // (1 << 20)} MB 的上限", remedy="请压缩或拆分后再上传")
                file.write(chunk)
            file.flush()
            yield Received(path, state.hexdigest(), state.size)
        finally:
            path.unlink(missing_ok=True)


def settle(root: Path, received: Received) -> Path:
    """Move what has arrived to its place; the same content arriving twice is kept once."""
    final = place(root, received.digest)
    if not final.exists():
        final.parent.mkdir(parents=True, exist_ok=True)
        received.path.chmod(0o640)
        received.path.replace(final)
    return final
