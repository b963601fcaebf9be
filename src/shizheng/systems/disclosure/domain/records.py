"""What the command line and the API print of claims and findings: flat records with the same fields everywhere."""

from collections.abc import Iterator
from typing import Any

from shizheng.engines.fiscal.domain.claim import FEN, PPM, Claim
from shizheng.systems.disclosure.domain.finding import RULES, Finding
from shizheng.systems.disclosure.domain.gathering import told
from shizheng.systems.disclosure.domain.reading import Reading
from shizheng.systems.disclosure.domain.styling import styled

SCALES = {FEN: (2, "元"), PPM: (4, "%")}  # digits after the point, unit shown


def finding_record(file: str, finding: Finding) -> dict[str, Any]:
    """One a matter, its other places in the message, what it expects written as the document writes."""
    finding = styled(finding)
    return {
        "file": file,
        "rule": finding.rule,
        "family": RULES.get(finding.rule).family,
        "severity": finding.severity,
        "section": finding.section,
        "line": finding.line,
        "quote": finding.quote,
        "printed": finding.printed,
        "expected": finding.expected,
        "message": told(finding),
    }


def claim_records(file: str, reading: Reading) -> Iterator[dict[str, Any]]:
    for claim in reading.claims:
        yield claim_record(file, claim)


def claim_record(file: str, claim: Claim) -> dict[str, Any]:
    digits, unit = SCALES.get(claim.unit, (4, ""))
    coord = {name: value for name, value in claim.coord._asdict().items() if value}
    return {
        "file": file,
        "line": claim.place.line,
        "section": claim.place.section,
        "table": claim.place.table,
        "coord": coord,
        "value": _decimal(claim.value, digits),
        "unit": unit,
        "ulp": _decimal(claim.ulp, digits),
        "kind": claim.kind,
        "quote": claim.quote,
    }


def _decimal(value: int, digits: int) -> str:
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, part = divmod(value, 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}".rstrip("0").rstrip(".") if part else f"{sign}{whole}"
