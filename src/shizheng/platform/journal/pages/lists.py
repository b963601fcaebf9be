"""The journal as a list for administrators and auditors."""

from shizheng.console.columns import Column, InstantColumn, NumberColumn, WideColumn
from shizheng.console.filters import CharFilter, FilterSet, PeriodFilter
from shizheng.console.pages import ListPage
from shizheng.console.tables import Table
from shizheng.platform.journal.models import Entry


class EntryFilter(FilterSet):
    at = PeriodFilter(label="时间")
    account_name = CharFilter(label="操作人", lookup_expr="icontains")
    action = CharFilter(label="操作标识", lookup_expr="istartswith")

    class Meta:
        model = Entry
        fields: list[str] = []


class EntryTable(Table):
    hidden = ("action", "digest", "post_name")
    sequence = NumberColumn(verbose_name="序号")
    at = InstantColumn(verbose_name="时间")
    account_name = Column(verbose_name="操作人")
    post_name = Column(verbose_name="岗位")
    organisation_name = Column(verbose_name="单位")
    summary = WideColumn(verbose_name="做了什么", orderable=False)
    reason = WideColumn(verbose_name="理由", orderable=False)
    client = Column(verbose_name="来源地址", orderable=False)
    action = Column(verbose_name="操作标识")
    digest = Column(verbose_name="摘要值", orderable=False)


class EntryList(ListPage):
    title = "操作日志"
    purpose = "谁在什么时候做了什么。只增不改，逐条以 SM3 摘要相连。"
    permission = "journal.view"
    menu = "journal:list"
    queryset = Entry.objects.order_by("-sequence")
    filterset_class = EntryFilter
    table_class = EntryTable
    search_fields = ("summary", "object_label")
    search_hint = "事项或对象"
    empty_text = "还没有操作记录"
