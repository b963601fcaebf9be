"""What everybody may read: published budgets and accounts, their figures, files, digests and versions."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from shizheng.console.charts import Figures, Island, Series
from shizheng.console.formats import wan
from shizheng.console.pages import ChartPage, PublicPage
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.platform.files.pages.views import respond
from shizheng.systems.disclosure.domain.budgeting.figures import structure, three_public
from shizheng.systems.disclosure.domain.budgeting.sealing import seal_lines
from shizheng.systems.disclosure.models import Publication, PublishedFile
from shizheng.systems.disclosure.queries.totals import totals

PER_PAGE = 20
WAN = Decimal(10000)
KINDS = {"docx": "Word 文档", "xlsx": "Excel 表格", "pdf": "PDF 文档", "html": "网页文件"}


class PortalPage(PublicPage):
    title = "预决算公开"
    purpose = "各单位依法公开的部门预算和决算，可查看、下载和核验。"
    template_name = "disclosure/portal/list.html"

    def context(self) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name, "").strip()[:60] for name in ("q", "year", "stage")}
        everything = Publication.objects.public().latest_versions().defer("body", "content")
        years = sorted(set(everything.values_list("year", flat=True)), reverse=True)
        rows = everything.order_by("-year", "unit", "stage")
        if asked["q"]:
            rows = rows.filter(unit__icontains=asked["q"])
        if asked["year"].isdecimal():
            rows = rows.filter(year=int(asked["year"][:4]))
        if asked["stage"] in dict(BookStage.choices()):
            rows = rows.filter(stage=asked["stage"])
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return {
            **super().context(),
            "rows": page,
            "asked": asked,
            "years": years,
            "stages": BookStage.choices(),
            "is_narrowed": any(asked.values()),
        }


class PublishedMixin(PublicPage):
    """About one version."""

    abstract = True

    @cached_property
    def publication(self) -> Publication:
        return get_object_or_404(Publication.objects.public(), pk=self.kwargs["pk"])


class PublishedPage(PublishedMixin):
    title = "公开内容"
    template_name = "disclosure/portal/published.html"

    def get_title(self) -> str:
        return self.publication.title

    def get_purpose(self) -> str:
        return ""

    def context(self) -> dict[str, Any]:
        publication = self.publication
        told = publication.told
        files = list(PublishedFile.objects.public().filter(publication=publication).select_related("file"))
        versions = Publication.objects.public().filter(book=publication.book_id).defer("body", "content")
        listed = list(versions.order_by("-number"))
        digests = [(each.kind, each.file.digest) for each in files]
        blocks = json.loads(publication.drawn)
        return {
            **super().context(),
            "publication": publication,
            "kind": "公开内容",
            "newer": listed[0] if listed[0].pk != publication.pk else None,
            "versions": listed,
            "files": [(each, KINDS.get(each.kind, each.kind)) for each in files],
            "totals": totals(told.facts),
            "blocks": blocks,
            "tables": list(_contents(blocks)),
            "islands": [
                Island(StructureChart.title, reverse("disclosure:published_structure", args=[publication.pk])),
                Island(ThreePublicChart.title, reverse("disclosure:published_three_public", args=[publication.pk])),
            ],
            "seal": seal_lines(publication.title, publication.number, digests, told.digest, publication.previous),
        }


def _contents(blocks: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Tables and sheets by their titles, a sheet with the project that its first row names."""
    for block in blocks:
        if block["kind"] == "table":
            yield {"id": block["id"], "title": block["title"]}
        elif block["kind"] == "sheet":
            named = [cell["text"] for row in block["rows"][:1] for cell in row["cells"] if not cell["label"]]
            yield {"id": block["id"], "title": "：".join([block["title"], *named[:1]])}


class PublishedFilePage(PublishedMixin):
    """One file of a version, as it was published."""

    title = "下载公开文件"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = PublishedFile.objects.public().filter(publication=self.publication).select_related("file")
        return respond(get_object_or_404(rows, kind=kwargs["kind"]).file)


class SealPage(PublishedMixin):
    """The few lines whose SM3 is the version's digest, as a text file."""

    title = "核验文本"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        publication = self.publication
        rows = PublishedFile.objects.public().filter(publication=publication).select_related("file")
        digests = [(each.kind, each.file.digest) for each in rows]
        text = seal_lines(publication.title, publication.number, digests, publication.told.digest, publication.previous)
        response = HttpResponse(text.encode(), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="seal-{publication.pk}.txt"'
        return response


class StructureChart(PublishedMixin, ChartPage):
    title = "支出结构（按功能分类）"

    def figures(self) -> Figures:
        rows = structure(self.publication.told.facts)
        values = [amount / WAN for _, amount in rows]
        return Figures(
            "bar",
            [name for name, _ in rows],
            [Series("金额", values)],
            "万元",
            self.publication.published_at,
            shape=_in_wan,
            empty="没有支出",
        )


class ThreePublicChart(PublishedMixin, ChartPage):
    title = "“三公”经费"

    def figures(self) -> Figures:
        rows = three_public(self.publication.told.facts)
        return Figures(
            "bar",
            [name for name, _ in rows],
            [Series("金额", [amount / WAN for _, amount in rows])],
            "万元",
            self.publication.published_at,
            shape=_in_wan,
            empty="没有“三公”经费",
        )


def _in_wan(value: Decimal) -> str:
    return wan(value * WAN)
