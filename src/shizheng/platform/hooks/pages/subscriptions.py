"""推送订阅: who is told of what, how it is going, and the letters that nobody took."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count, Q

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, NumberColumn, StatusColumn, WideColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.formats import instant
from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel, TextPanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.platform.hooks import actions
from shizheng.platform.hooks.actions import MANAGE
from shizheng.platform.hooks.models import Delivery, State, Subscription
from shizheng.platform.hooks.queries import events_for
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting

MENU = "hooks:list"
ONCE = "签名密钥：{secret} （只显示这一次，请立即填入接收系统）"
TONES: Tones = {"启用": "good", "停用": "off"}
STATES: Tones = {State.WAITING: "busy", State.SENT: "good", State.DEAD: "bad"}


class SubscriptionTable(Table):
    name = Column(verbose_name="名称")
    organisation = Column(verbose_name="单位")
    url = WideColumn(verbose_name="接收地址")
    state = StatusColumn(verbose_name="状态", tones=TONES, orderable=False)
    waiting = NumberColumn(verbose_name="待推送")
    dead = NumberColumn(verbose_name="未送达")


class SubscriptionList(ListPage):
    title = "推送订阅"
    purpose = "事项发生后推送给其他系统：内容经签名，没有送达的自动重试。"
    permission = MANAGE
    menu = MENU
    queryset = Subscription.objects.select_related("organisation").annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
        dead=Count("deliveries", filter=Q(deliveries__state=State.DEAD)),
    )
    table_class = SubscriptionTable
    search_fields = ("name", "url")
    search_hint = "名称或地址"
    empty_text = "还没有推送订阅"
    empty_hint = "其他系统需要及时得知事项变化时，新建一个订阅"
    buttons: ClassVar[Sequence[Button]] = (Button("新建订阅", "hooks:new", MANAGE, tone="primary", icon="plus"),)


class DeliveryTable(Table):
    event = Column(verbose_name="事件")
    key = Column(verbose_name="编号")
    state = StatusColumn(verbose_name="状态", tones=STATES)
    attempts = NumberColumn(verbose_name="次数")
    error = WideColumn(verbose_name="原因", orderable=False)
    created_at = InstantColumn(verbose_name="发生时间")
    sent_at = InstantColumn(verbose_name="送达时间")


class DeliveryFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=State.choices, empty_label="不限")


class DeliveryList(ListPage):
    title = "推送记录"
    purpose = "每一次推送的结果；未送达的可以重新推送。"
    permission = MANAGE
    menu = MENU
    queryset = Delivery.objects.select_related("subscription").defer("body")
    table_class = DeliveryTable
    filterset_class = DeliveryFilter
    search_fields = ("key", "event", "subscription__name")
    search_hint = "编号、事件或订阅"
    empty_text = "还没有推送"


class DeliveryDetail(DetailPage):
    title = "推送记录"
    permission = MANAGE
    menu = MENU
    queryset = Delivery.objects.select_related("subscription")
    buttons = (Button("重新推送", "hooks:resend", MANAGE, dialog=True, when=lambda row: row.state == State.DEAD),)
    panels = (
        FactsPanel(
            title="推送情况",
            side="side",
            facts=(
                Fact("订阅", "subscription", url=lambda row: row.subscription.get_absolute_url()),
                Fact("次数", "attempts"),
                Fact("应答", lambda row: row.answer or "无应答"),
                Fact("原因", "error", wide=True),
                Fact("发生时间", "created_at", instant),
                Fact("下次推送", lambda row: row.next_at if row.state == State.WAITING else None, instant),
                Fact("送达时间", "sent_at", instant),
            ),
        ),
        TextPanel(title="推送内容", value="body"),
    )

    def badge(self) -> Badge:
        return Badge(self.object.get_state_display(), STATES[self.object.state])


class SubscriptionDetail(DetailPage):
    title = "推送订阅"
    permission = MANAGE
    menu = MENU
    queryset = Subscription.objects.select_related("organisation")
    buttons = (Button("修改", "hooks:edit", MANAGE),)
    panels = (
        FactsPanel(
            title="订阅",
            facts=(
                Fact("接收地址", "url", wide=True),
                Fact("单位", "organisation"),
                Fact("事件", lambda row: "、".join(row.events), wide=True),
                Fact("建立时间", "created_at", instant),
            ),
        ),
        TablePanel(
            title="最近推送",
            table_class=DeliveryTable,
            rows=lambda request, row: Delivery.objects.visible_to(acting(request)).filter(subscription=row),
            empty_text="还没有推送",
        ),
    )

    def badge(self) -> Badge:
        return Badge(self.object.state, TONES[self.object.state])


class SubscriptionForm(forms.Form):
    name = forms.CharField(label="名称", max_length=60, help_text="写明接收系统，例如“市级工单平台”")
    url = forms.CharField(label="接收地址", max_length=500, help_text="以 http:// 或 https:// 开头")
    events = forms.MultipleChoiceField(label="事件", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, events: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = events  # type: ignore[attr-defined]


class NewForm(SubscriptionForm):
    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = units  # type: ignore[attr-defined]


class ChangeForm(SubscriptionForm):
    is_active = forms.BooleanField(label="启用", required=False)


def _offered(page: EditPage) -> list[tuple[str, str]]:
    return [(event.id, event.label) for event in events_for(acting(page.request))]


class SubscriptionNew(EditPage):
    title = "新建推送订阅"
    purpose = "只推送所选单位及其下级发生的事项。"
    permission = MANAGE
    menu = MENU
    form_class = NewForm
    submit_label = "建立"
    success_message = "已建立。"

    def form_kwargs(self) -> dict[str, Any]:
        units = Organisation.objects.visible_to(acting(self.request), MANAGE).order_by("path")
        return {"events": _offered(self), "units": units}

    def perform(self, form: Any) -> Subscription:
        row, secret = actions.subscribe(acting(self.request), **form.cleaned_data)
        messages.warning(self.request, ONCE.format(secret=secret))
        return row


class SubscriptionEdit(EditPage):
    title = "修改推送订阅"
    permission = MANAGE
    menu = MENU
    queryset = Subscription.objects.select_related("organisation")
    form_class = ChangeForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"events": _offered(self)}

    def perform(self, form: Any) -> Subscription:
        return actions.change_subscription(acting(self.request), subscription=self.object, **form.cleaned_data)


class DeliveryResend(ActionPage):
    title = "重新推送"
    permission = MANAGE
    menu = MENU
    queryset = Delivery.objects.select_related("subscription")
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    success_message = "已重新排队，几秒内推送。"

    def perform(self, form: NoInputForm) -> Delivery:
        return actions.resend(acting(self.request), delivery=self.object)
