"""Compare documents: units and years side by side, every figure leading to the claims behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
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
from shizheng.systems.disclosure.domain.comparing import Compared, scope_name
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.queries.comparison import KIND, MOST, Comparison, compared

OFFERED = 200
WAN = Decimal(1_000_000)
"""分 in 万元."""
PARTS = ("total", "fund", "nature", "function", "economic", "item", KIND)
MEASURES = {"amount": "金额（万元）", "share": "占比（%）", "growth": "比上年增减（%）", "head": "人均（万元/人）"}
CODED = ("function", "economic")
HEADS = (("nature", "basic.staff"), ("nature", "basic.public"), ("nature", "basic"), ("total", "expense"))
Cells = Sequence[Compared | None]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`note` says what the figure is of, where that is not what most documents state."""

    text: str
    url: str = ""
    disputed: bool = False
    note: str = ""


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
    def found(self) -> Comparison:
        return compared(acting(self.request), self.documents)

    @property
    def query(self) -> str:
        return urlencode({"document": [document.pk for document in self.documents]}, doseq=True)

    def rows(self, name: str) -> dict[str, list[Compared | None]]:
        return self.found.rows(name)

    def url_of(self, name: str, each: Compared) -> str:
        """To the line that prints it, or to the list of the claims that it adds up or that contradict each other."""
        document = self.documents[next(at for at, known in enumerate(self.found.portraits) if known is each.portrait)]
        if name == KIND or len(each.amount.of) > 1 or each.amount.disputed:
            query = urlencode({"document": document.pk, "axis": name, "key": each.key})
            return f"{reverse('disclosure:compare_figure')}?{query}"
        return place_of(document.pk, each.amount.line)


def place_of(document: int, line: int) -> str:
    return f"{reverse('disclosure:document', args=[document])}#L{line}"


class ComparePage(Chosen):
    title = "单位对比"
    purpose = "选择几份公开文件，按总量、来源、性质、科目、三公经费、项目类别和人均并列比较；点击数字查看它的出处"
    template_name = "disclosure/compare.html"

    @property
    def measure(self) -> str:
        asked = self.request.GET.get("measure", "")
        return asked if asked in MEASURES else "amount"

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
            "measures": MEASURES.items(),
            "measure": self.measure,
        }

    def parts(self) -> Iterator[ShownPart]:
        for name in PARTS:
            shown = [
                ShownRow(label_of(name, key, cells), self.shown(name, cells, self.measure), key.count("."))
                for key, cells in self.rows(name).items()
                if any(each is not None and measured(self.measure, each) is not None for each in cells)
            ]
            if shown:
                yield ShownPart(f"{self.found.axis(name).title} · {MEASURES[self.measure]}", shown)
        if self.measure == "amount" and (heads := list(self.heads())):
            yield ShownPart("人均（万元/人）", [ShownRow("在职人数", list(map(staff_of, self.documents))), *heads])

    def shown(self, name: str, cells: Cells, measure: str) -> list[ShownCell]:
        scopes = [scope_name(each.scope) for each in cells if each is not None]
        usual = max(scopes, key=scopes.count)
        return [self.cell(name, each, usual, measure) for each in cells]

    def cell(self, name: str, each: Compared | None, usual: str, measure: str) -> ShownCell:
        value = None if each is None else measured(measure, each)
        if each is None or value is None:
            return EMPTY
        scope = scope_name(each.scope)
        note = "" if name in ("total", "fund") or scope == usual else scope
        return ShownCell(worded(measure, value, each), self.url_of(name, each), each.amount.disputed, note)

    def heads(self) -> Iterator[ShownRow]:
        for name, key in HEADS:
            cells = self.rows(name).get(key, ())
            if any(each is not None and each.head is not None for each in cells):
                yield ShownRow(f"人均{label_of(name, key, cells)}", self.shown(name, cells, "head"))

    def islands(self) -> list[Island]:
        if not self.documents:
            return []
        return [
            Island(chart.title, f"{reverse(f'disclosure:{chart.url_name}')}?{self.query}", chart.wide)
            for chart in CHARTS
        ]

    def sheet(self) -> Iterator[list[Written]]:
        """In the units that the page shows, amounts unrounded, part by part."""
        for name in PARTS:
            yield [f"{self.found.axis(name).title} · {MEASURES[self.measure]}"]
            for key, cells in self.rows(name).items():
                values = [None if each is None else measured(self.measure, each) for each in cells]
                yield [label_of(name, key, cells), *(None if value is None else exact(value) for value in values)]


