"""One trivial matter that repeats line after line is said once, at its first place, and names the others.

What differs from place to place in its substance (an amount, a target, a level) stays a finding of its own.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from shizheng.systems.disclosure.domain.finding import Finding
from shizheng.systems.disclosure.domain.segments import Block, Table

BLOCK = "block"  # the same matter within one table or sheet
WORDS = "words"  # the same words anywhere in the document
GATHERED: Mapping[str, str] = {
    "privacy.name": BLOCK,
    "privacy.telephone": BLOCK,
    "residue.unused_rows": BLOCK,
    "residue.choice": "document",
    "residue.prompt": WORDS,
    "residue.wording": WORDS,
    "residue.same_remark": BLOCK,
    "missing.level": BLOCK,
    "period.absent": BLOCK,
    "timing.finished": BLOCK,
    "timing.not_yet": BLOCK,
    "evaluation.repeats_target": BLOCK,
    "evaluation.other_kind": BLOCK,
    "style.thousands": "document",
    "style.decimals": "document",
    "placement.running": WORDS,
    "code.section": WORDS,
}
ALIKE = "同样情况另有"
SHOWN = 20  # other places named


def gathered(findings: Iterable[Finding], blocks: Sequence[Block]) -> list[Finding]:
    """The findings, those that repeat one matter as one; what the export did is told once a rule and table."""
    tables = [(block.rows[0].number, block.rows[-1].number) for block in blocks if isinstance(block, Table)]
    starts = [first for first, _ in tables]
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for number, found in enumerate(findings):
        groups.setdefault(_matter(found, tables, starts) or (number,), []).append(found)
    return [_as_one(group) for group in groups.values()]


def _matter(found: Finding, tables: Sequence[tuple[int, int]], starts: Sequence[int]) -> tuple[object, ...] | None:
    """What two findings share when they are one matter; None where a finding stands for itself."""
    scope = BLOCK if found.severity == "extraction" else GATHERED.get(found.rule)
    if scope is None or found.severity not in ("warning", "extraction"):
        return None
    if scope == WORDS:
        return found.rule, found.printed or found.quote
    if scope == BLOCK:
        index = bisect_right(starts, found.line) - 1
        inside = index >= 0 and found.line <= tables[index][1]
        return (found.rule, index) if inside else None
    return (found.rule,)


def _as_one(group: Sequence[Finding]) -> Finding:
    first, others = group[0], group[1:]
    if not others:
        return first
    same = all(other.quote == first.quote for other in others)
    told = "、".join(f"第{other.line}行" + ("" if same else f"“{other.quote}”") for other in others[:SHOWN])
    more = "等" if len(others) > SHOWN else ""
    return first._replace(message=f"{first.message}{ALIKE}{len(others)}处（{told}{more}）。")
