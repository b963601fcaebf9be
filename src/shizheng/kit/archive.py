"""What a zip archive (xlsx, docx) would do to us, found out before anything opens it.

The directory is judged first; then every entry is inflated once in small pieces, because a directory can lie about its
sizes: zipfile stops at the size it claims, and the checksum then fails.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, BinaryIO

from shizheng.kit.errors import ShizhengError

_CHUNK = 1 << 18
_ENCRYPTED = 0x1
_MIB = 1 << 20
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class UnsafeFileError(ShizhengError):
    """A file refused before it was opened: too large, encrypted, damaged, or made to harm."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, entries, and how many times an archive may grow when it is inflated to more than `free` bytes."""

    file: int = 100 * _MIB
    inflated: int = 500 * _MIB
    entries: int = 10_000
    ratio: int = 200
    free: int = 10 * _MIB


LIMITS = Limits()
_SOURCE = "请确认文件来源，或重新导出后再上传"


def size_of(stream: BinaryIO) -> int:
    """Bytes in a seekable stream, which is left at its beginning."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    return size


def check_size(stream: BinaryIO, limits: Limits = LIMITS, place: str = "") -> int:
    """Size of the stream; UnsafeFileError where it is empty or over the limit."""
    size = size_of(stream)
    if not size:
        raise UnsafeFileError("文件是空的", place, "请重新导出后再上传")
    if size > limits.file:
        raise UnsafeFileError(f"文件有{size / _MIB:.0f}MB，超过{limits.file // _MIB}MB的上限", place, "请拆分后再上传")
    return size


def check_archive(
    stream: BinaryIO, limits: Limits = LIMITS, place: str = "", look: Callable[[str, IO[bytes]], None] | None = None
) -> tuple[str, ...]:
    """Names in a zip archive that is safe to open; UnsafeFileError otherwise. The stream is left at its beginning.

    `look` may read each entry while it is inflated; what it leaves is read on to the end.
    """
    size = check_size(stream, limits, place)
    if stream.read(len(OLE_SIGNATURE)) == OLE_SIGNATURE:
        raise UnsafeFileError("文件已加密，或是旧版格式", place, "请去掉打开密码，另存为新版格式后再上传")
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check_directory(entries, size, limits, place)
            for entry in entries:
                _inflate(archive, entry, look)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UnsafeFileError("文件已损坏，或不是所标的格式", place, "请用办公软件打开并另存后再上传") from error
    stream.seek(0)
    return tuple(entry.filename for entry in entries)


def _check_directory(entries: list[zipfile.ZipInfo], size: int, limits: Limits, place: str) -> None:
    if len(entries) > limits.entries:
        raise UnsafeFileError(f"压缩包内有{len(entries)}个文件，超过{limits.entries}个的上限", place, _SOURCE)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnsafeFileError("文件已加密", place, "请去掉打开密码后再上传")
    if len({entry.filename for entry in entries}) < len(entries):
        raise UnsafeFileError("压缩包内有同名文件", place, _SOURCE)
    inflated = sum(entry.file_size for entry in entries)
    if inflated > limits.inflated:
        raise UnsafeFileError(f"解压后有{inflated / _MIB:.0f}MB，超过{limits.inflated // _MIB}MB的上限", place, _SOURCE)
    if inflated > max(limits.free, size * limits.ratio):
        raise UnsafeFileError(f"压缩比异常（{inflated // size}倍），疑似压缩炸弹", place, _SOURCE)


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, look: Callable[[str, IO[bytes]], None] | None) -> None:
    with archive.open(entry) as content:
        if look is not None:
            look(entry.filename, content)
        while content.read(_CHUNK):
            pass


def has_macros(names: tuple[str, ...]) -> bool:
    """Whether an Office archive with these entries carries a macro project."""
    return any(name.lower().rpartition("/")[2] == "vbaproject.bin" for name in names)
