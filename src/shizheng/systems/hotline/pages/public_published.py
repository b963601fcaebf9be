"""What everybody may read of finished matters: search, filters, statistics and one matter."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse

from shizheng.console.charts import Figures, Island, Series
from shizheng.console.pages import ChartPage, PublicPage
from shizheng.kit import clock
from shizheng.systems.hotline.domain.process.asks import NATURES, SATISFACTION
from shizheng.systems.hotline.models import Publication
from shizheng.systems.hotline.queries.publication import Asked, by_category, choices, found, totals

PER_PAGE = 20
MOST = 2000
"""Rows that pages are turned through; whoever wants older ones narrows by month."""


class PublishedList(PublicPage):
    title = "办理结果公开"
    purpose = "已办结的诉求和答复，个人信息已去除。"
    template_name = "hotline/public_published.html"

    def context(self) -> dict[str, Any]:
        given = {name: self.request.GET.get(name, "").replace("\0", "").strip()[:60] for name in NAMES}
        rows = found(Asked(given["q"], given["category"], given["unit"], given["month"]))
        page = Paginator(rows[:MOST], PER_PAGE).get_page(self.request.GET.get("page"))
        return {
            **super().context(),
            "rows": page,
            "asked": given,
            "query": urlencode({name: value for name, value in given.items() if value}),
            "choices": choices(),
            "totals": totals(),
            "is_narrowed": any(given.values()),
            "island": Island(CategoryChart.title, reverse("hotline:published_categories")),
        }


NAMES = ("q", "category", "unit", "month")


class PublishedDetail(PublicPage):
    title = "办理结果"
    template_name = "hotline/public_matter.html"

    def context(self) -> dict[str, Any]:
        rows = Publication.objects.public().select_related("unit", "category")
        row = get_object_or_404(rows, pk=self.kwargs["pk"])
        return {
            **super().context(),
            "row": row,
            "nature": dict(NATURES).get(row.nature, ""),
            "grade": dict(SATISFACTION).get(row.satisfaction, ""),
        }


class CategoryChart(PublicPage, ChartPage):
    title = "公开事项分类"

    def figures(self) -> Figures:
        rows = by_category()
        values: list[Any] = [number for _, number in rows]
        return Figures(
            "bar", [name for name, _ in rows], [Series("公开数", values)], "件", clock.now(), empty="没有公开的事项"
        )
