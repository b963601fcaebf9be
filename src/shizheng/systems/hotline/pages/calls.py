"""通话: the calls as the exchange tells of them, what each led to, call records brought in, and who sits where."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, NumberColumn, StatusColumn
from shizheng.console.filters import CharFilter, ChoiceFilter, FilterSet, PeriodFilter, YesNoFilter
from shizheng.console.formats import instant
from shizheng.console.forms import ReasonForm
from shizheng.console.pages import ActionPage, Badge, DetailPage, EditPage, ListPage
from shizheng.console.panels import Fact, FactsPanel, TablePanel
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.queries.choices import stage_labels
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.orgs.models import Organisation
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.calls import import_calls, link_call, unlink_call
from shizheng.systems.hotline.domain.call_files import FORM_NAMES, read_calls
from shizheng.systems.hotline.domain.calls import CAUSES, DIRECTIONS, DISPOSITIONS, plain_number
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models import Call
from shizheng.systems.hotline.models.calls import CALLS, TELEPHONY, caller_indexes
from shizheng.systems.hotline.queries.calls import suggested_cases

MENU = "hotline:calls"
TONES: Tones = {
    "ringing": "soon",
    "talking": "busy",
    "answered": "good",
    "abandoned": "bad",
    "busy": "bad",
    "failed": "bad",
}


class CallFilter(FilterSet):
    started_at = PeriodFilter(label="日期")
    disposition = ChoiceFilter(label="结果", choices=DISPOSITIONS, empty_label="不限")
    is_linked = YesNoFilter(label="已关联工单", method="by_link")
    extension = CharFilter(label="分机", field_name="extension")
    agent = CharFilter(label="坐席姓名", field_name="account__name")
    direction = ChoiceFilter(label="方向", choices=DIRECTIONS, empty_label="不限")
    number = CharFilter(label="完整号码", method="by_number")
    queue = CharFilter(label="队列", field_name="queue")

    class Meta:
        model = Call
        fields: ClassVar[list[str]] = []

    def by_link(self, rows: Any, name: str, value: bool) -> Any:
        return rows.exclude(case=None) if value else rows.filter(case=None)

    def by_number(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(caller_index__in=caller_indexes(plain_number(value)))


class CallTable(Table):
    hidden = ("queue", "source", "cause")
    started_at = InstantColumn(verbose_name="来电时间")
    direction = Column(verbose_name="方向", orderable=False)
    caller = Column(verbose_name="对方号码", orderable=False)
    extension = Column(verbose_name="分机", orderable=False)
    account = Column(verbose_name="坐席", accessor="account__name", orderable=False)
    disposition = StatusColumn(verbose_name="结果", tones=TONES, orderable=False)
    wait_seconds = NumberColumn(verbose_name="等待（秒）", orderable=False)
    talk_seconds = NumberColumn(verbose_name="通话（秒）", orderable=False)
    case = Column(verbose_name="工单", orderable=False)
    queue = Column(verbose_name="队列", orderable=False)
    source = Column(verbose_name="来源", orderable=False)
    cause = Column(verbose_name="挂断原因", orderable=False)

    def render_cause(self, value: str) -> str:
        return CAUSES.get(value.upper(), value)

    def value_caller(self, record: Call) -> str:
        return str(record.caller)


class CallList(ListPage):
    title = "通话"
    purpose = "呼入、呼出的每一次通话，关联到所受理的工单；号码按规定隐去中间几位。"
    permission = CALLS
    menu = MENU
    queryset = Call.objects.select_related("account", "case").order_by("-started_at", "-pk")
    table_class = CallTable
    filterset_class = CallFilter
    keyset = True
    page_size = 50
    empty_text = "还没有通话"
    empty_hint = "电话平台通过接口实时告知，或导入话单"
    buttons: ClassVar[Sequence[Button]] = (
        Button("导入话单", "hotline:calls_import", TELEPHONY, icon="upload"),
        Button("分机", "hotline:extensions", TELEPHONY, icon="headset"),
    )


class SuggestionTable(Table):
    number = Column(verbose_name="编号")
    title = Column(verbose_name="标题")
    stage = Column(verbose_name="环节")
    opened_at = InstantColumn(verbose_name="受理时间")

    def render_stage(self, value: str) -> str:
        return stage_labels(WORK_ORDER).get(value, value)


def _suggested(request: HttpRequest, call: Call) -> Iterable[Case]:
    return suggested_cases(acting(request), call)


def _is_free(call: Call) -> bool:
    return call.case_id is None


def _is_linked(call: Call) -> bool:
    return call.case_id is not None


def _case_address(call: Call) -> str | None:
    return call.case.get_absolute_url() if call.case else None


def _how(call: Call) -> str:
    if call.case_id is None:
        return ""
    return f"{call.linked_by.name}事后关联" if call.linked_by else "接听时受理"


class CallDetail(DetailPage):
    title = "通话"
    permission = CALLS
    menu = MENU
    queryset = Call.objects.select_related("account", "case", "organisation", "linked_by")
    buttons = (
        Button("关联工单", "hotline:call_link", CALLS, tone="primary", dialog=True, when=_is_free),
        Button("解除关联", "hotline:call_unlink", CALLS, dialog=True, when=_is_linked),
    )
    panels = (
        FactsPanel(
            title="通话情况",
            facts=(
                Fact("方向", "direction"),
                Fact("对方号码", lambda call: str(call.caller) or "号码未显示"),
                Fact("来电时间", "started_at", instant),
                Fact("转坐席时间", "offered_at", instant),
                Fact("接听时间", "answered_at", instant),
                Fact("结束时间", "ended_at", instant),
                Fact("等待", "wait_seconds", lambda seconds: f"{seconds} 秒"),
                Fact("通话", "talk_seconds", lambda seconds: f"{seconds} 秒"),
                Fact("挂断原因", "cause", lambda word: CAUSES.get(word.upper(), word)),
                Fact("录音", "recording", wide=True),
            ),
        ),
        TablePanel(
            title="可能对应的工单",
            table_class=SuggestionTable,
            rows=_suggested,
            empty_text="该号码在这段时间没有受理工单",
        ),
        FactsPanel(
            title="坐席与工单",
            side="side",
            facts=(
                Fact("坐席", "account.name"),
                Fact("分机", "extension"),
                Fact("队列", "queue"),
                Fact("工单", lambda call: str(call.case) if call.case else "未关联", url=_case_address),
                Fact("关联时间", "linked_at", instant),
                Fact("关联方式", _how),
                Fact("热线机构", "organisation.name"),
                Fact("来源", "source"),
                Fact("话单编号", "external_id", wide=True),
            ),
        ),
    )

    def badge(self) -> Badge:
        call: Call = self.object
        return Badge(call.get_disposition_display(), TONES.get(call.disposition, "off"))


class LinkForm(forms.Form):
    case = forms.CharField(
        label="工单编号",
        max_length=24,
        help_text="16位以上数字",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class CallLink(ActionPage):
    title = "关联工单"
    permission = CALLS
    menu = MENU
    queryset = Call.objects.select_related("account")
    form_class = LinkForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    warning = "请核对来电号码、时间与工单一致后再关联。"

    def initial(self) -> dict[str, Any]:
        """The nearest suggestion, for the person to confirm."""
        found = suggested_cases(acting(self.request), self.object)
        return {"case": found[0].number} if found else {}

    def perform(self, form: LinkForm) -> Call:
        actor, number = acting(self.request), form.cleaned_data["case"].strip()
        key = int(number[8:]) if number.isdecimal() and 16 <= len(number) <= 24 else 0
        case = Case.objects.visible_to(actor, "cases.view").filter(pk=key).first()
        if case is None or case.number != number:
            raise InvalidInputError([Fault("没有这件工单，或无权查看", "case", "请核对编号")])
        return link_call(actor, call=self.object, case=case)


class CallUnlink(ActionPage):
    title = "解除关联"
    permission = CALLS
    menu = MENU
    queryset = Call.objects.select_related("account")

    def perform(self, form: ReasonForm) -> Call:
        return unlink_call(acting(self.request), call=self.object, reason=form.cleaned_data["reason"])


class ImportForm(forms.Form):
    file = forms.FileField(label="话单文件", help_text="CSV，没有表头；同一通话只导入一次，全部正确才写入")
    form = forms.ChoiceField(label="格式", choices=FORM_NAMES)
    organisation = forms.ModelChoiceField(label="热线机构", queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: Any, own: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = units  # type: ignore[attr-defined]  # a choice of rows
        self.fields["organisation"].initial = own


class CallsImport(EditPage):
    title = "导入话单"
    purpose = "导入 FreeSWITCH 或 Asterisk 的话单，用于接通率等统计和事后关联工单。"
    permission = TELEPHONY
    menu = MENU
    form_class = ImportForm
    submit_label = "检查并导入"
    success_message = ""

    def form_kwargs(self) -> dict[str, Any]:
        actor = acting(self.request)
        return {"units": Organisation.objects.visible_to(actor, TELEPHONY), "own": actor.organisation_id}

    def perform(self, form: ImportForm) -> None:
        given = form.cleaned_data
        read = read_calls(given["file"].file, given["form"])
        brought = import_calls(
            acting(self.request), records=read.records, source=given["form"], organisation=given["organisation"]
        )
        notes = f"；{len(read.notes)}行与其他行是同一通话，只计一次" if read.notes else ""
        self.success_message = f"{brought.words}{notes}。"  # type: ignore[misc]  # told once, on this request

    def success_url(self, result: Any) -> str:
        return reverse(MENU)
