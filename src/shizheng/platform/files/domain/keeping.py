"""Bytes on disk under their digest: written once, never over another's, never outside the root."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
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
    """Take in a stream with flat memory; FileError once it passes `limit` bytes, or where the disk is full. Gone
    afterwards unless settled."""
    incoming = root / "incoming"
    with _told_when_full():
        incoming.mkdir(parents=True, exist_ok=True)
        with _received(incoming, chunks, limit) as received:
            yield received


@contextmanager
def _told_when_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in {ENOSPC, EDQUOT}:
            raise
        raise FileError("服务器的磁盘已满，文件没有保存", remedy="请告知系统管理员，腾出空间后再上传") from error


@contextmanager
def _received(incoming: Path, chunks: Iterable[bytes], limit: int) -> Iterator[Received]:
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
