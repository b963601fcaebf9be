"""考核评价: units or dimensions × figures for any period, every figure leading to its rows."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from shizheng.console.buttons import Button
from shizheng.console.exporting import workbook
from shizheng.console.pages.base import Page
from shizheng.kit.tabular.cells import Written
from shizheng.platform.measures.pages.choosing import Chosen, chosen_period, period_context, rows_url
from shizheng.platform.measures.queries.declaring import Measure, Side
from shizheng.platform.measures.queries.reading import Reach, as_of, reach
from shizheng.platform.measures.queries.registry import dimensions
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.models.evaluation import EVALUATE, VIEW
from shizheng.systems.hotline.queries.evaluation import UNIT, Row, figures, table, whole

MENU = "hotline:evaluation"
BY = ("area", "category", "channel", "nature", "agent")


class EvaluationPage(Page):
    title = "考核评价"
    purpose = "各单位、区县、类别、渠道、坐席的热线指标；点数字看计入的工单。"
    permission = VIEW
    menu = MENU
    template_name = "hotline/evaluation.html"
    buttons: ClassVar[Sequence[Button]] = (
        Button("月度排名", "hotline:ranking", VIEW, icon="report-analytics"),
        Button("不计入考核", "hotline:exclusions", VIEW, icon="ban"),
        Button("加减分", "hotline:adjustments", EVALUATE, icon="adjustments"),
    )

    @cached_property
    def chosen(self) -> Chosen:
        return chosen_period(self.request)

    @cached_property
    def by(self) -> str:
        asked = self.request.GET.get("by", "")
        return asked if asked in BY else UNIT

    @cached_property
    def measures(self) -> list[Measure]:
        """Those that the chosen grouping has."""
        return [each for each in figures() if self.by == UNIT or (self.by in each.dimensions and not each.quantile)]

    @cached_property
    def only(self) -> Reach:
        return reach(acting(self.request), VIEW)

    @cached_property
    def rows(self) -> list[Row]:
        found = table(self.measures, self.chosen.period, self.by, self.only)
        return [whole(self.measures, self.chosen.period, self.only), *found] if found else []

    def lines(self) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            yield {"label": row.label, "cells": [self.cell(each, row) for each in self.measures]}

    def cell(self, each: Measure, row: Row) -> dict[str, str]:
        read = row.read.get(each.id)
        if read is None or read.value is None:
            return {"words": "—", "url": ""}
        side: Side = "denominator" if each.denominator and not read.figure.numerator else "numerator"
        return {"words": read.words, "url": rows_url(each, self.chosen.period, side, **row.which)}

    def groupings(self) -> list[tuple[str, str, str]]:
        known = dimensions()
        period = self.chosen.period.code
        tabs = [(UNIT, "单位"), *((name, known[name].label) for name in BY)]
        return [(value, label, f"?{urlencode({'period': period, 'by': value})}") for value, label in tabs]

    def context(self) -> dict[str, Any]:
        query = urlencode({"period": self.chosen.period.code, "by": self.by, "export": "xlsx"})
        return {
            **super().context(),
            **period_context(self.request, self.chosen),
            "measures": self.measures,
            "lines": list(self.lines()),
            "groupings": self.groupings(),
            "by": self.by,
            "by_label": {value: label for value, label, _ in self.groupings()}[self.by],
            "export_url": f"?{query}",
            "as_of": as_of(self.measures),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "export" not in request.GET:
            return super().get(request, *args, **kwargs)
        header = ["", *(f"{each.name}（{each.shape.unit}）" for each in self.measures)]
        return workbook(f"{self.title}_{self.chosen.period.label}", header, self.written())

    def written(self) -> Iterator[list[Written]]:
        for row in self.rows:
            values: list[Written] = [row.label]
            for each in self.measures:
                read = row.read.get(each.id)
                values.append(None if read is None or read.value is None else each.shape.rounded(read.value))
            yield values
