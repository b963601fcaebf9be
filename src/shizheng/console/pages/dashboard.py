"""DashboardPage: tiles and charts. ChartPage: the figures of one chart."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from shizheng.console.charts import Figures, Island, Tile
from shizheng.console.exporting import workbook
from shizheng.console.pages.base import Page


class DashboardPage(Page):
    """Figures first, charts below; every figure leads to what it counted."""

    abstract = True
    template_name = "console/dashboard.html"

    def tiles(self) -> Sequence[Tile]:
        return ()

    def islands(self) -> Sequence[Island]:
        return ()

    def context(self) -> dict[str, Any]:
        return {**super().context(), "tiles": self.tiles(), "islands": self.islands()}


class ChartPage(Page):
    """The figures behind an island, as JSON, or with ``?format=xlsx`` as a workbook. `title` is the chart's subject."""

    abstract = True

    def figures(self) -> Figures:
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        figures = self.figures()
        if request.GET.get("format") == "xlsx":
            return workbook(self.get_title(), figures.header(), figures.rows())
        return JsonResponse(figures.as_json(self.get_title()), json_dumps_params={"ensure_ascii": False})
