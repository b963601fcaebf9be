"""What a user may post to a list: chosen columns, saved views, and actions on the selected rows."""

from collections.abc import Callable, Collection, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect, QueryDict

from shizheng.console.bulk import BulkAction
from shizheng.console.saved_views import NAME_LENGTH, SavedView, store
from shizheng.kit.errors import ShizhengError

INTENT = "intent"
LARGEST_SELECTION = 1_000


def choose_columns(request: HttpRequest, page: str, known: Collection[str]) -> None:
    chosen = request.POST.getlist("columns")
    store().choose(request, page, [name for name in known if name in chosen])


def save_view(request: HttpRequest, page: str, known: Collection[str]) -> None:
    name = request.POST.get("name", "").strip()[:NAME_LENGTH]
    if not name:
        messages.warning(request, "请先给这组筛选条件起个名字。")
        return
    store().save(request, page, SavedView(name, filtered_as(request)))
    messages.success(request, f"已保存筛选“{name}”。")


def remove_view(request: HttpRequest, page: str, known: Collection[str]) -> None:
    store().remove(request, page, request.POST.get("name", ""))


# the request, the page's id, its columns
INTENTS: dict[str, Callable[[HttpRequest, str, Collection[str]], None]] = {
    "columns": choose_columns,
    "save-view": save_view,
    "remove-view": remove_view,
}


def perform(action: BulkAction, request: HttpRequest, rows: "QuerySet[Any]", reason: str) -> None:
    """Do it, and say what happened."""
    try:
        done = action.perform(request, rows, reason)
    except ShizhengError as error:
        messages.error(request, f"{action.label}未完成：{error}")
    else:
        messages.success(request, f"已{action.label} {done:,} 条。")


def selected(rows: "QuerySet[Any]", keys: list[str]) -> "QuerySet[Any]":
    """The rows of these keys among those the actor may see."""
    return rows.filter(pk__in=list(_keys(rows, keys[:LARGEST_SELECTION])))


def _keys(rows: "QuerySet[Any]", keys: list[str]) -> Iterator[Any]:
    """The keys in the shape of the model's own; what has another shape is no key of ours."""
    for key in keys:
        try:
            yield rows.model._meta.pk.to_python(key)
        except ValidationError:
            continue


def filtered_as(request: HttpRequest) -> str:
    """The query string of the list that the form was posted from."""
    return QueryDict(request.POST.get("query", "")).urlencode()


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the list as it was filtered."""
    query = filtered_as(request)
    return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)
