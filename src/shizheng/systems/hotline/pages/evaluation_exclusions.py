"""不计入考核: proposing that a case leaves the denominators, and another person's review."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, StatusColumn, WideColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.pages import ActionPage, EditPage, ListPage
from shizheng.console.tables import Table
from shizheng.console.tones import Tones
from shizheng.engines.cases.models import Case
from shizheng.kit.errors import Fault, InvalidInputError
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.evaluation import decide_exclusion, propose_exclusion
from shizheng.systems.hotline.models import Exclusion
from shizheng.systems.hotline.models.evaluation import REVIEW, VIEW, Ground

MENU = "hotline:exclusions"
PROPOSE = "hotline.review"
TONES: Tones = {"待复核": "soon", "同意": "good", "不同意": "off"}
ROWS = Exclusion.objects.select_related("case", "proposed_by", "reviewed_by")


class ExclusionFilter(FilterSet):
    state = ChoiceFilter(
        label="复核",
        choices=(("open", "待复核"), ("yes", "同意"), ("no", "不同意")),
        empty_label="不限",
        method="by_state",
    )
    ground = ChoiceFilter(label="情形", choices=Ground.choices, empty_label="不限")

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(is_accepted={"open": None, "yes": True, "no": False}[value])


class ExclusionTable(Table):
    number = Column(verbose_name="工单", accessor="case__number", orderable=False)
    title = Column(verbose_name="标题", accessor="case__title", orderable=False)
    ground = Column(verbose_name="情形")
    reason = WideColumn(verbose_name="理由", orderable=False)
    state = StatusColumn(verbose_name="复核", tones=TONES, orderable=False)
    proposed_by = Column(verbose_name="提出人", accessor="proposed_by__name", orderable=False)
    proposed_at = InstantColumn(verbose_name="提出时间")
    reviewed_by = Column(verbose_name="复核人", accessor="reviewed_by__name", orderable=False)
    opinion = WideColumn(verbose_name="复核意见", orderable=False)

    hidden = ("opinion",)


class ExclusionsPage(ListPage):
    title = "不计入考核"
    purpose = "无理诉求、超出职责的工单，由一人提出、另一人复核同意后，不计入响应、解决、满意和按期办结的分母。"
    permission = VIEW
    menu = MENU
    queryset = ROWS
    table_class = ExclusionTable
    filterset_class = ExclusionFilter
    empty_text = "还没有提出不计入考核的工单"
    empty_hint = "确属无理诉求或超出职责的，写明理由提出，复核同意后生效"
    buttons: ClassVar[Sequence[Button]] = (
        Button("提出", "hotline:exclusion_new", PROPOSE, tone="primary", icon="plus"),
    )

    def row_address(self, record: Exclusion) -> str | None:
        return record.get_absolute_url() if record.is_accepted is None else record.case.get_absolute_url()


class ProposeForm(forms.Form):
    number = forms.CharField(label="工单编号", max_length=24, help_text="工单页面上方的编号")
    ground = forms.ChoiceField(label="情形", choices=Ground.choices)
    reason = forms.CharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 4}))


class ProposePage(EditPage):
    title = "提出不计入考核"
    permission = PROPOSE
    menu = MENU
    form_class = ProposeForm
    submit_label = "提出"
    success_message = "已提出，等候复核。"

    def initial(self) -> dict[str, Any]:
        return {"number": self.request.GET.get("number", "")[:24]}

    def perform(self, form: Any) -> Exclusion:
        values = form.cleaned_data
        return propose_exclusion(
            acting(self.request), case=self.case(values["number"]), ground=values["ground"], reason=values["reason"]
        )

    def case(self, number: str) -> Case:
        key = number.strip()[8:]
        rows = Case.objects.visible_to(acting(self.request), PROPOSE).of("hotline")
        found: Case | None = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
        if found is None or found.number != number.strip():
            raise InvalidInputError([Fault("没有这个编号的热线工单", "number", "请核对编号")])
        return found

    def success_url(self, result: Any) -> str:
        return reverse("hotline:exclusions")


class DecideForm(forms.Form):
    accepted = forms.TypedChoiceField(
        label="复核结果",
        choices=(("yes", "同意，不计入考核"), ("no", "不同意，照常考核")),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(label="复核意见", max_length=500, widget=forms.Textarea({"rows": 3}))


class DecidePage(ActionPage):
    title = "复核不计入考核"
    permission = REVIEW
    menu = MENU
    queryset = ROWS
    form_class = DecideForm  # type: ignore[assignment]  # ActionPage asks for a reason unless told otherwise
    warning = "同意后，这件工单不再计入响应、解决、满意和按期办结的分母，已经统计的数随之更正；已发布的排名不变。"
    success_message = "已复核。"

    def rows(self) -> Any:
        return self.queryset.visible_to(acting(self.request), REVIEW)

    def perform(self, form: Any) -> Exclusion:
        return decide_exclusion(acting(self.request), exclusion=self.object, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse("hotline:exclusions")
