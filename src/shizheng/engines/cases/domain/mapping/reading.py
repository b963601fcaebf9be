"""One row of a file as a mapping reads it, with everything wrong in it."""

import html
from collections.abc import Callable, Iterator
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from datetime import datetime

from shizheng.engines.cases.domain.learning.instants import SHAPES, read_instant
from shizheng.engines.cases.domain.mapping.mapping import (
    TARGETS,
    Kind,
    Mapping,
    Reading,
    Target,
    Tree,
    reading_columns,
)
from shizheng.engines.cases.domain.mapping.table import Record, Table
from shizheng.kit.errors import Fault

Cooked = str | bool | datetime
Path = tuple[tuple[str, str], ...]
"""Names from the top of a tree down, each with the other platform's code or an empty text."""

_YES = {"是", "真", "true", "yes", "y", "1", "√", "已办结", "已解决", "保密"}
_NO = {"否", "假", "false", "no", "n", "0", "×", "未办结", "未解决", "不保密"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row says. `category` and `area` are paths by name, `unit` is (name, code) or empty."""

    number: int
    values: dict[str, Cooked]
    category: Path = ()
    area: Path = ()
    unit: tuple[str, str] = ("", "")
    faults: tuple[Fault, ...] = field(default=())

    def text(self, target: str) -> str:
        found = self.values.get(target)
        return found if isinstance(found, str) else ""

    def instant(self, target: str) -> datetime | None:
        found = self.values.get(target)
        return found if isinstance(found, datetime) else None


class _WrongError(Exception):
    """What a cell says cannot be used."""


def missing_columns(table: Table, mapping: Mapping) -> list[Fault]:
    """Columns that the mapping reads and the file does not have."""
    absent: dict[str, list[str]] = {}
    for column, label in mapping.columns():
        if column not in table.columns:
            absent.setdefault(column, []).append(label)
    found = "、".join(column for column in table.columns if column)
    return [
        Fault(f"没有“{column}”这一列（用于{'、'.join(dict.fromkeys(labels))}）", "表头", f"现有列：{found}")
        for column, labels in absent.items()
    ]


def read_drafts(table: Table, mapping: Mapping, choices: Lookup[str, Lookup[str, str]]) -> Iterator[Draft]:
    """Every row; numbers that stand twice are faults of the later row."""
    missing = frozenset(mapping.missing)
    seen: dict[str, int] = {}
    for record in table.records:
        draft = _Reader(table, mapping, choices, record, missing).draft()
        number = draft.text("number")
        if number and number in seen:
            place = table.place(record.number, mapping.fields["number"].column)
            twice = Fault(f"原编号“{number}”与第{seen[number]}行重复", place)
            draft = Draft(draft.number, draft.values, draft.category, draft.area, draft.unit, (*draft.faults, twice))
        seen.setdefault(number, record.number)
        yield draft


class _Reader:
    def __init__(
        self,
        table: Table,
        mapping: Mapping,
        choices: Lookup[str, Lookup[str, str]],
        record: Record,
        missing: frozenset[str],
    ) -> None:
        self.table, self.mapping, self.choices, self.record = table, mapping, choices, record
        self.missing = missing
        self.faults: list[Fault] = []

    def draft(self) -> Draft:
        values: dict[str, Cooked] = {}
        for target in TARGETS:
            found = self.value(target)
            if found is not None and found != "":
                values[target.id] = found
        self.check_order(values)
        mapping = self.mapping
        return Draft(
            self.record.number,
            values,
            self.path(mapping.category),
            self.path(mapping.area),
            (self.cell(mapping.unit.column), self.cell(mapping.unit.code)) if mapping.unit else ("", ""),
            tuple(self.faults),
        )

    def cell(self, column: str) -> str:
        text = self.record[column] if column else ""
        if text in self.missing:
            return ""
        return html.unescape(text).strip() if "&" in text else text

    def path(self, tree: Tree | None) -> Path:
        """Down to the first level that says nothing."""
        found: list[tuple[str, str]] = []
        for level in tree.levels if tree else ():
            name = self.cell(level.column)
            if not name:
                break
            found.append((name, self.cell(level.code)))
        return tuple(found)

    def value(self, target: Target) -> Cooked | None:
        reading = self.mapping.fields.get(target.id)
        if reading is None:
            return None
        try:
            found = _COOKED[target.kind](self, target, reading, self.text(reading))
        except _WrongError as wrong:
            columns = reading_columns(reading)
            place = self.table.place(self.record.number, columns[0] if columns else "")
            self.faults.append(Fault(str(wrong), place))
            return None
        if target.required and found == "":
            columns = reading_columns(reading)
            place = self.table.place(self.record.number, columns[0] if columns else "")
            self.faults.append(Fault(f"{target.label}是空的", place))
        return found

    def text(self, reading: Reading) -> str:
        """What the column or the text comes to, translated by the whole of it."""
        if reading.column:
            found = self.cell(reading.column)
        else:
            found = reading.text
            for column in reading_columns(reading):
                found = found.replace(f"{{{column}}}", self.cell(column))
            found = " ".join(found.split()) if "\n" not in found else found.strip()
        return reading.values.get(found, found)

    def choice(self, target: Target, reading: Reading, text: str) -> str:
        known = self.choices.get(target.id, {})
        if text in known:
            return known[text]
        if reading.otherwise is not None:
            return known.get(reading.otherwise, "")
        if text:
            labels = [label for label, code in known.items() if label != code]
            raise _WrongError(f"{target.label}“{text}”没有对应，可用：{'、'.join(labels) or '无'}")
        return ""

    def check_order(self, values: dict[str, Cooked]) -> None:
        opened, closed = values.get("opened_at"), values.get("closed_at")
        if isinstance(opened, datetime) and isinstance(closed, datetime) and closed < opened:
            if self.mapping.fields["closed_at"].otherwise == "":
                del values["closed_at"]
                values["closed"] = True
                return
            column = self.mapping.fields["closed_at"].column
            self.faults.append(Fault("办结时间早于受理时间", self.table.place(self.record.number, column)))


def _plain(reader: _Reader, target: Target, reading: Reading, text: str) -> str:
    if len(text) > target.longest:
        if target.kind is Kind.TEXT and target.id != "number":
            return text[: target.longest - 1] + "…"
        raise _WrongError(f"{target.label}超过{target.longest}个字，现有{len(text)}个字")
    return text


def _instant(reader: _Reader, target: Target, reading: Reading, text: str) -> Cooked:
    if not text:
        return ""
    found = read_instant(text)
    if found is None and reading.otherwise is None:
        raise _WrongError(f"{target.label}“{text[:30]}”不是时间，应{SHAPES}")
    return found or ""


def _yes_no(reader: _Reader, target: Target, reading: Reading, text: str) -> Cooked:
    word = text.lower()
    if word in _YES or word in _NO:
        return word in _YES
    if not text:
        return ""
    if reading.otherwise is not None:
        return reading.otherwise in _YES if reading.otherwise else ""
    raise _WrongError(f"{target.label}“{text}”不知是“是”还是“否”")


def _choice(reader: _Reader, target: Target, reading: Reading, text: str) -> Cooked:
    return reader.choice(target, reading, text)


_COOKED: dict[Kind, Callable[[_Reader, Target, Reading, str], Cooked]] = {
    Kind.TEXT: _plain,
    Kind.LONG: _plain,
    Kind.INSTANT: _instant,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
}
