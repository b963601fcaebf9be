"""Compare documents: units and years side by side, every figure leading to where it is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console import formats
from shizheng.console.charts import Figures, Island, Series
from shizheng.console.exporting import workbook
from shizheng.console.pages import ChartPage, Page
from shizheng.kit import clock
from shizheng.kit.tabular.cells import Written
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.queries import comparison
from shizheng.systems.disclosure.queries.comparison import BY_NATURE, MOST, TOTALS, Facts, Line, Stated

OFFERED = 200


@dataclass(frozen=True, slots=True)
class ShownCell:
    text: str
    url: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    label: str
    cells: Sequence[ShownCell]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class ShownPart:
    title: str
    rows: Sequence[ShownRow]


EMPTY = ShownCell(formats.NOTHING)


class Chosen(Page):
    """What pages about several documents share: ``?document=1&document=2`` in the order they were named."""

    abstract = True
    permission = "disclosure.view"
    menu = "disclosure:compare"

    @cached_property
    def documents(self) -> list[Document]:
        asked = [int(text) for text in self.request.GET.getlist("document") if text.isdecimal() and len(text) < 18][
            :MOST
        ]
        rows = Document.objects.visible_to(acting(self.request)).defer("text").in_bulk(asked)
        return [rows[pk] for pk in dict.fromkeys(asked) if pk in rows]

    @cached_property
    def found(self) -> Facts:
        return comparison.facts(acting(self.request), self.documents)

    @property
    def query(self) -> str:
        return urlencode({"document": [document.pk for document in self.documents]}, doseq=True)


def place_of(stated: Stated) -> str:
    return f"{reverse('disclosure:document', args=[stated.document])}#L{stated.line}"


class ComparePage(Chosen):
    title = "单位对比"
    purpose = "选择几份公开文件，按总量、来源、性质、科目、三公经费和人均并列比较；点击数字查看它在原文中的位置"
    template_name = "disclosure/compare.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "export" in request.GET and self.documents:
            return workbook("单位对比", ["项目", *map(heading, self.documents)], self.sheet())
        return self.respond()

    def context(self) -> dict[str, Any]:
        offered = Document.objects.visible_to(acting(self.request)).current().defer("text")
        return {
            **super().context(),
            "offered": list(offered.order_by("unit", "-year", "stage")[:OFFERED]),
            "documents": self.documents,
            "parts": list(self.parts()) if self.documents else [],
            "islands": self.islands(),
            "most": MOST,
            "query": self.query,
        }

    def parts(self) -> Iterator[ShownPart]:
        for part in comparison.compare(self.documents, self.found):
            yield ShownPart(
                part.title, [ShownRow(row.label, list(map(shown, row.cells)), row.depth) for row in part.rows]
            )
        heads = comparison.per_head(self.documents, self.found)
        if heads:
            staff = [
                ShownCell(f"{document.staff:,} 人" if document.staff else formats.NOTHING)
                for document in self.documents
            ]
            rows = [ShownRow(row.label, [each(cell) for cell in row.cells]) for row in heads]
            yield ShownPart("人均（万元/人）", [ShownRow("在职人数", staff), *rows])

    def islands(self) -> list[Island]:
        if not self.documents:
            return []
        return [
            Island(chart.title, f"{reverse(f'disclosure:{chart.url_name}')}?{self.query}", chart.wide)
            for chart in CHARTS
        ]

    def sheet(self) -> Iterator[list[Written]]:
        """万元, unrounded, part by part."""
        for part in comparison.compare(self.documents, self.found):
            yield [part.title]
            for row in part.rows:
                yield [row.label, *(cell.wan if cell else None for cell in row.cells)]
        for head in comparison.per_head(self.documents, self.found):
            yield [f"{head.label}（万元/人）", *(round(cell[0], 4) if cell else None for cell in head.cells)]


def heading(document: Document) -> str:
    return document.subject


def broken(document: Document) -> str:
    """The heading on two lines, for the narrow place below a bar."""
    return document.subject.replace(f" {document.year}年", f"\n{document.year}年")


def shown(stated: Stated | None) -> ShownCell:
    if stated is None:
        return EMPTY
    return ShownCell(formats.fen_wan(stated.fen), place_of(stated), stated.disputed)


def each(found: tuple[Decimal, Stated] | None) -> ShownCell:
    return EMPTY if found is None else ShownCell(formats.rounded(found[0]), place_of(found[1]))


class CompareChart(Chosen, ChartPage):
    """One bar a document; a colour a row."""

    abstract = True
    url_name: ClassVar[str] = ""
    wide: ClassVar[bool] = False

    def lines(self) -> Sequence[Line]:
        raise NotImplementedError

    def figures(self) -> Figures:
        part = [
            Series(
                row.label,
                [cell.wan if cell else None for cell in row.cells],
                [place_of(cell) if cell else "" for cell in row.cells],
            )
            for row in comparison.rows_of(self.lines(), self.documents, self.found)
        ]
        return Figures(
            "stack", list(map(heading, self.documents)), part, "万元", clock.now(), printed, "没有可比较的数据"
        )


def printed(value: Decimal | None) -> str:
    return formats.NOTHING if value is None else formats.rounded(value)


class NatureChart(CompareChart):
    title = "基本支出与项目支出"
    url_name = "compare_nature"

    def lines(self) -> Sequence[Line]:
        return (BY_NATURE[1], BY_NATURE[2], BY_NATURE[3])


class FunctionChart(CompareChart):
    title = "支出的功能分类构成"
    url_name = "compare_function"

    def lines(self) -> Sequence[Line]:
        return comparison.functions(self.found)


class PerHeadChart(CompareChart):
    title = "人均支出"
    url_name = "compare_head"
    wide = True

    def figures(self) -> Figures:
        rows = comparison.per_head(self.documents, self.found)
        series = [
            Series(
                row.label,
                [cell[0] if cell else None for cell in row.cells],
                [place_of(cell[1]) if cell else "" for cell in row.cells],
            )
            for row in rows
        ]
        names = list(map(broken, self.documents))
        return Figures(
            "bar", names, series, "万元/人", clock.now(), printed, "文件没有写明在职人数，可在“更正信息”中补填"
        )

    def lines(self) -> Sequence[Line]:
        return TOTALS


CHARTS: tuple[type[CompareChart], ...] = (NatureChart, FunctionChart, PerHeadChart)
