"""What may be done about a finding, and about a document; each page asks and calls one action."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from shizheng.console.forms import NoInputForm
from shizheng.console.pages import ActionPage, EditPage
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.actions.documents import YEARS, identify_document, remove_document
from shizheng.systems.disclosure.actions.findings import accept_finding, dismiss_finding, reopen_finding
from shizheng.systems.disclosure.actions.recheck import recheck_document
from shizheng.systems.disclosure.models import Document, DocumentFinding, Stage
from shizheng.systems.disclosure.queries.examination import examine_source


class FindingPage(ActionPage):
    """A verb on a finding. From the list beside the document it answers with the finding alone, drawn anew."""

    abstract = True
    permission = "disclosure.handle"
    menu = "disclosure:documents"
    queryset = DocumentFinding.objects.select_related("document", "handled_by").defer("document__text")
    card_template: ClassVar[str] = "disclosure/finding.html"

    def success_url(self, result: DocumentFinding) -> str:
        return result.get_absolute_url()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request, "htmx", False):
            return super().post(request, *args, **kwargs)
        form, problem = self.form(), ""
        finding = self.object
        if form.is_valid():
            try:
                finding = self.perform(form)
            except ShizhengError as error:
                problem = str(error)
        else:
            problem = "请写明理由" if "reason" in form.errors else "请重新操作"
        shown = {"row": finding, "problem": problem, "may_handle": True}
        response = self.respond(shown, template=self.card_template)
        response["HX-Trigger"] = "finding-handled"
        return response


class AcceptPage(FindingPage):
    title = "采纳"
    form_class = NoInputForm  # type: ignore[assignment]  # the base infers its own form's class

    def perform(self, form: Any) -> DocumentFinding:
        return accept_finding(acting(self.request), finding=self.object)


class DismissPage(FindingPage):
    title = "忽略"
    fragment_template = "disclosure/dismiss.html"

    def perform(self, form: Any) -> DocumentFinding:
        return dismiss_finding(acting(self.request), finding=self.object, reason=form.cleaned_data["reason"])


class ReopenPage(FindingPage):
    title = "恢复"
    form_class = NoInputForm  # type: ignore[assignment]  # the base infers its own form's class

    def perform(self, form: Any) -> DocumentFinding:
        return reopen_finding(acting(self.request), finding=self.object)


class RecheckPage(ActionPage):
    permission = "disclosure.upload"
    title = "重新检查"
    menu = "disclosure:documents"
    queryset = Document.objects.all()
    form_class = NoInputForm  # type: ignore[assignment]  # the base infers its own form's class
    warning = "按现行规则重新读取并检查；已采纳、已忽略的发现仍然存在时保留原处理。"

    def perform(self, form: Any) -> Document:
        document: Document = self.object
        examined = examine_source(document.source(), digest=document.digest, size=document.size)
        return recheck_document(acting(self.request), document=document, examined=examined)


class RemovePage(ActionPage):
    permission = "disclosure.remove"
    title = "删除"
    menu = "disclosure:documents"
    queryset = Document.objects.defer("text").select_related("supersedes")
    danger = True
    warning = "删除后其检查发现和处理记录不再显示；操作日志保留。"
    success_message = "已删除。"

    def perform(self, form: Any) -> None:
        remove_document(acting(self.request), document=self.object, reason=form.cleaned_data["reason"])

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:documents")


class IdentityForm(forms.Form):
    """Whose document it is, of which year and stage."""

    unit = forms.CharField(label="单位", max_length=200, help_text="按文件封面所印的全称填写")
    region = forms.CharField(label="地区", max_length=60, required=False)
    year = forms.IntegerField(label="年度", min_value=YEARS[0], max_value=YEARS[-1])
    stage = forms.ChoiceField(label="阶段", choices=Stage.choices)
    staff = forms.IntegerField(
        label="在职人数",
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text="用于计算人均支出；文件中没有时可补填",
    )


class IdentifyPage(EditPage):
    permission = "disclosure.upload"
    title = "更正文件信息"
    purpose = "系统从文件中识别的单位、年度、阶段有误或缺失时在此更正"
    menu = "disclosure:documents"
    queryset = Document.objects.current().defer("text")
    form_class = IdentityForm

    def initial(self) -> dict[str, Any]:
        return {**super().initial(), "year": self.object.year or None}

    def perform(self, form: Any) -> Document:
        expected = int(self.expected_version) if self.expected_version.isdecimal() else 0
        return identify_document(
            acting(self.request), document=self.object, **form.cleaned_data, expected_version=expected
        )
