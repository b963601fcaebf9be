"""Figures put together for a table: values under their places, organisations under the units they belong to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from shizheng.platform.measures.domain.figures import Figure
from shizheng.platform.measures.domain.periods import Period
from shizheng.platform.measures.queries.declaring import Measure
from shizheng.platform.measures.queries.reading import Reach, Reading, by_organisation, by_value
from shizheng.platform.measures.queries.registry import dimensions
from shizheng.platform.measures.queries.rows import places
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import STEP


def unit_names() -> dict[int, str]:
    """Every organisation as tables call it."""
    return {unit.pk: unit.display_name for unit in Organisation.objects.only("pk", "name", "short_name")}


Line = tuple[str, dict[str, Reading], tuple[str, ...]]


def by_place(measures: Sequence[Measure], period: Period, name: str, only: Reach) -> Iterator[Line]:
    """Label, readings by code and the stored values behind each place of a dimension; the largest first."""
    found = by_value(measures, period, name, only)
    declared = dimensions()[name]
    labels = {place.value: place.label for place in declared.places(found).values()}
    lines = [
        (place, _added(measures, [found[value] for value in values]), values)
        for place, values in places(name, found).items()
    ]
    for place, read, values in sorted(lines, key=lambda line: -weight(line[1])):
        yield labels.get(place, place or declared.empty), read, values


def by_unit(
    measures: Sequence[Measure], period: Period, units: Iterable[Organisation]
) -> dict[int, dict[str, Reading]]:
    """Each unit's figures with those of everything below it that is no unit of its own. Quantiles do not add up and
    are left out."""
    able = [each for each in measures if each.quantile is None]
    found = by_organisation(able, period)
    paths = {unit.path or "": unit.pk for unit in units}
    where = dict(Organisation.objects.filter(pk__in=list(found)).values_list("pk", "path"))
    together: dict[int, list[Mapping[str, Reading]]] = {pk: [] for pk in paths.values()}
    for organisation, read in found.items():
        unit = _unit_of(where.get(organisation) or "", paths)
        if unit is not None:
            together[unit].append(read)
    return {unit: _added(able, parts) for unit, parts in together.items()}


def _unit_of(path: str, units: Mapping[str, int]) -> int | None:
    """The nearest unit at or above the path."""
    while path:
        if path in units:
            return units[path]
        path = path[:-STEP]
    return None


def _added(measures: Iterable[Measure], parts: Sequence[Mapping[str, Reading]]) -> dict[str, Reading]:
    read: dict[str, Reading] = {}
    for each in measures:
        figures = [part[each.id].figure for part in parts if each.id in part]
        if figures:
            figure = sum(figures[1:], figures[0])
            read[each.id] = Reading(each, figure, figure.value(each.shape))
    return read


def weight(read: Mapping[str, Reading]) -> int:
    """How much there is of something, by the largest of its figures' bases."""
    return max((_base(each.figure) for each in read.values()), default=0)


def _base(figure: Figure) -> int:
    return figure.numerator if figure.denominator is None else figure.denominator


def ranked(found: Mapping[Any, Mapping[str, Reading]], each: Measure) -> list[tuple[Any, Mapping[str, Reading]]]:
    """The best first as the measure is meant; what has no figure last."""
    sign = 1 if each.better == "less" else -1

    def place(item: tuple[Any, Mapping[str, Reading]]) -> tuple[bool, Any]:
        value = item[1][each.id].value
        return value is None, 0 if value is None else sign * value

    return sorted(((key, read) for key, read in found.items() if each.id in read), key=place)
