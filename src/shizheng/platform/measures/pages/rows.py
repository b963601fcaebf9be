"""The rows behind a figure: exactly what was counted, as far as the reader may see it."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.breadcrumbs import Crumb
from shizheng.console.columns import Column as TableColumn
from shizheng.console.columns import InstantColumn
from shizheng.console.pages import ListPage
from shizheng.console.paging import capped_count
from shizheng.console.tables import Table
from shizheng.platform.measures.models import Standing
from shizheng.platform.measures.pages.choosing import chosen_period
from shizheng.platform.measures.pages.measures import OfMeasure
from shizheng.platform.measures.queries.declaring import Population, Side
from shizheng.platform.measures.queries.reading import Reach, below, narrowed
from shizheng.platform.measures.queries.registry import dimensions
from shizheng.platform.measures.queries.rows import Wanted
from shizheng.platform.measures.queries.tables import unit_names
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.domain.scope import Scope
from shizheng.platform.policy.queries import acting

MOST_VALUES = 2_000


class UnitColumn(TableColumn):
    """An organisation of which the row holds no more than the key."""

    @cached_property
    def names(self) -> dict[int, str]:
        return unit_names()

    def render(self, value: Any) -> str:
        return self.names.get(value, "—")

    def value(self, value: Any) -> str:
        return self.render(value)


KINDS = {"text": TableColumn, "instant": InstantColumn, "unit": UnitColumn}


class RowTable(Table):
    """Filled with the columns of a population."""


def table_of(population: Population) -> type[Table]:
    columns = {
        column.path.replace(".", "_"): KINDS[column.kind](
            accessor=column.path, verbose_name=column.label, orderable=False
        )
        for column in population.columns
    }
    return type("RowTable", (RowTable,), columns)


class MeasureRows(OfMeasure, ListPage):
    """``?period=…&side=numerator|denominator``, and ``unit``, or ``under`` for a unit with all below it, or
    ``dimension`` with its ``value``s."""

    title = "明细"
    template_name = "measures/rows.html"
    queryset: ClassVar["QuerySet[Any]"] = Standing.objects.none()
    table_class: ClassVar[type[Table]] = RowTable
    empty_text = "没有计入的记录"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.table_class = table_of(self.population)  # type: ignore[misc]  # its columns are the population's
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.table_class = table_of(self.population)  # type: ignore[misc]  # its columns are the population's
        return super().post(request, *args, **kwargs)

    @cached_property
    def side(self) -> Side:
        asked = self.request.GET.get("side")
        return "denominator" if asked == "denominator" and self.measure.denominator else "numerator"

    @cached_property
    def population(self) -> Population:
        return self.measure.tally(self.side).population

    @cached_property
    def unit(self) -> int | None:
        asked = self.request.GET.get("under") or self.request.GET.get("unit", "")
        return int(asked) if asked.isdecimal() and len(asked) < 18 else None

    @cached_property
    def found_unit(self) -> Organisation | None:
        known = Organisation.objects.visible_to(acting(self.request), self.permission)
        return known.filter(pk=self.unit).first() if self.unit else None

    def of_unit(self) -> Reach:
        if self.unit is None:
            return None
        if "under" in self.request.GET and self.found_unit is not None:
            return below(self.found_unit.path or "")
        return frozenset({self.unit})

    @cached_property
    def wanted(self) -> Wanted:
        asked = self.request.GET
        name = asked.get("dimension", "")
        return Wanted(
            self.measure,
            self.side,
            chosen_period(self.request).period,
            narrowed(self.only, self.of_unit()),
            name if name in self.population.dimensions else "",
            tuple(asked.getlist("value")[:MOST_VALUES]),
        )

    def rows(self) -> "QuerySet[Any]":
        related = self.population.related
        found = self.wanted.rows().visible_to(acting(self.request))  # type: ignore[attr-defined]  # the platform's
        return found.select_related(*related) if related else found  # type: ignore[no-any-return]

    def row_address(self, record: Any) -> str | None:
        return self.population.address(record)

    def get_title(self) -> str:
        part = "全部" if self.side == "denominator" else "计入"
        return f"{self.measure.name}：{part}的{self.population.noun}"

    def get_purpose(self) -> str:
        parts = [self.wanted.period.label, *self._which()]
        return f"{'，'.join(parts)}。{self.measure.definition}"

    def _which(self) -> list[str]:
        if self.unit is not None:
            words = str(self.found_unit) if self.found_unit else "未落实到单位"
            return [f"{words}及下级" if "under" in self.request.GET else words]
        if not self.wanted.dimension:
            return []
        declared = dimensions()[self.wanted.dimension]
        labels = {place.label for place in declared.places(self.wanted.values).values()}
        return [f"{declared.label}：{'、'.join(sorted(labels)) or declared.empty}"]

    def crumbs(self) -> list[Crumb]:
        here = reverse("measures:detail", kwargs={"code": self.measure.id}, query={"period": self.wanted.period.code})
        return [*super().crumbs(), Crumb(self.measure.name, here)]

    def context(self) -> dict[str, Any]:
        return {**super().context(), "unseen": self.unseen()}

    def unseen(self) -> int:
        """How many counted rows the reader may not open, e.g. of units that have left a case meanwhile."""
        model = self.population.rows().model
        if acting(self.request).scope(model.scope_fields.view) is Scope.ALL:
            return 0
        every, mine = (capped_count(rows) for rows in (self.wanted.rows(), self.filtered))
        return max(0, int(every) - int(mine))
