"""What a report says, before any file format: facts in sentences, tables, and bars. Nothing in it judges."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Bars:
    """`words` are the values as they are printed beside the bars; None where there is none."""

    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[Decimal | None, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The first column holds labels, the others figures."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    text: tuple[str, ...] = ()
    bars: Bars | None = None
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Content:
    title: str
    period: str
    office: str
    as_of: datetime
    sections: tuple[Section, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure with its earlier ones, all in print; `than_*` compare what is printed."""

    name: str
    unit: str
    now: str
    before: str
    than_before: str
    year: str
    than_year: str

    @property
    def sentence(self) -> str:
        """满意率94.11%，比上一期增加0.20个百分点，比上年同期持平。"""
        if self.now == "无数据":
            return f"{self.name}：本期没有数据。"
        unit = "" if self.unit == "%" else self.unit
        return f"{self.name}{self.now}{unit}{_than('上一期', self.than_before)}{_than('上年同期', self.than_year)}。"


def _than(what: str, words: str) -> str:
    return f"，{what}无可比数据" if words == "无可比数据" else f"，{'与' if words == '持平' else '比'}{what}{words}"


def shares(title: str, counted: Sequence[tuple[str, int]], total: int, most: int) -> tuple[str, Grid, Bars]:
    """Where the matters come from: one sentence on the first three, a table and bars of the first `most`."""
    shown = [(name, count, _share(count, total)) for name, count in counted[:most]]
    first = "、".join(f"{name}{count:,}件（占{share}）" for name, count, share in shown[:3])
    sentence = f"按{title}看，前{min(3, len(shown))}位是{first}。" if shown else f"按{title}看，本期没有数据。"
    grid = Grid(f"{title}分布", (title, "受理量（件）", "占比"), tuple((n, f"{c:,}", s) for n, c, s in shown))
    bars = Bars(
        f"{title}分布",
        "件",
        tuple(name for name, _, _ in shown),
        tuple(Decimal(count) for _, count, _ in shown),
        tuple(f"{count:,}" for _, count, _ in shown),
    )
    return sentence, grid, bars


def _share(count: int, total: int) -> str:
    return f"{Decimal(count) * 100 / total:.2f}%" if total else "—"
