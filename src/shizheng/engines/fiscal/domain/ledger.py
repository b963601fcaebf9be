"""The ledger: facts at full coordinates, and sums over them.

A fact is a leaf. One that generalises another (the same but for a shorter code) would be counted twice and is refused.
A fact with an ``item`` is a memorandum ("of which" 三公, procurement): it adds to no total that does not name an item.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.naming import in_words
from shizheng.engines.fiscal.domain.projects.funding import Fund
from shizheng.engines.fiscal.domain.words import Worded
from shizheng.kit.errors import Fault

Ledger = Mapping[Coord, Decimal]


class BookStage(Worded):
    BUDGET = "budget", "年初预算"
    ADJUSTED = "adjusted", "调整预算"
    FINAL = "final", "决算"


class Side(Worded):
    INCOME = "income", "收入"
    EXPENSE = "expense", "支出"
    OPENING = "opening", "年初结转结余"
    CLOSING = "closing", "年末结转结余"


CODES: Mapping[str, tuple[int, ...]] = {"func": (3, 5, 7), "dept": (3, 5), "gov": (3, 5)}
"""Digits of a code at each of its levels."""
DOTTED = frozenset({"fund", "nature", "item"})
OF_WHICH = frozenset({"procurement.sme", "procurement.sme.micro"})
"""Items that tell a part of the whole again, and so add nothing to it."""
_HIERARCHIES = (*CODES, *sorted(DOTTED))
CEILING = Decimal(10) ** 16


class FactRow(NamedTuple):
    """One fact as it arrives; ``amount`` None removes it, ``place`` says where it stands, e.g. 第3行."""

    coord: Coord
    amount: Decimal | None
    note: str = ""
    source: str = ""
    place: str = ""


def covers(dimension: str, wide: str | int, narrow: str | int) -> bool:
    """Whether a value of a dimension contains another: 201 contains 20103, basic contains basic.staff, "" anything."""
    if wide in ("", narrow):
        return True
    if narrow in OF_WHICH:
        return False
    if dimension in CODES:
        return str(narrow).startswith(str(wide))
    return dimension in DOTTED and str(narrow).startswith(f"{wide}.")


def select(ledger: Ledger, **dimensions: str | int) -> dict[Coord, Decimal]:
    """Facts inside the dimensions given; memoranda only where ``item`` is given."""
    dimensions.setdefault("measure", "amount")
    memoranda = "item" in dimensions
    return {
        coord: amount
        for coord, amount in ledger.items()
        if (memoranda or not coord.item)
        and all(covers(name, value, getattr(coord, name)) for name, value in dimensions.items())
    }


def total(ledger: Ledger, **dimensions: str | int) -> Decimal:
    """``total(ledger, side="expense", func="201")``: the sum of what lies inside; zero where nothing does."""
    return sum(select(ledger, **dimensions).values(), Decimal(0))


def group(ledger: Ledger, dimension: str, width: int | None = None, **dimensions: str | int) -> dict[str, Decimal]:
    """Sums by one dimension; ``width`` cuts codes to so many digits and dotted paths to so many steps."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for coord, amount in select(ledger, **dimensions).items():
        sums[cut(dimension, str(getattr(coord, dimension)), width)] += amount
    return dict(sorted(sums.items()))


def cut(dimension: str, value: str, width: int | None) -> str:
    if width is None:
        return value
    return ".".join(value.split(".")[:width]) if dimension in DOTTED else value[:width]


def row_faults(rows: Sequence[FactRow], kept: Iterable[Coord] = ()) -> list[Fault]:
    """Everything wrong with rows that are to join the coordinates already kept."""
    found, sound = [], {}
    for number, row in enumerate(rows, 1):
        place = _place(row, number)
        faults = [fault.within(place) for fault in _row_faults(row)]
        found.extend(faults)
        if not faults:
            sound[row.coord] = (row, place)
    removed = {row.coord for row in rows if row.amount is None}
    places = {coord: "账中已有" for coord in kept if coord not in removed}
    places.update({coord: place for coord, (row, place) in sound.items() if row.amount is not None})
    return [*found, *_repeated(rows), *_counted_twice(places)]


def _counted_twice(places: Mapping[Coord, str]) -> Iterator[Fault]:
    for wide, narrow in overlaps(places):
        yield Fault(
            f"与更细的数重复计算（{places[narrow]}：{in_words(narrow)}）",
            f"{places[wide]} {in_words(wide)}",
            "只保留最细的一级，合计由系统计算",
        )


def _place(row: FactRow, number: int) -> str:
    return row.place or f"第{number}行"


def _row_faults(row: FactRow) -> Iterator[Fault]:
    coord = row.coord
    if coord.side not in ("", *Side):
        yield Fault(f"收支方向“{coord.side}”无法识别", "收支")
    if not (coord.side or coord.item or coord.measure != "amount"):
        yield Fault("没有说明是收入还是支出", "收支")
    if coord.fund.split(".")[0] not in ("", *Fund):
        yield Fault(f"资金性质“{coord.fund}”无法识别", "资金性质")
    for name, widths in CODES.items():
        code = getattr(coord, name)
        if code and not (code.isascii() and code.isdigit() and len(code) in widths):
            yield Fault(f"编码“{code}”应为{'、'.join(map(str, widths))}位数字", "科目编码")
    if row.amount is not None and not row.amount.is_finite():
        yield Fault("金额不是数", "金额")
    elif row.amount is not None and (abs(row.amount) >= CEILING or row.amount != round(row.amount, 2)):
        yield Fault(f"金额“{row.amount}”应精确到分且不超过一亿亿元", "金额")


def _repeated(rows: Sequence[FactRow]) -> Iterator[Fault]:
    first: dict[Coord, str] = {}
    for number, row in enumerate(rows, 1):
        place = _place(row, number)
        if row.coord in first:
            yield Fault(f"与{first[row.coord]}是同一个数（{in_words(row.coord)}）", place, "请合并")
        first.setdefault(row.coord, place)


def overlaps(coords: Iterable[Coord]) -> Iterator[tuple[Coord, Coord]]:
    """Pairs where the first generalises the second along codes or dotted paths, so that both would be counted."""
    known = set(coords)
    present = {name: {getattr(coord, name) for coord in known} for name in _HIERARCHIES}
    for narrow in known:
        wider = [
            [value for value in present[name] if _may_widen(name, value, getattr(narrow, name))]
            for name in _HIERARCHIES
        ]
        for values in product(*wider):
            wide = narrow.over(**dict(zip(_HIERARCHIES, values, strict=True)))
            if wide != narrow and wide in known:
                yield wide, narrow


def _may_widen(name: str, wide: str, narrow: str) -> bool:
    """A memorandum is not part of a fact without item, so an empty item widens nothing."""
    return covers(name, wide, narrow) and not (name == "item" and not wide and narrow)
