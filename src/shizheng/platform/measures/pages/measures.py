"""The list of measures with their definitions, and the page of one."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from shizheng.console.charts import Figures, Island, Series
from shizheng.console.pages import ChartPage
from shizheng.console.pages.base import Page
from shizheng.kit import clock
from shizheng.platform.measures.domain.figures import NO_DATA, compared
from shizheng.platform.measures.domain.periods import Period, month_of
from shizheng.platform.measures.pages.choosing import Chosen, chosen_period, period_context, rows_url
from shizheng.platform.measures.queries.declaring import Measure
from shizheng.platform.measures.queries.reading import (
    Reach,
    Reading,
    as_of,
    by_organisation,
    narrowed,
    over_time,
    reach,
    totals,
)
from shizheng.platform.measures.queries.registry import UnknownMeasureError, dimensions, measure, readable
from shizheng.platform.measures.queries.standing import comparable, editions_of, standings
from shizheng.platform.measures.queries.tables import by_place, ranked
from shizheng.platform.modules.module import MODULES
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting

VIEW = "measures.view"
MENU = "measures:list"
MOST = 300
"""Rows of a table on a measure's page; the Excel of the chart has them all."""


class MeasureList(Page):
    title = "指标"
    purpose = "各系统登记的指标：口径、依据、统计到的日期。点名称看趋势，点数字看明细。"
    permission = VIEW
    menu = MENU
    template_name = "measures/list.html"

    def context(self) -> dict[str, Any]:
        month, found = month_of(clock.today()), readable(acting(self.request))
        values: dict[str, Reading] = {}
        for permission in {each.permission for each in found}:
            of_one = [each for each in found if each.permission == permission]
            values |= totals(of_one, month, seen(self, permission))
        known = standings()
        lines = [
            {
                "measure": each,
                "owner": MODULES.get(each.owner).name,
                "standing": known.get(each.id),
                "words": values[each.id].words,
                "rows": rows_url(each, month),
            }
            for each in found
        ]
        return {**super().context(), "lines": lines, "month": month, "as_of": as_of(found)}


def seen(page: Page, permission: str) -> Reach:
    """What both the permission for figures and the measure's own let the reader see."""
    actor = acting(page.request)
    return narrowed(reach(actor, VIEW), reach(actor, permission))


class OfMeasure(Page):
    """A page below one measure's address; 404 where there is none that the reader may see."""

    abstract = True
    permission = VIEW
    menu = MENU

    @cached_property
    def measure(self) -> Measure:
        try:
            found = measure(self.kwargs["code"])
        except UnknownMeasureError as error:
            raise Http404 from error
        if not acting(self.request).may(found.permission):
            raise Http404
        return found

    @cached_property
    def chosen(self) -> Chosen:
        return chosen_period(self.request)

    @cached_property
    def only(self) -> Reach:
        return seen(self, self.measure.permission)


