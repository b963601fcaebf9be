"""The hand-made key of faults in the five published documents, and how findings are held against it."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.domain.formats.intake import open_document
from shizheng.systems.disclosure.domain.gathering import ALIKE
from shizheng.systems.disclosure.domain.reader import read
from shizheng.systems.disclosure.rules import check
from tests.shared import SEEDS

KEY = Path(__file__).parent / "key"
NEAR = 3  # lines between the place two careful readers would mark for one fault
PLACE = re.compile(r"第(\d+)行")
KIN = [
    {"agreement", "additivity", "balance", "narrative", "derived"},
    {"consistency", "payment", "cost", "count", "timing", "period"},
    {"level", "timing", "period", "extraction"},
    {"missing", "count", "residue", "extraction"},
    {"naming", "code", "residue", "consistency", "basis"},
]


class Answer(NamedTuple):
    """One row of the key."""

    line: int
    severity: str
    family: str
    quote: str
    note: str


def answers(document: str) -> list[Answer]:
    with (KEY / f"{document}.csv").open(encoding="utf-8", newline="") as file:
        return [Answer(int(r["line"]), r["severity"], r["family"], r["quote"], r["note"]) for r in csv.DictReader(file)]


def findings(path: Path) -> list[Finding]:
    return check(read(open_document(path.name, path.read_bytes())))


def akin(family: str, other: str) -> bool:
    return family == other or any(family in kin and other in kin for kin in KIN)


def fits(answer: Answer, finding: Finding) -> bool:
    """One fault, marked by two readers: kindred families on neighbouring lines, or the very same words."""
    same_kind = akin(answer.family, RULES.get(finding.rule).family)
    places = [finding.line, *map(int, PLACE.findall(finding.message.partition(ALIKE)[2]))]
    near = any(abs(answer.line - place) <= (NEAR if same_kind else 0) for place in places)
    return near and (same_kind or answer.quote in finding.quote or finding.quote in answer.quote)


def main() -> None:
    """Print what was found, missed and said beyond the key; ``python -m tests.disclosure.answers [000 …]``."""
    import sys

    chosen = sys.argv[1:]
    for path in SEEDS:
        document = path.name[:3]
        if (chosen and document not in chosen) or not (KEY / f"{document}.csv").exists():
            continue
        said, keyed = findings(path), answers(document)
        found = [a for a in keyed if any(fits(a, f) for f in said)]
        beyond = [f for f in said if not any(fits(a, f) for a in keyed)]
        print(f"== {document}: said {Counter(f.severity for f in said)}")
        for severity in ("error", "warning", "rounding", "extraction"):
            total = [a for a in keyed if a.severity == severity]
            hit = [a for a in total if a in found]
            more = sum(finding.severity == severity for finding in beyond)
            print(f"   {severity}: {len(hit)} of {len(total)} found; beyond the key: {more}")
        for answer in keyed:
            if answer not in found and answer.severity != "extraction":
                print("   MISSED", answer.line, answer.severity, answer.family, answer.quote, "|", answer.note)
        for finding in beyond:
            print("   BEYOND", finding.line, finding.severity, finding.rule, finding.quote, "|", finding.message)


if __name__ == "__main__":
    main()
