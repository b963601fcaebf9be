"""A case as another platform knew it, and how a process takes it over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from shizheng.engines.cases.domain.importing import PastMove
from shizheng.engines.cases.domain.limits import Limit
from shizheng.engines.cases.domain.state import Value
from shizheng.engines.cases.domain.words import Unit

KIND = "case_histories"


@dataclass(frozen=True, slots=True)
class PastCase:
    """`answers` are by the names of the asks; `unit` is 0 where nobody is known to have handled it. An instant that the
    other platform does not tell is None and stays unknown."""

    source: str
    opened_at: datetime
    answers: Mapping[str, Value]
    keeper: tuple[int, str]
    unit: tuple[int, str] = (0, "")
    is_closed: bool = False
    due_at: datetime | None = None
    closed_at: datetime | None = None
    said: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Historian:
    """What a system contributes so that past cases of its process can be brought in; `id` is the process's."""

    id: str
    compose: Callable[[PastCase], Sequence[PastMove]]


def limit_until(opened: datetime, due: datetime | None, source: str) -> Limit | None:
    """The limit that ends just at the other platform's deadline; None where there is none, or none after the start."""
    if due is None or due <= opened:
        return None
    seconds = (due - opened) // timedelta(seconds=1)
    if seconds % 3600 == 0:
        return Limit(seconds // 3600, Unit.HOURS, source)
    return Limit(seconds, Unit.SECONDS, source)
