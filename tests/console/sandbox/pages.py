"""Pages of the sandbox: what a system would declare."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from shizheng.console import formats
from shizheng.console.bulk import BulkAction
from shizheng.console.buttons import Button
from shizheng.console.charts import Figures, Island, Series, Tile
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
from shizheng.console.forms import Fieldset, ReasonForm
from shizheng.console.pages import (
    ActionPage,
    Badge,
    ChartPage,
    DashboardPage,
    DetailPage,
    EditPage,
    ListPage,
    PublicPage,
)
from shizheng.console.panels import Fact, FactsPanel, FileItem, FilesPanel, HistoryPanel, Moment, TablePanel, TextPanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.kit.clock import ZONE
from shizheng.kit.errors import Fault, InvalidInputError, ShizhengError
from tests.console.sandbox.models import Road

TONES: Tones = {"planned": "off", "busy": "busy", "done": "good", "stopped": "bad"}


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
    buttons = (Button("新建工程", "sandbox:new", "roads.edit", tone="primary", icon="plus"),)
    bulk_actions = (
        BulkAction("finish", "标为完工", "roads.close", finish_roads),
        BulkAction("stop", "停工", "roads.close", stop_roads, reason=True, danger=True),
    )


MOMENT = datetime(2026, 6, 12, 9, 14, tzinfo=ZONE)


def moments(request: HttpRequest, road: Any) -> list[Moment]:
    return [
        Moment(MOMENT, "周* 登记工程，列入年度养护计划"),
        Moment(MOMENT.replace(day=15), "李* 派遣给 市城管局养护中心，时限 5 个工作日", "请先核对交通导改方案。"),
        Moment(MOMENT.replace(day=18), "养护中心签收，开工"),
    ]


def files(request: HttpRequest, road: Any) -> list[FileItem]:
    return [
        FileItem("施工图（第二版）.pdf", "/files/1/", 1_482_113),
        FileItem("交通导改方案.docx", "/files/2/", 93_000),
    ]


class RoadDetail(DetailPage):
    title = "养护工程"
    permission = "roads.view"
    menu = "sandbox:roads"
    queryset = Road.objects.all()
    buttons = (
        Button("修改", "sandbox:edit", "roads.edit", icon="pencil"),
        Button(
            "停工", "sandbox:stop", "roads.close", tone="danger", dialog=True, when=lambda road: road.state == "busy"
        ),
    )
    panels = (
        TextPanel(title="工程说明", value="remark", order=10),
        FactsPanel(
            title="基本情况",
            order=20,
            facts=(
                Fact("路名", "name"),
                Fact("编号", "code"),
                Fact("状态", "state"),
                Fact("开工日期", "begun", formats.long_day),
                Fact("说明", "remark", wide=True),
            ),
        ),
        TablePanel(
            title="相邻路段", table_class=RoadTable, rows=lambda request, road: neighbours(road), order=30, limit=3
        ),
        FactsPanel(
            title="资金与时限",
            side="side",
            facts=(
                Fact("预算（元）", "budget", formats.money, url=lambda road: "/roads/"),
                Fact("支付率", "paid", formats.percent),
                Fact("时限", "due", formats.instant),
            ),
        ),
        FilesPanel(files=files, side="side"),
        HistoryPanel(moments=moments),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), TONES[self.object.state])


def neighbours(road: Road) -> "QuerySet[Road]":
    return Road.objects.exclude(pk=road.pk).order_by("pk")[:5]


class RoadForm(forms.Form):
    name = forms.CharField(label="路名", max_length=20, help_text="写全称，不用简称。")
    code = forms.CharField(label="编号", max_length=20)
    state = forms.ChoiceField(label="状态", choices=Road.State.choices)
    budget = forms.DecimalField(label="预算（元）", min_value=0, decimal_places=2, max_digits=16)
    begun = forms.DateField(
        label="开工日期", required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    remark = forms.CharField(label="说明", required=False, widget=forms.Textarea({"rows": 4}))
    urgent = forms.BooleanField(label="列为应急工程", required=False, help_text="应急工程不受年度计划限制。")


FIELDS = ("name", "code", "state", "budget", "begun", "remark")


class RoadEdit(EditPage):
    title = "修改养护工程"
    purpose = "改动保存后立即生效，并记入日志。"
    permission = "roads.edit"
    menu = "sandbox:roads"
    queryset = Road.objects.all()
    form_class = RoadForm
    fieldsets = (
        Fieldset("工程", ("name", "code", "state")),
        Fieldset("资金和时间", ("budget", "begun", "remark", "urgent")),
    )

    def perform(self, form: RoadForm) -> Road:
        road: Road = self.object
        if form.cleaned_data["code"] == "R-0000":
            raise InvalidInputError([Fault("编号已被占用", "编号", "请换一个"), Fault("年度计划已经锁定")])
        for name in FIELDS:
            setattr(road, name, form.cleaned_data[name])
        road.version += 1
        road.save()
        return road


class RoadNew(EditPage):
    title = "新建养护工程"
    permission = "roads.edit"
    menu = "sandbox:roads"
    form_class = RoadForm
    success_message = "已新建工程。"

    def perform(self, form: RoadForm) -> Road:
        return Road.objects.create(**{name: form.cleaned_data[name] for name in FIELDS})


class RoadStop(ActionPage):
    title = "停工"
    permission = "roads.close"
    menu = "sandbox:roads"
    queryset = Road.objects.all()
    warning = "停工后时限暂停计算，承办单位会收到通知。"
    danger = True

    def perform(self, form: ReasonForm) -> Road:
        road: Road = self.object
        if road.state != "busy":
            raise ShizhengError("只有施工中的工程可以停工")
        road.state, road.remark = Road.State.STOPPED, form.cleaned_data["reason"]
        road.save()
        return road


class RoadBoard(DashboardPage):
    title = "养护工程总览"
    purpose = "本年度养护工程的数量、资金与进度，点击数字可查看明细。"
    permission = "roads.view"
    menu = "sandbox:board"

    def tiles(self) -> list[Tile]:
        roads = Road.objects.visible_to(self.actor)
        return [
            Tile("工程总数", formats.count(roads.count()), "个", "/roads/"),
            Tile("施工中", "38", "个", "/roads/?state=busy", tone="busy"),
            Tile("7 日内到期", "6", "个", "/roads/", tone="soon"),
            Tile("已超期", "2", "个", "/roads/", "最长超 12 天", tone="bad"),
            Tile("年度预算", formats.wan(Decimal("183456789.5")), "万元", "/roads/"),
        ]

    def islands(self) -> list[Island]:
        return [
            Island("各月完成投资", "/board/months/"),
            Island("各区工程数量", "/board/districts/"),
            Island("各类资金构成", "/board/shares/"),
            Island("上年同期", "/board/none/"),
        ]


NOW = datetime(2026, 11, 21, 9, 0, tzinfo=ZONE)


class MonthChart(ChartPage):
    title = "各月完成投资"
    permission = "roads.view"

    def figures(self) -> Figures:
        months = [f"{month}月" for month in range(1, 11)]
        this = [Decimal(12 + month * 7 % 31) * 10_000 for month in range(1, 11)]
        last = [Decimal(9 + month * 5 % 23) * 10_000 for month in range(1, 10)]
        series = [
            Series("2026年", [each / 10_000 for each in this]),
            Series("2025年", [*(each / 10_000 for each in last), None]),
        ]
        return Figures("line", months, series, "万元", NOW, shape=formats.money)


class DistrictChart(ChartPage):
    title = "各区工程数量"
    permission = "roads.view"

    def figures(self) -> Figures:
        names = ["滨江区", "高新技术产业开发区", "东城区", "西城区", "明阳县", "经济开发区"]
        return Figures("bar", names, [Series("工程", [41, 36, 22, 19, 12, 8], ["/roads/"] * 6)], "个", NOW)


class ShareChart(ChartPage):
    title = "各类资金构成"
    permission = "roads.view"

    def figures(self) -> Figures:
        names = ["一季度", "二季度", "三季度"]
        series = [Series("一般公共预算", [30, 42, 51]), Series("专项债券", [12, 9, 20]), Series("其他", [3, 4, None])]
        return Figures("stack", names, series, "万元", NOW)


class NoChart(ChartPage):
    title = "上年同期"
    permission = "roads.view"

    def figures(self) -> Figures:
        return Figures("bar", [], [], "个", NOW, empty="上年没有同口径数据。")


class Notice(PublicPage):
    title = "养护工程公示"
    purpose = "本市正在施工的道路养护工程。"
