"""What the learned models say of a matter: its category from its words, its unit from category, place and channel."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shizheng.engines.cases.domain.dispatch_rules import Intake
from shizheng.engines.cases.domain.learning.categories import Message
from shizheng.engines.cases.domain.learning.reasons import reason
from shizheng.engines.cases.queries.learned import DispatchModel, classifier_shelf, dispatch_shelf
from shizheng.engines.cases.queries.past import Tree, matter_of

log = logging.getLogger(__name__)
MOST = 3
RESERVE = 5
"""More than are shown: some may no longer exist or stand among the rules' units."""
SHORTEST = 4
"""Characters below which a text says nothing of its category."""
SURE = 0.5
LEAST_CATEGORY, LEAST_UNIT = 0.05, 0.01
"""Shares below which advice would only distract."""


@dataclass(frozen=True, slots=True)
class UnitAdvice:
    """`confidence` is 0 to 1; `rule` is the number of the rule that says so, 0 where it was learned; `co` are the
    organisations that the rule adds as co-handlers."""

    organisation: int
    name: str
    confidence: float
    reason: str
    rule: int = 0
    co: tuple[int, ...] = ()

    @property
    def sure(self) -> str:
        """In whole percent: more digits would feign what nobody knows."""
        return f"{self.confidence:.0%}"


Guess = tuple[str, float]
"""A category's code and its share, 0 to 1."""


def guessed_categories(process: str, matter: Intake, most: int = MOST) -> list[Guess]:
    """From title and text, best first; none where nothing was learned or hardly anything is written."""
    served = classifier_shelf(process).get()
    if served is None or len(matter.title) + len(matter.text) < SHORTEST:
        return []
    ranked = served.model.ranked(Message(matter.title, matter.text), most)
    return [guess for guess in ranked if guess[1] >= LEAST_CATEGORY]


def learned_units(
    process: str, matter: Intake, at: datetime, categories: Tree, areas: Tree, guesses: Sequence[Guess]
) -> tuple[list[UnitAdvice], str]:
    """Units best first, and the digest of the model ("" for none). Without a category the likeliest one is taken
    where it is likelier than not, and what follows from it is told with that doubt. A model that fails keeps nobody
    from sending a case."""
    served = dispatch_shelf(process).get()
    if served is None:
        return [], ""
    taken, sure, doubt = matter, 1.0, ""
    if not matter.category and guesses and guesses[0][1] >= SURE and guesses[0][0] in categories:
        code, sure = guesses[0]
        taken = replace(matter, category=code)
        doubt = f"按内容推断为“{categories[code].name}”；"
    try:
        return list(_units(served.model, taken, at, categories, areas, sure, doubt)), served.digest
    except Exception:
        log.exception("the dispatch model %s gives no advice", served.digest)
        return [], ""


def _units(
    model: DispatchModel, matter: Intake, at: datetime, categories: Tree, areas: Tree, sure: float, doubt: str
) -> Sequence[UnitAdvice]:
    known = matter_of(matter, at, categories, areas)
    return [
        UnitAdvice(model.keys[label], label, round(share * sure, 4), doubt + reason(model.advisor.memory, known, label))
        for label, share in model.advisor.ranked(known, MOST + RESERVE)
        if label in model.keys and share >= LEAST_UNIT
    ]
