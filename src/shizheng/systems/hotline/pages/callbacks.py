"""待回访: whom to call, and one page to call from: the matter, the number with a reason, the words, the result."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.urls import reverse

from shizheng.console.columns import Column, DeadlineColumn, InstantColumn, NumberColumn, StatusColumn
from shizheng.console.filters import ChoiceFilter, FilterSet
from shizheng.console.pages import EditPage, ListPage
from shizheng.console.tables import Table
from shizheng.engines.cases.models import Case
from shizheng.kit import clock
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.callbacks import call_back
from shizheng.systems.hotline.domain.callback import UNSATISFIED, Evaluation, Outcome
from shizheng.systems.hotline.domain.process.asks import CONTACTED, SATISFACTION
from shizheng.systems.hotline.models import Attempt
from shizheng.systems.hotline.models.callbacks import CALL
from shizheng.systems.hotline.queries.callbacks import due, satisfaction, waiting
from shizheng.systems.hotline.queries.office import office
from shizheng.systems.hotline.queries.web import standing

MENU = "hotline:callbacks"
SPAN = timedelta(days=30)
WHEN = (("now", "现在可回访"), ("unhappy", "群众网上不满意"))
GRADES = dict(SATISFACTION)


class CallbackFilter(FilterSet):
    when = ChoiceFilter(label="范围", choices=WHEN, empty_label="全部", method="by_when")

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = []

    def by_when(self, rows: Any, name: str, value: str) -> Any:
        return due(rows, clock.now()) if value == "now" else rows.filter(said__in=UNSATISFIED)


class CallbackTable(Table):
    number = Column(verbose_name="工单编号", orderable=False)
    title = Column(verbose_name="标题", orderable=False)
    main = Column(verbose_name="主办单位", orderable=False)
    since = InstantColumn(verbose_name="答复时间")
    due_at = DeadlineColumn(verbose_name="回访时限", orderable=False)
    tries = NumberColumn(verbose_name="已拨打", orderable=False, empty_values=())
    again_at = InstantColumn(verbose_name="再次回访", orderable=False)
    said = StatusColumn(
        verbose_name="网上评价",
        tones={label: "bad" if grade in UNSATISFIED else "good" for grade, label in SATISFACTION},
        orderable=False,
    )

    def value_tries(self, record: Any) -> int:
        return record.tries or 0

    def render_tries(self, record: Any) -> str:
        return str(record.tries or 0)

    def render_said(self, record: Any) -> str:
        return GRADES.get(record.said, "")


class CallbackList(ListPage):
    title = "待回访"
    purpose = "已答复、等待回访的工单；群众通过短信链接满意评价的自动办结，不在这里。"
    permission = CALL
    menu = MENU
    queryset = Case.objects.all()
    table_class = CallbackTable
    filterset_class = CallbackFilter
    keyset = True
    empty_text = "没有等待回访的工单"

    def rows(self) -> Any:
        return waiting(acting(self.request)).order_by("since", "pk")

    def row_address(self, record: Any) -> str | None:
        return reverse("hotline:callback", kwargs={"pk": record.pk})

    def get_purpose(self) -> str:
        found = satisfaction(clock.now() - SPAN)
        first = f"{found.first_satisfied}/{found.first}"
        return f"{self.purpose}近30天首次满意 {first}，重办后满意 {found.repeated_satisfied}/{found.repeated}。"


class CallbackForm(forms.Form):
    outcome = forms.ChoiceField(label="回访情况", choices=CONTACTED)
    solved = forms.TypedChoiceField(
        label="是否解决",
        choices=(("", "请选择"), ("true", "已解决"), ("false", "未解决")),
        required=False,
        coerce=lambda text: text == "true",
        empty_value=None,
    )
    satisfaction = forms.ChoiceField(label="满意度", choices=(("", "请选择"), *SATISFACTION), required=False)
    why = forms.CharField(
        label="不满意的原因", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    decision = forms.ChoiceField(label="处理", choices=(("close", "办结"), ("rework", "重办")), initial="close")
    reason = forms.CharField(label="重办理由", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    note = forms.CharField(label="备注", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("outcome") != Outcome.REACHED:
            return given
        if given.get("solved") is None:
            self.add_error("solved", "已联系上的，请选择是否解决")
        if not given.get("satisfaction"):
            self.add_error("satisfaction", "已联系上的，请选择满意度")
        if given.get("satisfaction") in UNSATISFIED and not given.get("why"):
            self.add_error("why", "不满意的，请写明原因")
        if given.get("decision") == "rework" and not given.get("reason"):
            self.add_error("reason", "重办的，请写明理由")
        return given

    def said(self) -> Evaluation | None:
        given = self.cleaned_data
        if given["outcome"] != Outcome.REACHED:
            return None
        return Evaluation(given["solved"], given["satisfaction"], given["why"])


class CallbackPage(EditPage):
    title = "电话回访"
    permission = CALL
    menu = MENU
    queryset = Case.objects.select_related("contact", "main")
    form_class = CallbackForm
    template_name = "hotline/callback.html"
    submit_label = "记录"
    success_message = "已记录回访结果。"

    def rows(self) -> Any:
        return waiting(acting(self.request))

    def initial(self) -> dict[str, Any]:
        return {"decision": "close"}

    def success_url(self, result: Any) -> str:
        return reverse(MENU)

    def context(self) -> dict[str, Any]:
        case: Case = self.object
        attempts = Attempt.objects.visible_to(acting(self.request)).filter(case=case).select_related("account")
        return {
            **super().context(),
            "case": case,
            "standing": standing(case),
            "attempts": [(each, GRADES.get(each.satisfaction, "")) for each in attempts],
            "centre": office().centre,
            "most": office().callback_attempts,
        }

    def perform(self, form: CallbackForm) -> Case:
        given = form.cleaned_data
        return call_back(
            acting(self.request),
            case=self.object,
            outcome=Outcome(given["outcome"]),
            said=form.said(),
            rework=given["decision"] == "rework" and given["outcome"] == Outcome.REACHED,
            reason=given["reason"],
            note=given["note"],
            expected_version=int(self.expected_version or 0),
        ).case
