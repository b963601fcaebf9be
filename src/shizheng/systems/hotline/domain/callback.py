"""What follows from what a citizen says of the result, or from nobody answering."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

UNSATISFIED = ("1", "2")
TOKEN = re.compile(r"[A-Za-z0-9_-]{24,64}")
AGAIN = timedelta(hours=4)
"""After nobody answered, the next attempt is due so much later."""


class Outcome(StrEnum):
    REACHED = "reached"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    WRONG = "wrong"
    SAID = "said"

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(each.value, _WORDS[each]) for each in cls]


_WORDS = {
    Outcome.REACHED: "已联系上",
    Outcome.NO_ANSWER: "无人接听",
    Outcome.REFUSED: "拒绝回访",
    Outcome.WRONG: "号码有误",
    Outcome.SAID: "群众网上评价",
}


class Unhappy(StrEnum):
    """What an unhappy evaluation by link leads to: handled again at once, or an agent calls first."""

    REWORK = "rework"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was said; `satisfaction` from "5" 非常满意 to "1" 非常不满意."""

    solved: bool
    satisfaction: str
    why: str = ""

    @property
    def is_unhappy(self) -> bool:
        return not self.solved or self.satisfaction in UNSATISFIED

    def answers(self) -> dict[str, str | bool]:
        """For the survey of `close` and `rework`."""
        why = {"why": self.why or "未说明"} if self.satisfaction in UNSATISFIED else {}
        return {"contacted": "reached", "solved": self.solved, "satisfaction": self.satisfaction, **why}


def next_move(said: Evaluation, rule: str, *, has_main: bool) -> str:
    """`close`, `rework`, or "" where an agent is to call first. What nobody handled cannot be handled again."""
    if not said.is_unhappy:
        return "close"
    return "rework" if rule == Unhappy.REWORK and has_main else ""


def next_attempt(at: datetime, unanswered: int, most: int) -> datetime | None:
    """When to call again after so many calls without an answer in this round; None where the last was made."""
    return None if unanswered >= most else at + AGAIN


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Evaluations and satisfied ones (基本满意 and better): the first of a case, and those after rework."""

    first: int
    first_satisfied: int
    repeated: int
    repeated_satisfied: int


def rounds(marks: Iterable[tuple[int, str]]) -> Satisfaction:
    """Of (case, grade) in the order in which they were given."""
    seen: set[int] = set()
    counts = [0, 0, 0, 0]
    for case, grade in marks:
        place = 2 if case in seen else 0
        seen.add(case)
        counts[place] += 1
        counts[place + 1] += grade not in UNSATISFIED
    return Satisfaction(*counts)
