"""热点 and 预警: matters that many report, and what a supervisor should know at once."""

from typing import Any

from django.http import HttpRequest

from shizheng.console.bulk import BulkAction
from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, NumberColumn, StatusColumn, WideColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.formats import instant
from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.engines.cases.actions.clusters import dismiss_alert, see_alert
from shizheng.engines.cases.models import Alert, Case, Cluster
from shizheng.engines.cases.models.clusters import ALERTS, AlertKind, AlertState
from shizheng.engines.cases.queries.choices import process_names
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.platform.policy.queries import acting

MENU = "cases:clusters"
ALERT_MENU = "cases:alerts"
TONES: Tones = {AlertState.NEW: "bad", AlertState.SEEN: "busy", AlertState.DISMISSED: "off"}
KINDS: Tones = {AlertKind.SAFETY: "bad", AlertKind.BURST: "soon", AlertKind.REPEAT: "busy", AlertKind.RISE: "soon"}
SHOWN = 200


class ClusterFilter(FilterSet):
    process = ChoiceFilter(label="流程", choices=process_names, empty_label="不限")


class ClusterTable(Table):
    title = Column(verbose_name="事项")
    count = NumberColumn(verbose_name="近14日件数")
    week = NumberColumn(verbose_name="近7日")
    before = NumberColumn(verbose_name="前7日")
    trend = Column(verbose_name="趋势", orderable=False)
    place = WideColumn(verbose_name="主要地点", orderable=False)
    first_at = InstantColumn(verbose_name="最早受理")
    last_at = InstantColumn(verbose_name="最近受理")


class ClusterList(ListPage):
    title = "热点"
    purpose = "近14日内三件以上反映同一事项的，按件数排列；每小时更新。"
    permission = ALERTS
    menu = MENU
    queryset = Cluster.objects.all()
    table_class = ClusterTable
    filterset_class = ClusterFilter
    search_fields = ("title",)
    search_hint = "事项"
    empty_text = "近14日没有三件以上反映同一事项的工单"


class MemberTable(Table):
    number = Column(verbose_name="编号")
    title = Column(verbose_name="标题")
    place = Column(verbose_name="地点")
    stage = Column(verbose_name="环节")
    main = Column(verbose_name="主办单位")
    opened_at = InstantColumn(verbose_name="受理时间")

    def render_stage(self, value: str, record: Case) -> str:
        stage = process_of(record.process).stage(value)
        return stage.label if stage else value


def _members(request: HttpRequest, cluster: Cluster) -> Any:
    rows = Case.objects.visible_to(acting(request)).filter(cluster_place__cluster=cluster)
    return rows.select_related("main").defer("text").order_by("-opened_at", "-pk")


class ClusterDetail(DetailPage):
    title = "热点"
    permission = ALERTS
    menu = MENU
    queryset = Cluster.objects.all()
    panels = (
        TablePanel(title="工单", table_class=MemberTable, rows=_members, limit=SHOWN, empty_text="没有您可查看的工单"),
        FactsPanel(
            title="情况",
            side="side",
            facts=(
                Fact("件数", "count"),
                Fact("近7日", "week"),
                Fact("前7日", "before"),
                Fact("趋势", "trend"),
                Fact("主要地点", "place", wide=True),
                Fact("最早受理", "first_at", instant),
                Fact("最近受理", "last_at", instant),
                Fact("计算时间", "made_at", instant),
            ),
        ),
    )


class AlertFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=AlertState.choices, empty_label="不限")
    kind = ChoiceFilter(label="类型", choices=AlertKind.choices, empty_label="不限")
    process = ChoiceFilter(label="流程", choices=process_names, empty_label="不限")


class AlertTable(Table):
    at = InstantColumn(verbose_name="时间")
    kind = StatusColumn(verbose_name="类型", tones=KINDS)
    title = Column(verbose_name="内容", orderable=False)
    detail = WideColumn(verbose_name="依据", orderable=False)
    count = NumberColumn(verbose_name="件数")
    state = StatusColumn(verbose_name="状态", tones=TONES)
    handled_by = Column(verbose_name="处理人", orderable=False)


