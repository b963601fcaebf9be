"""Documents side by side along one axis of the coordinates: amounts, shares, growth and amounts a head.

Forms print one thing at different widths (of all money, of the treasury's, of the general budget alone). A key is
compared at the width that most documents state; one that does not is shown at its own widest, and `scope` says so.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import NamedTuple

from shizheng.engines.fiscal.domain.claim import FEN
from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.projects.purposes import BOOK, named, purpose_of
from shizheng.systems.disclosure.domain.reading import Reading

STAFF = re.compile(r"(?:实有|在职|在编)(?:在编|在职|实有)?(?:人员|人数|职工)?(?:共|为|有|总数)?[:：]?(\d{1,6})[人名]")
SUBJECT = re.compile("[为，。：、]")  # ends the name a sentence begins with


class Axis(NamedTuple):
    """What is compared: a dimension, the codes taken along it, and the scopes in which they may be stated."""

    title: str
    dimension: str
    book: str
    scopes: tuple[Coord, ...]
    takes: Callable[[str], bool] = bool
    group: Callable[[str], str] = str  # several codes under one key, their amounts together


def _expense(*scopes: tuple[str, str]) -> tuple[Coord, ...]:
    return tuple(Coord(side="expense", fund=fund, nature=nature) for fund, nature in scopes)


FUNDS = _expense(("", ""), ("fiscal", ""), ("general", ""))
ECONOMIC = _expense(("", ""), ("fiscal", ""), ("general", ""), ("", "basic"), ("fiscal", "basic"), ("general", "basic"))
PROJECTS = _expense(("", "project"), ("fiscal", "project"), ("general", "project"))
NATURES = {"basic": "基本支出", "basic.staff": "人员经费", "basic.public": "公用经费", "project": "项目支出"}
ITEMS = {
    "three_public": "“三公”经费",
    "procurement": "政府采购",
    "procurement.sme": "面向中小企业采购",
    "procurement.sme.micro": "面向小微企业采购",
    "operating": "机关运行经费",
}
TOTALS = {"inflow": "收入总计", "income": "本年收入", "outflow": "支出总计", "expense": "本年支出"}


def purpose_axis(corrected: Mapping[str, str]) -> Axis:
    """Projects by what they are for; `corrected` says of a project's name what a person said of it."""
    return Axis("项目类别", "project", BOOK, PROJECTS, group=lambda name: corrected.get(name) or purpose_of(name).id)


AXES = {
    "total": Axis("总量", "side", "", (Coord(),), TOTALS.__contains__),
    "function": Axis("功能分类", "func", "functional", FUNDS, lambda code: len(code) == 3),
    "economic": Axis("部门经济分类", "dept", "departmental", ECONOMIC, lambda code: len(code) == 3),
    "fund": Axis("资金来源", "fund", "funds", (Coord(side="income"),)),
    "nature": Axis("支出性质", "nature", "", FUNDS, NATURES.__contains__),
    "item": Axis("“三公”、采购与运行经费", "item", "", FUNDS, lambda code: code.startswith(tuple(ITEMS))),
    "project": Axis("项目", "project", "", PROJECTS),
    "kind": purpose_axis({}),
}


class Amount(NamedTuple):
    """An amount and where its document prints it; `disputed` where it prints something else elsewhere.

    `of` are the codes whose amounts it adds up, where there are several.
    """

    fen: int
    line: int
    quote: str
    disputed: bool = False
    of: tuple[str, ...] = ()

    def plus(self, other: "Amount") -> "Amount":
        first = min(self, other, key=lambda amount: amount.line)
        return Amount(
            self.fen + other.fen, first.line, first.quote, self.disputed or other.disputed, self.of + other.of
        )


class Printed(NamedTuple):
    """An amount of money in a table, as comparing needs it."""

    coord: Coord
    fen: int
    ulp: int
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Portrait:
    """What comparing needs of one document; small enough to travel between processes."""

    file: str
    unit: str
    year: int
    stage: str
    staff: int | None
    amounts: dict[Coord, Amount] = field(default_factory=dict)  # without organisations; year 0 is the document's own


class Compared(NamedTuple):
    """One key in one document. ``share`` of its scope and ``growth`` are exact ratios; ``since`` the year before."""

    portrait: Portrait
    key: str
    name: str
    scope: Coord
    amount: Amount
    share: Fraction | None
    growth: Fraction | None
    since: int
    head: Fraction | None  # fen a person


def portray(file: str, reading: Reading) -> Portrait:
    """The amounts in tables of the document's own stage, this year's and the years' before."""
    printed = (
        Printed(claim.coord, claim.value, claim.ulp, claim.place.line, claim.quote)
        for claim in reading.claims
        if claim.unit == FEN and claim.kind == "cell" and claim.coord.measure == "amount" and not claim.coord.gov
    )
    return portrait_of(file, reading.unit, reading.year, reading.stage, staff_of(reading), printed)


def portrait_of(file: str, unit: str, year: int, stage: str, staff: int | None, printed: Iterable[Printed]) -> Portrait:
    """Each coordinate as its most precise statement has it; those that contradict it are told by `disputed`."""
    stated: dict[Coord, dict[str, Amount]] = {}
    ulps: dict[tuple[Coord, str], int] = {}
    for each in printed:
        coord = each.coord
        if coord.stage not in {"", stage}:
            continue
        org = "" if coord.org == unit else coord.org
        at = coord._replace(org="", year=0 if coord.year == year else coord.year, stage="")
        rows, known = stated.setdefault(at, {}), stated[at].get(org)
        amount, ulp = Amount(each.fen, each.line, each.quote), ulps.get((at, org), each.ulp)
        disputed = known is not None and (known.disputed or 2 * abs(known.fen - each.fen) > ulp + each.ulp)
        rows[org] = (amount if known is None or each.ulp < ulp else known)._replace(disputed=disputed)
        ulps[at, org] = min(ulp, each.ulp)
    return Portrait(file, unit, year, stage, staff, {coord: _whole(rows) for coord, rows in stated.items()})


