"""What a report over a period says, from the cells."""

from collections.abc import Sequence

from shizheng.kit import clock
from shizheng.platform.measures.domain.figures import compared
from shizheng.platform.measures.domain.periods import Period
from shizheng.platform.measures.queries.declaring import Measure
from shizheng.platform.measures.queries.reading import as_of, over_time, totals
from shizheng.platform.measures.queries.registry import dimensions
from shizheng.platform.measures.queries.standing import comparable, standings
from shizheng.systems.hotline.domain.evaluation_report import Bars, Content, Grid, Section, Standing, shares
from shizheng.systems.hotline.queries.evaluation import UNIT, figures, table
from shizheng.systems.hotline.queries.measures.calls import ALL as CALLS
from shizheng.systems.hotline.queries.measures.declared import (
    ACCEPTED_COUNT,
    DISPATCHED_COUNT,
    IN_TIME_SHARE,
    SATISFIED_SHARE,
    SIGNED_SHARE,
    SOLVED_SHARE,
)

KINDS = {"day": "日报", "week": "周报", "month": "月报"}
BY = ("channel", "category", "area")
MOST, MOST_UNITS = 10, 30
_OF_UNITS = (DISPATCHED_COUNT, SIGNED_SHARE, IN_TIME_SHARE, SOLVED_SHARE, SATISFIED_SHARE)


def title_of(kind: str) -> str:
    return f"12345热线运行{KINDS[kind]}"


def content(kind: str, period: Period, office: str) -> Content:
    """Everything the report prints; a day's has no chart over time."""
    found = figures()
    standings = _standings(found, period)
    sections = [Section("主要指标", tuple(each.sentence for each in standings[:1]), None, _main_grid(standings))]
    if kind != "day":
        sections.append(Section("受理趋势", (), _trend(period)))
    sections += [_of_dimension(name, period) for name in BY]
    sections.append(Section("办理与评价", tuple(each.sentence for each in standings[1:])))
    sections.append(_of_units(period))
    sections.append(Section("话务", tuple(each.sentence for each in _standings(CALLS, period))))
    return Content(title_of(kind), period.label, office, as_of(found) or clock.now(), tuple(sections))


def _standings(found: Sequence[Measure], period: Period) -> list[Standing]:
    spans, known = period.compared_with(clock.today()), standings()
    now = totals(list(found), period)
    earlier = [(span, totals(list(found), span)) for span in spans]
    made = []
    for each in found:
        shape, value = each.shape, now[each.id].value
        before, year = (comparable(read[each.id], span, known.get(each.id)) for span, read in earlier)
        made.append(
            Standing(
                each.name,
                shape.unit,
                shape.words(value),
                shape.words(before),
                compared(shape, value, before),
                shape.words(year),
                compared(shape, value, year),
            )
        )
    return made


def _main_grid(standings: Sequence[Standing]) -> Grid:
    rows = tuple(
        (f"{each.name}（{each.unit}）", each.now, each.before, each.than_before, each.year, each.than_year)
        for each in standings
    )
    return Grid("主要指标", ("指标", "本期", "上一期", "比上一期", "上年同期", "比上年同期"), rows)


def _trend(period: Period) -> Bars:
    steps = period.steps()
    read = over_time(ACCEPTED_COUNT, steps)
    labels = tuple(f"{step.first:%m-%d}" if step.months != 1 else f"{step.first:%Y-%m}" for step in steps)
    return Bars("受理量", "件", labels, tuple(each.value for each in read), tuple(each.words for each in read))


def _of_dimension(name: str, period: Period) -> Section:
    label = dimensions()[name].label
    rows = table([ACCEPTED_COUNT], period, name, None)
    counted = [(row.label, row.read[ACCEPTED_COUNT.id].figure.numerator) for row in rows]
    sentence, grid, bars = shares(label, counted, sum(count for _, count in counted), MOST)
    return Section(f"诉求{label}", (sentence,), bars, grid)


def _of_units(period: Period) -> Section:
    rows = [row for row in table(list(_OF_UNITS), period, UNIT, None) if DISPATCHED_COUNT.id in row.read]
    head = ("单位", *(f"{each.name}（{each.shape.unit}）" for each in _OF_UNITS))
    lines = tuple(
        (row.label, *(row.read[each.id].words if each.id in row.read else "—" for each in _OF_UNITS))
        for row in rows[:MOST_UNITS]
    )
    more = f"派单较多的{len(lines)}个单位列表如下，共派给{len(rows)}个单位。" if rows else "本期没有派单。"
    return Section("承办单位", (more,), None, Grid("承办单位指标", head, lines))