def _see(request: HttpRequest, rows: Any, reason: str) -> int:
    return len([see_alert(acting(request), alert=alert) for alert in rows])


def _dismiss(request: HttpRequest, rows: Any, reason: str) -> int:
    found = [alert for alert in rows if alert.state != AlertState.DISMISSED]
    return len([dismiss_alert(acting(request), alert=alert, reason=reason) for alert in found])


class AlertList(ListPage):
    title = "预警"
    purpose = "涉及安全、短时间集中反映、重复来电和突然增多的事项，需要有人看一眼。"
    permission = ALERTS
    menu = ALERT_MENU
    queryset = Alert.objects.order_by("-at", "-pk")
    table_class = AlertTable
    filterset_class = AlertFilter
    search_fields = ("title", "detail")
    search_hint = "内容"
    empty_text = "没有预警"
    bulk_actions = (
        BulkAction("see", "标为已查看", ALERTS, _see),
        BulkAction("dismiss", "排除", ALERTS, _dismiss, reason=True),
    )


def _cases(request: HttpRequest, alert: Alert) -> Any:
    """The case of the alert, or those of its caller, matter or category, as far as one may see them."""
    rows: Any = Case.objects.visible_to(acting(request)).of(alert.process)
    if alert.kind == AlertKind.REPEAT and alert.case and alert.case.contact:
        rows = rows.filter(contact__phone_index=alert.case.contact.phone_index)
    elif alert.cluster_id:
        rows = rows.filter(cluster_place__cluster=alert.cluster_id)
    elif alert.category_id:
        rows = rows.filter(category=alert.category_id)
    else:
        rows = rows.filter(pk=alert.case_id)
    return rows.filter(opened_at__lte=alert.at).select_related("main").defer("text").order_by("-opened_at", "-pk")


def _open(alert: Any) -> bool:
    return bool(alert.state == AlertState.NEW)


class AlertDetail(DetailPage):
    title = "预警"
    permission = ALERTS
    menu = ALERT_MENU
    queryset = Alert.objects.select_related("case__contact", "cluster", "category")
    buttons = (
        Button("标为已查看", "cases:alert_see", ALERTS, tone="primary", dialog=True, when=_open),
        Button(
            "排除", "cases:alert_dismiss", ALERTS, dialog=True, when=lambda alert: alert.state != AlertState.DISMISSED
        ),
    )
    panels = (
        TablePanel(title="有关工单", table_class=MemberTable, rows=_cases, limit=50, empty_text="没有您可查看的工单"),
        FactsPanel(
            title="情况",
            side="side",
            facts=(
                Fact("类型", "kind"),
                Fact("依据", "detail", wide=True),
                Fact("件数", "count"),
                Fact("时间", "at", instant),
                Fact("热点", "cluster", url=lambda row: row.cluster.get_absolute_url() if row.cluster else None),
                Fact("类别", "category"),
                Fact("处理人", "handled_by"),
                Fact("处理时间", "handled_at", instant),
                Fact("说明", "reason", wide=True),
            ),
        ),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), TONES[self.object.state])


class AlertSee(ActionPage):
    title = "标为已查看"
    permission = ALERTS
    menu = ALERT_MENU
    queryset = Alert.objects.all()
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise

    def perform(self, form: NoInputForm) -> Alert:
        return see_alert(acting(self.request), alert=self.object)


class AlertDismiss(ActionPage):
    title = "排除"
    warning = "排除的预警不再提示；同一事项不会再次发出。"
    permission = ALERTS
    menu = ALERT_MENU
    queryset = Alert.objects.all()

    def perform(self, form: Any) -> Alert:
        return dismiss_alert(acting(self.request), alert=self.object, reason=form.cleaned_data["reason"])
