"""What an exchange tells of a call: one event at a time, or whole records; in any order and as often as it likes."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from shizheng.systems.hotline.domain.calls import Direction, Disposition

LONGEST = 7 * 24 * 3600
"""Seconds; what is longer is a clock gone wrong."""
BUSY_CAUSES = frozenset({"USER_BUSY", "BUSY"})
FAILED_CAUSES = frozenset({"FAILED", "CONGESTION", "NORMAL_TEMPORARY_FAILURE", "UNALLOCATED_NUMBER", "CALL_REJECTED"})


class Kind(StrEnum):
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CallEvent:
    """`caller` is the outside number as the exchange writes it; what is empty is not told by this event."""

    external_id: str
    kind: Kind
    at: datetime
    direction: Direction = Direction.IN
    caller: str = ""
    extension: str = ""
    queue: str = ""
    cause: str = ""
    recording: str = ""


@dataclass(frozen=True, slots=True)
class CallRecord:
    """A call that is over, as a record of the exchange has it; seconds as the exchange counted them."""

    external_id: str
    direction: Direction
    caller: str
    extension: str
    queue: str
    started_at: datetime
    offered_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    wait_seconds: int
    talk_seconds: int
    disposition: Disposition
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """The instants of a call as far as they have been told, whatever the order of telling."""

    started_at: datetime | None = None
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    cause: str = ""

    def after(self, event: CallEvent) -> "Course":
        """With the event; an instant that was told before stays as it was, and the call began with the earliest."""
        started = min(self.started_at or event.at, event.at)
        cause = event.cause or self.cause
        if event.kind is Kind.RINGING:
            offered = self.offered_at or (event.at if event.extension or event.queue else None)
            return replace(self, started_at=started, offered_at=offered, cause=cause)
        if event.kind is Kind.ANSWERED:
            offered = self.offered_at or event.at
            return replace(self, started_at=started, offered_at=offered, answered_at=self.answered_at or event.at)
        return replace(self, started_at=started, ended_at=self.ended_at or event.at, cause=cause)

    @property
    def wait_seconds(self) -> int:
        """From the offer to the answer or the end; 0 while it still rings, and where clocks disagree."""
        end = self.answered_at or self.ended_at
        return _seconds(self.offered_at, end)

    @property
    def talk_seconds(self) -> int:
        return _seconds(self.answered_at, self.ended_at)

    @property
    def disposition(self) -> Disposition:
        if self.ended_at is None:
            return Disposition.TALKING if self.answered_at else Disposition.RINGING
        return Disposition.ANSWERED if self.answered_at else unanswered(self.cause)


def unanswered(cause: str) -> Disposition:
    """How a call that nobody answered ended, by the exchange's own word for it."""
    word = cause.upper()
    if word in BUSY_CAUSES:
        return Disposition.BUSY
    return Disposition.FAILED if word in FAILED_CAUSES else Disposition.ABANDONED


def _seconds(begin: datetime | None, end: datetime | None) -> int:
    return min(LONGEST, max(0, round((end - begin).total_seconds()))) if begin and end else 0
