"""Between a grid as it is typed and facts: rows of texts to amounts at coordinates, with a fault for every bad cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from shizheng.engines.fiscal.domain.codes import books
from shizheng.engines.fiscal.domain.coord import Coord
from shizheng.engines.fiscal.domain.ledger import CEILING, FactRow
from shizheng.engines.fiscal.domain.naming import in_words
from shizheng.kit.digest import sm3
from shizheng.kit.printed import Printed, Unread, read_number
from shizheng.systems.disclosure.domain.budgeting.parts import Key, Part

Typed = Mapping[str, str]
"""One row as typed: key's name → text, ``a0``, ``a1`` … → text of the amounts."""
LONGEST_NAME = 200


class BadCell(NamedTuple):
    """``row`` counts from 0 among the typed rows; ``name`` is empty for the row as a whole."""

    row: int
    name: str
    message: str
    remedy: str = ""


class Entered(NamedTuple):
    facts: list[FactRow]
    faults: list[BadCell]


def amount_name(index: int) -> str:
    return f"a{index}"


def enter(part: Part, rows: Sequence[Typed], year: int) -> Entered:
    """Facts of all rows that hold anything, and everything that is wrong with them."""
    facts: list[FactRow] = []
    faults: list[BadCell] = []
    first: dict[Coord, int] = {}
    for number, row in enumerate(rows):
        if is_blank(part, row):
            continue
        named, bad = _named(part, row, number, year)
        amounts, worse = _amounts(part, row, number)
        faults += [*bad, *worse]
        if bad:
            continue
        if part.keys and not amounts and not worse:
            faults.append(BadCell(number, amount_name(0), "没有填写金额", "请填写金额，或清空这一行"))
        for index, value in amounts.items():
            coord = part.coord(named, part.amounts[index])
            if coord in first:
                faults.append(BadCell(number, "", f"与第{first[coord] + 1}行是同一个数", "请合并为一行"))
                break
            first[coord] = number
            facts.append(FactRow(coord, value, place=f"第{number + 1}行"))
    return Entered(facts, faults)


def is_blank(part: Part, row: Typed) -> bool:
    """Nothing typed; a choice alone, which always stands at something, is nothing."""
    names = [key.name for key in part.keys if not key.choices]
    names += [amount_name(index) for index in range(len(part.amounts))]
    return not any(row.get(name, "").strip() for name in names)


def _named(part: Part, row: Typed, number: int, year: int) -> tuple[dict[str, str], list[BadCell]]:
    if part.fixed:
        return dict(part.fixed[number].at), []
    named, faults = {}, []
    for key in part.keys:
        value, fault = _key(key, row.get(key.name, "").strip(), year)
        named[key.name] = value
        if fault:
            faults.append(BadCell(number, key.name, *fault))
    return named, faults


def _key(key: Key, text: str, year: int) -> tuple[str, tuple[str, str] | None]:
    """The value that a text stands for, and what is wrong with it."""
    if key.choices:
        found = [value for value, label in key.choices if text in (value, label)]
        words = "、".join(label for _, label in key.choices)
        return (found[0], None) if found else ("", (f"“{text}”无法识别", f"应为{words}之一"))
    if not text:
        return "", ("没有填写" + key.title, "") if key.required else None
    if key.book:
        return _code(key, text, year)
    if len(text) > LONGEST_NAME:
        return "", (f"超过{LONGEST_NAME}个字", "请缩短")
    return text, None


def _code(key: Key, text: str, year: int) -> tuple[str, tuple[str, str] | None]:
    """A code, alone or before its name (2010301 行政运行), or a name that only one code bears."""
    book = books(key.book)
    code = text.split()[0]
    wanted = "、".join(map(str, key.digits))
    if not code.isascii() or not code.isdigit():
        codes = [each for each in book.named(text) if len(each) in key.digits]
        if len(codes) == 1:
            return codes[0], None
        return "", (f"“{text}”不是科目编码", f"请填{wanted}位编码，可从下拉列表中选择")
    if len(code) not in key.digits:
        return "", (f"编码“{code}”应为{wanted}位", "请填到最末级科目")
    known = book.find(code, year)
    if known is None:
        return "", (f"没有编码为“{code}”的{key.title}", "请从下拉列表中选择")
    return code, None


def _amounts(part: Part, row: Typed, number: int) -> tuple[dict[int, Decimal], list[BadCell]]:
    amounts, faults = {}, []
    for index in range(len(part.amounts)):
        name = amount_name(index)
        found = amount(row.get(name, ""))
        if isinstance(found, str):
            faults.append(BadCell(number, name, found, "请填以元为单位的数，最多两位小数"))
        elif found:
            amounts[index] = found
    return amounts, faults


def amount(text: str) -> Decimal | str:
    """What a cell holds in 元, nought where it is empty; or, as a text, what is wrong with it."""
    read = read_number(text.strip())
    if read in (Unread.EMPTY, Unread.NIL):
        return Decimal(0)
    if not isinstance(read, Printed):
        return f"“{text.strip()[:30]}”不是金额"
    value = read.value
    if value != round(value, 2) or abs(value) >= CEILING:
        return f"“{text.strip()[:30]}”应精确到分且不超过一亿亿元"
    return value


def typed(part: Part, ledger: Mapping[Coord, Decimal]) -> list[dict[str, str]]:
    """The rows that show a ledger in this grid, in the order of their names."""
    rows: dict[tuple[tuple[str, str], ...], dict[str, str]]
    rows = {tuple(sorted(row.at.items())): {} for row in part.fixed}
    for coord, value in held(part, ledger):
        column = part.column(coord)
        if column is None:
            continue
        named = part.named(coord)
        row = rows.setdefault(tuple(sorted(named.items())), {} if part.fixed else dict(named))
        row[amount_name(part.amounts.index(column))] = shown(coord, value)
    return list(rows.values()) if part.fixed else sorted(rows.values(), key=lambda row: [*row.values()])


def shown(coord: Coord, value: Decimal) -> str:
    """Money with its 分, counts with no more decimals than they have."""
    if coord.measure == "amount":
        return f"{value:,.2f}"
    return f"{value:,.2f}".removesuffix(".00")


def held(part: Part, ledger: Mapping[Coord, Decimal]) -> Iterator[tuple[Coord, Decimal]]:
    """The facts of a ledger that stand in this grid."""
    return ((coord, value) for coord, value in sorted(ledger.items()) if part.column(coord) is not None)


def stamp(part: Part, ledger: Mapping[Coord, Decimal]) -> str:
    """Tells whether the facts of this grid are still those that a form was opened on."""
    return sm3(repr([(tuple(coord), f"{value:.2f}") for coord, value in held(part, ledger)]).encode())[:32]


def difference(part: Part, now: Iterable[FactRow], ledger: Mapping[Coord, Decimal]) -> list[FactRow]:
    """What has to be written so that the grid holds exactly these facts: theirs, and the removal of all others."""
    wanted = {fact.coord: fact for fact in now}
    kept = {coord._replace(year=0, stage="") for coord, _ in held(part, ledger)}
    return [*wanted.values(), *(FactRow(coord, None, place=in_words(coord)) for coord in sorted(kept - wanted.keys()))]
