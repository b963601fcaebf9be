"""Who raised a case: masked for whoever sees the case, opened with a reason, corrected by those who may."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from shizheng.console.forms import ReasonForm, accept_faults
from shizheng.console.pages import ActionPage, EditPage
from shizheng.console.pages.edit import INVALID
from shizheng.console.panels import Fact, FactsPanel
from shizheng.engines.cases.actions.contacts import set_contact
from shizheng.engines.cases.domain.contacts import ContactDetails
from shizheng.engines.cases.models import Case
from shizheng.engines.cases.queries.contacts import is_withheld, openable
from shizheng.engines.cases.queries.processes import process as process_of
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting, require
from shizheng.platform.vault.actions import unseal_value

FIELDS = (("phone", "联系电话"), ("name", "诉求人"), ("address", "联系地址"), ("identity", "证件号码"))
MENU = "cases:list"
_WITHHELD = "诉求人要求保密"


class ContactPanel(FactsPanel):
    """Masked values; nothing at all of whoever asked for confidence, except for those who take matters in."""

    def data(self, request: HttpRequest, subject: Any) -> dict[str, Any]:
        if subject.contact is None:
            return {"facts": [Fact("诉求人", lambda _case: "没有登记").shown(subject)]}
        if is_withheld(acting(request), subject):
            return {"facts": [Fact("诉求人", lambda _case: _WITHHELD).shown(subject)]}
        facts = [
            Fact("诉求人", lambda case: str(case.contact.name)),
            Fact("联系电话", lambda case: str(case.contact.phone)),
            Fact("联系地址", lambda case: str(case.contact.address)),
            Fact("要求保密", lambda case: "是" if case.contact.confidential else "否"),
        ]
        return {"facts": [fact.shown(subject) for fact in facts]}


class OpenForm(ReasonForm):
    field = forms.ChoiceField(label="查看哪一项", choices=FIELDS)
    reason = forms.CharField(
        label="原因",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如：回访需联系诉求人。每次查看记入操作日志。",
    )
    field_order = ("field", "reason")


class ContactOpen(ActionPage):
    """The plain value is in the answer to the post and nowhere else: no address leads to it, nothing keeps it."""

    title = "查看诉求人"
    permission = "vault.unseal"
    menu = MENU
    queryset = Case.objects.select_related("contact")
    form_class = OpenForm
    template_name = "cases/contact.html"

    def rows(self) -> Any:
        return self.queryset.visible_to(acting(self.request), "cases.view")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.form()
        if not form.is_valid():
            return self.show(form, status=INVALID)
        name = form.cleaned_data["field"]
        try:
            row = openable(acting(request), self.object)
            view = process_of(self.object.process).view
            reason = form.cleaned_data["reason"]
            plain = unseal_value(acting(request), row=row, field=name, reason=reason, permission=view)
        except ShizhengError as error:
            accept_faults(form, error)
            return self.show(form, status=INVALID)
        return self.shown_plain(form, dict(FIELDS)[name], plain)

    def shown_plain(self, form: OpenForm, label: str, plain: str) -> HttpResponse:
        self.opened = {"label": label, "value": plain or "没有登记"}
        answer = self.show(form)
        answer["Cache-Control"] = "no-store"
        return answer

    def context(self) -> dict[str, Any]:
        return {**super().context(), "opened": getattr(self, "opened", None)}


class DetailsForm(forms.Form):
    name = forms.CharField(label="诉求人", max_length=50, required=False)
    phone = forms.CharField(label="联系电话", max_length=25, required=False)
    identity = forms.CharField(label="证件号码", max_length=20, required=False)
    address = forms.CharField(label="联系地址", max_length=200, required=False)
    confidential = forms.BooleanField(label="要求保密", required=False, help_text="承办单位看不到是谁反映的")


class ContactEdit(EditPage):
    """Typed anew as a whole: what is stored is not shown, since showing it needs a reason."""

    title = "登记诉求人"
    permission = "cases.view"
    menu = MENU
    queryset = Case.objects.select_related("contact")
    form_class = DetailsForm
    success_message = "已登记诉求人。"

    def context(self) -> dict[str, Any]:
        if self.object.contact_id is None:
            raise Http404
        require(acting(self.request), process_of(self.object.process).contacts)
        return super().context()

    def initial(self) -> dict[str, Any]:
        return {"confidential": self.object.contact is not None and self.object.contact.confidential}

    def version(self) -> str:
        return ""

    def perform(self, form: DetailsForm) -> Case:
        set_contact(acting(self.request), case=self.object, details=ContactDetails(**form.cleaned_data))
        return self.object  # type: ignore[no-any-return]
