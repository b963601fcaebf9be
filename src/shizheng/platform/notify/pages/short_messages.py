"""Short messages to people outside: what waits, what was sent, and what could not be."""

from typing import Any, ClassVar

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, NumberColumn, StatusColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, ListPage
from shizheng.console.tables import Table
from shizheng.platform.notify.actions import resend_message
from shizheng.platform.notify.models import MessageState, ShortMessage
from shizheng.platform.policy.queries import acting

MANAGE, MENU = "notify.messages", "notify:messages"


class MessageFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=MessageState.choices, empty_label="不限")

    class Meta:
        model = ShortMessage
        fields: ClassVar[list[str]] = []


class MessageTable(Table):
    purpose = Column(verbose_name="事由", orderable=False)
    phone = Column(verbose_name="手机号码", orderable=False)
    state = StatusColumn(
        verbose_name="状态",
        accessor="get_state_display",
        tones={"待发送": "busy", "已发送": "good", "未送达": "bad"},
        orderable=False,
    )
    attempts = NumberColumn(verbose_name="次数", orderable=False)
    error = Column(verbose_name="原因", orderable=False)
    created_at = InstantColumn(verbose_name="时间")
    sent_at = InstantColumn(verbose_name="发送时间", orderable=False)

    def value_phone(self, record: ShortMessage) -> str:
        return str(record.phone)


class MessageList(ListPage):
    title = "短信"
    purpose = "发给群众的短信；多次发送失败的停在“未送达”，排除故障后打开重新发送。"
    permission = MANAGE
    menu = MENU
    queryset = ShortMessage.objects.all()
    table_class = MessageTable
    filterset_class = MessageFilter
    keyset = True
    empty_text = "没有短信"
    buttons: ClassVar[list[Button]] = []

    def row_address(self, record: Any) -> str | None:
        return f"{record.pk}/resend/" if record.state == MessageState.DEAD else None


class MessageResend(ActionPage):
    title = "重新发送短信"
    permission = MANAGE
    menu = MENU
    queryset = ShortMessage.objects.all()
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    success_message = "已重新排队，几秒内发送。"

    def perform(self, form: NoInputForm) -> ShortMessage:
        return resend_message(acting(self.request), message=self.object)
