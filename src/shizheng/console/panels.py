"""Panels of a detail page. A page declares its own; the platform contributes history, files, notes by registration."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from django.http import HttpRequest

from shizheng.console import formats
from shizheng.console.actor import permitted
from shizheng.console.tables import Table
from shizheng.kit.registry import Registry

Side = Literal["main", "side"]
Value = str | Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A titled part of a detail page at two thirds (main) or one third (side). An empty permission asks for none
    beyond the page's own."""

    title: str
    side: Side = "main"
    order: int = 100
    permission: str = ""
    template_name: str = ""

    def data(self, request: HttpRequest, subject: Any) -> Mapping[str, Any]:
        """What the template sees as ``panel.data``."""
        return {}

    def draw(self, request: HttpRequest, subject: Any) -> "DrawnPanel":
        data = self.data(request, subject)
        return DrawnPanel(self.title, self.side, self.order, self.template_name, data)


@dataclass(frozen=True, slots=True)
class DrawnPanel:
    title: str
    side: Side
    order: int
    template_name: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value. `value` is a dotted attribute or a function of the subject; `shape` writes it; `url` makes it
    a link to what was counted."""

    label: str
    value: Value
    shape: Callable[[Any], str] | None = None
    url: Callable[[Any], str | None] | None = None
    wide: bool = False

    def shown(self, subject: Any) -> dict[str, Any]:
        found = read(self.value, subject)
        empty = found is None or found == ""
        text = formats.NOTHING if empty else self.shape(found) if self.shape else found
        return {"label": self.label, "text": text, "url": self.url(subject) if self.url else None, "wide": self.wide}


def read(value: Value, subject: Any) -> Any:
    """Follow a dotted attribute (choices give their words) or call the function."""
    if callable(value):
        return value(subject)
    found = subject
    for name in value.split("."):
        words = getattr(found, f"get_{name}_display", None)
        found = words() if words else getattr(found, name, None)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsPanel(Panel):
    facts: Sequence[Fact]
    template_name: str = "console/panels/facts.html"

    def data(self, request: HttpRequest, subject: Any) -> Mapping[str, Any]:
        return {"facts": [fact.shown(subject) for fact in self.facts]}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPanel(Panel):
    """Running text of the subject."""

    value: Value
    template_name: str = "console/panels/text.html"

    def data(self, request: HttpRequest, subject: Any) -> Mapping[str, Any]:
        return {"text": read(self.value, subject)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePanel(Panel):
    """Rows that belong to the subject; `more` leads to all of them where more than `limit` exist."""

    table_class: type[Table]
    rows: Callable[[HttpRequest, Any], Iterable[Any]]
    more: Callable[[Any], str] | None = None
    limit: int = 20
    empty_text: str = "暂无记录"
    template_name: str = "console/panels/table.html"

    def data(self, request: HttpRequest, subject: Any) -> Mapping[str, Any]:
        found = list(islice(iter(self.rows(request, subject)), self.limit + 1))
        table = self.table_class(found[: self.limit], orderable=False, exclude=self.table_class.hidden)
        table.rows_lead_to(lambda record: record.get_absolute_url() if hasattr(record, "get_absolute_url") else None)
        has_more = len(found) > self.limit
        return {
            "table": table if found else None,
            "more": self.more(subject) if has_more and self.more else None,
            "empty_text": self.empty_text,
        }


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, in words."""

    at: datetime
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPanel(Panel):
    """What happened to the subject, latest first."""

    moments: Callable[[HttpRequest, Any], Iterable[Moment]]
    title: str = "办理经过"
    order: int = 800
    template_name: str = "console/panels/history.html"

    def data(self, request: HttpRequest, subject: Any) -> Mapping[str, Any]:
        return {"moments": sorted(self.moments(request, subject), key=lambda moment: moment.at, reverse=True)}


@dataclass(frozen=True, slots=True)
class FileItem:
    """A file that may be downloaded; `size` in octets."""

    name: str
    url: str
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesPanel(Panel):
    files: Callable[[HttpRequest, Any], Iterable[FileItem]]
    title: str = "附件"
    order: int = 700
    template_name: str = "console/panels/files.html"

    def data(self, request: HttpRequest, subject: Any) -> Mapping[str, Any]:
        return {"files": list(self.files(request, subject))}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatePanel(Panel):
    """A panel of a system's own making: its template and what that sees."""

    look: Callable[[HttpRequest, Any], Mapping[str, Any]]

    def data(self, request: HttpRequest, subject: Any) -> Mapping[str, Any]:
        return self.look(request, subject)


@dataclass(frozen=True, slots=True)
class Contribution:
    """A panel that a platform app adds to the detail pages of every subject it applies to."""

    id: str
    panel: Panel
    applies: Callable[[Any], bool]


CONTRIBUTIONS: Registry[Contribution] = Registry("详情页栏目", key=lambda each: each.id)


def drawn(own: Iterable[Panel], request: HttpRequest, subject: Any) -> list[DrawnPanel]:
    """The page's own panels and the contributed ones that the visitor may see, in order."""
    added = (each.panel for each in CONTRIBUTIONS if each.applies(subject))
    panels = [panel for panel in (*own, *added) if not panel.permission or permitted(request, panel.permission)]
    return [panel.draw(request, subject) for panel in sorted(panels, key=lambda panel: panel.order)]
