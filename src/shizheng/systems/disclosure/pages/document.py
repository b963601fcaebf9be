"""The two-pane page: the document with its marks at the left, what was found at the right."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe

from shizheng.console.actor import permitted
from shizheng.console.breadcrumbs import Crumb
from shizheng.console.buttons import Button
from shizheng.console.exporting import workbook
from shizheng.console.pages import SubjectPage
from shizheng.engines.fiscal.domain.forms import forms
from shizheng.platform.files.pages.views import respond
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.models import Document, DocumentFinding
from shizheng.systems.disclosure.pages.report import HEADER, record, word_report
from shizheng.systems.disclosure.queries.findings import Asked, Narrowed, narrow
from shizheng.systems.disclosure.queries.pane import pane

MOST = 400
"""Findings shown at once; more are reached by narrowing or in Excel."""
PARTS = ("findings", "findings-head")
PANE_KEPT = 24 * 3600


def drawn(document: Document, findings: Sequence[DocumentFinding]) -> SafeString:
    """The left pane, drawn once for each check of the document."""
    key = f"disclosure:pane:4:{document.digest}:{document.pk}:{document.checked_at.timestamp()}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_to_string("disclosure/pane.html", {"blocks": pane(document.source(), findings)})
        cache.set(key, kept, PANE_KEPT)
    return mark_safe(kept)  # noqa: S308 - drawn by our own template


def _is_current(document: Document) -> bool:
    return document.is_current


def _has_file(document: Document) -> bool:
    return document.file_id is not None


class DocumentPage(SubjectPage):
    permission = "disclosure.view"
    title = "公开文件检查"
    menu = "disclosure:documents"
    template_name = "disclosure/document.html"
    list_template: ClassVar[str] = "disclosure/findings.html"
    queryset = Document.objects.select_related("supersedes").all()
    buttons: ClassVar[Sequence[Button]] = (
        Button("重新检查", "disclosure:recheck", "disclosure.upload", icon="refresh", dialog=True),
        Button("更正信息", "disclosure:identify", "disclosure.upload", icon="pencil", when=_is_current),
        Button("下载原件", "disclosure:original", "disclosure.view", icon="download", when=_has_file),
        Button("删除", "disclosure:remove", "disclosure.remove", tone="danger", icon="trash", dialog=True),
    )

    def get_title(self) -> str:
        return str(self.object.subject)

    def get_purpose(self) -> str:
        document = self.object
        form = next((form.name for form in forms() if form.id == document.form), "")
        read_by = f"，按“{form}”读取" if form and document.claims else ""
        shown = f"{self.title}：{document.name}，{document.lines:,} 行，读出 {document.claims:,} 条数据{read_by}"
        return shown if document.is_current else f"{shown}；这是历史版本（第 {document.edition} 版）"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), Crumb(self.get_title())]

    @cached_property
    def findings(self) -> list[DocumentFinding]:
        rows = DocumentFinding.objects.visible_to(acting(self.request)).filter(document=self.object)
        return list(rows.select_related("handled_by").order_by("number"))

    @cached_property
    def narrowed(self) -> Narrowed:
        return narrow(self.findings, Asked.of(self.request.GET))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get("export", "")
        if wanted == "xlsx":
            return workbook(f"检查发现_{self.object.subject}", HEADER, map(record, self.narrowed.rows))
        if wanted == "docx":
            return word_report(self.object, self.narrowed)
        htmx: Any = getattr(request, "htmx", None)
        partly = bool(htmx) and htmx.target in PARTS
        response: HttpResponse = self.respond(self.list_context(partly), template=self.list_template if partly else "")
        patch_vary_headers(response, ["HX-Request"])
        return response

    def list_context(self, partly: bool) -> dict[str, Any]:
        found: dict[str, Any] = {
            "document": self.object,
            "found": self.narrowed,
            "rows": self.narrowed.rows[:MOST],
            "most": MOST,
            "handled": " ".join(str(row.number) for row in self.findings if not row.is_open),
            "may_handle": permitted(self.request, "disclosure.handle"),
        }
        if not partly:
            found["pane"] = drawn(self.object, self.findings)
            found["newer"] = self.newer()
        return found

    def newer(self) -> Document | None:
        if self.object.is_current:
            return None
        rows = Document.objects.visible_to(acting(self.request)).defer("text")
        return rows.filter(supersedes=self.object).first()


class OriginalPage(SubjectPage):
    """The file as it was handed in."""

    permission = "disclosure.view"
    title = "下载原件"
    menu = "disclosure:documents"
    queryset = Document.objects.defer("text").select_related("file")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        if self.object.file is None:
            raise Http404
        return respond(self.object.file)
