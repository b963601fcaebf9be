"""The table of a file, whether Excel or CSV, by the names in its first row that has any."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from shizheng.kit.archive import OLE_SIGNATURE
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.tabular.cells import Row, column_letter
from shizheng.kit.tabular.csvfile import read_csv
from shizheng.kit.tabular.excel import open_excel

_ZIP = b"PK\x03\x04"
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Record:
    """One row by column name; `number` is the row's as a spreadsheet shows it."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    records: tuple[Record, ...]

    def place(self, number: int, column: str = "") -> str:
        letter = column_letter(self.columns.index(column) + 1) if column in self.columns else ""
        return f"第{number}行" + (f"{letter}列（{column}）" if letter else "")


def read_table(stream: BinaryIO, name: str, *, most: int = 0) -> Table:
    """The first visible worksheet, or the CSV in UTF-8, UTF-16 or GB18030; `most` rows of it, 0 for all.

    InvalidInputError names the row."""
    stream.seek(0)
    head = stream.read(8)
    stream.seek(0)
    with _rows(stream, name, is_excel=head.startswith((_ZIP, OLE_SIGNATURE))) as rows:
        return _table(name, rows, most)


@contextmanager
def _rows(stream: BinaryIO, name: str, *, is_excel: bool) -> Iterator[Iterator[Row]]:
    if not is_excel:
        yield read_csv(stream, place=name, max_rows=MOST_ROWS)
        return
    with open_excel(stream, place=name) as sheets:
        shown = next((sheet for sheet in sheets if not sheet.hidden), None)
        yield shown.rows() if shown else iter(())


def _table(name: str, rows: Iterator[Row], most: int) -> Table:
    columns = _columns(name, next((row for row in rows if not row.blank), None))
    records: list[Record] = []
    faults: list[Fault] = []
    for row in rows:
        if row.blank:
            continue
        if most and len(records) >= most:
            break
        if any(row.text(number) for number in range(len(columns) + 1, len(row.cells) + 1)):
            faults.append(Fault(f"有{len(row.cells)}格，表头只有{len(columns)}列", f"{name} 第{row.number}行"))
        records.append(Record(row.number, {c: row.text(n) for n, c in enumerate(columns, 1) if c}))
    if faults:
        raise InvalidInputError(faults[:20], f"{name}有{len(faults)}行与表头不符")
    if not records:
        raise InvalidInputError([Fault("没有数据行", name)])
    return Table(columns, tuple(records))


def _columns(name: str, header: Row | None) -> tuple[str, ...]:
    if header is None:
        raise InvalidInputError([Fault("文件是空的", name, "第一行应为列名")])
    columns = [header.text(number) for number in range(1, len(header.cells) + 1)]
    while columns and not columns[-1]:
        columns.pop()
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        place = f"{name} 第{header.number}行"
        raise InvalidInputError([Fault(f"列名重复：{'、'.join(twice)}", place, "请改成不同的列名")])
    return tuple(columns)
