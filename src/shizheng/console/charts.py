"""Figures of a chart as declared data: the browser draws them, prints them as a table and downloads them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from shizheng.console import formats
from shizheng.kit.tabular.cells import Written

Kind = Literal["line", "bar", "stack", "pie"]
Number = Decimal | int | None


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of bars. `links` lead, value by value, to the rows that were counted.

    `tone` (good, soon, bad, busy, off) where the series is a state: its colour then is that of the state.
    """

    name: str
    values: Sequence[Number]
    links: Sequence[str] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """`at` is the instant of the data; `shape` writes a value as it is printed beside the drawing."""

    kind: Kind
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str
    at: datetime
    shape: Callable[[Any], str] = formats.count
    empty: str = ""

    def as_json(self, title: str) -> dict[str, Any]:
        """What the island in the browser reads."""
        return {
            "title": title,
            "kind": self.kind,
            "unit": self.unit,
            "at": formats.instant(self.at),
            "empty": self.empty,
            "categories": list(self.categories),
            "series": [self._series(each) for each in self.series],
        }

    def _series(self, each: Series) -> dict[str, Any]:
        return {
            "name": each.name,
            # Only the length of a line on a screen: what is read as a figure is the text beside it.
            "values": [None if value is None else float(value) for value in each.values],
            "texts": [self.shape(value) for value in each.values],
            "links": list(each.links),
            **({"tone": each.tone} if each.tone else {}),
        }

    def header(self) -> list[str]:
        suffix = f"（{self.unit}）" if self.unit else ""
        return ["", *(f"{each.name}{suffix}" for each in self.series)]

    def rows(self) -> list[list[Written]]:
        return [[name, *(each.values[index] for each in self.series)] for index, name in enumerate(self.categories)]


@dataclass(frozen=True, slots=True)
class Island:
    """A place on a page where a chart is drawn from the ChartPage at `url`."""

    title: str
    url: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure on a dashboard; `url` leads to the rows it counted."""

    label: str
    figure: str
    unit: str = ""
    url: str = ""
    note: str = ""
    tone: str = ""
