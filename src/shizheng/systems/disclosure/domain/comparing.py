"""Documents side by side along one axis of the coordinates: amounts, shares, growth and amounts a head.

Forms print one thing at different widths (of all money, of the treasury's, of the general budget alone). A key is
compared at the width that most documents state; one that does not is shown at its own widest, and `scope` says so.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from shizheng.engines.fiscal.domain.claim import FEN, Claim
from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
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
AXES = {
    "function": Axis("功能分类", "func", "functional", FUNDS, lambda code: len(code) == 3),
    "economic": Axis("部门经济分类", "dept", "departmental", ECONOMIC, lambda code: len(code) == 3),
    "fund": Axis("资金来源", "fund", "funds", (Coord(side="income"),)),
    "nature": Axis("支出性质", "nature", "", FUNDS, NATURES.__contains__),
    "item": Axis("“三公”、采购与运行经费", "item", "", FUNDS, lambda code: code.startswith(tuple(ITEMS))),
    "project": Axis("项目", "project", "", PROJECTS),
}


class Amount(NamedTuple):
    """An amount and where its document prints it."""

    fen: int
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
    stated: dict[Coord, dict[str, Claim]] = {}
    for claim in reading.claims:
        coord = claim.coord
        if claim.unit != FEN or claim.kind != "cell" or coord.measure != "amount" or coord.gov:
            continue
        if coord.stage not in {"", reading.stage}:
            continue
        org = "" if coord.org == reading.unit else coord.org
        year = 0 if coord.year == reading.year else coord.year
        rows = stated.setdefault(coord._replace(org="", year=year, stage=""), {})
        known = rows.get(org)
        if known is None or claim.ulp < known.ulp:
            rows[org] = claim
    amounts = {coord: _whole(rows) for coord, rows in stated.items()}
    return Portrait(file, reading.unit, reading.year, reading.stage, staff_of(reading), amounts)


def _whole(rows: dict[str, Claim]) -> Amount:
    """What is said of the unit as a whole, else of its parts together."""
    claims = [rows[""]] if "" in rows else list(rows.values())
    first = min(claims, key=lambda claim: claim.place.line)
    return Amount(sum(claim.value for claim in claims), first.place.line, first.quote)


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
    found = [(portrait, _along(axis, portrait.amounts)) for portrait in portraits]
    for key in _keys(axis, [stated for _, stated in found]):
        usual = Counter(scope for _, stated in found for scope in stated.get(key, ()))
        order = sorted(axis.scopes, key=lambda scope: -usual[scope])
        for portrait, stated in found:
            scope = next((scope for scope in order[:1] + list(axis.scopes) if scope in stated.get(key, ())), None)
            if scope is not None:
                yield _compared(axis, key, portrait, portraits, scope, stated[key][scope])


Stated = dict[str, dict[Coord, Amount]]
"""Amounts by code and scope."""


def _along(axis: Axis, amounts: dict[Coord, Amount]) -> Stated:
    found: Stated = {}
    for scope in axis.scopes:
        for coord, amount in amounts.items():
            code = getattr(coord, axis.dimension)
            if code and axis.takes(code) and coord == _at(axis, scope, code):
                found.setdefault(code, {})[scope] = amount
    return found


def _at(axis: Axis, scope: Coord, code: str) -> Coord:
    return scope.over(**{axis.dimension: code})


def _keys(axis: Axis, found: Iterable[Stated]) -> list[str]:
    """Codes with money in any document."""
    most: dict[str, int] = {}
    for stated in found:
        for code, scopes in stated.items():
            most[code] = max(most.get(code, 0), *(amount.fen for amount in scopes.values()))
    codes = [code for code, fen in most.items() if fen]
    return sorted(codes, key=lambda code: (-most[code], code)) if axis.dimension == "project" else sorted(codes)


def _compared(
    axis: Axis, key: str, portrait: Portrait, portraits: Sequence[Portrait], scope: Coord, amount: Amount
) -> Compared:
    before, since = _before(_at(axis, scope, key), portrait, portraits)
    whole = _scope_total(axis, scope, portrait)
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


def _scope_total(axis: Axis, scope: Coord, portrait: Portrait) -> int:
    """What the shares are of: the printed total of the scope, else the sum of the axis' topmost keys."""
    stated = portrait.amounts.get(scope)
    if stated:
        return stated.fen
    along = _along(axis, portrait.amounts)
    return sum(
        scopes[scope].fen for code, scopes in along.items() if scope in scopes and "." not in code and code != "fiscal"
    )


def _before(coord: Coord, portrait: Portrait, portraits: Sequence[Portrait]) -> tuple[int, int]:
    """The same amount of an earlier year: in that year's own document, else as this one recalls it; (0, 0) unknown."""
    own = {other.year: other for other in portraits if other.unit == portrait.unit and other.stage == portrait.stage}
    for year in sorted((year for year in own if 0 < year < portrait.year), reverse=True):
        if coord in own[year].amounts:
            return own[year].amounts[coord].fen, year
    recalled = portrait.amounts.get(coord._replace(year=portrait.year - 1))
    return (recalled.fen, portrait.year - 1) if recalled else (0, 0)


def name_of(axis: Axis, key: str) -> str:
    """What an officer calls a key."""
    if axis.dimension == "project":
        return key
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
