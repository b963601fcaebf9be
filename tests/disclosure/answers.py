"""Two keys of the faults in the five published documents, and how the findings are held against them.

`key` was made by hand while the rules were written; `audit` by three readers who had not seen the rules. A row of a key
and a place of a finding are one fault where they stand within three lines and are of kindred families (or quote the
same words in one line); every row and every place is used once.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from shizheng.systems.disclosure.domain.finding import RULES, SEVERITIES, Finding, Severity
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.gathering import spread
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.rules import check
from tests.shared import SEEDS

KEYS = {name: Path(__file__).parent / name for name in ("key", "audit")}
_BLANKS = re.compile(r"\s")
NEAR = 3  # lines between the place two careful readers would mark for one fault
KIN = [
    {"agreement", "additivity", "balance", "narrative", "derived", "placement"},
    {"consistency", "payment", "cost", "count", "timing", "period"},
    {"level", "timing", "period", "extraction"},
    {"missing", "count", "residue", "extraction", "level"},
    {"naming", "code", "residue", "consistency", "basis"},
]


class Answer(NamedTuple):
    """One row of a key."""

    line: int
    severity: Severity
    family: str
    quote: str
    note: str


class Tally(NamedTuple):
    """How a key and the findings of one document meet: row → place, and the same where only the own line counts."""

    rows: Sequence[Answer]
    near: dict[int, int]
    strict: dict[int, int]


def answers(document: str, key: str = "key") -> list[Answer]:
    with (KEYS[key] / f"{document}.csv").open(encoding="utf-8", newline="") as file:
        return [Answer(int(r["line"]), r["severity"], r["family"], r["quote"], r["note"]) for r in csv.DictReader(file)]


def findings(path: Path) -> list[Finding]:
    """One a matter, as a person sees them."""
    return check(read(open_document(path.name, path.read_bytes())))


def akin(family: str, other: str) -> bool:
    return family == other or any(family in kin and other in kin for kin in KIN)


def likeness(answer: Answer, place: Finding) -> tuple[int, bool, int] | None:
    """How sure one fault is meant (0–4), whether it is called graver or milder, lines apart; None where it cannot be.

    0: the same words of one line; 1: one line and family; 2: one line; 3: near and one family; 4: near.
    """
    family, apart = RULES.get(place.rule).family, abs(answer.line - place.line)
    one, other = _BLANKS.sub("", answer.quote), _BLANKS.sub("", place.quote)
    quoted = apart == 0 and bool(one) and bool(other) and (one in other or other in one)
    if apart > NEAR or not (quoted or akin(answer.family, family)):
        return None
    sure = 0 if quoted and akin(answer.family, family) else 1 + 2 * (apart > 0) + (answer.family != family)
    return sure, answer.severity != place.severity, apart


def matched(rows: Sequence[Answer], places: Sequence[Finding], tiers: int = 5) -> dict[int, int]:
    """Row → place, each used once: as many pairs as can be of one tier before the next; errors are served first."""
    pairs: dict[int, int] = {}
    like = {
        row: {number: found for number, place in enumerate(places) if (found := likeness(answer, place))}
        for row, answer in enumerate(rows)
    }
    for tier in range(tiers):
        used = set(pairs.values())
        wishes = {
            row: sorted((at for at, found in near.items() if found[0] == tier and at not in used), key=near.__getitem__)
            for row, near in like.items()
            if row not in pairs
        }
        taken: dict[int, int] = {}
        for row in sorted(wishes, key=lambda at: (SEVERITIES.index(rows[at].severity), len(wishes[at]))):
            _seat(row, wishes, taken, set())
        pairs.update({row: place for place, row in taken.items()})
    return pairs


def _seat(row: int, wishes: Mapping[int, Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    for place in wishes[row]:
        if place not in tried:
            tried.add(place)
            if place not in taken or _seat(taken[place], wishes, taken, tried):
                taken[place] = row
                return True
    return False


def tally(document: str, key: str, places: Sequence[Finding]) -> Tally:
    rows = answers(document, key)
    return Tally(rows, matched(rows, places), matched(rows, places, tiers=3))


def missed(told: Tally) -> Iterator[Answer]:
    return (row for number, row in enumerate(told.rows) if number not in told.near)


def beyond(said: Iterable[Finding], places: Sequence[Finding], tallies: Iterable[Tally]) -> list[Finding]:
    """The matters of which no place answers a row of any of the keys."""
    met = {places[place] for told in tallies for place in told.near.values()}
    return [found for found in said if not met.intersection(spread([found]))]


def main() -> None:
    """Print what was found, missed and said beyond; ``python -m tests.disclosure.answers [000 …]``."""
    chosen = sys.argv[1:]
    sums: dict[tuple[str, str], list[int]] = {}
    for path in SEEDS:
        document = path.name[:3]
        if (chosen and document not in chosen) or not (KEYS["key"] / f"{document}.csv").exists():
            continue
        said = findings(path)
        places = spread(said)
        tallies = {key: tally(document, key, places) for key in KEYS}
        print(f"== {document}: {len(said)} matters, {len(places)} places")
        for key, told in tallies.items():
            for severity in SEVERITIES:
                _count(sums.setdefault((key, severity), [0] * 5), severity, told, said, beyond(said, places, [told]))
            for row in missed(told):
                if key == "key" and row.severity != "extraction":
                    print("   MISSED", row.line, row.severity, row.family, row.quote, "|", row.note)
        for found in beyond(said, places, tallies.values()):
            print("   BEYOND", found.line, found.severity, found.rule, found.quote, "|", found.message)
    for (key, severity), (rows, near, strict, matters, more) in sums.items():
        print(
            f"{key:6}{severity:11}{near:4} of {rows:4} found, {strict:4} at their own line; {matters:4} said,", end=""
        )
        print(f"{more:4} beyond this key")


def _count(sums: list[int], severity: str, told: Tally, said: Sequence[Finding], more: Sequence[Finding]) -> None:
    wanted = {number for number, row in enumerate(told.rows) if row.severity == severity}
    parts = (len(wanted), len(wanted & told.near.keys()), len(wanted & told.strict.keys()))
    counts = [sum(found.severity == severity for found in some) for some in (said, more)]
    for at, value in enumerate((*parts, *counts)):
        sums[at] += value


if __name__ == "__main__":
    main()
