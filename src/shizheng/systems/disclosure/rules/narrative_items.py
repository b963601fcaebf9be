"""Lists of items in sentences against the economic table: what is named has money, what has money is named."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from shizheng.engines.fiscal.domain.claim import Claim
from shizheng.engines.fiscal.domain.codes import books, condense, squeeze
from shizheng.systems.disclosure.domain.finding import Finding, Severity, rule
from shizheng.systems.disclosure.domain.narrative.binding import bound
from shizheng.systems.disclosure.domain.narrative.statement import Statement
from shizheng.systems.disclosure.domain.reading import Reading, once

OPENNESS = "财预〔2016〕143号（公开内容应真实、准确）"

LIST = re.compile(r"(?:主要)?(?:包括|用于)[：:]?(?P<list>[^。；\d]{4,})")
STAFF, PUBLIC = ("301", "303"), ("302", "310")
NATURES = {"basic.staff": STAFF, "basic.public": PUBLIC}
SURE = 3  # named items without money from which on, if they are most, the list was not written for this table
TEMPLATE = 14  # a list so long is the template's, printed whatever is spent
FUNCTION = re.compile(r"（类）(?<=[^（）、。；\d]{2}（类）)(?P<group>[^（）、。；]{2,30})（款）")


class Spent(NamedTuple):
    """An item of the economic table, in fen."""

    name: str
    value: int
    ulp: int


@cache
def _items() -> dict[str, str]:
    """Names of departmental economic items, squeezed, to codes of five digits."""
    book = books("departmental")
    return {name: row.code for row in book.rows if len(row.code) == 5 for name in row.names}


@rule("narrative.items", family="narrative", title="文字所列支出内容与经济科目表不符", source=OPENNESS)
def items(reading: Reading) -> Iterator[Finding]:
    """人员经费……主要包括 / 公用经费……主要用于: against the items of the basic expenditure table."""
    for statement in bound(reading.narrative, reading.stage, reading.claims):
        coord = statement.coord
        if coord is None or coord.func or statement.amount is None:
            continue
        classes = (coord.dept[:3],) if coord.dept else NATURES.get(coord.nature, ())
        if not classes or not statement.amount.value:
            continue
        listed = _listed(statement)
        spent = _spent(reading, classes) if len(listed) > 1 else {}
        if _is_whole(statement, spent):
            yield from _compare(statement, spent, listed, classes)


def _is_whole(statement: Statement, spent: dict[str, Spent]) -> bool:
    """The items that were read add up to the amount: none was lost with the table."""
    figure = statement.amount
    if figure is None or not spent:
        return False
    slack = figure.ulp + sum(item.ulp for item in spent.values())
    return 2 * abs(sum(item.value for item in spent.values()) - figure.value) <= slack


def _spent(reading: Reading, classes: tuple[str, ...]) -> dict[str, Spent]:
    """Codes with money in the basic expenditure tables; lines that split one code are added up."""
    found: dict[str, Spent] = {}
    table = ""
    for claim in _basic_items(reading):
        code = claim.coord.dept
        if not code.startswith(classes) or (table and claim.place.table != table):
            continue
        table = claim.place.table
        value, ulp = (found[code].value, found[code].ulp) if code in found else (0, 0)
        found[code] = Spent(claim.place.row, value + claim.value, ulp + claim.ulp)
    return found


@once
def _basic_items(reading: Reading) -> list[Claim]:
    """Cells with the basic expense of economic items."""
    cells = (claim for claim in reading.claims if claim.kind == "cell" and claim.value)
    return [claim for claim in cells if claim.coord.nature == "basic" and len(claim.coord.dept) == 5]


def _listed(statement: Statement) -> dict[str, str]:
    """Codes of the items that the words after an amount enumerate, and the words; others are left aside."""
    match = LIST.search(statement.tail)
    if match is None:
        return {}
    known = _items()
    found: dict[str, str] = {}
    for words in re.split(r"[、，]", match["list"].rstrip("等")):
        name = squeeze(words).removeprefix("在职人员")
        code = known.get(name) or known.get(name.removesuffix("支出"))
        if code:
            found[code] = words
    return found


def _compare(
    statement: Statement, spent: dict[str, Spent], listed: dict[str, str], classes: tuple[str, ...]
) -> Iterator[Finding]:
    extra = {code: words for code, words in listed.items() if code not in spent and code.startswith(classes)}
    if extra:
        sure = len(extra) >= SURE and 2 * len(extra) > len(listed) and len(listed) < TEMPLATE
        yield _named_without_money(statement, extra, "error" if sure else "warning")
    open_ended = re.search(r"等[。；，]?(?:支出)?[。；]?$", statement.tail.split("。")[0]) is not None
    missing = [item.name for code, item in spent.items() if code not in listed]
    if missing and not open_ended and len(listed) >= len(spent) - len(missing) > len(missing):
        at = statement.passage.text.find(statement.name, statement.start)
        line, quote = statement.passage.quote(max(at, 0), statement.amount.end if statement.amount else at + 2)
        yield Finding(
            "narrative.items", "warning", line, quote,
            f"经济科目表中有金额的{'、'.join(missing)}没有写在“{statement.name}”的内容里，请补上。",
            "", "、".join(missing),
        )  # fmt: skip


def _named_without_money(statement: Statement, extra: dict[str, str], severity: Severity) -> Finding:
    first = next(iter(extra.values()))
    at = statement.passage.text.find(first, statement.end)
    line, quote = statement.passage.quote(at, at + len(first))
    return Finding(
        "narrative.items", severity, line, quote,
        f"“{statement.name}”的内容列有{'、'.join(extra.values())}，经济科目表中这些科目没有金额，请按报表改写。",
        "、".join(extra.values()),
    )  # fmt: skip


@rule("narrative.reason_item", family="narrative", title="增减原因所提科目在报表中没有金额", source=OPENNESS)
def reason_item(reading: Reading) -> Iterator[Finding]:
    """The change of operating expenses is put down to an item that the economic table does not hold."""
    for statement in bound(reading.narrative, reading.stage, reading.claims):
        coord = statement.coord
        if coord is None or statement.delta is None or not statement.delta.value:
            continue
        if coord.item != "operating" and coord.nature != "basic.public":
            continue
        spent = _spent(reading, PUBLIC)
        told = statement.passage.text[statement.delta.end :].partition("原因")[2].partition("。")[0]
        for name, code in _items().items():
            if spent and code.startswith(PUBLIC) and code not in spent and len(name) > 2 and name in told:
                at = statement.passage.text.find(name, statement.delta.end)
                line, quote = statement.passage.quote(at, at + len(name))
                yield Finding(
                    "narrative.reason_item", "warning", line, quote,
                    f"增减原因提到“{name}”，但基本支出经济科目表中这个科目没有金额，请核对原因或报表。", name,
                )  # fmt: skip


@rule("narrative.glossary", family="narrative", title="名词解释所列功能科目与报表不符", source=OPENNESS)
def glossary(reading: Reading) -> Iterator[Finding]:
    """（类）…（款） in the glossary of subjects used: the group occurs in no table of the document."""
    prose = reading.narrative.prose
    tables = condensed = ""
    if not any(len(claim.coord.func) >= 5 for claim in reading.claims):
        return
    for passage in reading.narrative.passages:
        if "（款）" not in passage.text or not any("解释" in title for title in passage.titles):
            continue
        tables = tables or "".join(prose.text[prose.sentences :].split())
        for match in FUNCTION.finditer(passage.text):
            group = squeeze(match["group"])
            if group in tables or not _is_group(group):
                continue
            condensed = condensed or condense(tables)
            if group in condensed:
                continue
            line, quote = passage.quote(match.start("group"), match.end())
            message = f"名词解释列有“{match['group']}（款）”，报表中没有这个款级科目，应按实际使用的科目解释。"
            yield Finding("narrative.glossary", "error", line, quote, message, match["group"])


def _is_group(name: str) -> bool:
    """A group of the functional book in its present or an older name."""
    return any(len(code) == 5 for code in books("functional").named(name))
