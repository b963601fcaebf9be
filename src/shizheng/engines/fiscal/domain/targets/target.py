"""What a printed target means, as plain values."""

from typing import Literal, NamedTuple

Kind = Literal[
    "rate",  # ppm: 1 % = 10 000
    "number",  # 1/10 000 of the printed unit
    "money",  # fen
    "duration",  # 1/10 000 of the printed unit of time
    "date",  # a month, a span of months or a deadline
    "rhythm",  # how often: so many times a period
    "coverage",  # hours of service: 7×24小时
    "compound",  # several targets in one cell
    "judgement",  # nothing to count; ``reason`` says why
    "absent",  # empty, 无, /
]
MEASURED: frozenset[str] = frozenset({"rate", "number", "money", "duration"})

Comparator = Literal["", "=", "≥", ">", "≤", "<", "~"]


class Moment(NamedTuple):
    """A month of a year; year 0 is the sheet's own."""

    year: int
    month: int


class When(NamedTuple):
    """Months from ``first`` to ``last``; ``edge`` is within, before (that month begins) or by (that month ends)."""

    first: Moment
    last: Moment
    edge: Literal["within", "before", "by"] = "within"


class Rhythm(NamedTuple):
    """``times`` per ``per``: hour, day, week, month, quarter, half, year; 0 times is 按月 and the like."""

    times: int
    per: str

    @property
    def yearly(self) -> int:
        """How many times a year."""
        return max(self.times, 1) * YEARLY[self.per]


YEARLY = {"hour": 8760, "day": 365, "week": 52, "month": 12, "quarter": 4, "half": 2, "year": 1}


class Target(NamedTuple):
    """One cell of a target sheet. ``upper`` is the end of a range (comparator ~); ``junk`` what did not belong."""

    kind: Kind
    text: str
    comparator: Comparator = ""
    value: int = 0
    upper: int = 0
    ulp: int = 0
    unit: str = ""
    when: When | None = None
    rhythm: Rhythm | None = None
    parts: tuple["Target", ...] = ()
    reason: str = ""
    junk: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether it holds a number that records can be compared with."""
        return self.kind in MEASURED or (self.kind == "compound" and any(part.is_measured for part in self.parts))

    @property
    def is_ceiling(self) -> bool:
        """Whether less is better, as printed."""
        return self.comparator in ("≤", "<")
