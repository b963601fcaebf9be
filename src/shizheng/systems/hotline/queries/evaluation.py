"""What the evaluation shows: figures by unit or by dimension, and a month's ranking as it stands now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from shizheng.engines.cases.queries.figures import CASES
from shizheng.platform.measures.domain.periods import Period, month_of
from shizheng.platform.measures.queries.declaring import Measure
from shizheng.platform.measures.queries.reading import Reach, Reading, as_of, by_organisation, totals
from shizheng.platform.measures.queries.registry import measures
from shizheng.platform.measures.queries.tables import by_place, by_unit, weight
from shizheng.platform.orgs.models import Organisation
from shizheng.systems.hotline.domain.evaluation import Placed, Rule, placed, scored
from shizheng.systems.hotline.models import Adjustment, UnitGroup

UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: `which` are the arguments that lead to its rows."""

    label: str
    read: Mapping[str, Reading]
    which: Mapping[str, Any]


def figures() -> list[Measure]:
    """The hotline's measures of work orders, in their order; those of calls are of the centre alone."""
    return [each for each in measures() if each.owner == "hotline" and CASES.id in each.sources]


def table(found: Sequence[Measure], period: Period, by: str, only: Reach) -> list[Row]:
    """Units by how much they had to do, or the places of a dimension."""
    if by != UNIT:
        return [
            Row(label, read, {"dimension": by, "value": list(values)})
            for label, read, values in by_place(found, period, by, only)
        ]
    by_unit_found = by_organisation(found, period, only)
    names = {unit.pk: unit.display_name for unit in Organisation.objects.filter(pk__in=list(by_unit_found))}
    rows = [Row(names.get(unit, "未落实到单位"), read, {"unit": unit}) for unit, read in by_unit_found.items()]
    return sorted(rows, key=lambda row: -weight(row.read))


def whole(found: Sequence[Measure], period: Period, only: Reach) -> Row:
    return Row("合计", totals(found, period, only), {})


@dataclass(frozen=True, slots=True)
class Ranked:
    """A group with its rules, and its units in their places."""

    name: str
    rules: tuple[Rule, ...]
    placed: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class MonthRanking:
    """`names` by unit, `shown` by measure. `as_of` is None where nothing was counted yet."""

    period: Period
    groups: tuple[Ranked, ...]
    names: Mapping[int, str]
    shown: Mapping[str, Measure]
    as_of: datetime | None


def ranking(month: date) -> MonthRanking:
    """The ranking as the figures and the rules stand now; published ones are read from their own rows."""
    period, groups = month_of(month), list(UnitGroup.objects.order_by("order", "name"))
    rules = {group.pk: tuple(Rule.read(rule) for rule in group.rules) for group in groups}
    known = {each.id: each for each in figures()}
    used = {rule.measure for some in rules.values() for rule in some}
    wanted = [known[code] for code in sorted(used) if code in known]
    units = {unit.code: unit for unit in Organisation.objects.filter(code__in=_codes(groups))}
    found = by_unit(wanted, period, units.values())
    points = _points(period)
    ranked = [
        Ranked(group.name, rules[group.pk], tuple(placed(_scores(group, rules[group.pk], units, found, points))))
        for group in groups
    ]
    names = {unit.pk: unit.display_name for unit in units.values()}
    return MonthRanking(period, tuple(ranked), names, known, as_of(wanted) if wanted else None)


def _codes(groups: Iterable[UnitGroup]) -> set[str]:
    return {code for group in groups for code in group.units}


def _points(period: Period) -> Mapping[int, Decimal]:
    rows = Adjustment.objects.filter(month=period.first).order_by().values_list("organisation")
    found: dict[int, Decimal] = defaultdict(Decimal)
    found.update(dict(rows.annotate(total=Sum("points"))))
    return found


def _scores(
    group: UnitGroup,
    rules: tuple[Rule, ...],
    units: Mapping[str, Organisation],
    found: Mapping[int, Mapping[str, Reading]],
    points: Mapping[int, Decimal],
) -> Any:
    scores = []
    for code in group.units:
        unit = units.get(code)
        if unit is not None:
            read = {name: (each.value, each.words) for name, each in found.get(unit.pk, {}).items()}
            scores.append(scored(unit.pk, rules, read, points.get(unit.pk, Decimal(0))))
    return scores


def frozen_lines(found: MonthRanking) -> list[dict[str, Any]]:
    """The ranking as plain values that a published version keeps: words and exact texts, nothing that is looked up."""
    return [
        {
            "group": group.name,
            "place": each.place,
            "unit": each.score.unit,
            "name": found.names[each.score.unit],
            "base": _text(each.score.base),
            "adjustment": _text(each.score.adjustment),
            "total": _text(each.score.total),
            "points": [
                {
                    "measure": point.measure,
                    "name": found.shown[point.measure].name if point.measure in found.shown else point.measure,
                    "words": point.words,
                    "weight": _text(point.weight),
                    "earned": _text(point.earned),
                }
                for point in each.score.points
            ],
        }
        for group in found.groups
        for each in group.placed
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
