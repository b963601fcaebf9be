"""Who calls again and again, whom the hotline limits, and matters that it does not take."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_BLOCK = 365
"""Days; nobody is limited for longer without being judged anew."""
REPEATED_TIMES, REPEATED_DAYS = 3, 30
"""A number that led to so many matters or calls in so many days calls repeatedly, where the pack says nothing else."""


class BlockState(StrEnum):
    """A limit on a number: asked for by one, decided by another, lifted early or run out."""

    PROPOSED = "proposed"
    REFUSED = "refused"
    IN_FORCE = "in_force"
    LIFTED = "lifted"

    @property
    def label(self) -> str:
        return {"proposed": "待审批", "refused": "未同意", "in_force": "已限制", "lifted": "已解除"}[self.value]


BLOCK_STATES = [(str(each.value), each.label) for each in BlockState]


@dataclass(frozen=True, slots=True)
class Unaccepted:
    """A kind of matter that the hotline does not take: `why` is the answer of the process's 不予受理."""

    why: str
    title: str
    channel: str
    telephone: str
    keywords: tuple[str, ...]

    @property
    def words(self) -> str:
        """What the caller is told."""
        number = f"，请拨打{self.telephone}" if self.telephone else ""
        return f"{self.title}：{self.channel}{number}"


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def spotted(rules: Iterable[Unaccepted], text: str) -> list[tuple[Unaccepted, str]]:
    """The rules with a keyword in the text, each with the first that was found."""
    words = folded(text)
    found = ((rule, next((word for word in rule.keywords if folded(word) in words), "")) for rule in rules)
    return [(rule, word) for rule, word in found if word]


def is_in_force(state: str, until: date, day: date) -> bool:
    """Whether the number is limited on the day, which may be the last."""
    return state == BlockState.IN_FORCE and day <= until


def is_repeated(times: int, least: int = REPEATED_TIMES) -> bool:
    return times >= least
