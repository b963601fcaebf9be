"""Pages of the sandbox: what a system would declare."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from shizheng.console.bulk import BulkAction
from shizheng.console.buttons import Button
from shizheng.console.columns import (
    Column,
    DayColumn,
    DeadlineColumn,
    MoneyColumn,
    PercentColumn,
    StatusColumn,
    WideColumn,
)
from shizheng.console.filters import AmountFilter, ChoiceFilter, FilterSet, MultipleChoiceFilter, PeriodFilter
from shizheng.console.pages import ListPage
from shizheng.console.tables import Table
from tests.console.sandbox.models import Road

TONES = {"planned": "off", "busy": "busy", "done": "good", "stopped": "bad"}


class RoadFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=Road.State.choices, empty_label="不限")
    begun = PeriodFilter(label="开工日期")
    budget = AmountFilter(label="预算（元）")
    states = MultipleChoiceFilter(label="多个状态", field_name="state", choices=Road.State.choices)

    class Meta:
        model = Road
        fields: list[str] = []


class RoadTable(Table):
    hidden = ("remark",)
    code = Column(verbose_name="编号", attrs={"td": {"class": "nowrap"}})
    name = Column(verbose_name="路名")
    state = StatusColumn(verbose_name="状态", tones=TONES)
    budget = MoneyColumn(verbose_name="预算（元）")
    paid = PercentColumn(verbose_name="支付率")
    begun = DayColumn(verbose_name="开工日期")
    due = DeadlineColumn(verbose_name="时限")
    remark = WideColumn(verbose_name="说明", orderable=False)


def stop_roads(request: HttpRequest, rows: "QuerySet[Any]", reason: str) -> int:
    return rows.update(state=Road.State.STOPPED, remark=reason)


def finish_roads(request: HttpRequest, rows: "QuerySet[Any]", reason: str) -> int:
    return rows.update(state=Road.State.DONE)


class RoadList(ListPage):
    title = "道路养护工程"
    purpose = "查看全市道路养护工程的进度、预算和时限。"
    permission = "roads.view"
    menu = "sandbox:roads"
    queryset = Road.objects.all()
    filterset_class = RoadFilter
    table_class = RoadTable
    search_fields = ("name", "code")
    search_hint = "路名或编号"
    primary_filters = 2
    empty_text = "还没有养护工程"
    empty_hint = "新建第一个工程后，会显示在这里。"
    buttons = (Button("新建工程", "sandbox:roads", "roads.edit", tone="primary", icon="plus"),)
    bulk_actions = (
        BulkAction("finish", "标为完工", "roads.close", finish_roads),
        BulkAction("stop", "停工", "roads.close", stop_roads, reason=True, danger=True),
    )
