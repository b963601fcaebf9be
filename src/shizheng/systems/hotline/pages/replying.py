"""What stands beside the forms of replying and reviewing, and a unit's templates."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.buttons import Button
from shizheng.console.columns import Column, InstantColumn, WideColumn
from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, EditPage, ListPage
from shizheng.console.pages.subject import SubjectPage
from shizheng.console.tables import Table
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.queries.helping import MoveHelper
from shizheng.platform.policy.domain.actor import Actor
from shizheng.platform.policy.queries import acting
from shizheng.systems.hotline.actions.quality import HANDLE, drop_template, keep_template
from shizheng.systems.hotline.domain.process.process import WORK_ORDER
from shizheng.systems.hotline.models import ReplyTemplate
from shizheng.systems.hotline.queries.quality import hints_on, hints_on_last, templates_for

MENU = "hotline:templates"


def _replying(actor: Actor, case: Case, organisation: int) -> dict[str, Any]:
    return {
        "templates": templates_for(actor, case, actor.organisation_name),
        "address": reverse("hotline:hints", kwargs={"pk": case.pk, "unit": organisation}),
    }


def _reviewing(actor: Actor, case: Case, organisation: int) -> dict[str, Any]:
    return {"hints": hints_on_last(case)}


HELPERS = (
    MoveHelper("hotline.replying", WORK_ORDER.id, ("reply",), "hotline/reply_helper.html", _replying),
    MoveHelper("hotline.reviewing", WORK_ORDER.id, ("review", "reject"), "hotline/review_helper.html", _reviewing),
)


class ReplyHints(SubjectPage):
    """The hints on a reply while it is typed; nothing is kept."""

    title = "答复质量提示"
    permission = HANDLE
    menu = "hotline:work"
    template_name = "hotline/hints.html"
    queryset = Case.objects.all()

    def rows(self) -> Any:
        return self.queryset.visible_to(acting(self.request), HANDLE).of(WORK_ORDER.id)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.post(request)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        typed = request.POST.get("public_reply", "")[:5000]
        answers = {"public_reply": typed, "solved": request.POST.get("solved") == "true"}
        found = hints_on(self.object, answers, self.kwargs["unit"]) if typed.strip() else []
        return self.respond({"hints": found, "asked": bool(typed.strip())}, template=self.template_name)


class TemplateTable(Table):
    name = Column(verbose_name="名称")
    text = WideColumn(verbose_name="内容", orderable=False)
    organisation = Column(verbose_name="单位")
    changed_at = InstantColumn(verbose_name="修改时间")


class TemplateList(ListPage):
    title = "答复模板"
    purpose = "本单位常用的答复写法，回复工单时选用。"
    permission = HANDLE
    menu = MENU
    queryset = ReplyTemplate.objects.select_related("organisation")
    table_class = TemplateTable
    search_fields = ("name", "text")
    buttons = (Button("新建", "hotline:template_new", HANDLE, "primary", "plus"),)
    empty_text = "还没有答复模板"

    def row_address(self, record: ReplyTemplate) -> str:
        return reverse("hotline:template_edit", kwargs={"pk": record.pk})


class TemplateForm(forms.Form):
    name = forms.CharField(label="名称", max_length=60)
    text = forms.CharField(
        label="内容",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="可以用 {标题}、{地点}、{单位} 代表工单的内容",
    )


class TemplateNew(EditPage):
    title = "新建答复模板"
    permission = HANDLE
    menu = MENU
    form_class = TemplateForm

    def perform(self, form: TemplateForm) -> None:
        keep_template(acting(self.request), **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse(MENU)


class TemplateEdit(EditPage):
    title = "修改答复模板"
    permission = HANDLE
    menu = MENU
    queryset = ReplyTemplate.objects.select_related("organisation")
    form_class = TemplateForm
    buttons = (Button("删除", "hotline:template_drop", HANDLE, "danger", "trash", dialog=True),)

    def perform(self, form: TemplateForm) -> None:
        keep_template(acting(self.request), template=self.object, **form.cleaned_data)

    def success_url(self, result: Any) -> str:
        return reverse(MENU)


class TemplateDrop(ActionPage):
    title = "删除"
    permission = HANDLE
    menu = MENU
    queryset = ReplyTemplate.objects.all()
    form_class = NoInputForm  # type: ignore[assignment]  # ActionPage asks for a reason, this verb asks nothing
    danger = True
    warning = "删除后不能恢复；已经发出的答复不受影响。"

    def perform(self, form: Any) -> None:
        drop_template(acting(self.request), template=self.object)

    def success_url(self, result: Any) -> str:
        return reverse(MENU)