class MeasureDetail(OfMeasure):
    title = "指标"
    template_name = "measures/detail.html"

    def get_title(self) -> str:
        return self.measure.name

    def get_purpose(self) -> str:
        return self.measure.definition

    @property
    def dimension(self) -> str:
        """The one that is asked for, "" for units."""
        asked = self.request.GET.get("by", "")
        return asked if asked in self.measure.dimensions else ""

    def context(self) -> dict[str, Any]:
        each, period = self.measure, self.chosen.period
        here = reverse("measures:chart", kwargs={"code": each.id})
        known = dimensions()
        tabs = [("", "单位"), *((name, known[name].label) for name in each.dimensions)]
        table = list(self.by_dimension() if self.dimension else self.by_unit())
        return {
            **super().context(),
            **period_context(self.request, self.chosen),
            "measure": each,
            "now": self.facts(),
            "islands": [Island(f"{each.name}：{period.label}", f"{here}?period={period.code}", wide=True)],
            "tabs": [(value, label, f"?{urlencode({'period': period.code, 'by': value})}") for value, label in tabs],
            "by": self.dimension,
            "by_label": dict(tabs)[self.dimension],
            "table": table[:MOST],
            "more": max(0, len(table) - MOST),
            "standing": standings().get(each.id),
            "editions": editions_of(each.id),
            "as_of": as_of([each]),
        }

    def facts(self) -> dict[str, Any]:
        """The figure of the period, its parts with their rows, and how it stands to earlier ones."""
        each, period = self.measure, self.chosen.period
        now = totals([each], period, self.only)[each.id]
        spans = period.compared_with(clock.today())
        standing = standings().get(each.id)
        before, year = (comparable(totals([each], span, self.only)[each.id], span, standing) for span in spans)
        return {
            "words": now.words,
            "numerator": now.figure.numerator,
            "denominator": now.figure.denominator,
            "rows": rows_url(each, period),
            "of_rows": rows_url(each, period, "denominator") if each.denominator else "",
            "counts": each.numerator.amount is None,
            "spans": [span.label for span in spans],
            "before": each.shape.words(before),
            "than_before": compared(each.shape, now.value, before),
            "year": each.shape.words(year),
            "than_year": compared(each.shape, now.value, year),
        }

    def by_unit(self) -> Iterator[dict[str, Any]]:
        each, period = self.measure, self.chosen.period
        found = by_organisation([each], period, self.only)
        names = {row.pk: row.display_name for row in Organisation.objects.visible_to(acting(self.request), VIEW)}
        for organisation, readings in ranked(found, each):
            label = names.get(organisation, "未落实到单位" if not organisation else f"单位{organisation}")
            yield line(each, period, label, readings[each.id], unit=organisation)

    def by_dimension(self) -> Iterator[dict[str, Any]]:
        each, period, name = self.measure, self.chosen.period, self.dimension
        for label, read, values in by_place([each], period, name, self.only):
            yield line(each, period, label, read[each.id], dimension=name, value=list(values))


def line(each: Measure, period: Period, label: str, read: Reading, **which: object) -> dict[str, Any]:
    """A row of a measure's table: every number leads to its rows."""
    return {
        "label": label,
        "words": read.words,
        "is_empty": read.words == NO_DATA,
        "numerator": read.figure.numerator,
        "denominator": read.figure.denominator,
        "rows": rows_url(each, period, **which),
        "of_rows": rows_url(each, period, "denominator", **which) if each.denominator else "",
    }


class MeasureChart(OfMeasure, ChartPage):
    title = "趋势"

    def get_title(self) -> str:
        return f"{self.measure.name}：{self.chosen.period.label}"

    def figures(self) -> Figures:
        each, steps = self.measure, self.chosen.period.steps()
        earlier = [step.year_before() for step in steps]
        now, year = (over_time(each, spans, self.only) for spans in (steps, earlier))
        shape, standing, today = each.shape, standings().get(each.id), clock.today()
        values = [
            _value(each, read.value if step.first <= today else None) for read, step in zip(now, steps, strict=True)
        ]
        before = [_value(each, comparable(read, step, standing)) for read, step in zip(year, earlier, strict=True)]
        return Figures(
            kind="line" if len(steps) > 1 else "bar",
            categories=[_short(step) for step in steps],
            series=[
                Series(_year(steps), values, [rows_url(each, step) for step in steps]),
                Series("上年同期", before),
            ],
            unit=shape.unit,
            at=as_of([each]) or clock.now(),
            shape=shape.words,
            empty="这段时间没有数据",
        )


def _value(each: Measure, exact: Decimal | None) -> Decimal | None:
    return None if exact is None else each.shape.rounded(exact)


def _year(steps: list[Period]) -> str:
    first, last = steps[0].first.year, steps[-1].last.year
    return f"{first}年" if first == last else f"{first}—{last}年"


def _short(step: Period) -> str:
    if step.months == 1:
        return f"{step.first:%Y-%m}"
    return f"{step.first:%m-%d}" if step.first == step.last else f"{step.first:%m-%d}起"
