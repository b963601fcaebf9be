"""Reading what changed, and counting the days it touched again. Each step is one transaction and whole in itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from shizheng.kit import clock
from shizheng.platform.journal.actions import action, trace
from shizheng.platform.measures.domain.periods import month_of
from shizheng.platform.measures.models import Cell, CellValue, Edition, Feed, Grain, Standing, Touched
from shizheng.platform.measures.models.cell import SUMS, CellKey
from shizheng.platform.measures.queries.counting import count
from shizheng.platform.measures.queries.declaring import Measure, Source
from shizheng.platform.measures.queries.registry import fingerprint, measures, sources
from shizheng.platform.measures.queries.upkeep import Batch, concerned, next_batch, outdated, span
from shizheng.platform.policy.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many cells were not as they should be, how many days were counted, and whether more wait."""

    cells: int
    days: int
    more: bool


@action("measures.read", "读取指标变动", permission="measures.refresh")
def read_changes(actor: Actor) -> int:
    """Note the days that every source has touched, and all days of measures that are new or defined otherwise by now;
    how many marks were made."""
    at, marked, fresh = clock.now(), 0, set()
    feeds = _locked()
    for source in sources().values():
        feed = feeds.get(source.id) or Feed(source=source.id)
        touched, feed.cursor = _read(source, feed)
        if touched is None:
            fresh.add(source.id)
            touched = frozenset(span(each for each in measures() if source.id in each.sources))
        marked += Touched.objects.mark(source.id, touched)
        feed.read_at = at
        feed.save()
    for each in outdated():
        _take_up(each)
        if not each.sources & fresh:
            marked += Touched.objects.mark(min(each.sources), span([each]), code=each.id)
    trace(None, f"读取指标变动：{marked}个日期待统计")
    return marked


def _locked() -> dict[str, Feed]:
    """The feeds, locked: of two who count at once one waits for the other."""
    return {feed.source: feed for feed in Feed.objects.select_for_update().order_by("source")}


def _read(source: Source, feed: Feed) -> tuple[frozenset[date] | None, str]:
    if source.changed is None:
        return (None if feed.pk is None else frozenset()), ""
    found = source.changed(feed.cursor)
    return found.days, found.cursor


def _take_up(each: Measure) -> None:
    """A new measure, or a new edition of one: nothing that was counted by the old definition stays."""
    standing = Standing.objects.filter(code=each.id).first() or Standing(code=each.id, edition=0)
    standing.edition += 1
    standing.fingerprint = fingerprint(each)
    standing.first_day = standing.last_day = standing.counted_at = None
    standing.save()
    Cell.objects.filter(standing=standing).delete()
    Edition.objects.create(
        standing=standing,
        number=standing.edition,
        name=each.name[:60],
        definition=each.definition[:500],
        source=each.source[:200],
        fingerprint=standing.fingerprint,
    )


@action("measures.recount", "统计指标", permission="measures.refresh")
def recount_days(actor: Actor) -> Recounted:
    """Count the latest days that wait; call again while there are more. Killed at any point, the days still wait."""
    _locked()
    batch = next_batch()
    if batch is None:
        trace(None, "统计指标：没有待统计的日期")
        return Recounted(0, 0, more=False)
    changed = _recount(batch)
    Touched.objects.filter(pk__in=batch.marks).delete()
    trace(None, f"统计指标：{len(batch.days)}日，更新{changed}项")
    return Recounted(changed, len(batch.days), more=Touched.objects.exists())


def _recount(batch: Batch) -> int:
    wanted = {each.id: each for each in concerned(batch)}
    rows = {row.pk: row for row in Standing.objects.filter(code__in=wanted)}
    cells = count({pk: wanted[row.code] for pk, row in rows.items()}, batch.days)
    stored = Cell.objects.filter(standing__in=rows, grain=Grain.DAY, day__in=batch.days)
    changed: int = stored.swap(cells, Grain.DAY)
    for first in sorted({day.replace(day=1) for day in batch.days}):
        changed += _roll_up(rows, first)
    _note(rows.values(), {key.day for key in cells})
    return changed


def _roll_up(standings: Iterable[int], first: date) -> int:
    """Make the cells of a month the sums of its days'."""
    month = month_of(first)
    held = Cell.objects.filter(standing__in=list(standings))
    of_days = held.filter(grain=Grain.DAY, day__gte=month.first, day__lte=month.last).order_by()
    rows = of_days.values_list("standing_id", "dimension", "organisation_id", "value").annotate(**SUMS)
    totals = {
        CellKey(row[0], row[1], first, row[2], row[3]): CellValue(row[4], row[5])
        for row in rows.iterator(chunk_size=5_000)
    }
    changed: int = held.filter(grain=Grain.MONTH, day=first).swap(totals, Grain.MONTH)
    return changed


def _note(standings: Iterable[Standing], days: set[date]) -> None:
    now = clock.now()
    for standing in standings:
        standing.reach(days)
        standing.counted_at = now
    Standing.objects.bulk_update(standings, ["first_day", "last_day", "counted_at"])


@action("measures.rebuild", "重建指标", permission="measures.refresh")
def mark_for_rebuild(actor: Actor, *, codes: tuple[str, ...] = ()) -> int:
    """Have every day of the measures, or of all, counted again; how many marks were made. Counting itself is left to
    `recount_days`: until then the cells answer as before."""
    _locked()
    marked, wanted = 0, [each for each in measures() if not codes or each.id in codes]
    for source, code, concerned_ones in _marks_for(wanted, codes):
        marked += Touched.objects.mark(source, _held(concerned_ones) | set(span(concerned_ones)), code=code)
    trace(None, f"重建指标{len(wanted)}项：{marked}个日期待统计", reason="、".join(codes)[:500])
    return marked


def _marks_for(wanted: list[Measure], codes: tuple[str, ...]) -> Iterator[tuple[str, str, list[Measure]]]:
    """All together by their sources, so that rows are read once for all; chosen ones each by itself."""
    if codes:
        yield from ((min(each.sources), each.id, [each]) for each in wanted)
        return
    for source in sources():
        if found := [each for each in wanted if source in each.sources]:
            yield source, "", found


def _held(found: list[Measure]) -> set[date]:
    """Days that have cells, rightly or not."""
    rows = Cell.objects.filter(standing__code__in=[each.id for each in found], grain=Grain.DAY)
    return set(rows.values_list("day", flat=True).distinct())
