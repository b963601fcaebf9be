"""来电限制: asked for by one, decided by another, appealed against; and the kinds of matters that are not accepted."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, DayColumn, InstantColumn
from shizheng.console.filters import CharFilter, ChoiceFilter, FilterSet
from shizheng.console.formats import day, instant
from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel, TextPanel
from shizheng.console.tables import Table
from shizheng.kit import clock
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.callers import (
    decide_appeal,
    decide_block,
    lift_block,
    propose_block,
    receive_appeal,
)
from shizheng.systems.hotline.domain.callers import BLOCK_STATES, BlockState
from shizheng.systems.hotline.domain.calls import plain_number
from shizheng.systems.hotline.models import Appeal, Block, DeclineRule
from shizheng.systems.hotline.models.callers import BLOCK, DECIDE_BLOCK
from shizheng.systems.hotline.models.calls import caller_indexes
from shizheng.systems.hotline.queries.callers import waiting_appeal

MENU = "hotline:blocks"
ROWS = Block.objects.select_related("proposed_by", "decided_by", "organisation")
_USUAL = timedelta(days=30)


class BlockFilter(FilterSet):
    state = ChoiceFilter(label="状态", choices=BLOCK_STATES, empty_label="不限")
    number = CharFilter(label="完整号码", method="by_number")

    class Meta:
        model = Block
        fields: ClassVar[list[str]] = []

    def by_number(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(phone_index__in=caller_indexes(plain_number(value)))


class BlockTable(Table):
    phone = Column(verbose_name="号码", orderable=False)
    reason = Column(verbose_name="理由", orderable=False)
    until = DayColumn(verbose_name="限制至")
    state = Column(verbose_name="状态", accessor="state_in_words", orderable=False)
    proposed_by = Column(verbose_name="提请人", accessor="proposed_by__name", orderable=False)
    proposed_at = InstantColumn(verbose_name="提请时间")

    def value_phone(self, record: Block) -> str:
        return str(record.phone)


class BlockList(ListPage):
    title = "来电限制"
    purpose = "恶意滋扰的号码经审批后限期提示坐席；来电照常接入，从不静默拒接。"
    permission = BLOCK
    menu = MENU
    queryset = ROWS
    table_class = BlockTable
    filterset_class = BlockFilter
    empty_text = "没有限制任何号码"
    buttons: ClassVar[Sequence[Button]] = (
        Button("提请限制", "hotline:block_new", BLOCK, tone="primary", icon="plus"),
        Button("不予受理情形", "hotline:decline_rules", BLOCK, icon="list-details"),
    )


class AppealTable(Table):
    received_at = InstantColumn(verbose_name="登记时间")
    text = Column(verbose_name="申诉内容")
    granted = Column(verbose_name="决定", empty_values=())
    decision = Column(verbose_name="理由")

    def render_granted(self, record: Appeal) -> str:
        return {None: "待决定", True: "成立", False: "不成立"}[record.granted]


def _appeals(request: HttpRequest, block: Block) -> Iterable[Appeal]:
    return Appeal.objects.visible_to(acting(request)).filter(block=block)


def _is_proposed(block: Block) -> bool:
    return block.state == BlockState.PROPOSED


def _is_in_force(block: Block) -> bool:
    return block.is_in_force


class BlockDetail(DetailPage):
    title = "来电限制"
    permission = BLOCK
    menu = MENU
    queryset = ROWS
    buttons = (
        Button("审批", "hotline:block_decide", DECIDE_BLOCK, tone="primary", dialog=True, when=_is_proposed),
        Button("登记申诉", "hotline:appeal_new", BLOCK, dialog=True, when=_is_in_force),
        Button("决定申诉", "hotline:appeal_decide", DECIDE_BLOCK, dialog=True, when=waiting_appeal),
        Button("解除限制", "hotline:block_lift", DECIDE_BLOCK, tone="danger", dialog=True, when=_is_in_force),
    )
    panels = (
        TextPanel(title="理由", value="reason"),
        TablePanel(title="申诉", table_class=AppealTable, rows=_appeals, empty_text="没有申诉"),
        FactsPanel(
            title="经过",
            side="side",
            facts=(
                Fact("号码", lambda block: str(block.phone)),
                Fact("限制至", "until", day),
                Fact("提请人", "proposed_by.name"),
                Fact("提请时间", "proposed_at", instant),
                Fact("审批人", "decided_by.name"),
                Fact("审批时间", "decided_at", instant),
                Fact("意见", "decision", wide=True),
            ),
        ),
    )

    def badge(self) -> Badge:
        block: Block = self.object
        return Badge(block.state_in_words, "bad" if block.is_in_force else "soon" if _is_proposed(block) else "off")


class BlockForm(forms.Form):
    phone = forms.CharField(label="号码", max_length=25)
    reason = forms.CharField(
        label="理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="何时来电几次、说了什么、曾如何劝导",
    )
    until = forms.DateField(label="限制至", widget=forms.DateInput(attrs={"type": "date"}))


class BlockNew(EditPage):
    title = "提请限制来电"
    purpose = "由他人审批后生效；到期自动失效，当事人可以申诉。"
    permission = BLOCK
    menu = MENU
    form_class = BlockForm
    success_message = "已提请，等待审批。"

    def initial(self) -> dict[str, Any]:
        return {"until": (clock.today() + _USUAL).isoformat()}

    def perform(self, form: BlockForm) -> Block:
        return propose_block(acting(self.request), **form.cleaned_data)


class DecisionForm(forms.Form):
    agreed = forms.TypedChoiceField(
        label="决定",
        choices=(("", "请选择"), ("true", "同意"), ("false", "不同意")),
        coerce=lambda text: text == "true",
    )
    decision = forms.CharField(label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class BlockDecide(ActionPage):
    title = "审批限制来电"
    permission = DECIDE_BLOCK
    menu = MENU
    queryset = ROWS
    form_class = DecisionForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise

    def perform(self, form: DecisionForm) -> Block:
        return decide_block(acting(self.request), block=self.object, **form.cleaned_data)


class BlockLift(ActionPage):
    title = "解除限制"
    permission = DECIDE_BLOCK
    menu = MENU
    queryset = ROWS

    def perform(self, form: ReasonForm) -> Block:
        return lift_block(acting(self.request), block=self.object, reason=form.cleaned_data["reason"])


class AppealForm(forms.Form):
    text = forms.CharField(label="申诉内容", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))


class AppealNew(ActionPage):
    title = "登记申诉"
    permission = BLOCK
    menu = MENU
    queryset = ROWS
    form_class = AppealForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise

    def perform(self, form: AppealForm) -> Block:
        return receive_appeal(acting(self.request), block=self.object, text=form.cleaned_data["text"]).block


class AppealDecide(ActionPage):
    title = "决定申诉"
    permission = DECIDE_BLOCK
    menu = MENU
    queryset = ROWS
    form_class = DecisionForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    warning = "同意即申诉成立，限制随即解除。"

    def perform(self, form: DecisionForm) -> Block:
        given = form.cleaned_data
        return decide_appeal(
            acting(self.request), block=self.object, granted=given["agreed"], decision=given["decision"]
        ).block


class DeclineRuleTable(Table):
    title = Column(verbose_name="事项")
    why = Column(verbose_name="情形", accessor="get_why_display", orderable=False)
    channel = Column(verbose_name="正确渠道", orderable=False)
    telephone = Column(verbose_name="电话", orderable=False)
    keywords = Column(verbose_name="关键词", orderable=False)
    source = Column(verbose_name="依据", orderable=False)


class DeclineRuleList(ListPage):
    title = "不予受理情形"
    purpose = "诉求内容含有关键词时在坐席工作台提示，并给出正确渠道；由配置包设定。"
    permission = BLOCK
    menu = MENU
    queryset = DeclineRule.objects.all()
    table_class = DeclineRuleTable
    search_fields: ClassVar[Sequence[str]] = ("title", "keywords")
    search_hint = "事项、关键词"
    empty_text = "配置包中没有不予受理情形"
