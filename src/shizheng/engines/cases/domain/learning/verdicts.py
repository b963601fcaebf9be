"""Whether cases were closed in time, from three instants each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shizheng.engines.cases.domain.learning.instants import SHAPES, read_instant
from shizheng.engines.cases.domain.learning.records import RecordTable
from shizheng.kit.errors import Fault


class Verdict(StrEnum):
    ON_TIME = "on_time"
    OVERDUE = "overdue"
    OPEN = "open"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Span:
    """A case without `closed` is open; one closed without a `due` cannot be judged and counts as neither."""

    opened: datetime | None
    due: datetime | None
    closed: datetime | None

    @property
    def verdict(self) -> Verdict:
        if self.closed is None:
            return Verdict.OPEN
        if self.due is None:
            return Verdict.UNDATED
        return Verdict.OVERDUE if self.closed > self.due else Verdict.ON_TIME


def read_spans(table: RecordTable, opened: str, due: str, closed: str) -> list[Span]:
    """InvalidInputError names every row and column whose text is no instant."""
    faults: list[Fault] = []
    spans = []
    for record in table.records:
        instants = []
        for column in (opened, due, closed):
            instant = read_instant(record[column]) if record[column] else None
            if record[column] and instant is None:
                faults.append(Fault(f"“{record[column]}”不是日期时间", table.place(record, column), SHAPES))
            instants.append(instant)
        spans.append(Span(*instants))
    if faults:
        table.refuse(faults)
    return spans


def tally(spans: Iterable[Span]) -> dict[str, int]:
    """Counts by verdict, which add up to the number of cases, and how many were closed before they were opened."""
    spans = list(spans)
    counts = Counter(span.verdict for span in spans)
    early = sum(bool(span.opened and span.closed and span.closed < span.opened) for span in spans)
    return {verdict.value: counts[verdict] for verdict in Verdict} | {"closed_before_opened": early}
