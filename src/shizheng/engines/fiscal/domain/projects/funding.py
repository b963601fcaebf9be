"""A project's money by level of government, fund and year; integer 分."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from shizheng.engines.fiscal.domain.words import Worded
from shizheng.kit.errors import Fault
from shizheng.kit.money import format_yuan

K = TypeVar("K")


class Level(Worded):
    """Who gives the money, as target sheets list it."""

    CENTRAL = "central", "中央财政资金"
    PROVINCE = "province", "省级财政资金"
    CITY = "city", "市级财政资金"
    COUNTY = "county", "县（区）财政资金"
    OWN = "own", "单位自筹"
    OTHER = "other", "其他资金"

    @property
    def is_treasury(self) -> bool:
        return self not in (Level.OWN, Level.OTHER)


class Fund(Worded):
    """Which budget the money belongs to; identifiers are the ledger's."""

    GENERAL = "general", "一般公共预算"
    GOVERNMENT = "government", "政府性基金预算"
    CAPITAL = "capital", "国有资本经营预算"
    SPECIAL = "special", "财政专户管理资金"
    UNIT = "unit", "单位资金"


class Line(NamedTuple):
    level: Level
    fund: Fund
    year: int
    fen: int


@dataclass(frozen=True, slots=True)
class Stated:
    """Totals as somebody wrote them, to hold against the lines; None and absent keys were not stated."""

    period: int | None = None
    years: Mapping[int, int] = field(default_factory=dict)
    levels: Mapping[Level, int] = field(default_factory=dict)


def total(lines: Iterable[Line]) -> int:
    return sum(line.fen for line in lines)


def by_year(lines: Iterable[Line]) -> dict[int, int]:
    return _summed((line.year, line.fen) for line in lines)


def by_level(lines: Iterable[Line]) -> dict[Level, int]:
    """Over the whole period."""
    return _summed((line.level, line.fen) for line in lines)


def by_fund(lines: Iterable[Line]) -> dict[Fund, int]:
    return _summed((line.fund, line.fen) for line in lines)


def _summed(pairs: Iterable[tuple[K, int]]) -> dict[K, int]:
    sums: Counter[K] = Counter()
    for key, fen in pairs:
        sums[key] += fen
    return dict(sums)


def funding_faults(lines: Sequence[Line], first_year: int, last_year: int, stated: Stated) -> list[Fault]:
    """Everything wrong with the lines themselves and with the totals stated beside them."""
    return [*_line_faults(lines, first_year, last_year), *_stated_faults(lines, stated)]


def _line_faults(lines: Sequence[Line], first_year: int, last_year: int) -> Iterator[Fault]:
    keys: set[tuple[Level, Fund, int]] = set()
    for number, line in enumerate(lines, 1):
        place = f"第{number}行"
        if line.fen < 0:
            yield Fault("金额不能为负", place)
        if not first_year <= line.year <= last_year:
            yield Fault(f"{line.year}年不在实施期{first_year}—{last_year}年内", place, "请改年度或先调整实施期")
        if line.level.is_treasury == (line.fund is Fund.UNIT) and line.level is not Level.OTHER:
            yield Fault(f"{line.level.label}不属于{line.fund.label}", place, "财政资金与单位资金请分行填写")
        key = (line.level, line.fund, line.year)
        if key in keys:
            yield Fault(f"{line.year}年{line.level.label}（{line.fund.label}）重复", place, "请合并为一行")
        keys.add(key)


def _stated_faults(lines: Sequence[Line], stated: Stated) -> Iterator[Fault]:
    if stated.period is not None:
        yield from _difference("实施期资金总额", stated.period, total(lines), "各年度之和")
    years = by_year(lines)
    for year, fen in stated.years.items():
        yield from _difference(f"{year}年度资金总额", fen, years.get(year, 0), "各级资金之和")
    levels = by_level(lines)
    for level, fen in stated.levels.items():
        yield from _difference(level.label, fen, levels.get(level, 0), "各年度之和")


def _difference(name: str, stated: int, reckoned: int, how: str) -> Iterator[Fault]:
    if stated != reckoned:
        short = format_yuan(stated - reckoned)
        yield Fault(f"填写{format_yuan(stated)}元，{how}为{format_yuan(reckoned)}元，相差{short}元", name)
