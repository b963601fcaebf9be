"""What has been published, for those inside: every version, and where it stands."""

from shizheng.console.columns import Column, InstantColumn, NumberColumn, WideColumn
from shizheng.console.filters import ChoiceFilter, FilterSet, PeriodFilter
from shizheng.console.pages import ListPage
from shizheng.console.tables import Table
from shizheng.engines.fiscal.domain.ledger import BookStage
from shizheng.systems.disclosure.models import Publication
from shizheng.systems.disclosure.pages.documents import YearColumn, years_offered


class PublicationTable(Table):
    unit = Column(verbose_name="单位")
    year = YearColumn(verbose_name="年度")
    stage = Column(verbose_name="阶段")
    number = NumberColumn(verbose_name="版本")
    reason = WideColumn(verbose_name="变更理由")
    prepared_by = Column(verbose_name="编制人")
    reviewed_by = Column(verbose_name="审核人")
    published_by = Column(verbose_name="发布人")
    published_at = InstantColumn(verbose_name="发布时间")
    digest = WideColumn(verbose_name="SM3 摘要值")

    hidden = ("digest", "prepared_by")


class PublicationFilters(FilterSet):
    year = ChoiceFilter(label="年度", choices=years_offered, empty_label="不限")
    stage = ChoiceFilter(label="阶段", choices=BookStage.choices(), empty_label="不限")
    published = PeriodFilter(label="发布时间", field_name="published_at")


class PublicationsPage(ListPage):
    permission = "disclosure.view"
    title = "已发布公开"
    purpose = "本单位及下级单位已发布的全部版本；打开即公众看到的页面"
    menu = "disclosure:publications"
    queryset = Publication.objects.defer("body", "content")
    table_class = PublicationTable
    filterset_class = PublicationFilters
    search_fields = ("unit", "title")
    search_hint = "搜索单位、标题"
    empty_text = "还没有发布过"
    empty_hint = "在“预算编制”中填报、检查、审核后发布"
