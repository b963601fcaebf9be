"""CSV as streams. In: UTF-8 with or without BOM, UTF-16 with BOM, GB18030. Out: UTF-8 with BOM, or GB18030."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from shizheng.kit.archive import LIMITS, Limits, check_size
from shizheng.kit.clock import aware
from shizheng.kit.errors import ShizhengError
from shizheng.kit.money import Amount
from shizheng.kit.printed import Printed
from shizheng.kit.tabular.cells import CellFault, Row, TableError, Written, neutralised

_CHUNK = 1 << 20
_BATCH = 500
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ENCODINGS = ("utf-8", "gb18030")


class EncodingError(ShizhengError):
    """Bytes that are text in none of the encodings in use."""


def detect_encoding(stream: BinaryIO, place: str = "") -> str:
    """Encoding of a seekable stream, judged by all of its bytes in flat memory; the stream is left at its beginning."""
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    candidates = [name for mark, name in _MARKS if head.startswith(mark)] or _ENCODINGS
    for name in candidates:
        if _decodes(stream, name):
            return name
    raise EncodingError("文字编码既不是 UTF-8 也不是 GB18030", place, "请另存为“CSV UTF-8”后再上传")


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := stream.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    finally:
        stream.seek(0)
    return True


def read_csv(stream: BinaryIO, limits: Limits = LIMITS, place: str = "", max_rows: int = 1_048_576) -> Iterator[Row]:
    """Rows of a seekable binary stream, numbered as a spreadsheet would number them; comma, tab or semicolon by the
    first line. TableError names the row that cannot be read. The stream stays open."""
    check_size(stream, limits, place)
    text = io.TextIOWrapper(stream, detect_encoding(stream, place), newline="")
    try:
        delimiter = _delimiter(text.readline(_CHUNK))
        text.seek(0)
        number = 0
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=delimiter, strict=True), 1):
                if number > max_rows:
                    raise TableError([CellFault(f"超过{max_rows}行的上限", number, remedy="请拆分后再上传")])
                yield Row(number, [cell or None for cell in cells])
        except csv.Error as error:
            fault = CellFault("引号不成对，或单元格过长", number + 1, remedy="请检查这一行的引号")
            raise TableError([fault]) from error
    finally:
        text.detach()


def _delimiter(line: str) -> str:
    return max(",\t;", key=line.count)


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Written]], encoding: str = "utf-8-sig") -> Iterator[bytes]:
    """Bytes of a CSV file in batches of rows, for a streamed response; formulas are neutralised.

    GB18030 is for the programs that ignore a BOM.
    """
    encoder = codecs.getincrementalencoder(encoding)()
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([neutralised(title) for title in header])
    for count, row in enumerate(rows, 1):
        writer.writerow([cell_text(value) for value in row])
        if count % _BATCH == 0:
            yield encoder.encode(buffer.getvalue())
            buffer.seek(0)
            buffer.truncate()
    yield encoder.encode(buffer.getvalue(), final=True)


def cell_text(value: Written) -> str:
    """A value as CSV shows it: numbers plain and ungrouped, days ISO, instants in Beijing's time, 是 or 否."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralised(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return aware(value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, Amount):
        return str(value.printed)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, Printed | int | float) else value.isoformat()
