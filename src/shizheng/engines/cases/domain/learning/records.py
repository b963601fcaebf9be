"""Tables of past cases as records by column name, refused with row and column where they cannot be used."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Never

from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.tabular.cells import Row, TableError, column_letter
from shizheng.kit.tabular.csvfile import read_csv

MISSING = frozenset({"", "-", "—", "－", "NULL", "null"})
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Record:
    """One row, counted from 1 with the header as row 1; what is missing reads as the empty string."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True, slots=True)
class RecordTable:
    name: str
    columns: tuple[str, ...]
    records: tuple[Record, ...]

    def place(self, record: Record, column: str) -> str:
        letter = column_letter(self.columns.index(column) + 1) if column in self.columns else ""
        return f"{self.name} 第{record.number}行{letter}列（{column}）"

    def refuse(self, faults: Sequence[Fault]) -> Never:
        shown = list(faults[:MOST_FAULTS])
        raise InvalidInputError(shown, f"{self.name} 共有{len(faults)}处问题" if len(faults) > 1 else "")


def read_records(path: Path, required: Iterable[str]) -> RecordTable:
    """Rows of a CSV file (UTF-8, UTF-16 or GB18030). InvalidInputError names missing columns and rows too long."""
    try:
        with path.open("rb") as stream:
            rows = list(read_csv(stream, place=path.name))
    except OSError as error:
        raise InvalidInputError([Fault("文件不存在或无法打开", str(path), "请检查路径")]) from error
    except TableError as error:
        raise InvalidInputError([fault.within(path.name) for fault in error.faults]) from error
    columns = _header(path.name, rows, required)
    records, faults = _body(path.name, rows[1:], columns)
    table = RecordTable(path.name, columns, tuple(records))
    if faults:
        table.refuse(faults)
    if not records:
        raise InvalidInputError([Fault("没有数据行", path.name)])
    return table


def _header(name: str, rows: Sequence[Row], required: Iterable[str]) -> tuple[str, ...]:
    columns = tuple(str(cell or "").strip() for cell in rows[0].cells) if rows else ()
    _check_columns(name, columns, required)
    return columns


def _body(name: str, rows: Iterable[Row], columns: Sequence[str]) -> tuple[list[Record], list[Fault]]:
    records, faults = [], []
    for row in rows:
        if row.blank:
            continue
        if len(row.cells) > len(columns):
            faults.append(Fault(f"有{len(row.cells)}格，表头只有{len(columns)}列", f"{name} 第{row.number}行"))
        records.append(Record(row.number, dict(_cells(columns, row.cells))))
    return records, faults


def _cells(columns: Sequence[str], cells: Iterable[object]) -> Iterator[tuple[str, str]]:
    for column, cell in zip(columns, cells, strict=False):
        text = str(cell or "").strip()
        yield column, "" if text in MISSING else text


def _check_columns(name: str, columns: Sequence[str], required: Iterable[str]) -> None:
    absent = [column for column in required if column not in columns]
    if absent:
        found = "、".join(column for column in columns if column) or "无"
        raise InvalidInputError([Fault(f"缺少列：{'、'.join(absent)}", f"{name} 第1行", f"现有列：{found}")])
