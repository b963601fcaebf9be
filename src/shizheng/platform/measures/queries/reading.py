"""Figures of any period: from the cells where they hold what is asked, else counted from the rows themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Min, Q, QuerySet

from shizheng.platform.measures.domain.buckets import quantile
from shizheng.platform.measures.domain.figures import Figure
from shizheng.platform.measures.domain.periods import Period
from shizheng.platform.measures.models import Cell, Feed, Grain, Standing
from shizheng.platform.measures.models.cell import SUMS
from shizheng.platform.measures.queries.counting import (
    BUCKETS,
    amounts,
    for_organisations,
    grouped,
    inside,
    placed,
)
from shizheng.platform.measures.queries.declaring import Measure, Reckoned
from shizheng.platform.measures.queries.registry import populations
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.domain.scope import Scope, following

Reach = frozenset[int] | None
"""The organisations whose figures are asked for; None for all, those of no organisation included."""
NOBODY: Reach = frozenset()


def reach(actor: Actor, permission: str) -> Reach:
    """What the permission lets the actor see figures of. What is one's own only is nobody's figure."""
    scope = actor.scope(permission)
    if scope is Scope.ALL:
        return None
    if scope is Scope.ORGANISATION and actor.organisation_id:
        return frozenset({actor.organisation_id})
    if scope is Scope.SUBTREE and actor.organisation_path:
        return below(actor.organisation_path)
    return NOBODY


def below(path: str) -> frozenset[int]:
    """The organisation with this path and everything under it, as the tree stands today."""
    rows = Organisation.objects.filter(path__gte=path, path__lt=following(path))
    return frozenset(rows.values_list("pk", flat=True))


def narrowed(one: Reach, other: Reach) -> Reach:
    """What lies within both."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure's figure; `value` is what is printed, exact. For a quantile the figure counts the rows behind it."""

    measure: Measure
    figure: Figure
    value: Decimal | None

    @property
    def words(self) -> str:
        return self.measure.shape.words(self.value)


def reading(measure: Measure, numerator: int = 0, denominator: int = 0) -> Reading:
    figure = measure.figure(numerator, denominator)
    return Reading(measure, figure, figure.value(measure.shape))


Table = Mapping[Any, Mapping[str, Reading]]
"""By organisation, value or period, then by code; what has no cell is missing."""


def _keys(measures: Iterable[Measure]) -> dict[int, str]:
    """The codes of those that were counted, by the keys under which their cells stand."""
    return dict(Standing.objects.filter(code__in=[each.id for each in measures]).values_list("pk", "code"))


def _cells(keys: Iterable[int], period: Period, dimension: str = "") -> "QuerySet[Any]":
    """The cells that the period is made of: whole months, and the days at its edges."""
    months, edges = period.parts()
    when = Q(pk__in=[])
    if months is not None:
        when |= Q(grain=Grain.MONTH, day__gte=months[0], day__lte=months[1])
    for edge in edges:
        when |= Q(grain=Grain.DAY, day__gte=edge.first, day__lte=edge.last)
    return Cell.objects.filter(when, standing__in=list(keys), dimension=dimension).order_by()


def totals(measures: Sequence[Measure], period: Period, only: Reach = None) -> dict[str, Reading]:
    """One figure a measure over the organisations; every measure has one, if only of nothing."""
    keys = _keys(measures)
    rows = _of(_cells(keys, period), only).values_list("standing_id").annotate(**SUMS)
    found = {keys[key]: (numerator, denominator) for key, numerator, denominator in rows}
    read = {each.id: reading(each, *found.get(each.id, (0, 0))) for each in measures}
    for each in measures:
        if each.quantile is not None:
            read[each.id] = _quantiles(each, period, only).get(None, read[each.id])
    return read


def by_organisation(measures: Sequence[Measure], period: Period, only: Reach = None) -> Table:
    keys = _keys(measures)
    rows = _of(_cells(keys, period), only).values_list("organisation_id", "standing_id").annotate(**SUMS)
    found = _tabled(measures, ((unit, keys[key], *sums) for unit, key, *sums in rows))
    for each in measures:
        if each.quantile is not None:
            for organisation, read in _quantiles(each, period, only, apart=True).items():
                found[organisation][each.id] = read
    return found


