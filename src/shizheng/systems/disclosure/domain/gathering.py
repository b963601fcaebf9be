"""One cause, one finding: what repeats or follows from another finding is told with it, and no place is lost.

Two findings are one matter when they say the same of several places (`GATHERED`, or the same number for the same
number), or when one rests on what the other convicts. People read the first place and the lines of the others
(`told`); a program gets every place as a finding of its own (`spread`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from shizheng.systems.disclosure.domain.finding import SEVERITIES, Finding
from shizheng.systems.disclosure.domain.segments import Block, Table

BLOCK = "block"  # the same matter within one table or sheet
WORDS = "words"  # the same words anywhere in the document
EXPECTED = "expected"  # the same thing wanted, anywhere
DOCUMENT = "document"  # anywhere, whatever the names and numbers; so with all that the export did
GATHERED = {
    "privacy.name": DOCUMENT,
    "privacy.telephone": DOCUMENT,
    "secrecy.content": DOCUMENT,
    "residue.unused_rows": DOCUMENT,
    "residue.annex": DOCUMENT,
    "residue.choice": DOCUMENT,
    "residue.prompt": DOCUMENT,
    "residue.wording": WORDS,
    "residue.same_remark": DOCUMENT,
    "missing.level": EXPECTED,
    "period.absent": BLOCK,
    "timing.finished": BLOCK,
    "timing.not_yet": BLOCK,
    "timing.lax": WORDS,
    "timing.past_duty": WORDS,
    "consistency.goal_numbers": WORDS,
    "secrecy.protection": DOCUMENT,
    "residue.titled_number": WORDS,
    "level.misplaced": WORDS,
    "evaluation.repeats_target": DOCUMENT,
    "evaluation.other_kind": BLOCK,
    "cost.unpriced": BLOCK,
    "style.thousands": DOCUMENT,
    "style.decimals": DOCUMENT,
    "placement.running": WORDS,
    "placement.column": WORDS,
    "placement.medical": WORDS,
    "basis.expired": WORDS,
    "basis.other_year": WORDS,
    "naming.division": WORDS,
    "missing.measure": DOCUMENT,
    "missing.base": BLOCK,
    "missing.real_reason": DOCUMENT,
    "period.same_goal": DOCUMENT,
    "residue.bare_name": DOCUMENT,
    "residue.anybody": DOCUMENT,
    "residue.standard_copy": DOCUMENT,
    "residue.past_bound": DOCUMENT,
    "style.document_number": DOCUMENT,
    "style.short_year": DOCUMENT,
    "style.no_yuan": BLOCK,
    "style.line_numbers": DOCUMENT,
    "style.table_decimals": DOCUMENT,
    "period.same_columns": DOCUMENT,
    "evaluation.rows_unscored": DOCUMENT,
    "naming.own_division": DOCUMENT,
    "residue.default_brief": DOCUMENT,
    "residue.twice": DOCUMENT,
    "basis.superseded": WORDS,
    "naming.cross": DOCUMENT,
    "code.section": WORDS,
    "code.name": WORDS,
    "derived.completion": WORDS,
}
SUMS = frozenset({"additivity", "agreement", "narrative", "derived", "placement", "payment", "consistency", "cost"})
ALIKE, FOLLOWS = "同样情况另有", "与此同源的另有"
RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
NAMED = 8  # places told with their words; of more only the lines
QUOTED = re.compile(r"“[^“”]*”|[\d.,，]+")
SAME = str.maketrans("（）—–～", "()---", " \u3000\t,，")


def gathered(findings: Iterable[Finding], blocks: Sequence[Block]) -> list[Finding]:
    """One finding a matter, the gravest and first of its places, in the order of the document."""
    said = list(findings)
    owner = list(range(len(said)))
    first: dict[tuple[object, ...], int] = {}
    tables = _tables(blocks)
    convicted = {key for found in said for key in found.convicts}
    for number, found in enumerate(said):
        for key in (*_keys(found, tables), *((cause,) for cause in _causes(found) if cause in convicted)):
            one = first.setdefault(key, number)
            if one != number:
                _join(owner, one, number)
    groups: dict[int, list[Finding]] = {}
    for number, found in enumerate(said):
        groups.setdefault(_root(owner, number), []).append(found)
    matters = [_as_one(group) if len(group) > 1 else group[0] for group in groups.values()]
    return sorted(matters, key=order)


def spread(findings: Iterable[Finding]) -> list[Finding]:
    """Every place of every matter as a finding of its own, in the order of the document."""
    places = [place for found in findings for place in (found._replace(also=()), *found.also)]
    return sorted(places, key=order)


def told(found: Finding) -> str:
    """The message with the other places of the matter."""
    alike = [other for other in found.also if other.rule == found.rule]
    follows = [other for other in found.also if other.rule != found.rule]
    tail = f"{ALIKE}{len(alike)}处（{_lines(found, alike)}）。" if alike else ""
    if follows:
        tail += f"{FOLLOWS}{_quoted(found, follows)}，改正时请一并核对。"
    return found.message + tail


def _causes(found: Finding) -> tuple[str, ...]:
    return found.convicts + found.rests


def order(found: Finding) -> tuple[int, int, str]:
    return found.line, RANK[found.severity], found.rule


def _tables(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """First and last line of every table, in order."""
    return [(block.rows[0].number, block.rows[-1].number) for block in blocks if isinstance(block, Table)]


def _table_of(line: int, tables: Sequence[tuple[int, int]]) -> int | None:
    at = bisect_right(tables, line, key=lambda span: span[0]) - 1
    return at if at >= 0 and tables[at][0] <= line <= tables[at][1] else None


def _keys(found: Finding, tables: Sequence[tuple[int, int]]) -> Iterator[tuple[object, ...]]:
    """What a finding shares with the others of its matter."""
    rule, severity = found.rule, found.severity
    scope = DOCUMENT if severity == "extraction" else GATHERED.get(rule)
    if scope == WORDS:
        yield rule, severity, _plain(found.quote), _plain(found.printed), _plain(found.expected)
    elif scope == BLOCK:
        table = _table_of(found.line, tables)
        if table is not None:
            yield rule, severity, table, _template(found.message)
    elif scope is not None:
        yield rule, severity, _template(found.message), found.expected if scope == EXPECTED else ""
    if found.printed and found.expected and rule[: rule.index(".")] in SUMS:
        numbers = (_plain(found.printed), _plain(found.expected))
        yield ("rounding" if severity == "rounding" else (rule, severity), *numbers)
        yield ("here", found.line, *numbers)


def _plain(text: str) -> str:
    return text.translate(SAME)


def _template(message: str) -> str:
    """What a message says but for names and numbers; quoted names may quote others."""
    text = QUOTED.sub("", message)
    while "“" in text and (outer := QUOTED.sub("", text)) != text:
        text = outer
    return text


def _root(owner: list[int], number: int) -> int:
    while owner[number] != number:
        owner[number] = owner[owner[number]]
        number = owner[number]
    return number


def _join(owner: list[int], one: int, other: int) -> None:
    low, high = sorted((_root(owner, one), _root(owner, other)))
    owner[high] = low


def _as_one(group: Sequence[Finding]) -> Finding:
    """Told where the cause is: a finding that convicts before one that rests on it, the gravest, the first."""
    chief = min(group, key=lambda each: (not each.convicts, RANK[each.severity], not each.expected, each.line))
    return chief._replace(also=tuple(_consequence(chief, other) for other in group if other is not chief))


def _consequence(chief: Finding, other: Finding) -> Finding:
    """A number that rests on a wrong one is not itself to be changed."""
    if not set(other.rests) & set(chief.convicts):
        return other
    where = "本行的另一处" if other.line == chief.line else f"第{chief.line}行"
    return other._replace(message=f"{other.message}原因多半在{where}，请先改正那里。", expected="")


def _lines(found: Finding, others: Sequence[Finding]) -> str:
    if len(others) > NAMED or all(_words(other) == _words(found) for other in others):
        return f"第{'、'.join(dict.fromkeys(str(other.line) for other in others))}行"
    return _quoted(found, others)


def _quoted(found: Finding, others: Sequence[Finding]) -> str:
    return "、".join(dict.fromkeys(f"第{other.line}行“{_named(found, other)}”" for other in others))


def _words(found: Finding) -> tuple[str, str]:
    return _plain(found.quote), found.expected


def _named(found: Finding, other: Finding) -> str:
    """What tells another place from the first: its words, or what is expected there."""
    return other.expected if other.quote == found.quote and other.expected else other.quote
