"""Counting rows into cells, by the declaration and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, F, Max, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, TruncDate

from shizheng.kit import clock
from shizheng.platform.measures.domain.buckets import bucket
from shizheng.platform.measures.domain.periods import Period, runs
from shizheng.platform.measures.models.cell import CellKey, Cells, CellValue
from shizheng.platform.measures.queries.declaring import (
    Expression,
    Measure,
    Population,
    Reckoned,
    Side,
    Tally,
)
from shizheng.platform.measures.queries.registry import populations

BUCKETS = "~"
"""The dimension under which a distribution is kept, for each organisation; its values are the buckets."""
_CHUNK = 5_000
_APART = 3
"""Touched days so near to each other are counted as one span: fewer ranges in the statement, no wrong cell."""
Sums = dict[tuple[Any, ...], list[int]]
"""By the fields of a CellKey as a plain tuple: there are many more additions than cells."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A tally of a population and which part of which measure it feeds."""

    standing: int
    measure: Measure
    side: Side
    tally: Tally

    @property
    def position(self) -> int:
        return 0 if self.side == "numerator" else 1


def instant_of(day: date) -> datetime:
    """The first instant of a day."""
    return datetime.combine(day, time.min, clock.ZONE)


def expression(found: Expression) -> Any:
    return F(found) if isinstance(found, str) else found


def placed(population: Population) -> "QuerySet[Any]":
    """The population's rows with `_at`, the instant, as the declaration says it."""
    found: QuerySet[Any] = population.rows().order_by().annotate(_at=expression(population.instant))
    return found


def inside(rows: "QuerySet[Any]", spans: Iterable[Period]) -> "QuerySet[Any]":
    """Those of `placed` rows that count on a day of the spans."""
    wanted = Q()
    for span in spans:
        wanted |= Q(_at__gte=instant_of(span.first), _at__lt=instant_of(span.last + timedelta(days=1)))
    return rows.filter(wanted)


def for_organisations(population: Population, rows: "QuerySet[Any]", only: Iterable[int] | None) -> "QuerySet[Any]":
    """Those of some organisations, 0 standing for rows of none; None asks for all."""
    if only is None:
        return rows
    wanted = set(only)
    # Only where it is asked for: an index on the organisation serves the bare column, not what is made of it.
    found = organisation_of(population) if 0 in wanted else expression(population.organisation)
    narrowed: QuerySet[Any] = rows.annotate(_for=found).filter(_for__in=list(wanted))
    return narrowed


def covered(population: Population) -> Period | None:
    """The days from the population's first row to its last."""
    found = placed(population).aggregate(first=Min("_at"), last=Max("_at"))
    if found["first"] is None:
        return None
    return Period(clock.aware(found["first"]).date(), clock.aware(found["last"]).date())


def count(standings: Mapping[int, Measure], wanted: Sequence[date]) -> Cells:
    """All cells of the measures, by the key of their standing, on the days: by organisation and by each dimension."""
    spans = runs(wanted, _APART)
    days = frozenset(wanted)
    sums: Sums = defaultdict(lambda: [0, 0])
    for population in populations(standings.values()):
        rows = inside(placed(population), spans)
        for group in _slots(population, standings):
            _add_group(sums, population, rows, group, days)
    return {CellKey._make(key): CellValue(*value) for key, value in sums.items() if value[0] or value[1]}


def _slots(population: Population, standings: Mapping[int, Measure]) -> Iterator[list[Slot]]:
    """What is counted in one pass: everything that the database can add up, then what is reckoned of the same rows."""
    groups: dict[object, list[Slot]] = {}
    for standing, measure in standings.items():
        for side, tally in measure.tallies():
            if tally.population.id == population.id:
                slot = Slot(standing, measure, side, tally)
                alike = (id(tally.amount), str(tally.where)) if _is_reckoned(slot) else None
                groups.setdefault(alike, []).append(slot)
    yield from groups.values()


def _is_reckoned(slot: Slot) -> bool:
    return isinstance(slot.tally.amount, Reckoned) or _is_distribution(slot)


def _is_distribution(slot: Slot) -> bool:
    return slot.measure.quantile is not None and slot.side == "numerator"


