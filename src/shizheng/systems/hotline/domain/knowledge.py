"""The life of an article of the knowledge base (知识库): drafted, published in versions, reviewed, withdrawn."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

REMINDED = timedelta(days=14)
"""How long before its review date an article is brought to mind."""
FARTHEST = timedelta(days=366)
"""Nobody vouches for an answer for longer than a year."""


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"draft": "草稿", "published": "已发布", "changed": "有未发布的修改", "withdrawn": "已撤下"}[self.value]


@dataclass(frozen=True, slots=True)
class Effect:
    """The days on which an answer holds, both inclusive; None leaves that end open."""

    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    @property
    def is_backwards(self) -> bool:
        return self.valid_from is not None and self.valid_to is not None and self.valid_to < self.valid_from


@dataclass(frozen=True, slots=True)
class Text:
    """What a writer writes; published as one version."""

    title: str
    body: str
    source: str
    keywords: str = ""
    category: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def effect(self) -> Effect:
        return Effect(self.valid_from, self.valid_to)


def state_after_change(state: State) -> State:
    """What editing makes of it: what the public reads stays as it was until it is published again."""
    return State.CHANGED if state in (State.PUBLISHED, State.CHANGED) else State.DRAFT


def review_fault(review_by: date, today: date) -> str:
    """Why the date until which somebody vouches cannot stand; "" where it can."""
    if review_by <= today:
        return "复核日期应在今天之后"
    return "复核日期不能超过一年" if review_by - today > FARTHEST else ""