def by_value(measures: Sequence[Measure], period: Period, dimension: str, only: Reach = None) -> Table:
    """By value of a dimension, as stored. Cells of dimensions are of the whole city; of some organisations the rows are
    counted at once: they have few."""
    able = [each for each in measures if dimension in each.dimensions and each.quantile is None]
    if only is None:
        keys = _keys(able)
        rows = _cells(keys, period, dimension).values_list("value", "standing_id").annotate(**SUMS)
        return _tabled(able, ((value, keys[key], *sums) for value, key, *sums in rows))
    return _counted(able, period, dimension, only)


def over_time(measure: Measure, steps: Sequence[Period], only: Reach = None) -> list[Reading]:
    """The figure of each step; steps follow each other and are days, or spans of days."""
    whole = Period(steps[0].first, steps[-1].last)
    if measure.quantile is not None:
        return [totals([measure], step, only)[measure.id] for step in steps]
    if all(step.months == 1 for step in steps):
        rows = _of(_cells(_keys([measure]), whole), only).values_list("day").annotate(**SUMS)
    else:
        of_days = Cell.objects.filter(standing__in=_keys([measure]), dimension="", grain=Grain.DAY)
        inside_whole = of_days.filter(day__gte=whole.first, day__lte=whole.last).order_by()
        rows = _of(inside_whole, only).values_list("day").annotate(**SUMS)
    sums = [[0, 0] for _ in steps]
    starts = {step.first + timedelta(days=n): at for at, step in enumerate(steps) for n in range(_length(step))}
    for day, numerator, denominator in rows:
        sums[starts[day]][0] += numerator
        sums[starts[day]][1] += denominator
    return [reading(measure, *pair) for pair in sums]


def _length(step: Period) -> int:
    return (step.last - step.first).days + 1


def _of(rows: "QuerySet[Any]", only: Reach) -> "QuerySet[Any]":
    return rows if only is None else rows.filter(organisation_id__in=list(only))


def _tabled(measures: Iterable[Measure], rows: Iterable[tuple[Any, str, int, int]]) -> dict[Any, dict[str, Reading]]:
    known = {each.id: each for each in measures}
    found: dict[Any, dict[str, Reading]] = defaultdict(dict)
    for key, code, numerator, denominator in rows:
        found[key][code] = reading(known[code], numerator, denominator)
    return found


def _quantiles(each: Measure, period: Period, only: Reach, *, apart: bool = False) -> dict[int | None, Reading]:
    """From the buckets put together, for each organisation or for all at once (under None)."""
    rows = (
        _of(_cells(_keys([each]), period, BUCKETS), only).values_list("organisation_id", "value").annotate(n=SUMS["n"])
    )
    buckets: dict[int | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for organisation, value, number in rows:
        buckets[organisation if apart else None][int(value)] += number
    found = {}
    for key, counts in buckets.items():
        amount = quantile(counts, each.quantile or 0)
        found[key] = Reading(each, Figure(sum(counts.values())), None if amount is None else amount * each.shape.factor)
    return found


def _counted(measures: Sequence[Measure], period: Period, dimension: str, only: frozenset[int]) -> Table:
    """The same table, from the rows."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for population in populations(measures):
        rows = for_organisations(population, inside(placed(population), [period]), only)
        slots = [
            (each, 0 if side == "numerator" else 1, tally)
            for each in measures
            for side, tally in each.tallies()
            if tally.population.id == population.id
        ]
        plain = [slot for slot in slots if not isinstance(slot[2].amount, Reckoned)]
        if plain:
            for key, found in grouped(population, rows, [slot[2] for slot in plain], dimension, by_day=False):
                for (each, position, _), amount in zip(plain, found, strict=True):
                    sums[key.value, each.id][position] += amount
        at = 2 + list(population.dimensions).index(dimension)
        for each, position, tally in slots:
            if isinstance(tally.amount, Reckoned):
                for fixed, amount in amounts(population, rows, tally):
                    sums[fixed[at], each.id][position] += amount
    rows_found = ((value, code, pair[0], pair[1]) for (value, code), pair in sums.items() if any(pair))
    return _tabled(measures, rows_found)


def as_of(measures: Iterable[Measure]) -> datetime | None:
    """The instant up to which all the figures hold everything; None where one was never counted."""
    names = {name for each in measures for name in each.sources}
    found = Feed.objects.filter(source__in=names).aggregate(at=Min("read_at"))["at"]
    return found if found is None or isinstance(found, datetime) else None
