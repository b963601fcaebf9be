"""Text and Markdown exports: tabs or pipes between cells, in UTF-8, UTF-16 or GB18030."""

import re

from shizheng.kit.errors import ShizhengError
from shizheng.systems.disclosure.domain.source import Line, Source

PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
ENCODINGS = ("utf-8-sig", "gb18030")


def read_plain(name: str, data: bytes) -> Source:
    """Keep the file's own line numbers; a pipe table becomes a tabular one."""
    text = decode(name, data).replace("\r\n", "\n").replace("\r", "\n")
    return Source(name, "txt", tuple(Line(number, _tabbed(line)) for number, line in enumerate(text.split("\n"), 1)))


def decode(name: str, data: bytes) -> str:
    """Text of a file in any encoding that Chinese offices use.

    Raises ShizhengError where the bytes are no text.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace")
    if b"\0" not in data[:4096]:
        for encoding in ENCODINGS:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise ShizhengError("文件不是可识别的文本", name, "请确认文件未损坏，并另存为 UTF-8 编码的文本后再试")


def _tabbed(line: str) -> str:
    stripped = line.strip()
    if len(stripped) < 2 or stripped[0] != "|" or stripped[-1] != "|":
        return line
    if PIPE_RULE.match(stripped):
        return ""
    return "\t".join(cell.strip() for cell in stripped[1:-1].split("|"))
