"""ListPage: queryset, filters and table declared; search, sort, paging, columns, export and bulk come along."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import EmptyPage
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django_tables2 import RequestConfig
from django_tables2.rows import BoundRows

from shizheng.console.bulk import BulkAction
from shizheng.console.chips import PAGE, SEARCH, chips, is_empty
from shizheng.console.exporting import download
from shizheng.console.filters import FilterSet
from shizheng.console.keyset import NEXT, PREVIOUS, keyset_page
from shizheng.console.pages.base import Page, page_id
from shizheng.console.pages.intents import INTENT, INTENTS, back, perform, selected
from shizheng.console.paging import SIZES, CappedPaginator, TurnedPage, Turner, capped_count, decided, page_size
from shizheng.console.saved_views import store
from shizheng.console.searching import matching
from shizheng.console.tables import Table, build, choosable

EXPORT = "export"
PER_PAGE = "per_page"


class ListPage(Page):
    """A list an official works through.

    `queryset` is narrowed by ``.visible_to(actor)``; override `rows` only for what cannot be said so. `row_address`
    says where a row leads. `primary_filters` stay in reach, the rest goes under 更多. A list that may grow without
    end declares ``keyset = True``: it turns pages by the last row seen and counts nothing.
    """

    abstract = True
    template_name = "console/list.html"
    results_template: ClassVar[str] = "console/list/results.html"
    reason_template: ClassVar[str] = "console/list/reason.html"
    queryset: ClassVar["QuerySet[Any]"]
    table_class: ClassVar[type[Table]]
    filterset_class: ClassVar[type[FilterSet] | None] = None
    search_fields: ClassVar[Sequence[str]] = ()
    search_hint: ClassVar[str] = "搜索"
    primary_filters: ClassVar[int] = 4
    page_size: ClassVar[int] = SIZES[0]
    keyset: ClassVar[bool] = False
    bulk_actions: ClassVar[Sequence[BulkAction]] = ()
    empty_text: ClassVar[str] = "这里还没有记录"
    empty_hint: ClassVar[str] = ""

    def rows(self) -> "QuerySet[Any]":
        """What the actor may see, before any filter."""
        return self.queryset.visible_to(self.actor)  # type: ignore[attr-defined,no-any-return]  # the platform's queryset

    def row_address(self, record: Any) -> str | None:
        """Where the row opens; None for a row that does not open."""
        address = getattr(record, "get_absolute_url", None)
        return address() if address else None

    @cached_property
    def filterset(self) -> FilterSet | None:
        if self.filterset_class is None:
            return None
        return self.filterset_class(self.request.GET, queryset=self.rows(), request=self.request)

    @cached_property
    def filtered(self) -> "QuerySet[Any]":
        """The rows after filters and search; none at all while a filter is not understood."""
        if self.filterset is None:
            rows = self.rows()
        else:
            rows = self.filterset.qs if self.filterset.form.is_valid() else self.filterset.queryset.none()
        return self.matching(rows, self.request.GET.get(SEARCH, ""))

    def matching(self, rows: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
        """What the search box finds; override where an index answers."""
        return matching(rows, words, self.search_fields)

    @cached_property
    def is_filtered(self) -> bool:
        if self.request.GET.get(SEARCH, "").strip():
            return True
        form = self.filterset.form if self.filterset is not None else None
        return form is not None and (not form.is_valid() or not all(map(is_empty, form.cleaned_data.values())))

    @cached_property
    def columns(self) -> dict[str, str]:
        return choosable(self.table_class)

    @cached_property
    def shown_columns(self) -> list[str]:
        chosen = store().columns(self.request, page_id(type(self)))
        kept = [name for name in self.columns if name in (chosen or ())]
        return kept or [name for name in self.columns if name not in self.table_class.hidden]

    def table(self) -> Table:
        """The table of one page of rows."""
        table = self.sorted_table(selectable=bool(self.offered_bulk()))
        size = page_size(self.request.GET.get(PER_PAGE), self.page_size)
        if self.keyset:
            self.turn(table, size)
            table.rows_lead_to(self.row_address)
            return table
        total = capped_count(self.filtered)
        table.paginate(CappedPaginator, per_page=size, total=total)
        table.page = nearest(table.paginator, self.request.GET.get(PAGE))
        table.rows_lead_to(self.row_address)
        return table

    def turn(self, table: Table, size: int) -> None:
        """Put the rows after or before the asked cursor on the table."""
        asked = self.request.GET
        found = keyset_page(table.data.data, size=size, after=asked.get(NEXT, ""), before=asked.get(PREVIOUS, ""))
        table.page = TurnedPage(BoundRows(data=found.rows, table=table), found.next, found.previous)
        table.paginator = Turner(size)

    def sorted_table(self, *, selectable: bool) -> Table:
        table = build(self.table_class, self.filtered, shown=self.shown_columns, selectable=selectable)
        RequestConfig(self.request, paginate=False).configure(table)
        table.data.data = decided(table.data.data)
        return table

    def offered_bulk(self) -> list[BulkAction]:
        return [action for action in self.bulk_actions if action.offered(self.request)]

    def context(self) -> dict[str, Any]:
        table = self.table()
        return {
            **super().context(),
            **self.filter_context(),
            "table": table,
            "page_numbers": [] if self.keyset else table.paginator.around(table.page.number),
            "keyset": self.keyset,
            "bulk_actions": self.offered_bulk(),
            "column_choices": [(name, label, name in self.shown_columns) for name, label in self.columns.items()],
            "saved_views": store().views(self.request, page_id(type(self))),
            "query": self.request.GET.urlencode(),
            "sizes": SIZES,
        }

    def filter_context(self) -> dict[str, Any]:
        form: Any = self.filterset.form if self.filterset is not None else None
        fields = list(form) if form is not None else []
        far = fields[self.primary_filters :]
        return {
            "filter_form": form,
            "near_fields": fields[: self.primary_filters],
            "far_fields": far,
            "far_in_use": any(field.errors or not is_empty(form.cleaned_data.get(field.name)) for field in far),
            "is_filtered": self.is_filtered,
            "chips": chips(self.request.GET, self.filterset),
            "search_words": self.request.GET.get(SEARCH, ""),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if EXPORT in request.GET:
            return download(self.sorted_table(selectable=False), name=self.get_title())
        response: HttpResponse = self.respond(template=self.results_template if self.only_results() else "")
        patch_vary_headers(response, ["HX-Request"])
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        intent = request.POST.get(INTENT, "")
        if intent not in INTENTS:
            return self.run_bulk(intent)
        INTENTS[intent](request, page_id(type(self)), self.columns)
        return back(request)

    def run_bulk(self, intent: str) -> HttpResponse:
        """Act on the selected rows, asking for a reason first where the action wants one."""
        request, action = self.request, next((each for each in self.offered_bulk() if each.id == intent), None)
        if action is None:
            raise PermissionDenied
        rows = selected(self.rows(), request.POST.getlist("selected"))
        reason = request.POST.get("reason", "").strip()
        if not rows.exists():
            messages.warning(request, f"没有选中任何记录，请先勾选要{action.label}的行。")
        elif action.reason and not reason:
            asked = {**Page.context(self), "action": action, "rows": rows, "query": request.POST.get("query", "")}
            return TemplateResponse(request, self.reason_template, asked)
        else:
            perform(action, request, rows, reason)
        return back(request)

    def only_results(self) -> bool:
        """Whether the browser asked for the results alone, to put them into the page it shows."""
        htmx: Any = getattr(self.request, "htmx", None)
        return bool(htmx) and bool(htmx.target == "results")


def nearest(paginator: CappedPaginator, asked: str | None) -> Any:
    """The asked page, or the nearest that exists."""
    try:
        return paginator.page(max(1, int(asked or 1)))
    except ValueError:
        return paginator.page(1)
    except EmptyPage:
        return paginator.page(paginator.num_pages)
