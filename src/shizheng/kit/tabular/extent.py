"""How far the cells of a worksheet reach, found without loading it.

A reader keeps the rectangle that its cells span, so two cells at opposite corners of a sheet of a few hundred bytes
would ask for seventeen thousand million places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from shizheng.kit.archive import UnsafeFileError
from shizheng.kit.tabular.cells import column_index

_CHUNK = 1 << 18
_MOST_CELLS = 5_000_000
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,3})(\d{1,7})\s*["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["']\s*(\d{1,7})""")
_FAILED = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt\s*=\s*["']e["'])[^>]*>""")
_HIDDEN_REFERENCE = re.compile(rb"""\sr\s*=\s*["'][^"'<>]{0,40}&""")


class Extent:
    """Rows and columns reached so far; cells that name no place of their own are taken to stand side by side."""

    def __init__(self) -> None:
        self.rows = self.last_row = self.columns = self.placeless = 0

    def add(self, markup: bytes) -> None:
        """Take in markup that begins and ends outside any tag."""
        places = _REFERENCE.findall(markup)
        for letters in {letters for letters, _ in places}:
            self.columns = max(self.columns, column_index(letters.decode()))
        self.rows = max(self.rows, max((int(row) for _, row in places), default=0))
        self.last_row = max(self.last_row, max(map(int, _ROW.findall(markup)), default=0))
        self.placeless += max(0, len(_CELL.findall(markup)) - len(places))

    @property
    def cells(self) -> int:
        if not self.placeless:
            return self.rows * self.columns
        return max(self.rows, self.last_row, 1) * max(self.columns, self.placeless)


class Survey:
    """Looks at each entry of a workbook as it is inflated: refuses what spans too much, notes cells showing errors."""

    def __init__(self, place: str = "") -> None:
        self.place = place
        self.errors: dict[str, set[tuple[int, int]]] = {}

    def __call__(self, name: str, content: IO[bytes]) -> None:
        """Any entry with markup is looked at: a workbook may keep its worksheets under whatever names it likes."""
        chunk = content.read(_CHUNK)
        if not (name.lower().endswith(".xml") or chunk.lstrip().startswith(b"<")):
            return
        extent, rest, errors = Extent(), b"", self.errors.setdefault(name, set())
        while chunk:
            markup, mark, rest = (rest + chunk).rpartition(b">")
            if len(rest) > _CHUNK or b"\x00" in chunk or _HIDDEN_REFERENCE.search(markup):
                raise UnsafeFileError("工作表的内容异常", self.place, "请用办公软件打开并另存后再上传")
            extent.add(markup + mark)
            if extent.cells > _MOST_CELLS:
                raise UnsafeFileError(
                    f"工作表的范围超过{_MOST_CELLS // 10_000}万格", self.place, "请删除多余的空白行列后再上传"
                )
            errors.update(_errors(markup + mark))
            chunk = content.read(_CHUNK)


def _errors(markup: bytes) -> Iterator[tuple[int, int]]:
    """Row and column, counted from 1, of every cell whose formula failed."""
    for tag in _FAILED.findall(markup):
        place = _REFERENCE.search(tag)
        if place:
            yield int(place[2]), column_index(place[1].decode())
