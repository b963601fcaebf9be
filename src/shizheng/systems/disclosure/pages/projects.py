"""A project of the unit, proposed while its budget is prepared."""

from typing import Any

from django import forms
from django.urls import reverse

from shizheng.console.pages import EditPage
from shizheng.engines.fiscal.actions.projects import propose_project
from shizheng.engines.fiscal.domain.projects.kinds import Continuity, Kind
from shizheng.engines.fiscal.models import Project
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.pages.books import BOOKS, MENU


class ProjectForm(forms.Form):
    code = forms.CharField(label="项目编码", max_length=40)
    name = forms.CharField(label="项目名称", max_length=200, help_text="应与“项目支出”中填写的名称一致")
    kind = forms.ChoiceField(label="项目类别", choices=[each for each in Kind.choices() if Kind(each[0]).has_targets])
    continuity = forms.ChoiceField(label="项目属性", choices=Continuity.choices())
    first_year = forms.IntegerField(label="开始年度", min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label="结束年度", min_value=1990, max_value=2100)
    overview = forms.CharField(label="项目概况", required=False, widget=forms.Textarea(attrs={"rows": 4}))


class NewProjectPage(EditPage):
    permission = "disclosure.prepare"
    title = "新建项目"
    menu = MENU
    queryset = BOOKS
    form_class = ProjectForm
    success_message = "已建立项目，请填写绩效目标表。"

    def version(self) -> str:
        """A new project stands in nobody's way, whatever happens to the budget meanwhile."""
        return ""

    def initial(self) -> dict[str, Any]:
        year = self.object.book.year
        return {"first_year": year, "last_year": year, "name": self.request.GET.get("name", "")[:200]}

    def perform(self, form: Any) -> Project:
        data = form.cleaned_data
        return propose_project(
            acting(self.request),
            organisation=self.object.book.organisation,
            **{**data, "kind": Kind(data["kind"]), "continuity": Continuity(data["continuity"])},
        )

    def success_url(self, result: Any) -> str:
        return reverse("disclosure:budget_sheet", kwargs={"pk": self.object.pk, "project": result.pk})