def _whole(rows: Mapping[str, Amount]) -> Amount:
    """What is said of the unit as a whole, else of its parts together."""
    return rows[""] if "" in rows else reduce(Amount.plus, rows.values())


def staff_of(reading: Reading) -> int | None:
    """People in post as the text counts them: a total, else the units it describes together; None where it wavers."""
    told: dict[int, tuple[str, int]] = {}
    for passage in reading.narrative.passages:
        found = STAFF.search(passage.text)
        if found:
            told[int(found[1])] = SUBJECT.split(passage.text, maxsplit=1)[0], passage.section
    numbers, subjects = list(told), {subject for subject, _ in told.values()}
    if len(numbers) < 2 or 2 * max(numbers) == sum(numbers):
        return max(numbers, default=0) or None
    together = len(subjects) == len(numbers) and len({section for _, section in told.values()}) == 1
    return sum(numbers) if together else None


def compare(axis: Axis, portraits: Sequence[Portrait]) -> Iterator[Compared]:
    """Key by key in the order of the codes (projects by their money), document by document as they were given."""
    found = [_along(axis, portrait) for portrait in portraits]
    before = [_before(axis, portrait, portraits, found) for portrait in portraits]
    for key in _keys(axis, found):
        usual = Counter(scope for stated in found for scope in stated.get(key, ()))
        order = sorted(axis.scopes, key=lambda scope: -usual[scope])
        for portrait, stated, earlier in zip(portraits, found, before, strict=True):
            scope = next((scope for scope in order[:1] + list(axis.scopes) if scope in stated.get(key, ())), None)
            if scope is not None:
                whole = _scope_total(axis, scope, portrait, stated)
                yield _compared(axis, key, portrait, scope, stated[key][scope], whole, earlier)


Stated = dict[str, dict[Coord, Amount]]
"""Amounts by key and scope."""
Earlier = Sequence[tuple[int, Stated]]
"""What was stated of earlier years, the nearest first."""


def _along(axis: Axis, portrait: Portrait, year: int = 0) -> Stated:
    """`year` is 0 for the document's own."""
    found: Stated = {}
    for scope in axis.scopes:
        for coord, amount in portrait.amounts.items():
            code = getattr(coord, axis.dimension)
            if code and axis.takes(code) and coord == scope.over(**{axis.dimension: code})._replace(year=year):
                scopes, named = found.setdefault(axis.group(code), {}), amount._replace(of=(code,))
                scopes[scope] = scopes[scope].plus(named) if scope in scopes else named
    return found


def _keys(axis: Axis, found: Iterable[Stated]) -> list[str]:
    """Codes with money in any document."""
    most: dict[str, int] = {}
    for stated in found:
        for code, scopes in stated.items():
            most[code] = max(most.get(code, 0), *(amount.fen for amount in scopes.values()))
    codes = [code for code, fen in most.items() if fen]
    if axis.dimension == "side":
        return [code for code in TOTALS if code in codes]
    return sorted(codes, key=lambda code: (-most[code], code)) if axis.dimension == "project" else sorted(codes)


def _compared(
    axis: Axis, key: str, portrait: Portrait, scope: Coord, amount: Amount, whole: int, earlier: Earlier
) -> Compared:
    known = ((year, stated[key][scope].fen) for year, stated in earlier if scope in stated.get(key, ()))
    since, before = next(known, (0, 0))
    return Compared(
        portrait,
        key,
        name_of(axis, key),
        scope,
        amount,
        Fraction(amount.fen, whole) if whole else None,
        Fraction(amount.fen - before, before) if before else None,
        since if before else 0,
        Fraction(amount.fen, portrait.staff) if portrait.staff else None,
    )


def _scope_total(axis: Axis, scope: Coord, portrait: Portrait, along: Stated) -> int:
    """What the shares are of: the printed total of the scope, else the sum of the axis' topmost keys; 0 for totals."""
    if axis.dimension == "side":
        return 0
    stated = portrait.amounts.get(scope)
    if stated:
        return stated.fen
    return sum(
        scopes[scope].fen for code, scopes in along.items() if scope in scopes and "." not in code and code != "fiscal"
    )


def _before(axis: Axis, portrait: Portrait, portraits: Sequence[Portrait], found: Sequence[Stated]) -> Earlier:
    """Earlier years as their own documents state them, then last year as this document recalls it."""
    own = {
        other.year: stated
        for other, stated in zip(portraits, found, strict=True)
        if other.unit == portrait.unit and other.stage == portrait.stage and 0 < other.year < portrait.year
    }
    recalled = _along(axis, portrait, portrait.year - 1)
    return [*sorted(own.items(), reverse=True), (portrait.year - 1, recalled)]


def name_of(axis: Axis, key: str) -> str:
    """What an officer calls a key."""
    if axis.book == BOOK:
        return named(key)
    if axis.dimension == "project":
        return key
    if axis.dimension == "side":
        return TOTALS[key]
    if axis.dimension == "nature":
        return NATURES[key]
    if key in ITEMS:
        return ITEMS[key]
    row = books(axis.book or ("procurement" if key.startswith("procurement") else "three-public")).find(key)
    return row.name if row else key


def scope_name(scope: Coord) -> str:
    """一般公共预算基本支出, 全部收入 …"""
    fund = books("funds").find(scope.fund) if scope.fund else None
    kind = NATURES.get(scope.nature, "收入" if scope.side == "income" else "支出")
    return f"{fund.name if fund else '全部'}{kind}"
