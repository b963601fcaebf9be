"""The rows behind a figure, by the very declaration that counted them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from shizheng.platform.measures.domain.periods import Period
from shizheng.platform.measures.queries.counting import for_organisations, inside, met, placed, value_of
from shizheng.platform.measures.queries.declaring import Measure, Side
from shizheng.platform.measures.queries.reading import Reach
from shizheng.platform.measures.queries.registry import dimensions


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: of a side of a measure, over a period, of some organisations or of some values of a dimension."""

    measure: Measure
    side: Side
    period: Period
    only: Reach = None
    dimension: str = ""
    values: tuple[str, ...] = ()

    def rows(self) -> "QuerySet[Any]":
        """Whoever asks: lists narrow it by ``visible_to``. Newest first."""
        tally = self.measure.tally(self.side)
        population = tally.population
        found = inside(placed(population), [self.period])
        found = for_organisations(population, met(found, tally), self.only)
        if self.dimension:
            found = found.annotate(_value=value_of(population, self.dimension)).filter(_value__in=self.values)
        return found.order_by("-pk")


def places(dimension: str, values: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Values put together under what they are shown as: place → the stored values in it."""
    known = dimensions()[dimension].places(values)
    found: dict[str, tuple[str, ...]] = {}
    for value in values:
        place = known[value].value if value in known else value
        found[place] = (*found.get(place, ()), value)
    return found
