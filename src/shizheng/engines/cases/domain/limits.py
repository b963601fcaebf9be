"""How long something may take: the table of limits and how the one that applies is found in it.

A row names what it applies to; what it leaves open applies to all. Of the rows that apply, the one that names more
wins, in the order of ORDER: a row for urgent matters beats a row for a category, a deeper category beats its parent.
Two rows that say the same from the same day are a tie and refused when they are brought in.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

import msgspec

from shizheng.engines.cases.domain.words import LIMIT_UNITS, Unit
from shizheng.kit.errors import Fault, InvalidInputError

ORDER = ("urgency", "category", "nature", "area")
LONGEST = 10_000


class Limit(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """`edition` is the version of the table it was read from, 0 for the usual limit that the process declares."""

    amount: int
    unit: Unit
    source: str = ""
    edition: int = 0

    def __str__(self) -> str:
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One line of the table. Empty texts apply to all; `category` and `area` are codes and apply to all below them.

    `valid_from` is the first day, `valid_to` the last; a limit is chosen by the day on which its clock starts.
    """

    process: str
    clock: str
    limit: Limit
    valid_from: date
    category: str = ""
    nature: str = ""
    urgency: str = ""
    area: str = ""
    valid_to: date | None = None

    @property
    def key(self) -> tuple[str, ...]:
        return (self.process, self.clock, *(getattr(self, name) for name in ORDER))

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a limit may depend on. `category` and `area` are codes from the top of their trees down to the own one."""

    category: tuple[str, ...] = ()
    nature: str = ""
    urgency: str = ""
    area: tuple[str, ...] = ()

    def sayings(self, asked: Container[str] = ORDER) -> Iterator[tuple[str, ...]]:
        """Everything a row may say of this matter, in the order of ORDER, most telling first; of what is not `asked`
        nothing."""
        urgency = (self.urgency, "") if self.urgency and "urgency" in asked else ("",)
        category = (*reversed(self.category), "") if "category" in asked else ("",)
        nature = (self.nature, "") if self.nature and "nature" in asked else ("",)
        area = (*reversed(self.area), "") if "area" in asked else ("",)
        return product(urgency, category, nature, area)


@dataclass(frozen=True, slots=True)
class LimitTable:
    """The rows of one or more processes, found by what they say."""

    rows: Sequence[LimitRow]
    _found: dict[tuple[str, ...], list[LimitRow]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _asked: dict[tuple[str, str], set[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for row in sorted(self.rows, key=lambda row: row.valid_from, reverse=True):
            self._found.setdefault(row.key, []).append(row)
            asked = self._asked.setdefault((row.process, row.clock), set())
            asked.update(name for name in ORDER if getattr(row, name))

    def choose(self, process: str, clock: str, matter: Matter, day: date) -> Limit | None:
        """The limit that holds on the day; None where no row applies. Only what rows of the clock ask for is tried."""
        asked = self._asked.get((process, clock))
        if asked is None:
            return None
        for said in matter.sayings(asked):
            for row in self._found.get((process, clock, *said), ()):
                if row.holds_on(day):
                    return row.limit
        return None


def row_faults(rows: Iterable[LimitRow], known: Iterable[tuple[str, str]]) -> list[Fault]:
    """Everything wrong with a table that is to be brought in; rows are counted from 1.

    `known` are the (process, clock) pairs that exist.
    """
    listed = list(rows)
    pairs = set(known)
    faults = [fault.within(f"第{number}行") for number, row in enumerate(listed, 1) for fault in _faults(row, pairs)]
    counted = Counter((row.key, row.valid_from) for row in listed)
    for (key, day), count in counted.items():
        if count > 1:
            numbers = [str(number) for number, row in enumerate(listed, 1) if (row.key, row.valid_from) == (key, day)]
            faults.append(
                Fault("适用条件与生效日期完全相同", f"第{'、'.join(numbers)}行", "请只留一行，或写明不同的条件")
            )
    return faults


def _faults(row: LimitRow, known: set[tuple[str, str]]) -> Iterator[Fault]:
    if (row.process, row.clock) not in known:
        yield Fault(f"没有流程“{row.process}”的时限“{row.clock}”", "时限", "请核对流程与时限的标识")
    if not 0 < row.limit.amount <= LONGEST:
        yield Fault(f"时限应为1至{LONGEST}的整数", "时限")
    if row.limit.unit not in LIMIT_UNITS:
        yield Fault("时限单位不可用", "单位", f"可用：{'、'.join(unit.label for unit in LIMIT_UNITS)}")
    if not row.limit.source.strip():
        yield Fault("没有写明依据", "依据", "请填写规定该时限的文件")
    if row.valid_to is not None and row.valid_to < row.valid_from:
        yield Fault("失效日期早于生效日期", "失效日期")


def limit_table(rows: Iterable[LimitRow], known: Iterable[tuple[str, str]]) -> LimitTable:
    """A checked table; InvalidInputError with every fault of every row."""
    listed = tuple(rows)
    if faults := row_faults(listed, known):
        raise InvalidInputError(faults, f"时限表有{len(faults)}处问题，没有导入")
    return LimitTable(listed)
