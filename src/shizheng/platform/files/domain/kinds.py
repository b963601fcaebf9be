"""The kinds of files the platform takes, told by content and never by name alone."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePath
from zipfile import BadZipFile, ZipFile

from shizheng.kit.errors import ShizhengError

HEAD = 4096
UNPACKED_CEILING = 1 << 30
UNPACKED_RATIO = 200
_STEP = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


class FileError(ShizhengError):
    """A file that is not taken, with what to do instead."""


class UnknownKindError(FileError):
    """Content of no kind that we know."""


@dataclass(frozen=True, slots=True)
class FileKind:
    id: str
    label: str
    media_type: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.id: kind
    for kind in (
        FileKind("pdf", "PDF 文档", "application/pdf", (".pdf",)),
        FileKind("docx", "Word 文档", f"{_OFFICE}.wordprocessingml.document", (".docx",)),
        FileKind("xlsx", "Excel 工作簿", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
        FileKind("doc", "旧版 Word 文档", "application/msword", (".doc", ".wps")),
        FileKind("xls", "旧版 Excel 工作簿", "application/vnd.ms-excel", (".xls", ".et")),
        FileKind("html", "网页", "text/html", (".html", ".htm")),
        FileKind("txt", "文本", "text/plain", (".txt", ".md", ".csv", ".tsv")),
        FileKind("zip", "压缩包", "application/zip", (".zip",)),
        FileKind("png", "PNG 图片", "image/png", (".png",)),
        FileKind("jpg", "JPEG 图片", "image/jpeg", (".jpg", ".jpeg")),
    )
}
_MAGIC = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin", "ppt/vbaProject.bin")
_PACKAGES = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls"}


def sniff(path: Path) -> FileKind:
    """The kind that the content shows; FileError where it is empty, unknown, encrypted, a bomb, or carries macros."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not head:
        raise FileError("文件是空的", remedy="请重新导出后再上传")
    if b"%PDF-" in head[:1024]:
        # Printers put their own lines before it; readers look for it in the first kilobyte.
        return KINDS["pdf"]
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return KINDS[kind]
    if head.startswith(_ZIP):
        return KINDS[_packed(path)]
    if head.startswith(_OLE):
        return KINDS[_compound(path)]
    return KINDS[_written(head)]


def _packed(path: Path) -> str:
    try:
        with ZipFile(path) as package:
            members = package.infolist()
    except (BadZipFile, OSError, ValueError) as error:
        raise FileError("文件已损坏，无法打开", remedy="请重新保存或重新压缩后再上传") from error
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    if unpacked > UNPACKED_CEILING or (unpacked > 100 * _STEP and unpacked / packed > UNPACKED_RATIO):
        raise FileError("文件展开后过大", remedy="请拆分后分别上传")
    names = {member.filename for member in members}
    if names.intersection(_MACROS):
        raise FileError("文件含有宏", remedy="请另存为不含宏的 .docx 或 .xlsx 后再上传")
    return next((kind for name, kind in _PACKAGES.items() if name in names), "zip")


def _compound(path: Path) -> str:
    """Old Office files and encrypted new ones share a container; the names of its streams tell them apart."""
    found = _names_in(path, ("EncryptedPackage", *_STREAMS))
    if "EncryptedPackage" in found:
        raise FileError("文件已加密，无法读取", remedy="请去掉打开密码后再上传")
    kind = next((_STREAMS[name] for name in _STREAMS if name in found), "")
    if not kind:
        raise UnknownKindError("不支持这种文件", remedy=accepted())
    return kind


def _names_in(path: Path, names: tuple[str, ...]) -> set[str]:
    wanted = {name: name.encode("utf-16-le") + b"\x00\x00" for name in names}
    found: set[str] = set()
    tail = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_STEP):
            window = tail + chunk
            found |= {name for name, bytes_ in wanted.items() if bytes_ in window}
            tail = window[-64:]
    return found


def _written(head: bytes) -> str:
    text = decoded(head)
    if text is None:
        raise UnknownKindError("不支持这种文件", remedy=accepted())
    start = text.lstrip("\ufeff \t\r\n").lower()
    return "html" if start.startswith(("<!doctype html", "<html")) or "<html" in start[:1024] else "txt"


def decoded(head: bytes) -> str | None:
    """The beginning of a text in UTF-8, UTF-16 with its mark, or GB18030; None for anything else."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    if b"\x00" in head:
        return None
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def accepted(wanted: Collection[str] = ()) -> str:
    """Which files are taken, in words; `wanted` are ids of kinds (default: all)."""
    kinds = [kind for kind in KINDS.values() if not wanted or kind.id in wanted]
    return "请上传 " + "、".join(extension for kind in kinds for extension in kind.extensions) + " 文件"


def check_name(name: str, kind: FileKind) -> None:
    """The name's extension must be one of the kind's; FileError otherwise."""
    extension = PurePath(name).suffix.lower()
    if extension not in kind.extensions:
        shown = f"扩展名为“{extension}”" if extension else "没有扩展名"
        raise FileError(f"文件{shown}，内容却是{kind.label}", name, f"请改用 {kind.extensions[0]} 扩展名，或核对文件")
