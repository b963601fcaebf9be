"""The list of documents: whose, of which year, and what is still to be looked at in each."""

from collections.abc import Collection, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from shizheng.console.buttons import Button
from shizheng.console.columns import NUMBER, Column, InstantColumn, NumberColumn
from shizheng.console.filters import CharFilter, ChoiceFilter, FilterSet, PeriodFilter
from shizheng.console.pages import ListPage
from shizheng.console.panels import TablePanel
from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.models import Document, Severity, Stage
from shizheng.systems.disclosure.models.finding import COUNTED

UNKNOWN = "未识别"


class FindingsColumn(Column):
    """How many findings of a severity are open; the figure leads to them."""

    attrs = NUMBER
    anchor = ""

    def __init__(self, severity: Severity, **kwargs: Any) -> None:
        super().__init__(verbose_name=severity.label, **kwargs)
        self.severity = severity

    def render(self, value: int, record: Any) -> str:
        if not value:
            return "0"
        address = f"{record.get_absolute_url()}?{urlencode({'severity': self.severity.value})}{self.anchor}"
        return format_html('<a class="count-link severity-{}" href="{}">{}</a>', self.severity.value, address, value)


class UnitColumn(Column):
    """The unit; where the document does not tell it, its title."""

    def render(self, value: str, record: Document) -> str:
        return value or f"{record.title}（{UNKNOWN}）"


class YearColumn(Column):
    """A year, without thousands separators."""

    attrs = NUMBER

    def render(self, value: int) -> str:
        return str(value or UNKNOWN)


class DocumentTable(Table):
    unit = UnitColumn(verbose_name="单位", empty_values=())
    region = Column(verbose_name="地区")
    year = YearColumn(verbose_name="年度")
    stage = Column(verbose_name="阶段")
    errors = FindingsColumn(Severity.ERROR)
    warnings = FindingsColumn(Severity.WARNING)
    roundings = FindingsColumn(Severity.ROUNDING)
    extractions = FindingsColumn(Severity.EXTRACTION)
    edition = NumberColumn(verbose_name="版本")
    claims = NumberColumn(verbose_name="数据条数")
    name = Column(verbose_name="文件名")
    uploaded_at = InstantColumn(verbose_name="上传时间")

    hidden: ClassVar[Collection[str]] = ("claims", "name", "edition")


def years_offered() -> list[tuple[int, str]]:
    """Years a disclosure of today can be about."""
    return [(year, f"{year}年") for year in range(clock.today().year + 1, 2014, -1)]


class DeskTable(DocumentTable):
    """As the first page shows it."""

    hidden: ClassVar[Collection[str]] = (*DocumentTable.hidden, "uploaded_at", "roundings", "extractions")


def on_desk(request: HttpRequest, _desk: object) -> "QuerySet[Document]":
    """The current documents with most errors first: what to look at today."""
    rows = Document.objects.visible_to(acting(request)).current().defer("text")
    return rows.order_by("-errors", "-warnings", "-uploaded_at")


DESK_PANEL = TablePanel(
    title="公开文件的检查结果",
    permission="disclosure.view",
    table_class=DeskTable,
    rows=on_desk,
    more=lambda _desk: reverse("disclosure:documents"),
    limit=10,
    empty_text="还没有公开文件。在“公开文件”中上传一份，系统会读出全部数据并逐条检查",
)


class DocumentFilters(FilterSet):
    year = ChoiceFilter(label="年度", choices=years_offered, empty_label="不限")
    stage = ChoiceFilter(label="阶段", choices=Stage.choices, empty_label="不限")
    open = ChoiceFilter(label="待处理", choices=Severity.choices, empty_label="不限", method="with_open")
    region = CharFilter(label="地区", lookup_expr="icontains")
    uploaded = PeriodFilter(label="上传时间", field_name="uploaded_at")

    def with_open(self, rows: "QuerySet[Document]", name: str, value: str) -> "QuerySet[Document]":
        """Those with open findings of a severity."""
        return rows.filter(**{f"{COUNTED[Severity(value)]}__gt": 0})


class DocumentsPage(ListPage):
    permission = "disclosure.view"
    title = "公开文件"
    purpose = "已上传的部门预算、决算公开文件及其检查结果；点击数字查看相应的发现"
    menu = "disclosure:documents"
    template_name = "disclosure/documents.html"
    queryset = Document.objects.current().defer("text")
    table_class = DocumentTable
    filterset_class = DocumentFilters
    search_fields = ("unit", "title", "name")
    primary_filters = 3
    search_hint = "搜索单位、标题、文件名"
    empty_text = "还没有公开文件"
    empty_hint = "上传一份预算或决算公开文件，系统会读出其中的全部数据并逐条检查"
    buttons: ClassVar[Sequence[Button]] = (
        Button("上传文件", "disclosure:upload", "disclosure.upload", tone="primary", icon="upload"),
    )
