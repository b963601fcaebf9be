"""The claims behind one figure of a comparison, and what a project is for where its name told wrongly."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from shizheng.console import formats
from shizheng.console.actor import permitted
from shizheng.console.breadcrumbs import Crumb
from shizheng.console.pages import ActionPage
from shizheng.engines.fiscal.domain.projects.purposes import choices, purpose_of
from shizheng.kit.errors import ShizhengError
from shizheng.platform.policy.queries import acting
from shizheng.systems.disclosure.actions.purposes import sort_project
from shizheng.systems.disclosure.models import Document
from shizheng.systems.disclosure.pages.comparing import PARTS, Chosen, place_of
from shizheng.systems.disclosure.queries.comparison import KIND, Behind, behind


class FigurePage(Chosen):
    """``?document=1&axis=kind&key=rent``."""

    title = "数字的出处"
    template_name = "disclosure/figure.html"

    @property
    def axis(self) -> str:
        asked = self.request.GET.get("axis", "")
        return asked if asked in PARTS else PARTS[0]

    def get_purpose(self) -> str:
        return "这个数由文件中下列数据而来；点击金额查看它在原文中的位置"

    def crumbs(self) -> list[Crumb]:
        return [*super().crumbs(), *(Crumb(each.subject, each.get_absolute_url()) for each in self.documents[:1])]

    def context(self) -> dict[str, Any]:
        key, documents = self.request.GET.get("key", "")[:60], self.documents[:1]
        rows = behind(acting(self.request), self.found, self.axis, key) if documents else []
        cells = [each for each in self.rows(self.axis).get(key, ()) if each is not None]
        may_sort = self.axis == KIND and permitted(self.request, "disclosure.handle")
        return {
            **super().context(),
            "document": documents[0] if documents else None,
            "figure": cells[0] if cells else None,
            "total": formats.fen_wan(cells[0].amount.fen) if cells else "",
            "rows": [_shown(each, may_sort) for each in rows],
            "is_kind": self.axis == KIND,
        }


def _shown(each: Behind, may_sort: bool) -> dict[str, Any]:
    claim = each.claim
    query = urlencode({"project": each.code})
    return {
        "name": each.code if each.purpose else "",
        "place": f"{claim.section} 第{claim.line}行".strip(),
        "quote": claim.quote,
        "amount": formats.fen_wan(claim.value),
        "url": place_of(claim.document_id, claim.line),
        "purpose": each.purpose.name if each.purpose else "",
        "rule": each.rule,
        "sort": f"{reverse('disclosure:sort_project', args=[claim.document_id])}?{query}" if may_sort else "",
    }


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(label="项目类别", required=False)
    reason = forms.CharField(
        label="理由", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text="可不填。"
    )

    def __init__(self, *args: Any, project: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = purpose_of(project)
        self.fields["purpose"].label = f"“{project}”的类别"
        automatic = f"按名称识别（{told.name}：{told.rule}）"
        self.fields["purpose"].choices = [("", automatic), *choices()]  # type: ignore[attr-defined]  # of choices


class SortProjectPage(ActionPage):
    permission = "disclosure.handle"
    title = "更正项目类别"
    menu = "disclosure:compare"
    queryset = Document.objects.defer("text")
    form_class = PurposeForm  # type: ignore[assignment]  # the base infers its own form's class
    success_message = "已更正项目类别，同一单位上传的其他文件中的同名项目一并更正。"

    @property
    def project(self) -> str:
        return self.request.GET.get("project", "")[:200]

    def get_purpose(self) -> str:
        return self.project

    def form_kwargs(self) -> dict[str, Any]:
        return {"project": self.project}

    def perform(self, form: Any) -> str:
        if not self.project:
            raise ShizhengError("没有指明项目", remedy="请从对比页进入")
        sort_project(acting(self.request), document=self.object, project=self.project, **form.cleaned_data)
        return form.cleaned_data["purpose"] or purpose_of(self.project).id

    def success_url(self, result: Any) -> str:
        query = urlencode({"document": self.object.pk, "axis": KIND, "key": result})
        return f"{reverse('disclosure:compare_figure')}?{query}"
