"""Cells, rows and their addresses as an officer sees them: 第3行, B列."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.kit.money import Amount
from shizheng.kit.printed import Printed, read_number

Read: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None
Written: TypeAlias = str | int | float | bool | Decimal | Printed | Amount | date | datetime | None

_LETTERS = 26
# Besides the ASCII openers, spreadsheets of East Asian locales take the full-width ones; tab and return hide the next.
_OPENERS = tuple("=+-@\t\r\n＝＋－＠")


def column_letter(index: int) -> str:
    """Letters of a column counted from 1: 1 → A, 27 → AA."""
    if index < 1:
        raise ValueError("columns are counted from 1")
    letters = ""
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Column counted from 1: A → 1, AA → 27."""
    index = 0
    for char in letters.upper():
        if not "A" <= char <= "Z":
            raise ValueError(f"“{letters}”不是列号")
        index = index * _LETTERS + ord(char) - ord("A") + 1
    return index


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in its file: `number` counts from 1, `cells[0]` is column A."""

    number: int
    cells: Sequence[Read]
    sheet: str = ""

    def text(self, column: int) -> str:
        """Column counted from 1, as stripped text; empty where there is nothing. Whole floats lose their `.0`."""
        value = self.cells[column - 1] if column <= len(self.cells) else None
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value).strip()

    @property
    def blank(self) -> bool:
        return all(cell is None or cell == "" for cell in self.cells)

    def fault(self, message: str, column: int | None = None, remedy: str = "") -> CellFault:
        return CellFault(message, self.number, column, self.sheet, remedy)


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell (or a whole row, without a column), both counted from 1."""

    message: str
    row: int
    column: int | None = None
    sheet: str = ""
    remedy: str = ""

    @property
    def place(self) -> str:
        sheet = f"工作表“{self.sheet}” " if self.sheet else ""
        return f"{sheet}第{self.row}行" + (f"{column_letter(self.column)}列" if self.column else "")

    @property
    def fault(self) -> Fault:
        return Fault(self.message, self.place, self.remedy)

    def __str__(self) -> str:
        return str(self.fault)


class TableError(InvalidInputError):
    """An imported table refused as a whole, with the place of every fault."""

    def __init__(self, cells: Iterable[CellFault], summary: str = "") -> None:
        self.cells = tuple(cells)
        super().__init__([cell.fault for cell in self.cells], summary)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.cells, self.summary)


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet might run this text as a formula. A plain number with its sign is none."""
    return text.startswith(_OPENERS) and not isinstance(read_number(text), Printed)


def neutralised(text: str) -> str:
    """Text that no spreadsheet runs: an apostrophe before what looks like a formula, or like one already so marked."""
    return "'" + text if is_formula_like(text) or is_formula_like(text.lstrip("'")) else text


def restored(text: str) -> str:
    """The text before `neutralised`."""
    return text[1:] if text.startswith("'") and is_formula_like(text.lstrip("'")) else text
