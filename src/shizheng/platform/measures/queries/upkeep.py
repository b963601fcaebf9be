"""What waits to be counted, and whether the cells are what a recount finds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from shizheng.kit.clock import today
from shizheng.platform.measures.domain.periods import Period, days, month_of
from shizheng.platform.measures.models import Cell, CellValue, Feed, Grain, Standing, Touched
from shizheng.platform.measures.models.cell import CellKey
from shizheng.platform.measures.queries.counting import count, covered
from shizheng.platform.measures.queries.declaring import Measure, Source
from shizheng.platform.measures.queries.registry import fingerprint, measures, populations, sources

AT_ONCE = 31
"""Days counted in one transaction."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Days of one source that wait, for all its measures or for one, with the rows that say so."""

    source: str
    code: str
    days: tuple[date, ...]
    marks: tuple[int, ...]


def next_batch(size: int = AT_ONCE) -> Batch | None:
    """The latest days that wait, so that what is looked at most is right first; those of a new definition before."""
    first = Touched.objects.order_by("-code", "source", "-day").first()
    if first is None:
        return None
    rows = Touched.objects.filter(source=first.source, code=first.code)
    wanted = list(rows.order_by("-day").values_list("day", flat=True).distinct()[:size])
    marks = rows.filter(day__in=wanted).values_list("pk", flat=True)
    return Batch(first.source, first.code, tuple(wanted), tuple(marks))


def concerned(batch: Batch) -> list[Measure]:
    """The measures that the batch counts again."""
    of_source = [each for each in measures() if batch.source in each.sources]
    return [each for each in of_source if batch.code in {"", each.id}]


def span(found: Iterable[Measure]) -> Iterator[date]:
    """Every day on which the measures may have rows, today included."""
    spans = [covered(population) for population in populations(found)]
    known = [each for each in spans if each is not None]
    if known:
        first, last = min(each.first for each in known), max(each.last for each in known)
        yield from days([Period(first, max(last, today()))])


def outdated() -> list[Measure]:
    """Measures that were never counted, or were counted by another definition."""
    stored = dict(Standing.objects.values_list("code", "fingerprint"))
    return [each for each in measures() if stored.get(each.id) != fingerprint(each)]


def unread(source: Source) -> bool:
    """Whether the source may have news."""
    feed = Feed.objects.filter(source=source.id).first()
    return feed is None or (source.changed is not None and source.news(feed.cursor))


def is_any_waiting() -> bool:
    return Touched.objects.exists() or bool(outdated()) or any(unread(each) for each in sources().values())


def waiting_days() -> frozenset[date]:
    """Days that wait to be counted, and the first days of their months, by which those have their cells."""
    found = set(Touched.objects.values_list("day", flat=True).distinct())
    return frozenset(found | {day.replace(day=1) for day in found})


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that is not what a recount finds; None where one of them has no such cell."""

    code: str
    grain: str
    key: CellKey
    stored: CellValue | None
    found: CellValue | None

    def __str__(self) -> str:
        where = f"单位{self.key.organisation}" if not self.key.dimension else f"{self.key.dimension}={self.key.value}"
        kind = "月" if self.grain == Grain.MONTH else "日"
        return f"{self.code} {self.key.day}（{kind}）{where}：存{_told(self.stored)}，核{_told(self.found)}"


def _told(value: CellValue | None) -> str:
    return "无" if value is None else f"{value.numerator}/{value.denominator}"


def differences(found: Iterable[Measure], since: date = date.min) -> Iterator[Difference]:
    """Every cell of the measures from the month of a day on against a recount, and the months against their days."""
    wanted = list(found)
    standings = {row.pk: each for each in wanted for row in Standing.objects.filter(code=each.id)}
    codes = {pk: each.id for pk, each in standings.items()}
    for month in (each for each in _months(wanted, list(standings)) if each.last >= since):
        counted = dict(count(standings, list(days([month]))))
        yield from _apart(codes, Grain.DAY, _stored(list(standings), Grain.DAY, month), counted)
        totals = summed(counted.items(), month.first)
        yield from _apart(codes, Grain.MONTH, _stored(list(standings), Grain.MONTH, month), totals)


def _months(wanted: list[Measure], standings: list[int]) -> Iterator[Period]:
    """Every month with a row or with a cell."""
    known = {day.replace(day=1) for day in span(wanted)}
    held = Cell.objects.filter(standing__in=standings).values_list("day", flat=True).distinct()
    known |= {day.replace(day=1) for day in held}
    yield from (month_of(day) for day in sorted(known))


def _stored(standings: list[int], grain: Grain, month: Period) -> dict[CellKey, CellValue]:
    rows = Cell.objects.filter(standing__in=standings, grain=grain, day__gte=month.first, day__lte=month.last)
    columns = ("standing_id", "dimension", "day", "organisation_id", "value", "numerator", "denominator")
    return {CellKey(*row[:5]): CellValue(*row[5:]) for row in rows.values_list(*columns).iterator(chunk_size=5_000)}


def _apart(
    codes: dict[int, str], grain: Grain, stored: dict[CellKey, CellValue], found: dict[CellKey, CellValue]
) -> Iterator[Difference]:
    for key in sorted(stored.keys() | found.keys()):
        one, other = stored.get(key), found.get(key)
        if one != other:
            yield Difference(codes[key.standing], grain.value, key, one, other)


def summed(cells: Iterable[tuple[CellKey, CellValue]], first: date) -> dict[CellKey, CellValue]:
    """The cells of a month from those of its days."""
    totals: dict[CellKey, CellValue] = {}
    for key, value in cells:
        of_month = key._replace(day=first)
        known = totals.get(of_month, CellValue(0, 0))
        totals[of_month] = CellValue(known.numerator + value.numerator, known.denominator + value.denominator)
    return {key: value for key, value in totals.items() if value != (0, 0)}
