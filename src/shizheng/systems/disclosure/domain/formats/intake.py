"""Tell a file's type by its content, refuse what cannot or must not be opened, and read the rest."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import PurePath

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.source import Source

MAX_BYTES = 60 * 1024 * 1024
MAX_UNPACKED = 400 * 1024 * 1024
MAX_RATIO = 200
MAX_ENTRIES = 20_000
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|p)\b", re.I | re.S
)
KINDS = {
    "txt": "文本",
    "docx": "Word 文档",
    "xlsx": "Excel 工作簿",
    "xls": "Excel 97 工作簿",
    "pdf": "PDF",
    "html": "网页",
}
EXTENSIONS = {
    ".txt": "txt", ".md": "txt", ".csv": "txt", ".docx": "docx", ".xlsx": "xlsx", ".xls": "xls", ".pdf": "pdf",
    ".html": "html", ".htm": "html",
}  # fmt: skip


def open_document(name: str, data: bytes) -> Source:
    """Read a file of any supported format.

    Raises ShizhengError, in Chinese with file and remedy, for anything empty, too large, encrypted, carrying macros,
    damaged, scanned, unsupported, or named as something it is not.
    """
    if len(data) > MAX_BYTES:
        raise ShizhengError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB", name, "请压缩图片或拆分后再试")
    if not data.strip():
        raise ShizhengError("文件是空的", name, "请检查是否选错文件，或重新导出")
    kind = kind_of(name, data)
    _refuse_wrong_extension(name, kind)
    source = _reader(kind)(name, data)
    if not any(line.text.strip() for line in source.lines):
        raise ShizhengError("文件里没有文字", name, "请检查是否选错文件，或重新导出")
    return source


def kind_of(name: str, data: bytes) -> str:
    """txt, docx, xlsx, xls, pdf or html, by content alone."""
    if data.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data[:4] == b"PK\x03\x04":
        return _office_kind(name, data)
    if data[:8] == OLE:
        return _ole_kind(name, data)
    return "html" if HTML.match(data[:4096]) else "txt"


def _office_kind(name: str, data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise ShizhengError("文件不完整，可能没有传完", name, "请重新上传，或重新导出后再试") from error
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(data) + 4096:
        raise ShizhengError("压缩内容异常巨大，已拒绝打开", name, "请确认文件来源；如属正常文件，请另存后再试")
    names = {entry.filename for entry in entries}
    if any(entry.endswith("vbaProject.bin") for entry in names):
        raise ShizhengError("文件带有宏，已拒绝打开", name, "请另存为不含宏的 .docx 或 .xlsx 后再试")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    raise ShizhengError("不支持这种压缩文件", name, "请解压后上传其中的 Word、Excel、PDF、网页或文本文件")


def _ole_kind(name: str, data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ShizhengError("文件已加密，无法读取", name, "请取消打开密码后再试")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise ShizhengError("不支持旧版 Word（.doc）", name, "请用 Word 或 WPS 另存为 .docx 后再试")


def _refuse_wrong_extension(name: str, kind: str) -> None:
    suffix = PurePath(name).suffix.lower()
    expected = EXTENSIONS.get(suffix)
    if expected is None and suffix not in {"", ".text"}:
        raise ShizhengError(f"不支持 {suffix} 文件", name, "请上传 .docx、.xlsx、.xls、.pdf、.html 或 .txt 文件")
    if expected is not None and expected != kind:
        raise ShizhengError(f"扩展名是 {suffix}，内容却是{KINDS[kind]}", name, "请改正扩展名，或重新另存后再试")


def _reader(kind: str) -> Callable[[str, bytes], Source]:
    """Formats are imported when first met: the plain ones must not pay for PDF."""
    if kind == "pdf":
        from shizheng.systems.disclosure.domain.formats.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from shizheng.systems.disclosure.domain.formats.word import read_word

        return read_word
    if kind in {"xlsx", "xls"}:
        from shizheng.systems.disclosure.domain.formats.excel import read_workbook

        return read_workbook
    if kind == "html":
        from shizheng.systems.disclosure.domain.formats.webpage import read_webpage

        return read_webpage
    from shizheng.systems.disclosure.domain.formats.plain import read_plain

    return read_plain
