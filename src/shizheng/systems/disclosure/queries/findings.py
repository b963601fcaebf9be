"""The findings of one document, narrowed by what a person asks for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from shizheng.systems.disclosure.domain.finding import FAMILIES
from shizheng.systems.disclosure.models import DocumentFinding, Handling, Severity

LONGEST = 100
STATES = {"open": "待处理", "accepted": "已采纳", "dismissed": "已忽略", "all": "全部"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Empty means any; `state` is a Handling or all."""

    severity: str = ""
    family: str = ""
    state: str = "open"
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """From an address; what is not known is not asked."""
        severity, family, state = (query.get(name, "") for name in ("severity", "family", "state"))
        return cls(
            severity if severity in Severity.values else "",
            family if family in FAMILIES else "",
            state if state in STATES else "open",
            query.get("q", "").strip()[:LONGEST],
        )

    @property
    def query(self) -> str:
        """The address of just this, without its question mark."""
        pairs = {"severity": self.severity, "family": self.family, "q": self.words}
        if self.state != "open":
            pairs["state"] = self.state
        return urlencode({name: value for name, value in pairs.items() if value})

    @property
    def in_words(self) -> str:
        parts = [STATES[self.state]]
        if self.severity:
            parts.append(Severity(self.severity).label)
        if self.family:
            parts.append(FAMILIES[self.family])
        if self.words:
            parts.append(f"含“{self.words}”")
        return "、".join(parts)

    def keeps(self, finding: DocumentFinding) -> bool:
        return (
            self.severity in ("", finding.severity)
            and self.family in ("", finding.family)
            and self.state in ("all", finding.state)
            and all(word in _text(finding) for word in self.words.lower().split())
        )


def _text(finding: DocumentFinding) -> str:
    return " ".join((finding.message, finding.quote, finding.section, finding.printed, finding.expected)).lower()


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to narrow by, with how many would be left and the address that asks for it."""

    label: str
    value: str
    count: int
    query: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    asked: Asked
    rows: Sequence[DocumentFinding]
    severities: Sequence[Choice]
    families: Sequence[Choice]
    states: Sequence[Choice]


def narrow(findings: Iterable[DocumentFinding], asked: Asked) -> Narrowed:
    """Rows that are asked for, and what each other choice would give."""
    rows = list(findings)
    return Narrowed(
        asked,
        [row for row in rows if asked.keeps(row)],
        _choices(rows, asked, "severity", dict(Severity.choices), lambda row: row.severity),
        _choices(rows, asked, "family", FAMILIES, lambda row: row.family),
        _states(rows, asked),
    )


def _choices(
    rows: Sequence[DocumentFinding],
    asked: Asked,
    name: str,
    labels: Mapping[str, str],
    value_of: Callable[[DocumentFinding], str],
) -> list[Choice]:
    """Values that occur under the other conditions; choosing the chosen one again takes it off."""
    free = replace(asked, **{name: ""})
    counts = Counter(value_of(row) for row in rows if free.keeps(row))
    chosen = getattr(asked, name)
    return [
        Choice(
            label,
            value,
            counts[value],
            replace(free, **{name: "" if value == chosen else value}).query,
            value == chosen,
        )
        for value, label in labels.items()
        if counts[value] or value == chosen
    ]


def _states(rows: Sequence[DocumentFinding], asked: Asked) -> list[Choice]:
    counts = Counter(row.state for row in rows if replace(asked, state="all").keeps(row))
    counts["all"] = counts.total()
    return [
        Choice(label, state, counts[state], replace(asked, state=state).query, asked.state == state)
        for state, label in STATES.items()
        if counts[state] or state in (Handling.OPEN, asked.state)
    ]