def measured(measure: str, each: Compared) -> Fraction | None:
    """万元, %, or 万元 a person; None where it is not known."""
    if measure == "amount":
        return Fraction(each.amount.fen, int(WAN))
    if measure == "head":
        return None if each.head is None else each.head / int(WAN)
    ratio = each.share if measure == "share" else each.growth
    return None if ratio is None else ratio * 100


def exact(value: Fraction) -> Decimal:
    return round(Decimal(value.numerator) / Decimal(value.denominator), 6).normalize() + 0


def worded(measure: str, value: Fraction, each: Compared) -> str:
    if measure == "amount":
        return formats.fen_wan(each.amount.fen)
    text = formats.rounded(exact(value))
    return f"+{text}" if measure == "growth" and value > 0 else text


def label_of(name: str, key: str, cells: Cells) -> str:
    known = next(each.name for each in cells if each is not None)
    return f"{key} {known}" if name in CODED else known


def staff_of(document: Document) -> ShownCell:
    return ShownCell(f"{document.staff:,} 人") if document.staff else EMPTY


def heading(document: Document) -> str:
    return document.subject


def broken(document: Document) -> str:
    """The heading on two lines, for the narrow place below a bar."""
    return document.subject.replace(f" {document.year}年", f"\n{document.year}年")


class CompareChart(Chosen, ChartPage):
    """One bar a document; a colour a row."""

    abstract = True
    url_name: ClassVar[str] = ""
    wide: ClassVar[bool] = False
    axis: ClassVar[str] = ""
    keys: ClassVar[Sequence[str]] = ()

    def figures(self) -> Figures:
        found = self.rows(self.axis)
        keys = [key for key in self.keys if key in found] if self.keys else list(found)
        series = [self.series(self.axis, key, found[key], "amount") for key in keys]
        return Figures(
            "stack", list(map(broken, self.documents)), series, "万元", clock.now(), printed, "没有可比较的数据"
        )

    def series(self, name: str, key: str, cells: Cells, measure: str) -> Series:
        values = [None if each is None else measured(measure, each) for each in cells]
        links = ["" if each is None else self.url_of(name, each) for each in cells]
        return Series(label_of(name, key, cells), [None if value is None else exact(value) for value in values], links)


def printed(value: Decimal | None) -> str:
    return formats.NOTHING if value is None else formats.rounded(value)


class NatureChart(CompareChart):
    title = "基本支出与项目支出"
    url_name = "compare_nature"
    axis = "nature"
    keys = ("basic.staff", "basic.public", "project")


class FunctionChart(CompareChart):
    title = "支出的功能分类构成"
    url_name = "compare_function"
    axis = "function"


class KindChart(CompareChart):
    title = "项目支出按类别的构成"
    url_name = "compare_kind"
    axis = KIND


class PerHeadChart(CompareChart):
    title = "人均支出"
    url_name = "compare_head"

    def figures(self) -> Figures:
        series = []
        for name, key in HEADS:
            cells = self.rows(name).get(key, ())
            if any(each is not None and each.head is not None for each in cells):
                drawn = self.series(name, key, cells, "head")
                series.append(Series(f"人均{drawn.name}", drawn.values, drawn.links))
        told = [at for at in range(len(self.documents)) if any(each.values[at] is not None for each in series)]
        series = [
            Series(each.name, [each.values[at] for at in told], [each.links[at] for at in told]) for each in series
        ]
        names = [broken(self.documents[at]) for at in told]
        return Figures(
            "bar", names, series, "万元/人", clock.now(), printed, "文件没有写明在职人数，可在“更正信息”中补填"
        )


CHARTS: tuple[type[CompareChart], ...] = (NatureChart, FunctionChart, KindChart, PerHeadChart)