def _add_group(
    sums: Sums, population: Population, rows: "QuerySet[Any]", group: Sequence[Slot], days: frozenset[date]
) -> None:
    if _is_reckoned(group[0]):
        _add_reckoned(sums, population, rows, group, days)
        return
    for dimension in ("", *population.dimensions):
        concerned = [slot for slot in group if not dimension or dimension in slot.measure.dimensions]
        if concerned:
            for key, amounts in grouped(population, rows, [slot.tally for slot in concerned], dimension):
                if key[2] in days:
                    for slot, amount in zip(concerned, amounts, strict=True):
                        if amount:
                            sums[slot.standing, *key[1:]][slot.position] += amount


def grouped(
    population: Population, rows: "QuerySet[Any]", tallies: Sequence[Tally], dimension: str, *, by_day: bool = True
) -> Iterator[tuple[CellKey, Sequence[int]]]:
    """Amounts of the tallies by day and organisation, or by day and value of the dimension; one statement."""
    named = {"_org": organisation_of(population)} if not dimension else {"_value": value_of(population, dimension)}
    if by_day:
        named["_day"] = TruncDate("_at", tzinfo=clock.ZONE)
    columns = {f"_n{number}": _summed(tally) for number, tally in enumerate(tallies)}
    found = rows.values(**named).annotate(**columns).order_by()
    names = list(columns)
    for row in found.iterator(chunk_size=_CHUNK):
        key = CellKey(0, dimension, row.get("_day"), row.get("_org", 0), str(row.get("_value", ""))[:60])
        yield key, [int(row[name] or 0) for name in names]


def organisation_of(population: Population) -> Any:
    return Coalesce(expression(population.organisation), Value(0), output_field=BigIntegerField())


def value_of(population: Population, dimension: str) -> Any:
    found = expression(population.dimensions[dimension])
    return Coalesce(Cast(found, CharField(max_length=60)), Value(""), output_field=CharField(max_length=60))


def _summed(tally: Tally) -> Any:
    """The tally as an aggregate over a group."""
    condition: Any = tally.where or None
    if tally.amount is None:
        return Count("pk", filter=condition)
    if isinstance(tally.amount, Reckoned):
        raise TypeError("what is reckoned of each row is no aggregate")
    return Sum(tally.amount, filter=condition)


def met(rows: "QuerySet[Any]", tally: Tally) -> "QuerySet[Any]":
    """The rows that a tally counts."""
    return rows.filter(tally.where) if tally.where else rows


def amounts(population: Population, rows: "QuerySet[Any]", tally: Tally) -> Iterator[tuple[Any, int]]:
    """Each row's key fields (day, organisation, values of dimensions in order) and the amount of it."""
    amount = tally.amount
    columns = amount.columns if isinstance(amount, Reckoned) else [amount] if amount else []
    named = {"_day": TruncDate("_at", tzinfo=clock.ZONE), "_org": organisation_of(population)}
    named |= {f"_d{number}": value_of(population, name) for number, name in enumerate(population.dimensions)}
    fixed = len(named)
    for row in met(rows, tally).annotate(**named).values_list(*named, *columns).iterator(chunk_size=_CHUNK):
        values = row[fixed:]
        yield row[:fixed], amount.function(*values) if isinstance(amount, Reckoned) else int(values[0] or 0)


def _add_reckoned(
    sums: Sums, population: Population, rows: "QuerySet[Any]", group: Sequence[Slot], days: frozenset[date]
) -> None:
    """What is reckoned once a row is added up once, then told to every slot that wants it."""
    apart, counts = _reckoned(population, rows, group[0].tally, days)
    for slot in group:
        wanted = {"", *slot.measure.dimensions}
        for (name, *rest), amount in apart.items():
            if name in wanted:
                sums[slot.standing, name, *rest][slot.position] += amount
        if _is_distribution(slot):
            for bucketed, number in counts.items():
                sums[slot.standing, *bucketed][0] += number


def _reckoned(
    population: Population, rows: "QuerySet[Any]", tally: Tally, days: frozenset[date]
) -> tuple[Mapping[tuple[Any, ...], int], Mapping[tuple[Any, ...], int]]:
    """Amounts and buckets by the fields of a key from its dimension on."""
    apart: dict[tuple[Any, ...], int] = defaultdict(int)
    counts: dict[tuple[Any, ...], int] = defaultdict(int)
    names = list(enumerate(population.dimensions, 2))
    for fixed, amount in amounts(population, rows, tally):
        day, organisation = fixed[0], fixed[1]
        if day in days:
            apart["", day, organisation, ""] += amount
            counts[BUCKETS, day, organisation, str(bucket(amount))] += 1
            for at, name in names:
                apart[name, day, 0, fixed[at]] += amount
    return apart, counts
